"""What is left to report."""

from datetime import date

import pytest

from commissions.duties import duties
from followup.duties import DutyState, Previous
from organisation.models import ReportingPeriod

TODAY = date(2026, 11, 22)


def ask(user, unit, period):
    return duties(user=user, unit=unit, period=period, today=TODAY)


def test_nothing_saved_lacks_status_and_analysis(board, period, planner, give, english):
    give("u01")
    [duty] = ask(planner, board, period)
    assert (duty.key, duty.kind, duty.label, duty.state, duty.saved_at) == (
        "commissions.u01",
        "commission",
        "U01 Kort u01",
        DutyState.MISSING,
        None,
    )
    assert duty.missing == ("U01 Kort u01: choose a status", "U01 Kort u01: write an analysis")
    assert duty.form_url == "/provnamnden/2025/commissions/u01/"


@pytest.mark.parametrize(
    ("fields", "state", "missing"),
    [
        ({"status": "ongoing"}, DutyState.STARTED, ("U01 Kort u01: write an analysis",)),
        ({"status": "ongoing", "analysis": " \n"}, DutyState.STARTED, ("U01 Kort u01: write an analysis",)),
        ({"analysis": "Klart."}, DutyState.STARTED, ("U01 Kort u01: choose a status",)),
        ({"status": "done", "analysis": "Klart."}, DutyState.DONE, ()),
    ],
)
def test_a_duty_goes_from_started_to_done(fields, state, missing, board, period, planner, give, told, english):
    row = told(give("u01"), board, period, **fields)
    [duty] = ask(planner, board, period)
    assert (duty.state, duty.missing, duty.saved_at) == (state, missing, row.saved_at)


def test_what_was_said_last_time_is_given_in_words(board, period, previous_period, planner, give, told, english):
    told(give("u01"), board, previous_period, status="ongoing", analysis="Pågår som planerat.", forecast_text="Nås.")
    [duty] = ask(planner, board, period)
    assert duty.previous == Previous(
        period="Tertial 2 2025",
        values=(("Status", "Ongoing"), ("Forecast in words", "Nås."), ("Analysis", "Pågår som planerat.")),
    )


def test_a_yearly_commission_is_a_duty_only_at_the_end_of_the_year(board, period, previous_period, planner, give):
    give("u14", periodicity="year")
    assert [len(ask(planner, board, one)) for one in (previous_period, period)] == [0, 1]


def test_the_real_board_has_thirteen_duties_in_t2_and_fourteen_for_the_year(hsn, hsn_t2, hsn_year, planner):
    t2, year = ask(planner, hsn, hsn_t2), ask(planner, hsn, hsn_year)
    assert (len(t2), {duty.state for duty in t2}) == (13, {DutyState.DONE})
    assert (len(year), {duty.state for duty in year}) == (14, {DutyState.MISSING})


def test_a_unit_below_the_board_has_no_commissions_to_report(unit, period, planner, give):
    give("u01")
    assert ask(planner, unit, period) == []


def test_a_meeting_asks_for_the_last_month(board, planner, give, told, english):
    meeting = ReportingPeriod.objects.create(
        board=board,
        slug="mote-2025-06",
        label="18 juni",
        kind="meeting",
        start=date(2025, 5, 1),
        end=date(2025, 6, 18),
    )
    first, second = give("u01", "u02", periodicity="every_meeting")
    told(first, board, meeting, status="ongoing", last_month="Möte hållet.")
    told(second, board, meeting, status="ongoing", analysis="Hör inte hit.")
    assert [duty.missing for duty in ask(planner, board, meeting)] == [
        (),
        ("U02 Kort u02: write what has been done in the last month",),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_commissions(
    count, board, period, previous_period, planner, give, told, stated, django_assert_num_queries
):
    for one in [give("u01")] if count == 1 else give("u01", "u02", "u03"):
        for when in (previous_period, period):
            told(one, board, when, status="ongoing")
            stated(one, board, when)
    with django_assert_num_queries(11):
        ask(planner, board, period)
