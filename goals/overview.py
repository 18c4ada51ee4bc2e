"""What one unit has reported about its goals for one period, read in a constant number of queries.

Section, duties and pages are made of this, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from followup.rating import Rating, rate
from followup.sections import Status
from followup.status import SCALES, shown
from goals.models import Goal, GoalAssessment, GoalLevel, Indicator, IndicatorValue, Target
from organisation.models import ReportingPeriod, Unit

UNASSESSED = "unassessed"


@dataclass(kw_only=True)
class Reading:
    """One indicator with its target for the period, what is reported, and what was reported last time."""

    indicator: Indicator
    period: ReportingPeriod
    target: Target | None = None
    row: IndicatorValue | None = None
    breakdowns: list[IndicatorValue] = field(default_factory=list)
    previous: IndicatorValue | None = None
    node: Node | None = None
    """The goal that it belongs to, where that holds in the period."""

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
        target, indicator = self.target, self.indicator
        return rate(
            value=value,
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
    def _elapsed(self) -> tuple[int, int] | None:
        """Months passed and months in all of the target's years, at the end of the period."""
        if not self.target:
            return None
        first, end = self.target.first_year, self.period.end
        return (end.year - first) * 12 + end.month, (self.target.year - first + 1) * 12


def visible(indicator: Indicator, row: IndicatorValue | None) -> tuple[Decimal | None, str]:
    """The value that may be shown, and the code of why there is none. Small groups are not shown."""
    if row is None:
        return None, ""
    counted = row.value if row.denominator is None else row.denominator
    if indicator.suppress_below and counted is not None and counted < indicator.suppress_below:
        return None, "confidential"
    return row.value, row.missing_reason


@dataclass(kw_only=True)
class Node:
    """One goal with what is said about it, its indicators, and the goals below it."""

    goal: Goal
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    assessment: GoalAssessment | None = None
    previous: GoalAssessment | None = None
    below: list[GoalAssessment] = field(default_factory=list)
    """What the units right below have written, in the units' order."""

    @property
    def is_assessed(self) -> bool:
        return not self.children

    @property
    def status(self) -> str:
        return self.assessment.status if self.assessment else UNASSESSED

    @property
    def forecast(self) -> str:
        return self.assessment.forecast if self.assessment else UNASSESSED

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(kw_only=True)
class Overview:
    """The unit's tree of goals for the period; `loose` are the indicators of no valid goal."""

    unit: Unit
    period: ReportingPeriod
    previous_period: ReportingPeriod | None
    level_names: dict[int, str]
    roots: list[Node]
    loose: list[Reading]

    @property
    def lang(self) -> str:
        """The language of titles and prose."""
        return self.unit.root.language

    @cached_property
    def assessed(self) -> list[Node]:
        """The goals that are assessed, in the order of the plan."""
        return [node for root in self.roots for node in root.walk() if node.is_assessed]

    @property
    def readings(self) -> list[Reading]:
        return [one for root in self.roots for node in root.walk() for one in node.readings] + self.loose

    @cached_property
    def status_counts(self) -> dict[str, int]:
        """How many assessed goals have each status, zeros too, in the scale's order."""
        return _counts("goal_status", [node.status for node in self.assessed])

    @cached_property
    def forecast_counts(self) -> dict[str, int]:
        return _counts("goal_forecast", [node.forecast for node in self.assessed])

    def shown(self, scale: str, code: str) -> Status:
        """A status in the board's own word."""
        return shown(scale, code, self.unit.words(scale))

    def heading(self, goal: Goal) -> str:
        """«Mål 1. Trygga uppväxtvillkor», and «1.1 …» below the first level."""
        if goal.parent_id or not goal.number:
            return goal.heading
        name = self.level_names.get(goal.level) or _("Goal")
        return f"{name} {goal.number}. {goal.title}"


def _counts(scale: str, codes: list[str]) -> dict[str, int]:
    found = Counter(codes)
    return {code: found[code] for code in SCALES[scale]}


def load(*, unit: Unit, period: ReportingPeriod, tree: str = Goal.Tree.GOALS) -> Overview:
    """Everything about the unit's goals for the period, or about its quality star. Seven queries, however many goals
    there are.
    """
    previous = period.previous()
    goals = list(Goal.objects.valid_in(period).filter(tree=tree).select_related("giver"))
    nodes = {goal.pk: Node(goal=goal) for goal in goals}
    _tie(nodes)
    _assess(nodes, unit, period, previous)
    readings = _read(unit, period, previous, tree)
    for reading in readings:
        if reading.indicator.goal_id in nodes:
            reading.node = nodes[reading.indicator.goal_id]
            reading.node.readings.append(reading)
    return Overview(
        unit=unit,
        period=period,
        previous_period=previous,
        level_names=dict(GoalLevel.objects.filter(board=unit.root).values_list("level", "name")),
        roots=[node for node in nodes.values() if node.parent is None],
        loose=[one for one in readings if one.node is None],
    )


def _tie(nodes: dict[int, Node]):
    """A goal whose parent no longer holds stands by itself."""
    for node in nodes.values():
        node.parent = nodes.get(node.goal.parent_id)
        if node.parent:
            node.parent.children.append(node)


def _assess(nodes: dict[int, Node], unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None):
    own = Q(unit=unit, period__in=[one for one in (period, previous) if one])
    rows = GoalAssessment.objects.filter(own | Q(unit__parent=unit, period=period), goal__in=nodes)
    for row in rows.select_related("unit", "saved_by").order_by("unit__order", "unit__name"):
        node = nodes[row.goal_id]
        row.goal = node.goal
        if row.unit_id != unit.pk:
            node.below.append(row)
        elif row.period_id == period.pk:
            node.assessment = row
        else:
            node.previous = row


def _read(unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None, tree: str) -> list[Reading]:
    """A reading of each indicator of the tree that the unit reports: all of them for the board."""
    # What belongs to no goal stands beside the goals.
    belongs = Q(goal__tree=tree) | (Q(goal=None) if tree == Goal.Tree.GOALS else Q())
    found = Indicator.objects.valid_in(period).filter(belongs)
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
    return list(readings.values())


def _place(row: IndicatorValue, reading: Reading, period: ReportingPeriod):
    row.indicator = reading.indicator
    if row.period_id != period.pk:
        if not row.breakdown:
            reading.previous = row
    elif row.breakdown:
        reading.breakdowns.append(row)
    else:
        reading.row = row
