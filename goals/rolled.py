"""The values of the units below, rolled up: the sum of what they report, or a share of the sums of its parts.

What counts for a unit is its own value; where it has given none, those of the units below it stand in its place. So
nobody counts twice. A part that is too small to be shown stays so, here and in every sum that would tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from followup.rollup import Part, Rolled, rolled_up
from goals.models import Indicator, IndicatorValue
from goals.parts import PER
from goals.small_groups import HIDDEN, is_too_few
from organisation.models import ReportingPeriod, Unit

if TYPE_CHECKING:
    from goals.readings import Reading


@dataclass(frozen=True, kw_only=True)
class UnitPart:
    """What one unit has given of an indicator; `row` is None where it has given nothing."""

    unit: Unit
    row: IndicatorValue | None
    is_hidden: bool

    @property
    def is_counted(self) -> bool:
        return self.row is not None and not self.is_hidden and self.row.value is not None


@dataclass(frozen=True, kw_only=True)
class FromUnits:
    """An indicator rolled up: the result, its parts in the order of the tree, and how many of them are drafts."""

    result: Rolled
    parts: tuple[UnitPart, ...]
    decimals: int
    approximate: str
    unapproved: int

    @property
    def has_answers(self) -> bool:
        return any(part.row is not None for part in self.parts)


def is_rolled_up(indicator: Indicator) -> bool:
    return indicator.by_unit and indicator.rollup != Indicator.Rollup.NONE


def roll_up(
    readings: Iterable[Reading],
    *,
    unit: Unit,
    period: ReportingPeriod,
    units: list[Unit],
    seen: list[Unit],
) -> None:
    """Gives each reading whose indicator is rolled up what the units below the unit make together.

    `units` are all of them in the order of the tree, `seen` those whose answers the reader may see. One query where
    any indicator is rolled up and any unit is asked, else none.
    """
    rolled = [one for one in readings if is_rolled_up(one.indicator)]
    asked = [one for one in units if one.stands_on(period.end)]
    if not rolled or not asked:
        return
    given = _given([one.indicator for one in rolled], asked, seen, period)
    below = _below(unit, units, asked)
    for one in rolled:
        one.from_units = _rolled(one.indicator, unit, given.get(one.indicator.pk, {}), below)


def _given(
    indicators: list[Indicator], asked: list[Unit], seen: list[Unit], period: ReportingPeriod
) -> dict[int, dict[int, IndicatorValue]]:
    """What the units have given, by indicator and unit."""
    by_pk = {one.pk: one for one in indicators}
    known = {one.pk: one for one in asked if one in seen}
    found: dict[int, dict[int, IndicatorValue]] = {}
    for row in IndicatorValue.objects.filter(unit__in=known, indicator__in=by_pk, period=period, breakdown=""):
        row.indicator, row.unit, row.period = by_pk[row.indicator_id], known[row.unit_id], period
        if row.is_given:
            found.setdefault(row.indicator_id, {})[row.unit_id] = row
    return found


def _below(unit: Unit, units: list[Unit], asked: list[Unit]) -> dict[int, list[Unit]]:
    """The units that are asked by the one that they stand below: of a unit that has ended, by the one above it."""
    parents = {one.pk: one.parent_id for one in units}
    there = {unit.pk, *(one.pk for one in asked)}
    found: dict[int, list[Unit]] = {}
    for one in asked:
        above = one.parent_id
        while above not in there:
            above = parents[above]
        found.setdefault(above, []).append(one)
    return found


def _rolled(indicator: Indicator, unit: Unit, given: dict[int, IndicatorValue], below: dict) -> FromUnits:
    parts = tuple(_parts(unit, given, below))
    counted = [part.row for part in parts if part.is_counted]
    is_sum = indicator.rollup == Indicator.Rollup.SUM
    return FromUnits(
        result=rolled_up(indicator.rollup, [_part(one) for one in parts], factor=PER.get(indicator.unit, 1)),
        parts=parts,
        decimals=max([row.decimals for row in counted], default=indicator.decimals) if is_sum else indicator.decimals,
        approximate="about" if any(row.approximate for row in counted) else "",
        unapproved=sum(part.row is not None and not part.unit.is_decided for part in parts),
    )


def _parts(unit: Unit, given: dict[int, IndicatorValue], below: dict[int, list[Unit]]) -> Iterator[UnitPart]:
    for one in below.get(unit.pk, []):
        row = given.get(one.pk)
        if row is None and below.get(one.pk):
            yield from _parts(one, given, below)
        else:
            yield UnitPart(unit=one, row=row, is_hidden=row is not None and _is_hidden(row, given, below))


def _is_hidden(row: IndicatorValue, given: dict[int, IndicatorValue], below: dict[int, list[Unit]]) -> bool:
    """Whether the value is too small to be shown, or tells by subtraction one below it that is."""
    few = sum(_is_few(given[one.pk]) for one in _all_below(row.unit_id, below) if one.pk in given)
    return _is_few(row) or few == 1


def _is_few(row: IndicatorValue) -> bool:
    return row.missing_reason == HIDDEN or is_too_few(row.indicator, row)


def _all_below(pk: int, below: dict[int, list[Unit]]) -> Iterator[Unit]:
    for one in below.get(pk, []):
        yield one
        yield from _all_below(one.pk, below)


def _part(one: UnitPart) -> Part:
    row = one.row
    if row is None:
        return Part(label=one.unit.short_name)
    return Part(
        label=one.unit.short_name,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        hidden=one.is_hidden,
    )
