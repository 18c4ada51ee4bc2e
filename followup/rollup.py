"""From the units to the board, and from the months to twelve of them: parts are added up before anything is divided.

A mean of percentages is no percentage of the whole, so where only percentages are known nothing is rolled up. What is
missing is not 0: a sum of those that answered says how many they are, and is never called complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one unit, or one month, has: a value, and what it is a share of and among, where that is known.

    `hidden` is a part that is too small to be shown: it counts as one that is missing.
    """

    label: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class Rolled:
    """The sum, or the share in the parts' own measure (×100 for per cent), unrounded; None with the reason `why`.

    `numerator` and `denominator` are what a share was formed of; `missing` are the labels of those without a value.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    answered: int = 0
    asked: int = 0
    missing: tuple[str, ...] = ()
    why: str = ""

    @property
    def is_complete(self) -> bool:
        return self.value is not None and not self.missing


def rolled_up(rollup: str, parts: Sequence[Part], *, factor: Decimal | int = 1) -> Rolled:
    """rollup: «sum», «ratio» or «none», as an indicator has it; factor: 100 for a ratio in per cent.

    Where exactly one part is too small to be shown, the whole is not shown either: what is hidden could be worked out.
    """
    if rollup == "none":
        return Rolled(value=None, asked=len(parts), why=_("The values of the units are not added up."))
    if sum(part.hidden for part in parts) == 1:
        why = _("One value is too small to be shown, and the sum would give it away.")
        return Rolled(value=None, asked=len(parts), why=why)
    return _ratio(parts, Decimal(factor), len(parts)) if rollup == "ratio" else _sum(parts, len(parts))


def _sum(parts: Sequence[Part], asked: int) -> Rolled:
    known = [part for part in parts if part.value is not None and not part.hidden]
    missing = tuple(part.label for part in parts if part not in known)
    if not known:
        return Rolled(value=None, asked=asked, missing=missing, why=_("Nobody has answered."))
    total = sum((part.value for part in known), Decimal(0))
    return Rolled(value=total, answered=len(known), asked=asked, missing=missing)


def _ratio(parts: Sequence[Part], factor: Decimal, asked: int) -> Rolled:
    known = [part for part in parts if None not in (part.numerator, part.denominator) and not part.hidden]
    without = [part for part in parts if part not in known]
    missing = tuple(part.label for part in without)
    only_shares = any(part.value is not None and not part.hidden for part in without)
    if only_shares:
        why = _("Some have given a share without its parts, and shares are not averaged.")
        return Rolled(value=None, answered=len(known), asked=asked, missing=missing, why=why)
    if not known:
        return Rolled(value=None, asked=asked, missing=missing, why=_("Nobody has answered."))
    above = sum((part.numerator for part in known), Decimal(0))
    below = sum((part.denominator for part in known), Decimal(0))
    counted = {"numerator": above, "denominator": below, "answered": len(known), "asked": asked, "missing": missing}
    if below <= 0:
        return Rolled(value=None, why=_("There is nothing to divide by."), **counted)
    return Rolled(value=above / below * factor, **counted)


def rolling_12(months: Sequence[Part], *, rollup: str, factor: Decimal | int = 1) -> Rolled:
    """The last twelve months, in order of time: all of them must be known. Twelve shares are one share of their parts.

    Raises ValueError on another number of months.
    """
    if len(months) != MONTHS:
        raise ValueError(f"Rolling 12 takes 12 months, not {len(months)}.")
    found = rolled_up(rollup, months, factor=factor)
    if found.value is None or not found.missing:
        return found
    why = ngettext(
        "%(count)s of the twelve months is missing.", "%(count)s of the twelve months are missing.", len(found.missing)
    ) % {"count": len(found.missing)}
    return Rolled(value=None, answered=found.answered, asked=found.asked, missing=found.missing, why=why)


def rolling_label(first: tuple[int, int], last: tuple[int, int]) -> str:
    """«2409–2508» of two (year, month): both months, since «rolling 12» alone says neither."""
    return "–".join(f"{year % 100:02d}{month:02d}" for year, month in (first, last))


def answered_text(found: Rolled) -> str:
    """«4 of 6 have answered»; "" where nobody was asked."""
    if not found.asked:
        return ""
    return _("%(answered)s of %(asked)s have answered") % {"answered": found.answered, "asked": found.asked}
