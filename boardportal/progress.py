"""How far each unit of a board has come: where its submission stands, and how much of its reporting is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boardportal.reporting import Wing, WingByWing, reporting_of
from organisation.models import ReportingPeriod, Submission, Unit, User
from organisation.places import Place
from organisation.submission_page import UnitStanding, standing


@dataclass(frozen=True)
class Counts(WingByWing):
    """How much of what the unit reports is done, in all and wing by wing."""

    wings: tuple[Wing, ...]


@dataclass(frozen=True)
class UnitProgress:
    """One unit of the tree. `counts` is None until they are asked for: they cost the queries of every wing."""

    standing: UnitStanding
    url: str
    is_overdue: bool
    counts: Counts | None = None

    @property
    def unit(self) -> Unit:
        return self.standing.unit

    @property
    def submission(self) -> Submission:
        return self.standing.submission


def progress_of(place: Place, *, today: date, counted: str = "") -> list[UnitProgress]:
    """The unit of the page and those below it, the unit itself first; with counts for the one whose slug is
    `counted`. Two queries, and about 30 more for the counts."""
    there = [unit for unit in _tree(place.unit) if unit == place.unit or unit.stands_on(place.period.end)]
    units = sorted(there, key=lambda unit: (unit.pk != place.unit.pk, unit.order, unit.name))
    people = ("submitted_by", "approved_by", "returned_by", "sealed_by")
    stored = Submission.objects.filter(unit__in=units, period=place.period).select_related(*people)
    by_unit = {one.unit_id: one for one in stored}
    for one in by_unit.values():
        one.period = place.period
    return [
        _progress(place, unit, by_unit.get(unit.pk) or Submission(unit=unit, period=place.period), today, counted)
        for unit in units
    ]


def _tree(unit: Unit) -> list[Unit]:
    if unit.is_board:
        return list(Unit.objects.of_board(unit).select_related("board", "parent"))
    return [unit, *unit.children.select_related("board", "parent")]


def _progress(place: Place, unit: Unit, submission: Submission, today: date, counted: str) -> UnitProgress:
    due = place.period.due
    return UnitProgress(
        standing=standing(unit, submission),
        url=f"{place.url('progress')}?unit={unit.slug}",
        is_overdue=submission.is_open and due is not None and due < today,
        counts=counts_of(place.user, unit, place.period, today) if unit.slug == counted else None,
    )


def counts_of(user: User, unit: Unit, period: ReportingPeriod, today: date) -> Counts:
    """The unit's duties, counted wing by wing: about 30 queries."""
    return Counts(tuple(reporting_of(user=user, unit=unit, period=period, today=today).wings))
