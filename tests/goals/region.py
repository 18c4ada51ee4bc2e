"""A made-up region of the size that the portal is to bear: 12 boards, 250 units, 600 indicators and 5 years.

The first board carries the 600 indicators, each of the others 14, which is what a board has today. Every name says
that it is made up. Rows are stored at once, without the history that the one writer leaves: nothing of it is for
reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from goals.models import (
    Activity,
    ActivityStatus,
    Goal,
    GoalAssessment,
    GoalLevel,
    Indicator,
    IndicatorValue,
    Target,
)
from organisation.models import (
    Membership,
    Organisation,
    ReportingPeriod,
    Role,
    State,
    Submission,
    Unit,
    User,
)

BOARDS, UNITS, INDICATORS, YEARS = 12, 250, 600, 5
USUAL = 14
LAST_YEAR = 2026
_STATUSES = ("met", "partly", "not_met", "hard")
_PARTS = (("t1", "Tertial 1", 4), ("t2", "Tertial 2", 8), ("", "Helår", 12))
_AT_ONCE = 5_000


@dataclass(frozen=True)
class Region:
    """The boards, the one with most indicators first, the person who plans in all of them, and the open period."""

    boards: list[Unit]
    planner: User
    slug: str = str(LAST_YEAR)


def make_region(
    *, boards: int = BOARDS, units: int = UNITS, indicators: int = INDICATORS, years: int = YEARS
) -> Region:
    """The region, stored. `units` counts the boards. The last period is open, those before it are approved."""

    organisation = Organisation.objects.create(name="Region Stor (påhittad)")
    planner = User.objects.create_user("storlek", title="Planerare (påhittad)")
    numbers = count(1)
    made = []
    for number in range(1, boards + 1):
        share = units // boards + (number <= units % boards)
        tree = _units(organisation, number, share)
        Membership.objects.create(user=planner, unit=tree[0], role=Role.PLANNER)
        _fill(tree, planner, indicators if number == 1 else USUAL, years, numbers)
        made.append(tree[0])
    return Region(made, planner)


def _units(organisation, number: int, share: int) -> list:
    """A board, divisions below it, and services below each of them."""

    name = f"Nämnd {number} (påhittad)"
    common = {"organisation": organisation, "is_made_up": True}
    board = Unit.objects.create(
        slug=f"stor-{number}", name=name, short_name=f"N{number}", kind=Unit.Kind.BOARD, **common
    )
    divisions = max(1, share // 5) if share > 1 else 0
    made = [board]
    for order in range(1, share):
        parent = board if order <= divisions else made[1 + order % divisions]
        kind = Unit.Kind.DIVISION if order <= divisions else Unit.Kind.SERVICE
        label = {"name": f"Enhet {number}.{order} (påhittad)", "short_name": f"E{number}.{order}"}
        slug = f"stor-{number}-{order}"
        made.append(Unit(parent=parent, board=board, slug=slug, kind=kind, order=order, **label, **common))
    # Those that others stand below come first, so that they have keys.
    Unit.objects.bulk_create(made[1 : divisions + 1])
    Unit.objects.bulk_create(made[divisions + 1 :])
    return made


def _fill(units: list, planner, indicators: int, years: int, numbers) -> None:
    periods = _periods(units[0], years)
    goals, measures, steps = _plan(units[0], indicators, years)
    _approve(units, periods[:-1], planner)
    _report(units, periods, goals, measures, steps, planner, numbers)


def _periods(board, years: int) -> list:

    made = []
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        for letter, label, month in _PARTS:
            end = date(year, month, 31) if month != 4 else date(year, month, 30)
            slug = f"{year}-{letter}" if letter else str(year)
            kind = "tertial" if letter else "year"
            span = {"start": date(year, 1, 1), "end": end, "due": end + timedelta(days=30)}
            made.append(ReportingPeriod(board=board, slug=slug, label=f"{label} {year}", kind=kind, **span))
    return ReportingPeriod.objects.bulk_create(made)


def _plan(board, indicators: int, years: int) -> tuple[list, list, list]:
    """Goals with sub-goals, up to ten indicators and an activity below each sub-goal, and a target for each year."""

    GoalLevel.objects.create(board=board, level=1, name="Mål")
    sub_goals = USUAL if indicators <= USUAL else indicators // 10
    tops = Goal.objects.bulk_create(
        Goal(board=board, code=f"m{n}", number=str(n), title=f"Mål {n} (påhittat)", order=n * 100)
        for n in range(1, max(2, sub_goals // 6))
    )
    below = [(tops[n % len(tops)], n) for n in range(1, sub_goals + 1)]
    goals = Goal.objects.bulk_create(
        Goal(board=board, parent=top, level=2, code=f"d{n}", number=str(n), title=f"Delmål {n} (påhittat)", order=n)
        for top, n in below
    )
    measures = Indicator.objects.bulk_create(
        Indicator(
            board=board,
            goal=goals[n % len(goals)],
            code=f"i{n}",
            title=f"Mått {n} (påhittat)",
            definition=f"Andelen av {n} påhittade saker som är som de ska.",
            unit="%",
            by_unit=n % 3 == 0,
            order=n,
        )
        for n in range(1, indicators + 1)
    )
    span = range(LAST_YEAR - years + 1, LAST_YEAR + 1)
    Target.objects.bulk_create(
        Target(indicator=one, first_year=year, year=year, value=80 + year % 10) for one in measures for year in span
    )
    steps = Activity.objects.bulk_create(
        Activity(board=board, goal=one, code=f"a{n}", title=f"Aktivitet {n} (påhittad)", order=n, by_unit=n % 3 == 0)
        for n, one in enumerate(goals, start=1)
    )
    return goals, measures, steps


def _approve(units: list, periods: list, planner) -> None:

    now = timezone.now()
    stamps = {"submitted_at": now, "submitted_by": planner, "approved_at": now, "approved_by": planner}
    Submission.objects.bulk_create(
        Submission(unit=unit, period=period, state=State.APPROVED, **stamps) for unit in units for period in periods
    )


def _report(units, periods, goals, measures, steps, planner, numbers) -> None:
    """What every unit has told in every period; a tenth of the values is missing, with the reason."""

    board = units[0]
    places = [(unit, period) for unit in units for period in periods]
    by = _saved(planner)
    _store(
        GoalAssessment,
        (
            GoalAssessment(unit=unit, period=period, goal=goal, **by, **_assessed(next(numbers)))
            for unit, period in places
            for goal in goals
        ),
    )
    _store(
        IndicatorValue,
        (
            IndicatorValue(unit=unit, period=period, indicator=one, **by, **_valued(next(numbers)))
            for unit, period in places
            for one in measures
            if unit is board or one.by_unit
        ),
    )
    _store(
        ActivityStatus,
        (
            ActivityStatus(unit=unit, period=period, activity=one, status="ongoing", percent=next(numbers) % 101, **by)
            for unit, period in places
            for one in steps
            if unit is board or one.by_unit
        ),
    )


def _saved(planner) -> dict:

    return {"version": 1, "saved_at": timezone.now(), "saved_by": planner, "source": "Påhittat"}


def _assessed(number: int) -> dict:
    status = _STATUSES[number % len(_STATUSES)]
    return {"status": status, "forecast": status, "analysis": f"Påhittad analys {number}. " * 5}


def _valued(number: int) -> dict:
    if number % 10 == 0:
        return {"missing_reason": "not_measured"}
    return {"value": 60 + number % 40, "numerator": 60 + number % 40, "denominator": 100}


def _store(model, rows) -> None:
    model.objects.bulk_create(rows, batch_size=_AT_ONCE)
