"""One indicator as a unit reports it for a period: its value, its target, its rating, and what it is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.rating import Rating, rate
from followup.sections import Fact
from followup.spc import FEWEST
from goals.models import Comparison, Goal, Indicator, IndicatorValue, Target
from goals.parts import exact_value
from goals.rolled import FromUnits
from goals.small_groups import visible, withhold_parts, withhold_sums
from organisation.models import ReportingPeriod, Unit

if TYPE_CHECKING:
    from goals.overview import Node
    from goals.series import History


@dataclass(kw_only=True)
class Reading:
    """One indicator with its target for the period, what is reported, and what was reported last time."""

    indicator: Indicator
    period: ReportingPeriod
    target: Target | None = None
    row: IndicatorValue | None = None
    breakdowns: list[IndicatorValue] = field(default_factory=list)
    previous: IndicatorValue | None = None
    comparisons: list[Comparison] = field(default_factory=list)
    """What it is elsewhere, in years up to the period's, by name and breakdown, latest year last."""
    history: History | None = None
    """Its values over time, where they have been read (goals/series.py)."""
    node: Node | None = None
    """The goal that it belongs to, where that holds in the period."""
    from_units: FromUnits | None = None
    """What the units below make together, where it is rolled up and they have been read."""
    facts: tuple[Fact, ...] | None = None
    """Its figures, once they are made (goals/facts.py)."""

    @property
    def key(self) -> str:
        return self.indicator.key

    @property
    def rows(self) -> list[IndicatorValue]:
        """The whole first, then its breakdowns."""
        return [*([self.row] if self.row else []), *self.breakdowns]

    @cached_property
    def rating(self) -> Rating:
        """The whole against the target; words are judged by hand."""
        value, missing = visible(self.indicator, self.row)
        if value is None and self.row and self.row.value_text:
            return Rating(status="manual", explanation=_("The value is in words and is judged by hand."))
        if value is not None and self.is_older:
            return _older(self.row)
        target, indicator = self.target, self.indicator
        return rate(
            value=None if value is None else exact_value(indicator, self.row),
            target=target.value if target else None,
            operator=target.operator if target else Target.Operator.GE,
            direction=indicator.direction,
            target_high=target.value_high if target else None,
            base=indicator.baseline_value,
            thresholds=indicator.thresholds,
            elapsed=self._elapsed,
            aggregation=indicator.aggregation,
            unit=indicator.unit,
            decimals=self.row.decimals if self.row else None,
            missing=missing,
        )

    @property
    def is_older(self) -> bool:
        """Whether what is reported is of a day before the period began: it is shown with its day, and is no result of
        this period's."""
        return bool(self.row and self.row.as_of and self.row.as_of < self.period.start)

    @property
    def _elapsed(self) -> tuple[int, int] | None:
        """Months passed and months in all of the target's years, at the end of the period."""
        if not self.target:
            return None
        first, end = self.target.first_year, self.period.end
        return (end.year - first) * 12 + end.month, (self.target.year - first + 1) * 12


def _older(row: IndicatorValue) -> Rating:
    words = _(
        "The value is from %(day)s, before the period began: it is shown, and not rated as this period's result."
    )
    return Rating(status="older", explanation=words % {"day": date_text(row.as_of)})


def read_indicators(unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None, tree: str) -> list[Reading]:
    """A reading of each indicator of the tree that the unit reports: all of them for the board."""
    compared = Exists(Comparison.objects.filter(indicator=OuterRef("pk")))
    found = Indicator.objects.valid_in(period).filter(_of_tree(tree)).select_related("replaces")
    found = found.annotate(has_comparisons=compared, has_series=_has_series(unit, period))
    if not unit.is_board:
        found = found.filter(by_unit=True)
    readings = {one.pk: Reading(indicator=one, period=period) for one in found}
    year = period.end.year
    for target in Target.objects.filter(indicator__in=readings, first_year__lte=year, year__gte=year):
        readings[target.indicator_id].target = target
    rows = IndicatorValue.objects.filter(unit=unit, indicator__in=readings)
    for row in (
        rows.filter(period__in=[one for one in (period, previous) if one])
        .select_related("saved_by")
        .order_by("breakdown")
    ):
        _place(row, readings[row.indicator_id], period)
    _withhold(unit, list(readings.values()))
    _compare([one for one in readings.values() if one.indicator.has_comparisons], year)
    return list(readings.values())


def _has_series(unit: Unit, period: ReportingPeriod) -> Exists:
    """Whether the unit has given as many values of it, for periods of this kind, as tell a change from chance."""
    values = IndicatorValue.objects.filter(
        indicator=OuterRef("pk"), unit=unit, breakdown="", value__isnull=False, period__kind=period.kind
    )
    values = values.filter(period__end__lte=period.end).order_by()
    return Exists(values[FEWEST - 1 : FEWEST])


def _withhold(unit: Unit, readings: list[Reading]):
    """Marks what must not be shown since it would tell what is too few."""
    for one in readings:
        withhold_parts(one.indicator, one.breakdowns)
    withhold_sums(unit, [row for one in readings for row in (one.row, one.previous) if row])


def _compare(readings: list[Reading], year: int):
    """Gives what the indicators are elsewhere. One query where there is anything."""
    if not readings:
        return
    by_indicator = {one.indicator.pk: one for one in readings}
    for row in Comparison.objects.filter(indicator__in=by_indicator, year__lte=year):
        row.indicator = by_indicator[row.indicator_id].indicator
        by_indicator[row.indicator_id].comparisons.append(row)


def _of_tree(tree: str) -> Q:
    """What belongs to no goal stands beside the goals."""
    if not tree:
        return Q()
    return Q(goal__tree=tree) | Q(goal=None) if tree == Goal.Tree.GOALS else Q(goal__tree=tree)


def _place(row: IndicatorValue, reading: Reading, period: ReportingPeriod):
    row.indicator = reading.indicator
    if row.period_id != period.pk:
        if not row.breakdown:
            reading.previous = row
    elif row.breakdown:
        reading.breakdowns.append(row)
    else:
        reading.row = row
