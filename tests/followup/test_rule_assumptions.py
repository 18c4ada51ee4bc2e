"""R20. X29 is a contradiction of two public source documents."""

import pytest
from django.utils import translation

from followup.findings import Severity
from followup.rule_assumptions import check_assumptions
from followup.sections import Fact, Item

N, M = "\u00a0", "\u2212"
ITEM = Item(
    key="economy.assumption.fvis",
    kind="assumption",
    title="Lost production",
    attributes={"assumed": "assumed", "observed_low": "low", "observed_high": "high"},
)


def check(assumed, low, high):
    values = {"assumed": assumed, "low": low, "high": high}
    facts = {key: Fact(key=key, label=key, value=value, unit="%", signed=True) for key, value in values.items()}
    with translation.override("en"):
        return check_assumptions([ITEM], facts)


def test_an_assumption_outside_what_was_observed_is_seen_with_both():
    """X29"""
    [finding] = check("-33", "-20", "-15")
    assert (finding.rule, finding.severity, finding.place) == ("R20", Severity.NOTICE, "assumed")
    assert finding.sentence == (
        f"Lost production: {M}33{N}% is assumed, and {M}20{N}% to {M}15{N}% has been observed."
    )


@pytest.mark.parametrize(
    ("assumed", "low", "high", "found"),
    [
        pytest.param("-18", "-20", "-15", 0, id="within"),
        pytest.param("-20", "-20", "-15", 0, id="at the end"),
        pytest.param("-21", "-20", "-15", 0, id="as near as rounding goes"),
        pytest.param("-22", "-20", "-15", 1, id="farther"),
        pytest.param("-10", "-20", "-15", 1, id="too little"),
        pytest.param("-33", "-33", None, 0, id="one figure, the same"),
        pytest.param("-33", "-20", None, 1, id="one figure, another"),
        pytest.param("-33", None, None, 0, id="nothing observed"),
        pytest.param(None, "-20", "-15", 0, id="nothing assumed"),
    ],
)
def test_what_is_assumed_is_held_against_what_was_observed(assumed, low, high, found):
    assert len(check(assumed, low, high)) == found


def test_an_assumption_without_figures_is_left_alone():
    assert check_assumptions([ITEM], {}) == []
