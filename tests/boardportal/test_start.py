"""The start page: what there is to report, and the boards and periods within reach."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from boardportal.reporting import Reporting, Wing, gap_of, reporting_of
from followup.duties import Duty, DutyState, Missing
from organisation import actions
from organisation.models import Membership, ReportingPeriod, Role, State, Submission, Unit, User
from tests.html import by_id, page, words


@pytest.fixture
def approve(planner, manager):
    def make(unit, period):
        found = Submission.objects.of(unit, period)
        found.unit, found.period, found.state = unit, period, State.APPROVED
        found.submitted_by, found.submitted_at = planner, "2025-09-20T10:00Z"
        found.approved_by, found.approved_at = manager, "2025-09-25T10:00Z"
        found.save()

    return make


def _periods(response, slug):
    rows = by_id(response, f"board-{slug}").getparent().getparent().xpath(".//ul[@class='period-list']/li")
    return [words(row) for row in rows]


def test_a_board_member_sees_the_approved_periods_with_their_reports(
    reading, board, board_member, period, previous_period, approve
):
    approve(board, previous_period)
    response = reading(board_member).get("/")
    assert words(page(response).xpath("//h1")[0]) == "My boards"
    assert _periods(response, "provnamnden") == [
        "Tertial 2 2025 Approved. As of 31 August 2025 Report: Tertial 2 2025 PDF: Tertial 2 2025"
    ]


def test_a_board_without_approved_periods_says_so(reading, board, board_member, period):
    response = reading(board_member).get("/")
    panel = by_id(response, "board-provnamnden").getparent().getparent()
    assert "No period has been approved yet." in words(panel)


def test_who_has_no_role_is_told_who_gives_them(reading, db):
    response = reading(User.objects.create_user("ny")).get("/")
    assert words(page(response).xpath("//div[@class='empty']")[0]) == (
        "You have no role in any board An administrator of your board gives roles."
    )


def test_a_planner_sees_the_progress_of_each_wing_and_begins_at_the_first_gap(reading, hsn_planner, hsn_year):
    response = reading(hsn_planner).get("/")
    panel = by_id(response, "report-vasterbotten-hsn").getparent().getparent()
    wings = [words(one) for one in panel.xpath(".//span[@class='progress-label']")]
    assert wings == ["Goals", "Commissions", "Savings", "Staffing", "Economy", "Chapter texts"]
    assert [one.get("value") for one in panel.iter("progress")] == ["0"] * 6
    assert panel.xpath(".//a[@class='button button-primary']")[0].get("href") == (
        reverse("reporting", args=["vasterbotten-hsn", "2025"]) + "#row-goals-m1a"
    )


def test_what_is_missing_is_said_in_sentences_that_lead_to_the_row(reading, hsn_planner, hsn_year):
    response = reading(hsn_planner).get("/")
    (gap,) = page(response).xpath("//ul[@class='gap-list']/li[a[contains(@href, '/reporting/#row-goals-m3a')]]")
    assert [words(one) for one in gap][:2] == [
        "3.1 Ökad kunskap om rasism inom vården",
        "choose status · choose forecast · write an analysis",
    ]


@pytest.mark.parametrize(
    ("label", "missing", "to_do"),
    [
        (
            "1.1 Ett mål",
            ("1.1 Ett mål: choose status", "1.1 Ett mål: choose forecast"),
            "choose status · choose forecast",
        ),
        ("1.1 Ett långt mål", ("1.1 Ett lå…: choose status",), "choose status"),
        ("Två delar: en till", ("Två delar: en till: write a text",), "write a text"),
        ("Ett mål", ("Something else: is missing",), "Something else: is missing"),
        ("Ett mål", ("Write a text.",), "Write a text"),
        ("Ett mål", (Missing("Ett mål: write a text", "text"),), "write a text"),
        ("Ett mål", (), ""),
    ],
)
def test_a_gap_says_its_title_once(label, missing, to_do):
    assert gap_of(Duty(key="a", kind="a", label=label, state=DutyState.MISSING, missing=missing)).to_do == to_do


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_is_read_in_a_constant_number_of_queries(
    count, reading, region, board_member, django_assert_num_queries
):
    for number in range(count - 1):
        board = Unit.objects.create(
            organisation=region, slug=f"b{number}", name=f"Nämnd {number}", short_name="N", kind=Unit.Kind.BOARD
        )
        ReportingPeriod.objects.create(
            board=board, slug="2025", label="2025", start=date(2025, 1, 1), end=date(2025, 12, 31), kind="year"
        )
        Membership.objects.create(user=board_member, unit=board, role=Role.BOARD_MEMBER)
    client = reading(board_member)
    with django_assert_num_queries(12):
        response = client.get("/")
    assert len(page(response).xpath("//section[@class='panel']")) == count


def _reporting(states, days_left=None):
    duties = tuple(Duty(key=f"goals.{n}", kind="goal", label="", state=state) for n, state in enumerate(states))
    wing = Wing(code="goals", label="Goals", duties=duties)
    period = ReportingPeriod(due=date(2025, 9, 12))
    return Reporting(
        unit=Unit(), period=period, submission=Submission(), may_submit=True, wings=(wing,), days_left=days_left
    )


@pytest.mark.parametrize(
    ("states", "days", "sentence"),
    [
        ([DutyState.MISSING], 2, "Due 12 September 2025: 2 days left."),
        ([DutyState.MISSING], 1, "Due 12 September 2025: 1 day left."),
        ([DutyState.STARTED], 0, "Due 12 September 2025: 0 days left."),
        ([DutyState.STARTED], -1, "It was due 12 September 2025."),
        ([DutyState.DONE], 2, "Everything is done. Due 12 September 2025: 2 days left."),
        ([DutyState.DONE], None, "Everything is done."),
        ([], None, ""),
    ],
)
def test_the_standing_says_what_is_left_and_until_when(states, days, sentence):
    with translation.override("en"):
        assert _reporting(states, days).standing == sentence


@pytest.mark.parametrize("more", [0, 2])
def test_the_start_page_costs_the_same_however_many_units_one_reports_for(
    more, reading, board, planner, period, django_assert_num_queries
):
    for n in range(more):
        unit = Unit.objects.create(
            organisation=board.organisation, parent=board, board=board, slug=f"u{n}", name=f"U{n}", short_name=f"U{n}"
        )
        Membership.objects.create(user=planner, unit=unit, role=Role.PLANNER)
    client = reading(planner)
    with django_assert_num_queries(54):
        client.get("/")


def test_whoever_reports_for_several_units_chooses_one_at_a_time(reading, board, unit, planner, period):
    Membership.objects.create(user=planner, unit=unit, role=Role.PLANNER)
    client = reading(planner)
    assert [link.get("href") for link in page(client.get("/")).xpath("//nav[@class='unit-choice']//a")] == [
        "?unit=provnamnden",
        "?unit=provnamnden-norra",
    ]
    chosen = client.get("/?unit=provnamnden-norra")
    assert len(page(chosen).xpath("//*[@id='report-provnamnden-norra']")) == 1


def test_a_unit_has_nothing_to_report_in_a_period_that_its_board_has_handed_in(
    reading, board, unit, planner, unit_planner, period, previous_period
):
    def asked_for():
        links = page(reading(unit_planner).get("/")).xpath("//a[contains(@href, '/reporting/')]/@href")
        return {link.partition("/reporting/")[0] for link in links}

    found = [asked_for()]
    for one in (previous_period, period):
        actions.submit(submission=Submission.objects.of(board, one), missing=list, by=planner)
        found.append(asked_for())
    assert found == [{"/provnamnden-norra/2025-t2"}, {"/provnamnden-norra/2025"}, set()]


def test_nobody_submits_for_a_unit_what_its_board_has_handed_in(board, unit, planner, unit_planner, period):
    def may_submit():
        return reporting_of(user=unit_planner, unit=unit, period=period, today=date(2026, 1, 2)).may_submit

    before = may_submit()
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    assert (before, may_submit()) == (True, False)


def test_what_waits_for_the_reader_stands_first(reading, board, planner, manager, period):
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    (first, *_rest) = page(reading(manager).get("/")).xpath("//section[@class='panel']")
    assert words(first.xpath("./h2")[0]) == "Waiting for you (1)"
