"""The board's plan of savings as a period shows it: as it stood when the period was approved, else as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from organisation import plans
from organisation.models import Body, ReportingPeriod, Unit
from savings.models import Measure, MeasureStep, SavingsTarget

KINDS = (Measure._meta.label_lower, SavingsTarget._meta.label_lower)
_DATE = MeasureStep._meta.get_field("date")


@dataclass
class Plan:
    """The measures and targets of a board, in order, and how the measures hang together.

    `overlaps` and `replaced_by` are by a measure's id. `earlier` is what was other than it is now, by key: see
    organisation.plans.when_approved.
    """

    board: Unit
    measures: list[Measure]
    targets: list[SavingsTarget]
    overlaps: dict[int, list[Measure]] = field(default_factory=dict)
    replaced_by: dict[int, list[Measure]] = field(default_factory=dict)
    earlier: dict[str, plans.Values | None] = field(default_factory=dict)

    def applying(self, unit: Unit, period: ReportingPeriod) -> list[Measure]:
        """The unit's measures that apply at some time in the period's year."""
        return [one for one in self.measures if one.belongs_to(unit) and one.applies_in(period.end.year)]

    def later(self, unit: Unit, period: ReportingPeriod) -> list[Measure]:
        """The unit's measures that start after the period's year."""
        return [one for one in self.measures if one.belongs_to(unit) and one.starts_after(period.end.year)]

    def steps(self, measure: Measure) -> list[MeasureStep]:
        """A measure's steps with who takes them. One query."""
        earlier = (self.earlier.get(measure.key) or {}).get("steps")
        if earlier is None:
            return list(measure.steps.select_related("body"))
        bodies = plans.named(self.board, Body, [one["body"] for one in earlier])
        return [
            MeasureStep(
                measure=measure, **one | {"date": _DATE.to_python(one["date"]), "body": bodies.get(one["body"])}
            )
            for one in earlier
        ]


def read_plan(board: Unit, period: ReportingPeriod) -> Plan:
    """The plan in four queries, and a few more where it has been changed since the period was approved."""
    earlier = plans.when_approved(board, period, *KINDS)
    related = ("area", "deciding_body", "commission", "frame")
    measures = _as_they_stood(board, Measure.objects.filter(board=board).select_related(*related), earlier)
    targets = SavingsTarget.objects.filter(board=board).select_related("commission")
    by_pk = {one.pk: one for one in measures}
    plan = Plan(board=board, measures=measures, targets=_as_they_stood(board, targets, earlier), earlier=earlier)
    for one in measures:
        one.replaces = by_pk.get(one.replaces_id)
        if one.replaces:
            plan.replaced_by.setdefault(one.replaces.pk, []).append(one)
    for first, second in sorted(_pairs(board, measures, earlier)):
        plan.overlaps.setdefault(first, []).append(by_pk[second])
    for others in plan.overlaps.values():
        others.sort(key=lambda one: (one.order, one.code))
    return plan


def _as_they_stood(board: Unit, rows: Iterable, earlier: dict[str, plans.Values | None]) -> list:
    found = plans.as_they_stood(board, rows, earlier)
    for one in found:
        # Every unit of the board is in its tree, so the row's board needs no query of its own.
        one.board = board
    return found


def _pairs(board: Unit, measures: list[Measure], earlier: dict[str, plans.Values | None]) -> set[tuple[int, int]]:
    """Which measures overlap, as pairs of ids, each both ways."""
    through = Measure.overlaps.through.objects.filter(from_measure__board=board)
    pairs = set(through.values_list("from_measure", "to_measure"))
    pks = {one.code: one.pk for one in measures}
    for one in measures:
        codes = (earlier.get(one.key) or {}).get("overlaps")
        if codes is not None:
            pairs = {pair for pair in pairs if one.pk not in pair}
            others = [pks[code] for code in codes if code in pks]
            pairs |= {(one.pk, other) for other in others} | {(other, one.pk) for other in others}
    known = set(pks.values())
    return {pair for pair in pairs if known.issuperset(pair)}
