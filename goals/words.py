"""Values and targets in words, as pages, tables and lists of duties say them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.missing import MISSING
from followup.numbers import UNITS, date_text, format_number, format_value
from followup.status import step
from followup.trend import Given, Trend, trend
from goals.models import Indicator, IndicatorValue, Target
from goals.overview import Overview, Reading
from goals.parts import agrees, formula
from goals.small_groups import visible

SHARES = {
    Indicator.MeasuredIn.PERCENT,
    Indicator.MeasuredIn.POINTS,
    Indicator.MeasuredIn.RATIO,
    Indicator.MeasuredIn.INDEX,
    Indicator.MeasuredIn.PER_1000,
}


def value_text(indicator: Indicator, row: IndicatorValue | None) -> str:
    """«drygt 1 700», «3,8 % (preliminär, per 30 april 2025)», «Data kan inte hämtas …» where it is missing, or ""
    where nothing is reported."""
    value, missing = visible(indicator, row)
    if row is None:
        return ""
    if missing:
        return str(MISSING[missing])
    if value is None and not row.value_text:
        return ""
    number = format_value(value, indicator.unit, decimals=row.decimals, approximate=row.approximate)
    shown = row.value_text if value is None else number
    about = [row.get_quality_display().lower() if row.quality else ""]
    about.append(_("as of %(day)s") % {"day": date_text(row.as_of)} if row.as_of else "")
    noted = ", ".join(filter(None, about))
    return f"{shown} ({noted})" if noted else shown


def rating_text(overview: Overview, reading: Reading) -> str:
    """Why the value is rated as it is; how a person rates it where that is another; what its parts give where that is
    another; and how it has gone since the period before."""
    found = (
        reading.rating.explanation,
        by_hand_text(overview, reading),
        parts_text(reading.indicator, reading.row),
        trend_text(overview, reading),
    )
    return " ".join(filter(None, found))


def parts_text(indicator: Indicator, row: IndicatorValue | None) -> str:
    """«Täljare och nämnare ger: 165 / 4 331 ≈ 3,81 %.», where that is not the value that is given."""
    if row is None or visible(indicator, row)[0] is None or agrees(row):
        return ""
    return _("Numerator and denominator give: %(formula)s.") % {"formula": formula(row)}


def by_hand_text(overview: Overview, reading: Reading) -> str:
    """«Bedömd: delvis uppfyllt. Regeln ger: inte uppfyllt. Skäl: …»; "" where nobody has judged otherwise."""
    row = reading.row
    if row is None or not row.rating_by_hand or visible(reading.indicator, row)[1]:
        return ""
    own = _("Judged: %(status)s.") % {"status": _lower(overview.shown("indicator", row.rating_by_hand).label)}
    computed = overview.shown("indicator", reading.rating.status)
    is_computed = step("indicator", computed.code).is_assessed
    rule = _("The rule gives: %(status)s.") % {"status": _lower(computed.label)} if is_computed else ""
    why = _("Reason: %(reason)s") % {"reason": " ".join(row.rating_reason.split())}
    return " ".join(filter(None, (own, rule, why)))


def trend_text(overview: Overview, reading: Reading) -> str:
    """«Förbättrad: 3,8 % mot 4,1 % för Tertial 1 2025.»; "" where there is nothing that it can be compared with."""
    found = trend_of(overview, reading)
    if not found.code:
        return ""
    now, then = (_bare(reading.indicator, one) for one in (reading.row, reading.previous))
    words = {"symbol": found.symbol, "trend": found.words, "now": now, "then": then}
    return _("%(symbol)s %(trend)s: %(now)s against %(then)s for %(period)s.") % (
        words | {"period": overview.previous_period.label}
    )


def trend_of(overview: Overview, reading: Reading) -> Trend:
    """How the value stands to the one of the period before, where the two can be compared."""
    if reading.is_older or not _is_comparable(overview, reading.indicator):
        return Trend(code="")
    target = reading.target
    span = (target.value, target.value_high) if target and target.value_high is not None else None
    return trend(
        _given(reading.indicator, reading.row),
        _given(reading.indicator, reading.previous),
        direction=reading.indicator.direction,
        target=span,
    )


def _is_comparable(overview: Overview, indicator: Indicator) -> bool:
    """What accumulates has had more months than before, or fewer; so has a count of a longer period."""
    kinds, period, before = Indicator.Aggregation, overview.period, overview.previous_period
    if before is None or indicator.aggregation in {kinds.CUMULATIVE_YEAR, kinds.CUMULATIVE_MANDATE}:
        return False
    if indicator.aggregation != kinds.PERIOD or indicator.unit in SHARES:
        return True
    days, days_before = (period.end - period.start).days + 1, (before.end - before.start).days + 1
    # Months and quarters differ by a few days.
    return abs(days - days_before) <= 3


def _given(indicator: Indicator, row: IndicatorValue | None) -> Given | None:
    value = visible(indicator, row)[0]
    return None if value is None else Given(value=value, decimals=row.decimals, approximate=row.approximate)


def _bare(indicator: Indicator, row: IndicatorValue) -> str:
    return format_value(row.value, indicator.unit, decimals=row.decimals, approximate=row.approximate)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def target_text(reading: Reading) -> str:
    """«minst ca 9 500 (2023–2026)», or that there is none."""
    target = reading.target
    if not target:
        return _("No target entered")
    words = target_words(target, reading.indicator.unit)
    return f"{words} ({target.years})" if target.first_year != target.year else words


def target_words(target: Target, unit: str) -> str:
    """«minst 25», «20–35 %», «−15 %», or the target's own words."""
    if target.text:
        return target.text
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
