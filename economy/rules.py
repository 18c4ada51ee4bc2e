"""Arithmetic of amounts and forecasts: pure functions, no queries."""

from __future__ import annotations

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
