"""The contract between the wings and the report: finished, plain data. Schema version 1.

A wing builds a `Section` in the language that is active, and hands it upward. Nothing in it is lazy
and nothing is a model instance, so that a section can be stored, hashed, compared and rendered
anywhere. Years are compared by the keys of facts and items: keys are stable codes, never titles or
primary keys, and unique within a payload.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from followup.charts import Chart, Level, Point, Series

SCHEMA_VERSION = 1
NO_ROW = "-"

Approximation = Literal["", "about", "over", "under"]
RelationKind = Literal[
    "sum", "difference", "product", "ratio", "growth", "scaling", "rolling12", "range", "repetition"
]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One number that is shown, addressable, with where it came from.

    `value` is a decimal string in `unit`, or None where the value is missing (then `missing` says why).
    `decimals` is the precision it was given in, negative for tens and up; `approximate` is how the
    source hedged it: "about" for «ca», "over" for «drygt», "under" for «knappt».
    """

    key: str
    label: str
    value: str | None
    unit: str = ""
    decimals: int = 0
    approximate: Approximation = ""
    missing: str = ""
    as_of: str = ""
    source: str = ""
    rule: str = ""
    url: str = ""
    signed: bool = False
    """A deviation or a change: shown with its sign, «+56»."""
    row: str = ""
    """The key of the row that it was entered in, where the fact's own key does not begin with it; NO_ROW for one
    that was computed, or stands in a plan."""

    @property
    def number(self) -> Decimal | None:
        return None if self.value is None else Decimal(self.value)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A goal, sub-goal, indicator, commission or measure, with what it promises and how it stands.

    `attributes` holds plain strings under fixed names: status, forecast, target, operator, thresholds,
    definition, start, end, periodicity, decision, giver, receivers, replaces (the key of what it goes on from).
    """

    key: str
    kind: str
    title: str
    lang: str = "sv"
    attributes: dict[str, str] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Relation:
    """How one fact follows from others: `result` is the sum, ratio … of `parts`, all of them fact keys.

    sum: parts added · difference: first minus the rest · product: parts multiplied (by `factor` too)
    · ratio: first by second (as per cent where the result is in per cent) · growth: how much larger the
    first is than the second, as a share of it · scaling: the part times `factor` · rolling12: sum of the
    first half of the parts by sum of the second half · range: the result lies between the smallest and the
    largest part · repetition: the same number said again.
    `complete` says whether the parts are all there are; `printed` is what a source claims the result to
    be, in the result's unit, where it states one of its own; `place` is where it claims it.
    """

    kind: RelationKind
    result: str
    parts: tuple[str, ...]
    factor: str = ""
    complete: bool = True
    printed: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Prose:
    """Markdown text. `[[fact.key|last shown]]` in it is a reference that the report refreshes."""

    text: str
    lang: str = "sv"
    heading: str = ""
    origin: str = ""
    """Who wrote it, where that is not the section's own unit: «Närsjukvård Umeå»."""
    is_composed: bool = False
    """Put together by the portal out of figures and answers: the same words may well come back."""
    type: Literal["prose"] = "prose"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Key figures, by fact key, in the order they are to be read."""

    facts: tuple[str, ...]
    title: str = ""
    type: Literal["figures"] = "figures"


@dataclass(frozen=True, kw_only=True)
class Status:
    """A status in the portal's vocabulary (followup/status.py), by scale and code."""

    scale: str
    code: str
    label: str
    """The word shown: the vocabulary's, or the board's own where it has one."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell, formatted. `fact` is the key of the fact it shows, `status` its status if it has one."""

    text: str = ""
    fact: str = ""
    status: Status | None = None
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's head. `kind` is text, number or status; the unit stands in the head."""

    label: str
    kind: Literal["text", "number", "status"] = "text"
    unit: str = ""
    width: int = 0
    """Share of the page's width on paper, in per cent; 0 lets the table divide what is left."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: the first cell is its head. `level` indents; `total` marks a sum."""

    cells: tuple[Cell, ...]
    level: int = 0
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a caption, heads and units."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    type: Literal["table"] = "table"


