"""R8 over statuses and forecasts. X05, X08 and X10 are contradictions of a public source document."""

from datetime import date

import pytest
from django.utils import translation

from followup.findings import Severity
from followup.rule_items import end_of_period
from followup.rule_states import check_states
from followup.sections import Item

AUGUST, YEAR_END = date(2025, 8, 31), date(2025, 12, 31)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def commission(**attributes):
    return Item(key="commissions.u02", kind="commission", title="Lower staff costs", attributes=attributes)


def goal(status, forecast, kind="sub_goal"):
    return Item(key="goals.m2b", kind=kind, title="Preparedness", attributes={"status": status, "forecast": forecast})


def sentences(item, ends=AUGUST):
    return [one.sentence for one in check_states([item], ends=ends)]


def test_what_is_evaluated_later_is_not_done_yet():
    """X08"""
    item = commission(status="done_deviation", evaluated_in="2025", evaluated_in_place="the analysis")
    [finding] = check_states([item], ends=AUGUST)
    assert (finding.rule, finding.severity, finding.place) == ("R8", Severity.NOTICE, "commissions.u02")
    assert finding.sentence == (
        "The analysis says that the outcome is evaluated in the follow-up of 2025, but U02 Lower staff costs already "
        "has the status “Done with deviation”."
    )


@pytest.mark.parametrize(
    ("attributes", "ends"),
    [
        pytest.param({"status": "ongoing", "evaluated_in": "2025"}, AUGUST, id="not done"),
        pytest.param({"status": "done"}, AUGUST, id="evaluated nowhere else"),
        pytest.param({"status": "done", "evaluated_in": "2025"}, YEAR_END, id="evaluated in this very period"),
        pytest.param({"status": "done", "evaluated_in": "2025-t2"}, AUGUST, id="evaluated in this tertial"),
        pytest.param({"status": "done", "evaluated_in": "2024"}, AUGUST, id="evaluated already"),
        pytest.param({"status": "done", "stated_forecasts": "met"}, AUGUST, id="done, and met"),
        pytest.param({"status": "done_deviation", "stated_forecasts": "not_met"}, AUGUST, id="the deviation is said"),
        pytest.param({"status": "ongoing", "stated_forecasts": "not_met,not_met"}, AUGUST, id="one forecast, twice"),
        pytest.param({}, AUGUST, id="nothing reported"),
    ],
)
def test_a_commission_that_holds_together_is_left_alone(attributes, ends):
    assert sentences(commission(**attributes), ends) == []


def test_two_forecasts_for_one_commission_are_both_named():
    """X10"""
    item = commission(status="ongoing", stated_forecasts="positive,not_met", stated_forecasts_place="the analysis")
    assert sentences(item) == [
        "The analysis makes two forecasts for U02 Lower staff costs: “A positive forecast” and “Will not be met”."
    ]


def test_done_is_not_what_will_not_be_met():
    item = commission(status="done", stated_forecasts="not_met", stated_forecasts_place="the analysis")
    [finding] = check_states([item])
    assert (finding.expected, finding.found) == ("Will not be met", "Done")
    assert finding.proposal == "Consider “Done with deviation”."


@pytest.mark.parametrize(
    ("status", "forecast", "ends", "found"),
    [
        pytest.param("not_assessable", "not_met", AUGUST, 1, id="X05"),
        pytest.param("met", "not_met", AUGUST, 1, id="met, and will not be"),
        pytest.param("met", "partly", AUGUST, 1, id="met, and will be in part"),
        pytest.param("partly", "met", YEAR_END, 1, id="another forecast when the year has ended"),
        pytest.param("partly", "partly", YEAR_END, 0, id="the same when the year has ended"),
        pytest.param("not_met", "met", AUGUST, 0, id="time is left"),
        pytest.param("met", "met", AUGUST, 0, id="met and stays so"),
        pytest.param("not_met", "no_data", AUGUST, 0, id="no forecast can be made"),
        pytest.param("not_assessable", "hard", AUGUST, 0, id="neither can be assessed"),
        pytest.param("no_data", "met", AUGUST, 0, id="no data yet"),
        pytest.param("met", "", AUGUST, 0, id="no forecast"),
        pytest.param("unassessed", "not_met", YEAR_END, 0, id="nobody has answered"),
        pytest.param("partly", "met", None, 0, id="no calendar"),
    ],
)
def test_a_goals_status_and_forecast_are_held_against_each_other(status, forecast, ends, found):
    assert len(sentences(goal(status, forecast), ends)) == found


def test_both_are_named_in_words():
    assert sentences(goal("met", "not_met")) == [
        "“Preparedness”: the status is “Met” and the forecast for the year is “Will not be met”."
    ]


def test_an_indicator_is_judged_by_its_rating_alone():
    assert sentences(goal("met", "not_met", kind="indicator")) == []


@pytest.mark.parametrize(
    ("slug", "last"),
    [
        ("2025", date(2025, 12, 31)),
        ("2025-t2", date(2025, 8, 31)),
        ("2025-T3", date(2025, 12, 31)),
        ("2026-k1", date(2026, 3, 31)),
        ("2026-h1", date(2026, 6, 30)),
        ("2026-k5", None),
        ("2026-t0", None),
        ("2024-06-19", None),
        ("", None),
    ],
)
def test_the_slug_of_a_period_tells_when_it_ends(slug, last):
    assert end_of_period(slug) == last
