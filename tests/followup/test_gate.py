"""Can it be judged: each check by itself, and the real board against a table worked out by hand."""

import pytest

from followup.gate import CHECKS, gate, summary
from followup.sections import Fact, Item, Section
from reports.assembly import assemble
from tests.reports.conftest import TODAY

LETTERS = dict(zip(CHECKS, "ITOFA", strict=True))
# From section 1 of the facts of the source: what each sub-goal of August 2025 lacks. I no indicator, T no target,
# O neither outcome nor reason («–/–» is none, «no data» since Cosmic is one), F no forecast («Inga data» is none).
BY_HAND = {
    "m1a": "TOF",
    "m1b": "TF",
    "m2a": "TOF",
    "m2b": "",
    "m2c": "ITO",
    "m2d": "TF",
    "m3a": "TO",
    "m4a": "ITOF",
    "m4b": "TOF",
    "m5a": "TOF",
    "m5b": "ITOF",
    "m6a": "ITOF",
    "m7a": "ITO",
    "m7b": "ITOF",
}


def goal(**attributes):
    given = {"status": "met", "forecast": "met", "explained": "yes", **attributes}
    return Item(key="g", kind="sub_goal", title="G", attributes={name: one for name, one in given.items() if one})


def indicator(key="i", **attributes):
    given = {"target": "3", "status": "met", **attributes}
    return Item(key=key, kind="indicator", title=key, attributes={name: one for name, one in given.items() if one})


def fact(key="i", value="1", missing=""):
    return Fact(key=f"{key}.value", label=key, value=value, unit="", missing=missing)


ONE = (fact(),)


def lacking(one, *indicators, facts=ONE):
    [verdict] = gate([Section(key="g", title="", items=(one, *indicators), facts=tuple(facts))])
    assert verdict.can_be_judged == (not verdict.lacking)
    return "".join(LETTERS[check.code] for check in verdict.lacking)


@pytest.mark.parametrize(
    ("attributes", "lacks"),
    [
        ({}, ""),
        ({"forecast": ""}, "F"),
        ({"forecast": "no_data"}, "F"),
        # A judgement all the same.
        ({"forecast": "hard"}, ""),
        ({"status": ""}, "A"),
        ({"status": "not_assessable"}, ""),
        ({"status": "not_assessable", "explained": ""}, "A"),
        # The indicator is met.
        ({"status": "not_met"}, ""),
        ({"status": "not_met", "explained": ""}, "A"),
        ({"status": "met", "explained": ""}, ""),
    ],
)
def test_forecast_and_assessment_are_made_and_explained(attributes, lacks):
    assert lacking(goal(**attributes), indicator()) == lacks


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        ([fact()], ""),
        ([fact(value=None, missing="system_failure")], ""),
        ([fact(value=None, missing="not_reported")], "O"),
        ([fact(value=None, missing="unreadable")], "O"),
        ([], "O"),
    ],
)
def test_an_outcome_is_told_or_why_not(facts, lacks):
    assert lacking(goal(), indicator(), facts=facts) == lacks


def test_a_target_and_an_indicator_are_needed():
    assert lacking(goal(), indicator(target="")) == "T"
    assert lacking(goal()) == "ITO"


def test_an_assessment_between_the_indicators_is_what_they_come_to():
    both = [indicator("i"), indicator("j", status="not_met")]
    facts = [fact("i"), fact("j")]
    assert lacking(goal(status="partly", explained=""), *both, facts=facts) == ""


def test_what_nobody_is_to_assess_is_not_asked_for():
    assert gate([Section(key="g", title="", items=(Item(key="g", kind="goal", title="G"), indicator()))]) == []


def test_the_real_board_is_as_it_was_worked_out_by_hand(hsn, hsn_t2, english):
    verdicts = gate(assemble(unit=hsn, period=hsn_t2, today=TODAY).sections())
    found = {one.key.rpartition(".")[2]: "".join(LETTERS[check.code] for check in one.lacking) for one in verdicts}
    assert found == BY_HAND
    assert summary(verdicts) == "1 of 14 goals can be judged."