@dataclass(frozen=True, kw_only=True)
class StatusEntry:
    """One thing with its status now and its expected status, and what explains it."""

    key: str
    title: str
    now: Status
    forecast: Status | None = None
    lang: str = "sv"
    text: str = ""
    group: str = ""
    url: str = ""
    is_composed: bool = False
    """The text is put together by the portal."""


@dataclass(frozen=True, kw_only=True)
class StatusList:
    """Things and how they stand, grouped by `group` where there are groups."""

    key: str
    caption: str
    entries: tuple[StatusEntry, ...]
    now_label: str = ""
    forecast_label: str = ""
    type: Literal["status_list"] = "status_list"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A chapter's content: blocks to read in order, and the items, facts and relations behind them.

    `level` is the heading's level below the chapter that shows the section (1 = first below).
    A section without a title shows no heading of its own.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    items: tuple[Item, ...] = ()
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    level: int = 1
    lang: str = "sv"
    type: Literal["section"] = "section"

    def walk(self) -> Iterator[Section]:
        """This section and every section nested in it, in reading order."""
        yield self
        for block in self.blocks:
            if isinstance(block, Section):
                yield from block.walk()

    def all_facts(self) -> dict[str, Fact]:
        return {fact.key: fact for section in self.walk() for fact in section.facts}

    def all_relations(self) -> tuple[Relation, ...]:
        return tuple(relation for section in self.walk() for relation in section.relations)

    def all_items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.walk() for item in section.items)


def places_of(sections: Iterable[Section]) -> dict[str, Fact | Item]:
    """What a finding can stand at, by key: the items of the sections, and their figures."""
    parts = [part for section in sections for part in section.walk()]
    items = {item.key: item for part in parts for item in part.items}
    return items | {fact.key: fact for part in parts for fact in part.facts}


Block = Prose | Figures | Table | Chart | StatusList | Section
_BLOCKS: dict[str, type] = {
    "prose": Prose,
    "figures": Figures,
    "table": Table,
    "chart": Chart,
    "status_list": StatusList,
    "section": Section,
}


def to_data(value: Any) -> Any:
    """A section as plain data for JSON: dicts, lists, strings, numbers, booleans and None."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def from_data(data: dict[str, Any]) -> Section:
    """The section that `to_data` wrote. Raises ValueError on a block that this version does not know."""
    return _build(Section, data)


def decimal_string(value: Decimal | int | str | None) -> str | None:
    """A number as the plain decimal string that facts carry: no exponent, no trailing noise."""
    return None if value is None else format(Decimal(value), "f")


def day(value: date | None) -> str:
    """A date as facts carry it, ISO 8601, or "" where there is none."""
    return value.isoformat() if value else ""


# Which dataclass the members of a tuple or dict are, so that JSON finds its way back.
_MEMBERS: dict[tuple[type, str], type] = {
    (Section, "items"): Item,
    (Section, "facts"): Fact,
    (Section, "relations"): Relation,
    (Table, "columns"): Column,
    (Table, "rows"): Row,
    (Row, "cells"): Cell,
    (Cell, "status"): Status,
    (StatusList, "entries"): StatusEntry,
    (StatusEntry, "now"): Status,
    (StatusEntry, "forecast"): Status,
    (Chart, "series"): Series,
    (Chart, "levels"): Level,
    (Series, "points"): Point,
}


def _build(cls: type, data: dict[str, Any]) -> Any:
    known = {f.name for f in fields(cls)}
    return cls(**{name: _value(cls, name, value) for name, value in data.items() if name in known})


def _value(cls: type, name: str, value: Any) -> Any:
    if (cls, name) == (Section, "blocks"):
        return tuple(_block(block) for block in value)
    member = _MEMBERS.get((cls, name))
    if isinstance(value, list | tuple):
        return tuple(_build(member, one) if member else one for one in value)
    return _build(member, value) if member and value is not None else value


def _block(data: dict[str, Any]) -> Block:
    try:
        cls = _BLOCKS[data["type"]]
    except KeyError:
        raise ValueError(f"unknown kind of block: {data.get('type')!r}") from None
    return _build(cls, data)
