"""What the units below have answered of each goal: who is asked, how the answers fall, and who has not answered.

A unit answers for itself: the units of every level below count once each. Whoever reads no drafts, and the report,
sees only what is approved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.status import SCALES
from goals.models import GoalAssessment
from organisation.models import ReportingPeriod, Submission, Unit
from organisation.places import Place

UNASSESSED = "unassessed"
UNANSWERED = "unanswered"
# Of what the units below have answered: nothing, what is approved, everything.
NOTHING, APPROVED, EVERYTHING = "", "approved", "everything"


def below_for(place: Place) -> str:
    """What the page's reader sees of what the units below have answered."""
    return EVERYTHING if place.sees_drafts else APPROVED


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How the units that are asked have answered about one goal.

    `by_status` holds the statuses that occur, in the scale's order; `unassessed` are those that have written and not
    chosen a status. `unapproved` is how many of the answers are drafts still.
    """

    by_status: dict[str, tuple[Unit, ...]]
    unanswered: tuple[Unit, ...]
    unapproved: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many units there are of each kind of answer that occurs, those without one last."""
        found = {code: len(units) for code, units in self.by_status.items()}
        return found | ({UNANSWERED: len(self.unanswered)} if self.unanswered else {})

    @property
    def answered(self) -> int:
        return sum(len(units) for units in self.by_status.values())

    @property
    def total(self) -> int:
        return self.answered + len(self.unanswered)


def units_below(unit: Unit, period: ReportingPeriod) -> list[Unit]:
    """Every unit below this one, in the order of the tree, also those that have ended; `is_decided` says whether what
    it hands in for the period is approved. One query."""
    decided = Submission.objects.decided().filter(unit=OuterRef("pk"), period=period)
    every = Unit.objects.filter(board=unit.root).annotate(is_decided=Exists(decided)).select_related("merged_into")
    children: dict[int, list[Unit]] = {}
    for one in every.order_by("order", "name"):
        one.board = unit.root
        children.setdefault(one.parent_id, []).append(one)
    return list(_walk(unit.pk, children))


def _walk(parent: int, children: dict[int, list[Unit]]) -> Iterable[Unit]:
    for one in children.get(parent, []):
        yield one
        yield from _walk(one.pk, children)


def assessments(
    goals: Iterable[int],
    *,
    unit: Unit,
    period: ReportingPeriod,
    previous: ReportingPeriod | None,
    below: list[Unit],
) -> list[GoalAssessment]:
    """What the unit says of the goals, by primary key, now and last time, and what those `below` have answered now,
    in their order. One query."""
    units = {one.pk: one for one in [unit, *below]}
    place = {pk: number for number, pk in enumerate(units)}
    own = Q(unit=unit, period__in=[one for one in (period, previous) if one])
    rows = GoalAssessment.objects.filter(own | Q(unit__in=units, period=period), goal__in=list(goals))
    found = [row for row in rows.select_related("saved_by") if row.unit_id == unit.pk or is_answer(row)]
    for row in found:
        row.unit = units[row.unit_id]
    return sorted(found, key=lambda row: place[row.unit_id])


def is_answer(row: GoalAssessment) -> bool:
    """Whether the row says anything: one that was emptied again does not."""
    chosen = row.status != UNASSESSED or row.forecast != UNASSESSED
    return chosen or bool(row.analysis.strip() or row.measures_text.strip())


def answers_of(asked: list[Unit], rows: Iterable[GoalAssessment]) -> Answers:
    """How the rows fall over the units that are asked. A unit that is not asked any more is not counted."""
    by_unit = {row.unit_id: row for row in rows}
    found: dict[str, list[Unit]] = {code: [] for code in SCALES["goal_status"]}
    for unit in asked:
        if unit.pk in by_unit:
            found[by_unit[unit.pk].status].append(unit)
    return Answers(
        by_status={code: tuple(units) for code, units in found.items() if units},
        unanswered=tuple(unit for unit in asked if unit.pk not in by_unit),
        unapproved=sum(unit.pk in by_unit and not unit.is_decided for unit in asked),
    )


def standing_note(unit: Unit, period: ReportingPeriod) -> str:
    """«ended 31 May 2025, goes on in Norra» of a unit that has ended by the end of the period, else ""."""
    if unit.stands_on(period.end) or unit.valid_to is None:
        return ""
    words = {"day": date_text(unit.valid_to), "unit": unit.merged_into.short_name if unit.merged_into else ""}
    if unit.merged_into:
        return _("ended %(day)s, goes on in %(unit)s") % words
    return _("ended %(day)s") % words
