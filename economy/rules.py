"""Arithmetic of amounts and forecasts: pure functions, no queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from followup import numbers


def months_of(start: date, end: date) -> int | None:
    """How many whole months a stretch of time is, or None where it does not begin and end with a month."""
    after = end + timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return None
    return (after.year - start.year) * 12 + after.month - start.month


def pace_factor(start: date, end: date, *, is_cumulative: bool = True) -> str:
    """What the deviation so far is multiplied by to last the year: «12/8» after August.

    "" where it cannot be said: the stretch does not begin with the year, is not of whole months, or is
    the whole year, when the outcome is known and nothing is left to forecast.
    """
    months = months_of(start, end)
    if not is_cumulative or not months or months >= 12 or start.month != 1:
        return ""
    return f"12/{months}"


def mechanical(deviation: Decimal, factor: str) -> Decimal:
    """The deviation at the end of the year, in kronor, if each month that is left is like those before.

    `factor` as `pace_factor` gives it. Raises ValueError on another text.
    """
    above, below = factor.split("/")
    return deviation * Decimal(above) / Decimal(below)


def in_unit(kronor: Decimal, unit: str) -> Decimal:
    """Kronor as kr, tkr or mnkr, without noughts at the end."""
    return numbers.trimmed(numbers.in_unit(kronor, unit))


def deviation(budget: Decimal | None, actual: Decimal | None, *, is_income: bool) -> Decimal | None:
    """Outcome against budget in kronor, minus where it is a deficit; None where either is not known.

    Costs and net costs are positive amounts: more than budget is a deficit. Of income, less is.
    """
    if budget is None or actual is None:
        return None
    return actual - budget if is_income else budget - actual


def growth(actual: Decimal | None, before: Decimal | None) -> Decimal | None:
    """How much larger an amount is than it was, in per cent of what it was, unrounded.

    None where either is not known, and where there was nothing, or less than nothing, to grow from.
    """
    if actual is None or before is None or before <= 0:
        return None
    return (actual / before - 1) * 100


def subtotal(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of all parts; None where one of them is not known, or there are none: unknown is not nought."""
    parts = list(amounts)
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if parts and len(known) == len(parts) else None


def hit_rate(forecast: Decimal | None, outcome: Decimal | None, base: Decimal | None) -> Decimal | None:
    """How far a forecast was from the outcome, in per cent of the year's budget (or outcome), unrounded.

    0 is a forecast that came true. None where one of the three is not known, or the base is nothing.
    """
    if forecast is None or outcome is None or not base:
        return None
    return abs(forecast - outcome) / abs(base) * 100


def mean_by_month(steps: Iterable[tuple[date, date, Decimal]]) -> Decimal | None:
    """The mean of (start, end, per cent) over their months, unrounded.

    None without steps, and where one of them is not of whole months.
    """
    weighed = [(months_of(start, end), pct) for start, end, pct in steps]
    if not weighed or any(not months for months, _pct in weighed):
        return None
    return sum((months * pct for months, pct in weighed), Decimal(0)) / sum(months for months, _pct in weighed)
