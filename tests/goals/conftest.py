"""A small plan on the cast's board: one goal with three sub-goals, and three indicators."""

from decimal import Decimal

import pytest
from django.utils import timezone

from goals.models import Goal, GoalAssessment, Indicator, IndicatorValue, Target
from organisation.actions import write
from organisation.models import State, Submission, Unit


@pytest.fixture
def hsn(load_wings):
    """The real board with its goals alone: the other wings' facts are loaded by their own tests."""
    return load_wings("goals.fixtures.load")


@pytest.fixture
def plan(board):
    """The plan's objects by code."""
    top = Goal.objects.create(board=board, code="g1", number="1", title="Trygg vård", order=1)
    subs = [
        Goal.objects.create(
            board=board,
            code=f"g1{letter}",
            number=f"1.{order}",
            title=f"Delmål {letter}",
            parent=top,
            level=2,
            order=order,
        )
        for order, letter in enumerate("abc", start=1)
    ]
    indicators = [
        Indicator.objects.create(board=board, goal=sub, code=f"x{order}", title=f"Mått {order}", order=order)
        for order, sub in enumerate(subs, start=1)
    ]
    Target.objects.create(indicator=indicators[0], first_year=2025, year=2025, value=100)
    return {one.code: one for one in [top, *subs, *indicators]}


@pytest.fixture
def assess(period):
    """Writes an assessment the way everybody does."""

    def assess(goal, *, by, unit, period=period, version=0, **changes):
        return write(row=GoalAssessment(unit=unit, period=period, goal=goal), version=version, changes=changes, by=by)

    return assess


@pytest.fixture
def make_unit(board):
    """Makes one more unit below the board, or below another unit."""

    def make_unit(slug, *, parent=board, order=5, **kwargs):
        return Unit.objects.create(
            organisation=board.organisation,
            parent=parent,
            board=board,
            slug=slug,
            name=f"Enheten {slug}",
            short_name=slug.title(),
            order=order,
            **kwargs,
        )

    return make_unit


@pytest.fixture
def approve(period, manager):
    """Approves what a unit hands in, as it stands."""

    def approve(unit, *, period=period):
        now = timezone.now()
        stamps = {"submitted_at": now, "submitted_by": manager, "approved_at": now, "approved_by": manager}
        Submission.objects.update_or_create(unit=unit, period=period, defaults={"state": State.APPROVED, **stamps})

    return approve


@pytest.fixture
def report(period):
    """Writes an indicator's value the way everybody does."""

    def report(indicator, *, by, unit, period=period, version=0, breakdown="", **changes):
        row = IndicatorValue(unit=unit, period=period, indicator=indicator, breakdown=breakdown)
        changes = {name: Decimal(value) if name == "value" else value for name, value in changes.items()}
        return write(row=row, version=version, changes=changes, by=by)

    return report
