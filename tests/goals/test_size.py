"""A board with 600 indicators costs its pages no more queries than one with 14, and years of reports cost none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.models import ActivityStatus, Goal, GoalAssessment, Indicator, IndicatorValue
from organisation.models import Membership, ReportingPeriod, Role, Submission, Unit
from organisation.waiting import waiting_for
from tests.goals.region import INDICATORS, USUAL, make_region


@pytest.fixture
def region(db):
    """Two boards, of 600 indicators and of 14, with three units below each."""
    return make_region(boards=2, units=8, indicators=INDICATORS, years=1)


@pytest.fixture
def asked(region, client):
    """The queries of a page of a board, and the page."""
    client.force_login(region.planner)

    def asked(name, board, **kwargs):
        url = reverse(name, kwargs={"unit": board.slug, "period": region.slug, **kwargs})
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        assert response.status_code == 200
        return len(queries), response

    return asked


def test_the_region_is_of_the_size_that_was_asked_for(region):
    large, usual = region.boards
    assert [Indicator.objects.filter(board=one).count() for one in (large, usual)] == [600, USUAL]
    assert [Unit.objects.of_board(one).count() for one in (large, usual)] == [4, 4]
    assert [one.slug for one in ReportingPeriod.objects.filter(board=large).order_by("end")] == [
        "2026-t1",
        "2026-t2",
        "2026",
    ]
    assert all("påhitta" in one.name and one.is_made_up for one in Unit.objects.all())
    assert Goal.objects.filter(board=usual, level=2).count() == USUAL


def test_every_unit_has_told_everything_that_is_asked_of_it(region):
    usual = region.boards[1]
    units = Unit.objects.of_board(usual)
    by_unit = Indicator.objects.filter(board=usual, by_unit=True).count()
    assert GoalAssessment.objects.filter(unit__in=units).count() == 4 * 3 * USUAL
    assert IndicatorValue.objects.filter(unit__in=units).count() == 3 * (USUAL + 3 * by_unit)
    assert ActivityStatus.objects.filter(unit__in=units).exists()
    assert not IndicatorValue.objects.filter(value=None, missing_reason="").exists()


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [("goals:list", {}), ("goals:assess", {"code": "d1"}), ("goals:indicator", {"code": "i3"}), ("reporting", {})],
)
def test_a_page_asks_no_more_at_600_indicators_than_at_14(asked, region, name, kwargs):
    large, usual = region.boards
    assert asked(name, large, **kwargs)[0] == asked(name, usual, **kwargs)[0]


def test_the_page_shows_all_600(asked, region):
    page = asked("goals:list", region.boards[0])[1].context["page"]
    shown = [row.dom_id for group in page.groups for row in group.rows if row.template == "goals/_indicator_row.html"]
    assert (len(shown), len(set(shown))) == (INDICATORS, INDICATORS)


def test_what_waits_does_not_read_years_of_approved_units(region):
    Membership.objects.create(user=region.planner, unit=region.boards[0], role=Role.CONTROLLER)
    with CaptureQueriesContext(connection) as queries:
        found = waiting_for(region.planner)
    assert (len(queries), [(one.verb, one.unit) for one in found]) == (3, [("seal", region.boards[0])] * 2)
    assert Submission.objects.exclude(state="open").count() == 2 * 4 * 2


def test_reports_of_more_years_cost_the_page_nothing(asked, region):
    usual = region.boards[1]
    before = asked("goals:list", usual)[0]
    make_later_years(usual)
    assert asked("goals:list", usual)[0] == before


def make_later_years(board):
    """The same periods again, five years earlier, with an answer to each sub-goal."""
    goals = Goal.objects.filter(board=board, level=2)
    for period in list(ReportingPeriod.objects.filter(board=board)):
        start, end = period.start.replace(year=2021), period.end.replace(year=2021)
        earlier = ReportingPeriod.objects.create(
            board=board,
            slug=f"old-{period.slug}",
            label=f"Äldre {period.label}",
            kind=period.kind,
            start=start,
            end=end,
        )
        GoalAssessment.objects.bulk_create(GoalAssessment(unit=board, period=earlier, goal=one) for one in goals)
