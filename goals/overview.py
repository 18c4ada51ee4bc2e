"""What one unit has reported about its goals for one period, read in a constant number of queries.

Section, duties and pages are made of this, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from followup.sections import Status
from followup.status import SCALES, shown
from goals.activities import Progress, read_activities
from goals.models import Activity, Goal, GoalAssessment, GoalLevel
from goals.readings import Reading, read_indicators
from goals.rolled import roll_up
from goals.units import APPROVED, NOTHING, Answers, answers_of, assessments, units_below
from organisation.models import ReportingPeriod, Unit

UNASSESSED = "unassessed"
# Where the rows of each tree stand.
PAGES = {Goal.Tree.GOALS.value: "goals:list", Goal.Tree.STAR.value: "goals:star"}


def page_of(goal: Goal | None) -> str:
    """The name of the page where the goal stands, and what belongs to it; of no goal: where the goals stand."""
    return PAGES[goal.tree if goal else Goal.Tree.GOALS]


@dataclass(kw_only=True)
class Node:
    """One goal with what is said about it, its indicators, and the goals below it."""

    goal: Goal
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    activities: list[Progress] = field(default_factory=list)
    assessment: GoalAssessment | None = None
    previous: GoalAssessment | None = None
    below: list[GoalAssessment] = field(default_factory=list)
    """What the units below have answered, of every level, in the order of the tree."""
    answers: Answers | None = None
    """How the answers fall over the units that are asked; None where none is, or they have not been read."""

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
    tree: str = Goal.Tree.GOALS
    has_star: bool = False
    """Whether the board has a quality star in the period, whichever tree this is."""
    asked: list[Unit] = field(default_factory=list)
    """The units below that answer for themselves, in the order of the tree; none where they have not been read."""

    @property
    def page(self) -> str:
        """The name of the page where the tree stands."""
        return PAGES[self.tree or Goal.Tree.GOALS]

    @property
    def lang(self) -> str:
        """The language of titles and prose."""
        return self.unit.root.language

    @cached_property
    def assessed(self) -> list[Node]:
        """The goals that are assessed, in the order of the plan."""
        return [node for root in self.roots for node in root.walk() if node.is_assessed]

    @property
    def nodes(self) -> list[Node]:
        """Every goal, in the order of the plan."""
        return [node for root in self.roots for node in root.walk()]

    @property
    def readings(self) -> list[Reading]:
        return [one for root in self.roots for node in root.walk() for one in node.readings] + self.loose

    @property
    def activities(self) -> list[Progress]:
        return [one for node in self.nodes for one in node.activities]

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


def load(*, unit: Unit, period: ReportingPeriod, tree: str = Goal.Tree.GOALS, below: str = NOTHING) -> Overview:
    """Everything about the unit's goals for the period, about its quality star, or about both where `tree` is "".
    Seven queries, however many goals there are, two more where there are activities, and one each where there are
    comparisons, and sums of units with a limit for small groups.

    `below` says what to read of the units below: nothing, what is approved, or everything. One query more, and one
    where indicators are rolled up.
    """
    previous = period.previous()
    active = Exists(Activity.objects.filter(goal=OuterRef("pk")))
    every = list(Goal.objects.valid_in(period).select_related("giver", "replaces").annotate(has_activities=active))
    # Of both trees, the star comes last.
    every.sort(key=lambda goal: goal.tree == Goal.Tree.STAR)
    nodes = {goal.pk: Node(goal=goal) for goal in every if tree in ("", goal.tree)}
    _tie(nodes)
    units = units_below(unit, period) if below else []
    seen = [one for one in units if one.is_decided or below != APPROVED]
    _assess(nodes, assessments(nodes, unit=unit, period=period, previous=previous, below=seen), unit, period)
    asked = [one for one in units if one.stands_on(period.end)]
    for node in nodes.values() if asked else ():
        node.answers = answers_of(asked, node.below) if node.is_assessed else None
    if any(node.goal.has_activities for node in nodes.values()):
        for one in read_activities(nodes, unit=unit, period=period, previous=previous):
            one.activity.goal = nodes[one.activity.goal_id].goal
            nodes[one.activity.goal_id].activities.append(one)
    readings = read_indicators(unit, period, previous, tree)
    roll_up(readings, unit=unit, period=period, units=units, seen=seen)
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
        tree=tree,
        has_star=any(goal.tree == Goal.Tree.STAR for goal in every),
        asked=asked,
    )


def _tie(nodes: dict[int, Node]):
    """A goal whose parent no longer holds stands by itself."""
    for node in nodes.values():
        node.parent = nodes.get(node.goal.parent_id)
        if node.parent:
            node.parent.children.append(node)


def _assess(nodes: dict[int, Node], rows: list[GoalAssessment], unit: Unit, period: ReportingPeriod):
    """Puts what the unit says now, what it said last time, and what the units below say, where it belongs."""
    for row in rows:
        node = nodes[row.goal_id]
        row.goal = node.goal
        if row.unit_id != unit.pk:
            node.below.append(row)
        elif row.period_id == period.pk:
            node.assessment = row
        else:
            node.previous = row
