"""How a value stands to the one before: better, worse or unchanged, by the direction that is wanted.

An arrow up says that a number grew, and not that it is good: the word does (domain 1.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

SYMBOLS = {"better": "▲", "worse": "▼", "unchanged": "＝", "changed": "◆"}


@dataclass(frozen=True, kw_only=True)
class Given:
    """A value with the decimals it was given in, and whether it is about, just over or just under it."""

    value: Decimal
    decimals: int = 0
    approximate: str = ""

    @property
    def precision(self) -> Decimal:
        """How far the true value may be away: half of the last given digit; of «about», the whole of it."""
        digit = Decimal(1).scaleb(-self.decimals)
        return digit if self.approximate else digit / 2


@dataclass(frozen=True, kw_only=True)
class Trend:
    """code: better, worse, changed (where no direction is wanted), unchanged, or "" where there is nothing before."""

    code: str
    words: str = ""

    @property
    def symbol(self) -> str:
        return SYMBOLS.get(self.code, "")


def trend(
    current: Given | None,
    previous: Given | None,
    *,
    direction: str,
    target: tuple[Decimal, Decimal] | None = None,
) -> Trend:
    """From the previous value to this one. direction: as an indicator has it; `target` is the range for «range».

    Where one of them is approximate, a difference within the precision that they are given in is none.
    """
    if current is None or previous is None:
        return Trend(code="")
    gap = current.value - previous.value
    if gap == 0:
        return Trend(code="unchanged", words=pgettext("trend", "Unchanged"))
    if abs(gap) <= current.precision + previous.precision and (current.approximate or previous.approximate):
        return Trend(code="unchanged", words=_("Unchanged, as far as the values are exact"))
    gain = _gain(current.value, previous.value, direction, target)
    if gain is None:
        return Trend(code="changed", words=pgettext("trend", "Higher") if gap > 0 else pgettext("trend", "Lower"))
    if gain == 0:
        return Trend(code="unchanged", words=_("Unchanged within the range"))
    return (
        Trend(code="better", words=pgettext("trend", "Improved"))
        if gain > 0
        else Trend(code="worse", words=pgettext("trend", "Deteriorated"))
    )


def _gain(
    current: Decimal, previous: Decimal, direction: str, target: tuple[Decimal, Decimal] | None
) -> Decimal | None:
    """How much better, in the value's unit; None where neither way is better."""
    if direction == "higher":
        return current - previous
    if direction == "lower":
        return previous - current
    if direction == "range" and target:
        return _outside(previous, target) - _outside(current, target)
    return None


def _outside(value: Decimal, target: tuple[Decimal, Decimal]) -> Decimal:
    """How far the value lies outside the range, 0 within it."""
    low, high = target
    return max(low - value, value - high, Decimal(0))
