"""A whole plan for one year as plain data: no rows of the database, so that two plans can be compared and a file can
hold one.

A code is the one that something has had from the beginning: what replaces it in a later year goes on under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class BoardSpec:
    """How the board reports. `slug` is what it is called in addresses."""

    name: str
    short_name: str
    slug: str = ""
    amount_unit: str = "mnkr"
    cost_sign: str = "positive"
    frame_word: str = ""
    language: str = "sv"
    is_made_up: bool = False

    @property
    def key(self) -> str:
        return ""


@dataclass(frozen=True, kw_only=True)
class PeriodSpec:
    """A period that the board reports on."""

    slug: str
    label: str
    kind: str
    start: date
    end: date
    due: date | None = None
    is_cumulative: bool = True

    @property
    def key(self) -> str:
        return self.slug


@dataclass(frozen=True, kw_only=True)
class UnitSpec:
    """A unit, below another one that is named, or below the board."""

    name: str
    short_name: str
    kind: str = "division"
    parent: str = ""

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class LevelSpec:
    """What the board calls a level of its goals."""

    level: int
    name: str

    @property
    def key(self) -> str:
        return str(self.level)


@dataclass(frozen=True, kw_only=True)
class GoalSpec:
    """A goal, below the one whose code is its parent. `giver` is the name of a body."""

    code: str
    title: str
    number: str = ""
    parent: str = ""
    giver: str = ""

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True, kw_only=True)
class ActivitySpec:
    """What is done to reach a goal."""

    code: str
    goal: str
    title: str
    owner_role: str = ""
    by_unit: bool = False

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True, kw_only=True)
class IndicatorSpec:
    """A measure with its definition and how it is judged; `goal` is "" where it supports none."""

    code: str
    title: str
    goal: str = ""
    definition: str = ""
    unit: str = "count"
    direction: str = "higher"
    aggregation: str = "period"
    frequency: str = "period"
    decimals: int = 0
    method: str = ""
    known_problems: str = ""
    owner_role: str = ""
    data_source: str = ""
    kolada_kpi_id: str = ""
    baseline_year: int | None = None
    baseline_value: Decimal | None = None
    met_from: Decimal = Decimal(100)
    partly_from: Decimal = Decimal(80)
    breakdowns: tuple[str, ...] = ()
    by_unit: bool = False
    rollup: str = "none"
    suppress_below: int | None = None

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True, kw_only=True)
class TargetSpec:
    """What an indicator is to reach by the end of a year; `first_year` is another where it spans several."""

    indicator: str
    year: int
    first_year: int
    operator: str = "ge"
    value: Decimal | None = None
    value_high: Decimal | None = None
    approximate: str = ""
    decimals: int = 0
    text: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        return f"{self.indicator} {self.year}"


@dataclass(frozen=True, kw_only=True)
class WordSpec:
    """The board's own word for a step of a scale of statuses."""

    scale: str
    code: str
    word: str

    @property
    def key(self) -> str:
        return f"{self.scale} {self.code}"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The plan of one year. Everything stands in the order that the board has it."""

    year: int
    board: BoardSpec | None = None
    periods: tuple[PeriodSpec, ...] = ()
    units: tuple[UnitSpec, ...] = ()
    levels: tuple[LevelSpec, ...] = ()
    goals: tuple[GoalSpec, ...] = ()
    activities: tuple[ActivitySpec, ...] = ()
    indicators: tuple[IndicatorSpec, ...] = ()
    targets: tuple[TargetSpec, ...] = field(default=())
    words: tuple[WordSpec, ...] = ()


# The parts of a plan in the order that they are written: what is referred to comes first.
PARTS = {
    "periods": PeriodSpec,
    "units": UnitSpec,
    "levels": LevelSpec,
    "goals": GoalSpec,
    "activities": ActivitySpec,
    "indicators": IndicatorSpec,
    "targets": TargetSpec,
    "words": WordSpec,
}
# What is not there any more has ended, or been taken away. The others are never removed through a plan.
ENDING = frozenset({"goals", "activities", "indicators", "targets"})
# Fields whose change makes it another measure, goal or activity: what was reported before is not comparable.
MEANING = {
    "goals": frozenset({"title", "number", "parent"}),
    "activities": frozenset({"title", "goal"}),
    "indicators": frozenset(
        {"title", "definition", "unit", "direction", "aggregation", "met_from", "partly_from", "goal"}
    ),
}
