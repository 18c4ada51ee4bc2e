"""What a rounded or hedged figure can stand for, and arithmetic with that.

A printed «3,8 %» stands for anything from 3,75 to 3,85. Two figures contradict each other only where
what they can stand for does not meet (rule R18: tolerance for rounding).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add, mul

from followup.numbers import UNIT_FACTORS
from followup.sections import Fact, Relation

# Every unit that can be converted, as its size in kronor or as a share of one.
SCALES = UNIT_FACTORS | {"%": Decimal("0.01"), "pp": Decimal("0.01")}
_COUNTED = {"count", "people"}
# How far a hedged figure reaches, as shares of itself: «ca» five per cent each way, «drygt» ten upwards.
_REACH = {
    "about": (Decimal("0.95"), Decimal("1.05")),
    "over": (Decimal(1), Decimal("1.1")),
    "under": (Decimal("0.9"), Decimal(1)),
}


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included. Amounts are in kronor, percentages are shares of one."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _hull(one * two for one in (self.low, self.high) for two in (other.low, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError where the divisor can be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor can be zero")
        return _hull(one / two for one in (self.low, self.high) for two in (other.low, other.high))

    def __abs__(self) -> Interval:
        if self.low <= 0 <= self.high:
            return Interval(Decimal(0), max(-self.low, self.high))
        return self if self.low > 0 else -self

    def fits_within(self, whole: Interval) -> bool:
        """Whether this can be a part of `whole`: no larger, and of the same sign."""
        upwards = self.high >= 0 and max(self.low, Decimal(0)) <= whole.high
        downwards = self.low <= 0 and min(self.high, Decimal(0)) >= whole.low
        return upwards or downwards


def exactly(value: Decimal) -> Interval:
    return Interval(value, value)


def of_fact(fact: Fact) -> Interval:
    """What a fact can stand for. Raises ValueError where its value is missing."""
    return of_number(_number(fact), unit=fact.unit, decimals=fact.decimals, approximate=fact.approximate)


def in_base(fact: Fact) -> Decimal:
    """A fact's value in kronor, or as a share of one where it is in per cent. Raises ValueError without one."""
    return _number(fact) * SCALES.get(fact.unit, Decimal(1))


def of_number(value: Decimal, *, unit: str, decimals: int, approximate: str = "") -> Interval:
    """Half a unit of the last given decimal each way, wider where hedged. Whole numbers of things are exact."""
    counted = unit in _COUNTED and decimals == 0
    half = Decimal(0) if counted else Decimal(1).scaleb(-decimals) / 2
    shares = _REACH.get(approximate, (Decimal(1), Decimal(1)))
    reach = _hull(value * share for share in shares)
    scale = SCALES.get(unit, Decimal(1))
    return Interval((reach.low - half) * scale, (reach.high + half) * scale)


def dimension(unit: str) -> str:
    """What can be added to what: all money is one dimension, and so are percentages and their points."""
    if unit in UNIT_FACTORS:
        return "money"
    return "share" if unit in SCALES else unit


def factor(text: str) -> Decimal:
    """A relation's factor: «1.5», or a fraction such as «12/8». One where there is none."""
    above, _, below = text.partition("/")
    return Decimal(above or 1) / Decimal(below or 1)


def combine(relation: Relation, parts: Sequence[Interval]) -> Interval:
    """What follows from the parts. A repetition follows from its first part.

    Raises ZeroDivisionError where a ratio's divisor can be zero.
    """
    if relation.kind == "sum":
        return reduce(add, parts)
    if relation.kind == "difference":
        return parts[0] - reduce(add, parts[1:])
    if relation.kind in {"product", "scaling"}:
        return reduce(mul, parts) * exactly(factor(relation.factor))
    if relation.kind == "ratio":
        return parts[0] / parts[1]
    if relation.kind == "growth":
        return parts[0] / parts[1] - exactly(Decimal(1))
    if relation.kind == "rolling12":
        middle = len(parts) // 2
        return reduce(add, parts[:middle]) / reduce(add, parts[middle:])
    if relation.kind == "range":
        return _hull(end for part in parts for end in (part.low, part.high))
    return parts[0]


def _number(fact: Fact) -> Decimal:
    if fact.number is None:
        raise ValueError(fact.key)
    return fact.number


def _hull(ends: Iterable[Decimal]) -> Interval:
    ends = list(ends)
    return Interval(min(ends), max(ends))
