"""What a unit's pages, duties and report read: its measures and targets as reported, in a few queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from organisation.models import ReportingPeriod, Submission, Unit
from savings.models import Measure, MeasureStatus, SavingsTarget, StatedTotal, TargetOutcome
from savings.plan import Plan, read_plan


@dataclass
class MeasureLine:
    """One measure: how it stands (not stored where nobody has entered it), and how it stood before.

    `below` is what the unit of its area has reported, where that is not the unit that reads. `overlaps` are the
    measures that cut the same cost.
    """

    measure: Measure
    row: MeasureStatus
    previous: MeasureStatus | None = None
    below: MeasureStatus | None = None
    overlaps: list[Measure] = field(default_factory=list)

    @property
    def is_dropped(self) -> bool:
        """Not taken further, now or since the last report."""
        said = self.row if self.row.version else self.previous
        return said is not None and said.status == "dropped"


@dataclass
class TargetLine:
    """One savings target: what has been reached, and what had been reached before."""

    target: SavingsTarget
    row: TargetOutcome
    previous: TargetOutcome | None = None


@dataclass
class Savings:
    """Everything about savings in one unit and period. The measures in `later` start after its year, and are
    counted in nothing."""

    unit: Unit
    period: ReportingPeriod
    plan: Plan
    previous: ReportingPeriod | None = None
    measures: list[MeasureLine] = field(default_factory=list)
    later: list[MeasureLine] = field(default_factory=list)
    targets: list[TargetLine] = field(default_factory=list)
    stated: list[StatedTotal] = field(default_factory=list)

    def level(self, level: str) -> list[MeasureLine]:
        """The measures of one list, in order."""
        return [line for line in self.measures if line.measure.listed_under == level]


def read_savings(*, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None = None) -> Savings:
    """The unit's savings for the period, with `previous` beside. Seven queries whatever the number of rows, and a
    few more where the plan has been changed since the period was approved: it is read as it stood then."""
    plan = read_plan(unit.root, period)
    statuses = _statuses(unit, period, previous)
    outcomes = _outcomes(unit, period, previous)

    def lines(measures: list[Measure]) -> list[MeasureLine]:
        return [_measure_line(one, unit, period, previous, statuses, plan) for one in measures]

    return Savings(
        unit=unit,
        period=period,
        plan=plan,
        previous=previous,
        measures=lines(plan.applying(unit, period)),
        later=lines(plan.later(unit, period)),
        targets=[_target_line(one, unit, period, previous, outcomes) for one in plan.targets if unit.is_board],
        stated=list(StatedTotal.objects.filter(board=unit, period=period)),
    )


def hide_drafts_below(held: Savings) -> None:
    """Take away what a unit below has reported and nobody has approved. One query."""
    decided = set(Submission.objects.decided().filter(period=held.period).values_list("unit_id", flat=True))
    for line in [*held.measures, *held.later]:
        if line.below and line.below.unit_id not in decided:
            line.below = None


def _statuses(unit, period, previous) -> dict[tuple, MeasureStatus]:
    """What is written, by measure, unit and period."""
    rows = MeasureStatus.objects.filter(
        unit__in=Unit.objects.of_board(unit.root), period__in=_known(period, previous), version__gt=0
    ).select_related("unit", "saved_by")
    return {(row.measure_id, row.unit_id, row.period_id): row for row in rows}


def _outcomes(unit, period, previous) -> dict[tuple, TargetOutcome]:
    rows = TargetOutcome.objects.filter(unit=unit, period__in=_known(period, previous), version__gt=0).select_related(
        "saved_by"
    )
    return {(row.target_id, row.period_id): row for row in rows}


def _known(*periods) -> list[ReportingPeriod]:
    return [period for period in periods if period]


def _measure_line(measure, unit, period, previous, statuses, plan: Plan) -> MeasureLine:
    def at(unit_id, when):
        row = statuses.get((measure.pk, unit_id, when.pk)) if when else None
        if row:
            row.measure, row.period = measure, when
        return row

    return MeasureLine(
        measure=measure,
        row=at(unit.pk, period) or MeasureStatus(unit=unit, period=period, measure=measure),
        previous=at(unit.pk, previous),
        below=at(measure.area_id, period) if measure.area_id not in {None, unit.pk} else None,
        overlaps=plan.overlaps.get(measure.pk, []),
    )


def _target_line(target, unit, period, previous, outcomes) -> TargetLine:
    def at(when):
        row = outcomes.get((target.pk, when.pk)) if when else None
        if row:
            row.target, row.unit, row.period = target, unit, when
        return row

    row = at(period) or TargetOutcome(unit=unit, period=period, target=target, amount_unit=target.amount_unit)
    return TargetLine(target=target, row=row, previous=at(previous))
