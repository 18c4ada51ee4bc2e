"""What there is to report about goals."""

from datetime import date

import pytest
from django.utils import translation

from goals.duties import duties
from goals.models import Indicator
from organisation.models import Unit

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def asked(user, unit, period):
    return {one.key: one for one in duties(user=user, unit=unit, period=period, today=TODAY)}


def test_the_real_board_has_a_duty_for_each_sub_goal_and_each_indicator(hsn, hsn_year, planner):
    found = asked(planner, hsn, hsn_year)
    kinds = [one.kind for one in found.values()]
    assert (kinds.count("sub_goal"), kinds.count("indicator")) == (14, 14)
    assert {one.state for one in found.values()} == {"missing"}
    assert found["goals.m2b"].previous.period == "Tertial 2 2025"
    assert found["goals.m2b"].previous.values[:2] == (
        ("Status now", "Not assessable"),
        ("Forecast for the year", "Will not be met"),
    )
    assert found["goals.i05"].previous.values == (("Outcome", "just over 1\u00a0700"),)


def test_what_was_read_from_the_source_leaves_nothing_missing(hsn, hsn_t2, planner):
    assert {one.missing for one in asked(planner, hsn, hsn_t2).values()} == {()}


def test_a_division_of_the_real_board_assesses_the_sub_goals(hsn, hsn_year, planner):
    division = Unit.objects.select_related("board").get(slug="vasterbotten-hsn-umea")
    assert [one.kind for one in asked(planner, division, hsn_year).values()] == ["sub_goal"] * 14


def test_what_is_missing_is_said_in_sentences_that_lead_to_the_form(board, period, plan, planner):
    duty = asked(planner, board, period)["goals.g1a"]
    assert duty.missing == (
        "1.1 Delmål a: choose status",
        "1.1 Delmål a: choose forecast",
        "1.1 Delmål a: write an analysis",
    )
    assert duty.form_url == "/provnamnden/2025/goals/g1a/"
    assert (duty.state, duty.previous, duty.saved_at, duty.lang) == ("missing", None, None, "sv")


@pytest.mark.parametrize(
    ("changes", "state", "missing"),
    [
        ({"analysis": "Därför."}, "started", 2),
        ({"status": "met", "forecast": "met", "analysis": " "}, "started", 1),
        ({"status": "hard", "forecast": "no_data", "analysis": "Därför."}, "done", 0),
    ],
)
def test_an_assessment_is_done_when_all_three_are_there(board, period, plan, planner, assess, changes, state, missing):
    row = assess(plan["g1a"], by=planner, unit=board, **changes)
    duty = asked(planner, board, period)["goals.g1a"]
    assert (duty.state, len(duty.missing), duty.saved_at) == (state, missing, row.saved_at)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"value": "0"}, ()),
        ({"missing_reason": "not_measured"}, ()),
        ({"value_text": "Bättre"}, ()),
        ({"comment": "Kommer"}, ("Mått 1: enter a value, or why it is missing",)),
    ],
)
def test_an_indicator_needs_a_value_or_a_reason(board, period, plan, planner, report, changes, missing):
    report(plan["x1"], by=planner, unit=board, **changes)
    assert asked(planner, board, period)["goals.x1"].missing == missing


def test_what_is_measured_once_a_year_is_no_duty_of_a_tertial(board, period, previous_period, plan, planner):
    Indicator.objects.filter(code="x1").update(aggregation="annual_only")
    assert "goals.x1" not in asked(planner, board, previous_period)
    assert "goals.x1" in asked(planner, board, period)


def test_an_indicator_of_no_goal_is_a_duty_too(board, period, planner):
    Indicator.objects.create(board=board, code="x9", title="För sig")
    assert list(asked(planner, board, period)) == ["goals.x9"]


def test_the_sentences_shorten_long_titles(board, period, plan, planner):
    plan["g1a"].title = "Varje patientnära medarbetare har kunskap om riktlinjer och rutiner för arbetet"
    plan["g1a"].save()
    sentence = asked(planner, board, period)["goals.g1a"].missing[0]
    assert sentence == "1.1 Varje patientnära medarbetare har kunskap om riktlinjer…: choose status"


@pytest.mark.parametrize("count", [1, 3])
def test_the_duties_take_seven_queries(board, period, plan, planner, assess, report, count, django_assert_num_queries):
    for letter, number in list(zip("abc", "123", strict=True))[:count]:
        assess(plan[f"g1{letter}"], by=planner, unit=board, status="met", analysis="Därför.")
        report(plan[f"x{number}"], by=planner, unit=board, value="90")
    with django_assert_num_queries(7):
        duties(user=planner, unit=board, period=period, today=TODAY)
