"""The arithmetic of staffing: pure functions of numbers and dates, no queries. Amounts are in one unit throughout."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from followup.numbers import round_half_up
from followup.series import period_label


def prior_cost(cost: Decimal | None, change: Decimal | None) -> Decimal | None:
    """What it cost the year before: the cost less the change since then."""
    return None if cost is None or change is None else cost - change


def change_since(cost: Decimal | None, prior: Decimal | None) -> Decimal | None:
    """The change from what it cost the year before."""
    return None if cost is None or prior is None else cost - prior


def change_share(change: Decimal | None, prior: Decimal | None) -> Decimal | None:
    """The change in per cent of the year before, one decimal; None where there was no cost to compare with."""
    if change is None or prior is None or prior <= 0:
        return None
    return round_half_up(change / prior * 100, 1)


def extra_cost(cost: Decimal | None, share: Decimal | None) -> Decimal | None:
    """What hired staff cost beyond what own staff would have: `share` per cent of the cost."""
    return None if cost is None or share is None else cost * share / 100


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None where one of them is missing: part of a sum is not the sum."""
    found = list(values)
    return None if not found or None in found else sum(found, Decimal(0))


def rolling_label(end: date) -> str:
    """The twelve months up to and including that of `end`: «2409–2508»."""
    start = date(end.year, 1, 1) if end.month == 12 else date(end.year - 1, end.month + 1, 1)
    return period_label(start, end)
