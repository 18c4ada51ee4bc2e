"""Values over time: rolling twelve months, accumulated values, the same period a year ago.

A share over several months is the sum of the numerators by the sum of the denominators, never the mean
of the months' percentages. Where a month is missing there is no value, and the reason says which.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One period's value. `value` is in the indicator's unit; a share has its numerator and denominator."""

    period_start: date
    period_end: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_share(self) -> bool:
        return self.numerator is not None and self.denominator is not None


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A value over several months, labelled «2409–2508», or None and the reason why."""

    value: Decimal | None
    label: str
    reason: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def rolling_12(months: Iterable[Observation], *, end: date, per: int = 100) -> Computed:
    """The share over the twelve months up to and including the month of `end`, per hundred.

    Source of the rule: SKR's key figures on staff, R12.
    """
    start = _months_later(end, -11)
    within = _by_month(months, start, end)
    return _share(list(within.values()), label=period_label(start, end), lacking=_lacking(within), per=per)


def accumulated(months: Iterable[Observation], *, start: date, end: date, per: int = 100) -> Computed:
    """From the month of `start` through that of `end`: shares as in `rolling_12`, other values added."""
    within = _by_month(months, start, end)
    label, lacking = period_label(start, end), _lacking(within)
    found = [month for month in within.values() if month]
    if any(month.is_share for month in found):
        return _share(list(within.values()), label=label, lacking=lacking, per=per)
    values = [month.value for month in found if month.value is not None]
    if len(values) < len(within):
        return Computed(value=None, label=label, reason=_reason(lacking))
    return Computed(value=sum(values, Decimal(0)), label=label)


def same_period_last_year(observations: Iterable[Observation], period: Observation) -> Observation | None:
    """The observation of the same months a year earlier, or None."""
    wanted = (_months_later(period.period_start, -12), _months_later(period.period_end, -12))
    for one in observations:
        if (_first_of(one.period_start), _first_of(one.period_end)) == wanted and _whole(one) == _whole(period):
            return one
    return None


def period_label(start: date, end: date) -> str:
    """«2409–2508» for September 2024 through August 2025; one month alone is «2508»."""
    first, last = f"{start:%y%m}", f"{end:%y%m}"
    return first if first == last else f"{first}–{last}"


def _share(months: Sequence[Observation | None], *, label: str, lacking: list[date], per: int) -> Computed:
    if lacking:
        return Computed(value=None, label=label, reason=_reason(lacking))
    found = [month for month in months if month]
    if not all(month.is_share for month in found):
        return Computed(
            value=None,
            label=label,
            reason=_("Only the percentages are known, and percentages of months cannot be averaged."),
        )
    numerator = sum((month.numerator or Decimal(0) for month in found), Decimal(0))
    denominator = sum((month.denominator or Decimal(0) for month in found), Decimal(0))
    if denominator == 0:
        return Computed(value=None, label=label, reason=_("There is nothing to divide by: the denominators sum to 0."))
    return Computed(value=numerator / denominator * per, label=label, numerator=numerator, denominator=denominator)


def _by_month(months: Iterable[Observation], start: date, end: date) -> dict[date, Observation | None]:
    """Each month from `start` through `end`, by its first day, in order; None where it is not observed."""
    observed = {
        _first_of(month.period_start): month
        for month in months
        if _first_of(month.period_start) == _first_of(month.period_end)
    }
    within = {}
    month = _first_of(start)
    while month <= end:
        within[month] = observed.get(month)
        month = _months_later(month, 1)
    return within


def _lacking(within: dict[date, Observation | None]) -> list[date]:
    return [month for month, found in within.items() if found is None or (found.value is None and not found.is_share)]


def _reason(lacking: list[date]) -> str:
    months = ", ".join(f"{month:%Y-%m}" for month in lacking)
    return ngettext("%(months)s is missing.", "%(months)s are missing.", len(lacking)) % {"months": months}


def _first_of(day: date) -> date:
    return day.replace(day=1)


def _months_later(day: date, months: int) -> date:
    """The first day of the month so many months later, or earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _whole(one: Observation) -> tuple[int, bool]:
    """The day it begins, and whether it ends with its month: February ends on its 28th or its 29th."""
    last = monthrange(one.period_end.year, one.period_end.month)[1]
    return one.period_start.day, one.period_end.day == last
