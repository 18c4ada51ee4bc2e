"""A value from its two parts: what was counted over what it was counted among, as a number and written out."""

from __future__ import annotations

from decimal import Decimal

from followup.numbers import format_number, format_value, round_half_up, trimmed
from goals.models import Indicator, IndicatorValue

# How many the value is of what it is counted among. Percentage points are the difference between two shares: no
# numerator and denominator give them.
PER = {Indicator.MeasuredIn.PERCENT: 100, Indicator.MeasuredIn.RATIO: 1, Indicator.MeasuredIn.PER_1000: 1000}


def is_of_parts(indicator: Indicator) -> bool:
    """Whether the indicator's value is its numerator over its denominator."""
    return indicator.unit in PER


def share(indicator: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """What the parts give in the indicator's unit, unrounded; None where they give nothing."""
    if not is_of_parts(indicator) or numerator is None or not denominator:
        return None
    return numerator / denominator * PER[indicator.unit]


def rounded_share(indicator: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The same with the indicator's decimals, as it is stored."""
    exact = share(indicator, numerator, denominator)
    return None if exact is None else round_half_up(exact, indicator.decimals)


def exact_value(indicator: Indicator, row: IndicatorValue) -> Decimal | None:
    """The row's value for judging it: unrounded, where its parts give the value that is stored."""
    if row.value is None or row.value != rounded_share(indicator, row.numerator, row.denominator):
        return row.value
    return share(indicator, row.numerator, row.denominator)


def agrees(row: IndicatorValue) -> bool:
    """Whether the stored value is what its parts give, with the decimals that it was given in."""
    exact = share(row.indicator, row.numerator, row.denominator)
    return exact is None or round_half_up(exact, row.decimals) == row.value


def formula(row: IndicatorValue) -> str:
    """«165 / 4 331 = 3,81 %»: what the parts give, with the value's decimals, or at least the indicator's; "" where
    they give nothing."""
    exact = share(row.indicator, row.numerator, row.denominator)
    if exact is None:
        return ""
    unit, decimals = row.indicator.unit, max(row.decimals, row.indicator.decimals)
    shown = round_half_up(exact, decimals)
    factor = f" × {format_number(1000)}" if unit == Indicator.MeasuredIn.PER_1000 else ""
    left = f"{format_number(trimmed(row.numerator))} / {format_number(trimmed(row.denominator))}{factor}"
    return f"{left} {'=' if shown == exact else '≈'} {format_value(shown, unit, decimals=decimals)}"
