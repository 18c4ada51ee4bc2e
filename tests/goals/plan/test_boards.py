"""A board that no code knows is built from a spreadsheet alone, reported and exported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from goals.models import Activity, ActivityStatus, Goal, GoalAssessment, Indicator, IndicatorValue
from goals.overview import load
from goals.plan import spec
from goals.plan.carrying import dumped, loaded
from goals.plan.previewing import NEW, build_board, preview, preview_board
from goals.plan.reading import read_plan
from organisation.actions import Refused, write
from organisation.models import Membership, Role, Unit
from reports.assembly import assemble
from reports.exports import html, pdf
from tests.goals.plan.conftest import MADE_UP, TODAY, made_up_plan


@pytest.fixture
def built(board, administrator, file_of, made_up):
    shown = preview_board(beside=board, year=2026, name="plan.xlsx", content=file_of(made_up))
    assert [line for line in shown.lines if line.kind != NEW] == []
    return build_board(beside=board, plan=loaded(dumped(shown.plan)), by=administrator)


def test_the_file_holds_the_whole_plan_and_the_board_that_is_built_is_the_same(built, made_up):
    assert replace(read_plan(built, 2026), words=made_up.words) == made_up
    assert built.own_words == {"goal_status": {"met": "I hamn"}}
    assert built.name == MADE_UP


def test_the_same_file_once_more_changes_nothing(built, made_up, file_of):
    shown = preview(board=built, year=2026, name="plan.xlsx", content=file_of(made_up))
    assert shown.is_empty
    assert not shown.is_refused


def test_a_board_is_not_built_twice(built, board, administrator, made_up):
    with pytest.raises(ValidationError):
        build_board(beside=board, plan=made_up, by=administrator)
    assert Unit.objects.filter(name=MADE_UP).count() == 1


def test_nothing_of_a_board_is_left_when_it_cannot_be_built(board, administrator, made_up):
    twice = (*made_up.units, spec.UnitSpec(name="Hamnen", short_name="En till", kind="nothing"))
    with pytest.raises((ValidationError, Refused)):
        build_board(
            beside=board,
            plan=replace(made_up, units=(*twice, spec.UnitSpec(name="X", short_name="X", kind="nothing"))),
            by=administrator,
        )
    assert not Unit.objects.filter(slug="mhn").exists()


def test_only_an_administrator_builds_a_board(board, planner, made_up):
    with pytest.raises(Refused):
        build_board(beside=board, plan=made_up, by=planner)


def test_the_board_is_reported_and_exported(built, planner):
    Membership.objects.create(user=planner, unit=built, role=Role.PLANNER)
    vars(planner).pop("_roles", None)
    period = built.periods.get(slug="2026-k1")
    at = {"unit": built, "period": period}
    goal = Goal.objects.get(board=built, code="nm1")
    write(
        row=GoalAssessment(**at, goal=goal),
        version=0,
        changes={"status": "met", "analysis": "Mindre kväve än förut."},
        by=planner,
    )
    for code, changes in (
        ("utslapp", {"value": Decimal("11.2"), "decimals": 1}),
        ("netto", {"value": Decimal(-20)}),
        ("lage", {"value_text": "Stängd för sanering"}),
    ):
        row = IndicatorValue(**at, indicator=Indicator.objects.get(board=built, code=code))
        write(row=row, version=0, changes=changes, by=planner)
    activity = Activity.objects.get(board=built)
    write(
        row=ActivityStatus(**at, activity=activity),
        version=0,
        changes={"status": "ongoing", "percent": 40},
        by=planner,
    )
    ratings = {one.indicator.code: one.rating.status for one in load(**at).readings}
    assert {code: ratings[code] for code in ("utslapp", "netto")} == {"utslapp": "met", "netto": "met"}
    payload = assemble(**at, today=date(2026, 4, 2))
    page = html(payload)
    for words in (MADE_UP, "Mindre kväve än förut.", "Stängd för sanering", "Byt belysning på norra kajen", "I hamn"):
        assert words in page
    assert pdf(payload)[:5] == b"%PDF-"


def test_the_plan_of_another_year_has_another_calendar():
    assert made_up_plan(2027).periods[0].end == date(2027, 3, 31)
    assert TODAY.year == 2026
