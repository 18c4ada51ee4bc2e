"""What there is to report about staff, what is missing, and what was said last time."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from followup.duties import DutyState
from staffing.duties import duties
from staffing.models import Headcount, HiredShare

TODAY = date(2026, 11, 22)
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def _duties(user, unit, period):
    return {duty.key: duty for duty in duties(user=user, unit=unit, period=period, today=TODAY)}


HSN = [
    "staffing.sick.total",
    "staffing.sick.long",
    "staffing.sick.women",
    "staffing.sick.men",
    "staffing.sick.age_under_30",
    "staffing.sick.age_30_49",
    "staffing.sick.age_50plus",
    "staffing.headcount",
    "staffing.hired.share",
    "staffing.hired.cost.primarvard",
    "staffing.hired.cost.sjukhusvard",
    "staffing.text.headcount",
    "staffing.text.sick_leave",
    *(
        f"staffing.availability.{care}.{measure}"
        for care in ("first_visits", "treatments")
        for measure in ("guarantee", "waiting", "over_90", "over_365")
    ),
    "staffing.availability.beds.beds_r12",
]


def test_there_are_twenty_two_things_to_report(hsn, hsn_year, planner):
    assert list(_duties(planner, hsn, hsn_year)) == HSN


def test_everything_is_missing_in_an_empty_period(hsn, hsn_year, planner):
    found = _duties(planner, hsn, hsn_year)
    assert {duty.state for duty in found.values()} == {DutyState.MISSING}
    assert [len(duty.missing) for duty in found.values()] == [1] * 22


def test_nothing_is_missing_in_the_period_that_was_decided(hsn, hsn_t2, planner):
    found = _duties(planner, hsn, hsn_t2)
    assert [duty.missing for duty in found.values()] == [()] * 22
    assert {duty.state for duty in found.values()} == {DutyState.DONE}


def test_what_is_missing_is_said_in_a_sentence(hsn, hsn_year, planner):
    found = _duties(planner, hsn, hsn_year)
    assert found["staffing.sick.women"].missing == ("Sick leave, women: give the value, or say why it is missing.",)
    assert found["staffing.text.sick_leave"].missing == ("Text: sick leave: write the text.",)


PREVIOUS = {
    "staffing.sick.total": f"5,8{NBSP}%",
    "staffing.sick.long": "Not reported",
    "staffing.headcount": f"+188{NBSP}people",
    "staffing.hired.share": f"3,81{NBSP}% (2409–2508)",
    "staffing.hired.cost.primarvard": f"81{NBSP}mnkr",
}


@pytest.mark.parametrize(("key", "shown"), PREVIOUS.items())
def test_what_was_said_last_time_is_there_in_words(key, shown, hsn, hsn_year, planner):
    previous = _duties(planner, hsn, hsn_year)[key].previous
    assert (previous.period, [value for _label, value in previous.values]) == ("Tertial 2 2025", [shown])


def test_a_text_of_last_time_is_there_without_markup(hsn, hsn_year, planner):
    previous = _duties(planner, hsn, hsn_year)["staffing.text.sick_leave"].previous
    assert previous.values[0][1].startswith("Sjukfrånvaron steg från 5,67 % i november 2024")


def test_a_reason_is_an_answer(board, period, sick, planner):
    sick(period, "long", None, missing_reason="system_failure")
    assert _duties(planner, board, period)["staffing.sick.long"].state == DutyState.DONE


def test_a_value_of_nought_is_an_answer(board, period, enter, planner):
    enter(Headcount, period, change=0)
    assert _duties(planner, board, period)["staffing.headcount"].state == DutyState.DONE


def test_a_row_without_a_value_is_begun(board, period, sick, planner):
    sick(period, "total", None, note="Kommer")
    duty = _duties(planner, board, period)["staffing.sick.total"]
    assert (duty.state, len(duty.missing)) == (DutyState.STARTED, 1)


def test_a_share_without_a_target_is_begun(board, period, enter, planner):
    enter(HiredShare, period, share_r12="3.9")
    duty = _duties(planner, board, period)["staffing.hired.share"]
    assert (duty.state, duty.missing) == (
        DutyState.STARTED,
        ("Hired staff as a share of own staff: give the target.",),
    )


def test_a_board_that_defines_no_frames_is_asked_for_each_of_its_own(board, period, primary, hospital, planner):
    keys = [key for key in _duties(planner, board, period) if key.startswith("staffing.hired.cost")]
    assert keys == ["staffing.hired.cost.primarvard", "staffing.hired.cost.sjukhusvard"]


def test_each_duty_leads_to_its_form(hsn, hsn_year, planner, client):
    found = _duties(planner, hsn, hsn_year)
    at = {"unit": hsn.slug, "period": "2025"}
    assert found["staffing.sick.men"].form_url == reverse(
        "staffing:sick", kwargs={**at, "group": "alla", "key": "men"}
    )
    assert found["staffing.hired.cost.primarvard"].form_url == reverse(
        "staffing:hired", kwargs={**at, "frame": "primarvard"}
    )


def test_duties_are_read_in_fourteen_queries(
    board, period, previous_period, primary, hospital, sick, cost, planner, django_assert_num_queries
):
    sick(period, "total", "5.8")
    cost(period, primary, cost="81000000")
    with django_assert_num_queries(14):
        duties(user=planner, unit=board, period=period, today=TODAY)
    for measure in ("women", "men"):
        sick(period, measure, "6.1")
    cost(period, hospital, cost="84000000")
    with django_assert_num_queries(14):
        duties(user=planner, unit=board, period=period, today=TODAY)
