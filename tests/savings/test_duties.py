"""What there is to report about savings."""

from datetime import date
from decimal import Decimal

import pytest

from followup.duties import DutyState
from organisation.models import Unit
from savings.duties import duties

TODAY = date(2026, 11, 22)


def duties_of(unit, period, user=None):
    return duties(user=user, unit=unit, period=period, today=TODAY)


def test_the_board_reports_fifteen_measures_and_three_targets_for_the_year(hsn, hsn_year):
    found = duties_of(hsn, hsn_year)
    dropped = {"savings.s03", "savings.s13"}
    codes = [f"savings.s{number:02}" for number in range(1, 18)]
    assert [duty.key for duty in found] == [
        *(code for code in codes if code not in dropped),
        "savings.own_plans",
        "savings.staff_cost_text",
        "savings.staff_cost_commission",
    ]
    assert {duty.state for duty in found} == {DutyState.MISSING}


def test_a_measure_without_a_status_says_what_to_do(hsn, hsn_year, english):
    duty = duties_of(hsn, hsn_year)[0]
    assert duty.missing == ("S01 Akutvårdsplatser sjukstugor: choose a status.",)
    assert duty.form_url == "/vasterbotten-hsn/2025/savings/s01/"


def test_a_duty_shows_what_was_said_last_time(hsn, hsn_year, english):
    found = {duty.key: duty for duty in duties_of(hsn, hsn_year)}
    assert found["savings.s09"].previous.period == "Tertial 2 2025"
    assert found["savings.s09"].previous.values == (
        ("Status", "Carried out"),
        ("Comment", "Beslutet är fattat och åtgärden genomförd."),
    )
    assert found["savings.own_plans"].previous.values[0] == ("Realised", "137\u00a0mnkr")


def test_the_decided_period_lacks_only_the_two_statuses_that_the_source_does_not_give(hsn, hsn_t2):
    lacking = [duty for duty in duties_of(hsn, hsn_t2) if duty.missing]
    assert [(duty.key, duty.state) for duty in lacking] == [
        ("savings.s01", DutyState.STARTED),
        ("savings.s06", DutyState.STARTED),
    ]


def test_a_target_is_done_with_an_amount_or_a_reason(board, period, planner, target, report, english):
    [duty] = duties_of(board, period)
    assert duty.missing == ("Egna planer: give the amount reached, or say why there is none.",)
    report(target, board, period, by=planner, missing_reason="not_measured")
    assert duties_of(board, period)[0].state == DutyState.DONE
    report(target, board, period, by=planner, missing_reason="", realised=Decimal(0))
    assert duties_of(board, period)[0].state == DutyState.DONE


def test_a_measure_that_is_dropped_now_is_no_duty(board, period, planner, measure, report):
    report(measure, board, period, by=planner, status="dropped")
    assert duties_of(board, period) == []


def test_a_measure_that_was_dropped_and_is_taken_up_again_is_one(
    board, period, previous_period, planner, measure, report
):
    report(measure, board, previous_period, by=planner, status="dropped")
    assert duties_of(board, period) == []
    report(measure, board, period, by=planner, status="prepared")
    assert [duty.state for duty in duties_of(board, period)] == [DutyState.DONE]


def test_a_comment_without_a_status_is_started(board, period, planner, measure, report):
    report(measure, board, period, by=planner, comment="Mer kommer.")
    assert [duty.state for duty in duties_of(board, period)] == [DutyState.STARTED]


def test_a_unit_has_the_measures_of_its_area_and_no_targets(hsn, hsn_year):
    umea = Unit.objects.get(slug="vasterbotten-hsn-umea")
    assert [duty.key for duty in duties_of(umea, hsn_year)] == ["savings.s02"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_duties_ask_the_same_number_of_queries_whatever_the_rows(
    board, period, planner, make_measure, report, number, django_assert_num_queries
):
    for one in range(1, number + 1):
        report(make_measure(one), board, period, by=planner, status="decided")
    with django_assert_num_queries(8):
        duties_of(board, period)
