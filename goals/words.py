"""Values and targets in words, as pages, tables and lists of duties say them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.missing import MISSING
from followup.numbers import UNITS, format_number, format_value
from goals.models import Indicator, IndicatorValue, Target
from goals.overview import Reading, visible


def value_text(indicator: Indicator, row: IndicatorValue | None) -> str:
    """«drygt 1 700», «Data kan inte hämtas …» where it is missing, or "" where nothing is reported."""
    value, missing = visible(indicator, row)
    if row is None:
        return ""
    if value is None:
        return row.value_text or (str(MISSING[missing]) if missing else "")
    shown = format_value(value, indicator.unit, decimals=row.decimals, approximate=row.approximate)
    return f"{shown} ({row.get_quality_display().lower()})" if row.quality else shown


def target_text(reading: Reading) -> str:
    """«minst ca 9 500 (2023–2026)», or that there is none."""
    target = reading.target
    if not target:
        return _("No target entered")
    words = target.text or _target_words(target, reading.indicator.unit)
    return f"{words} ({target.years})" if target.first_year != target.year else words


def _target_words(target: Target, unit: str) -> str:
    if target.operator == Target.Operator.RELATIVE_CHANGE:
        return format_value(target.value, "%", decimals=target.decimals, signed=True)
    value = format_value(target.value, unit, decimals=target.decimals, approximate=target.approximate)
    if target.operator == Target.Operator.BETWEEN:
        high = format_value(target.value_high, unit, decimals=target.decimals)
        return f"{format_number(target.value, decimals=target.decimals)}–{high}"
    return f"{target.get_operator_display()} {value}"


def unit_words(unit: str) -> str:
    """What stands behind a number of this unit."""
    return "" if unit == "text" else str(UNITS.get(unit, unit))
