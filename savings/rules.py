"""The arithmetic of savings: pure functions over amounts in kronor and codes of status. No queries.

An amount that is unknown is None and never 0; what is added up are the amounts that are known.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from followup.numbers import in_unit, trimmed

DECIDED = frozenset({"decided", "implementing", "implemented"})
PREPARED = frozenset({"idea", "prepared", "risk_assessment"})
STAGES = ("decided", "prepared", "rest")
MONTHS = 12
# Choosing among measures that overlap doubles with each: up to here it is tried in full.
EXACT_UP_TO = 20


def stage(status: str) -> str:
    """Decided (or carried out), prepared, or the rest: dropped, resting, without a status."""
    if status in DECIDED:
        return "decided"
    return "prepared" if status in PREPARED else "rest"


def in_tkr(kronor: Decimal | None) -> Decimal | None:
    """Kronor as tkr, without noughts at the end."""
    return None if kronor is None else trimmed(in_unit(kronor, "tkr"))


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that are known; None, and not 0, where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Part by whole in per cent, unrounded; None where either is unknown or there is nothing to divide by."""
    if part is None or not whole:
        return None
    return part / whole * 100


def months_in(year: int, start: date, end: date | None) -> int:
    """In how many months of the year a measure works, 0 to 12: those of its start and its end count in full."""
    first = max(start.year * MONTHS + start.month, year * MONTHS + 1)
    last = year * MONTHS + MONTHS
    if end is not None:
        last = min(last, end.year * MONTHS + end.month)
    return max(0, last - first + 1)


def twelfths(start: date | None, end: date | None, year: int, *, one_off: bool = False) -> int | None:
    """How many twelfths of the effect a year fall in `year`: the months it works, or of a one-off all twelve in
    the year that it starts in and none in any other. None where the start is unknown."""
    if start is None:
        return None
    if one_off:
        return MONTHS if start.year == year else 0
    return months_in(year, start, end)


def effect_this_year(
    effect: Decimal | None, start: date | None, end: date | None, year: int, one_off: bool = False
) -> Decimal | None:
    """What a measure saves in `year`, unrounded and in the unit of `effect`, which is that of a whole year.

    It counts by whole months from the month it starts in to the one it ends in: 1 200 a year from 1 July is 600
    in that year and 1 200 in the next. A one-off counts once, in the year it starts in. None where the effect or
    the start is unknown.
    """
    parts = twelfths(start, end, year, one_off=one_off)
    return None if effect is None or parts is None else effect * parts / MONTHS


def effect_next_year(
    effect: Decimal | None, start: date | None, end: date | None, year: int, one_off: bool = False
) -> Decimal | None:
    """What a measure saves in the year after `year`: see `effect_this_year`."""
    return effect_this_year(effect, start, end, year + 1, one_off)


@dataclass(frozen=True)
class Once:
    """What measures come to where those that overlap are counted once: the total, and which were counted."""

    total: Decimal | None
    counted: frozenset


def counted_once(amounts: Mapping[Hashable, Decimal | None], overlaps: Iterable[tuple]) -> Once:
    """The most that measures save together if of two that overlap only one counts.

    Overlapping measures cut the same cost, and nobody has said by how much: together they save at least what the
    largest choice without an overlap saves, and at most their sum. This is that least. It is found for each group
    of measures that hang together by overlaps, by trying every choice in a group of at most `EXACT_UP_TO`; in a
    larger one the largest are taken first, which can only give less, and so is a lower bound too. Measures
    without a known amount, or that save nothing, are not counted. What a measure costs more is taken off in full,
    whatever it overlaps: what is counted once is never more than the sum. It depends neither on order nor on grouping.
    """
    known = {key: amount for key, amount in amounts.items() if amount is not None and amount > 0}
    dearer = {key: amount for key, amount in amounts.items() if amount is not None and amount < 0}
    beside: dict[Hashable, set] = {key: set() for key in known}
    for one, other in overlaps:
        if one in known and other in known and one != other:
            beside[one].add(other)
            beside[other].add(one)
    counted: set = set(dearer)
    for group in _groups(beside):
        counted |= _best(group, known, beside) if len(group) <= EXACT_UP_TO else _largest_first(group, known, beside)
    is_known = any(amount is not None for amount in amounts.values())
    return Once(
        total=sum((amounts[key] for key in counted), Decimal(0)) if is_known else None, counted=frozenset(counted)
    )


def _groups(beside: Mapping[Hashable, set]) -> list[list]:
    """The measures that hang together, directly or by others."""
    left, groups = set(beside), []
    while left:
        group, edge = set(), {next(iter(left))}
        while edge:
            group |= edge
            edge = set().union(*(beside[key] for key in edge)) - group
        left -= group
        groups.append(sorted(group, key=str))
    return groups


def _best(group: list, amounts: Mapping[Hashable, Decimal], beside: Mapping[Hashable, set]) -> set:
    """The choice without overlaps that comes to most: with the first measure, or without it."""
    if not group:
        return set()
    first, rest = group[0], group[1:]
    with_first = {first} | _best([key for key in rest if key not in beside[first]], amounts, beside)
    if not beside[first].intersection(rest):
        return with_first
    without = _best(rest, amounts, beside)
    return max(with_first, without, key=lambda some: sum((amounts[key] for key in some), Decimal(0)))


def _largest_first(group: list, amounts: Mapping[Hashable, Decimal], beside: Mapping[Hashable, set]) -> set:
    chosen: set = set()
    for key in sorted(group, key=lambda key: (-amounts[key], str(key))):
        if not beside[key] & chosen:
            chosen.add(key)
    return chosen


def reach(target: Decimal | None, amounts: Mapping[str, Decimal | None]) -> dict[str, Decimal | None]:
    """How far each amount reaches of the target, in per cent and unrounded; both in the same unit."""
    return {name: share(amount, target) for name, amount in amounts.items()}
