"""How well the year's forecasts hit: each of them beside the outcome, once the year is over («prognossäkerhet»)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from economy import rules
from economy.models import TOTAL, ForecastAssessment
from economy.reported import Reported
from economy.tables import number_cell
from followup.numbers import format_value, round_half_up
from followup.precision import shifted_decimals
from followup.sections import NO_ROW, Cell, Column, Fact, Row, Table, day, decimal_string
from organisation.places import figure_url


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One forecast of the year: the deviation that it expected, how far from the outcome it was, and the share."""

    period: str
    forecast: Fact
    gap: Fact | None = None
    share: Fact | None = None

    @property
    def facts(self) -> list[Fact]:
        return [fact for fact in (self.forecast, self.gap, self.share) if fact]


def hits(at: Reported) -> list[Hit]:
    """The forecasts that were made earlier in the year, the first first; held against the outcome where it is known.

    Periods that end on the same day are one point in time: its first forecast is taken.
    """
    found: dict[str, Hit] = {}
    for row in at.earlier_forecasts:
        found.setdefault(f"{row.period.end:%m%d}", _hit(at, row))
    return list(found.values())


def outcome(at: Reported) -> Decimal | None:
    """The year's deviation in kronor, where the period is the whole year and has been reported."""
    start, end = at.period.start, at.period.end
    is_year = rules.months_of(start, end) == 12 and start.month == 1 and at.period.is_cumulative
    return at.amount(TOTAL, "deviation").kronor if is_year else None


def hits_table(at: Reported, found: list[Hit], assessed: Fact) -> Table | None:
    """Every forecast of the year with the latest last; None where no other was made."""
    if not found:
        return None
    facts = {fact.key: fact for hit in found for fact in hit.facts} | {assessed.key: assessed}
    rows = [(hit.period, [hit.forecast, hit.gap, hit.share]) for hit in found]
    rows.append((at.period.label, [assessed, None, None]))
    is_known = any(hit.gap for hit in found)
    width = 3 if is_known else 1
    columns = (
        Column(label=_("Forecast made")),
        Column(label=_("Expected deviation"), kind="number", unit=at.money),
        Column(label=_("From the outcome"), kind="number", unit=at.money),
        Column(label=_("Share of the budget"), kind="number", unit="%"),
    )
    return Table(
        key="economy.forecast_history",
        caption=_("The forecasts of the year"),
        columns=columns[: width + 1],
        rows=tuple(
            Row(
                cells=(
                    Cell(text=label, lang=at.lang),
                    *(number_cell(facts, fact.key) if fact else Cell() for fact in shown[:width]),
                )
            )
            for label, shown in rows
        ),
    )


def hits_sentence(at: Reported, found: list[Hit], assessed: Fact) -> str:
    """How well the forecasts hit in words; why it cannot be said where it cannot; "" without any forecast."""
    if outcome(at) is None:
        if assessed.value is None and not found:
            return ""
        if len(found) + (assessed.value is not None) < 2:
            return _(
                "This is the only forecast of the year that is entered. How well it hits can be said when the "
                "year is over."
            )
        return _("How well the forecasts of the year hit can be said when the year is over.")
    if not found:
        return _("No earlier forecast of the year is entered: how well it hit cannot be said.")
    return " ".join(_said(hit) for hit in found)


def _said(hit: Hit) -> str:
    words = {"period": hit.period, "gap": format_value(hit.gap.value, hit.gap.unit, decimals=hit.gap.decimals)}
    if hit.share is None:
        return _("The forecast of %(period)s was %(gap)s from the outcome.") % words
    words["share"] = format_value(hit.share.value, "%", decimals=hit.share.decimals)
    return _("The forecast of %(period)s was %(gap)s from the outcome: %(share)s of the budget of the year.") % words


def _hit(at: Reported, row: ForecastAssessment) -> Hit:
    code = f"{row.period.end:%m%d}"
    decimals = shifted_decimals(row.amount_decimals, row.amount_unit, at.money)
    words = {"period": row.period.label}
    forecast = _fact(
        at,
        f"economy.forecast.made.{code}",
        _("Assessed for the year in %(period)s") % words,
        rules.in_unit(row.deviation, at.money),
        decimals,
        _("What the unit then expected the deviation from budget to be for the whole year."),
        row=row,
    )
    final = outcome(at)
    if final is None:
        return Hit(period=row.period.label, forecast=forecast)
    gap = _fact(
        at,
        f"economy.forecast.gap.{code}",
        _("The forecast of %(period)s: from the outcome") % words,
        rules.in_unit(abs(row.deviation - final), at.money),
        max(decimals, at.amount(TOTAL, "deviation").decimals),
        _("How far the deviation that was expected is from that of the whole year, whichever way."),
    )
    base = at.amount(TOTAL, "budget_year").kronor or at.amount(TOTAL, "budget").kronor
    share = rules.hit_rate(row.deviation, final, base)
    if share is None:
        return Hit(period=row.period.label, forecast=forecast, gap=gap)
    rule = _("How far the forecast was from the outcome, as a share of the budget of the year: 0 per cent came true.")
    label = _("The forecast of %(period)s: from the outcome, share of the budget") % words
    made = _fact(at, f"economy.forecast.hit.{code}", label, round_half_up(share, 1), 1, rule, unit="%")
    return Hit(period=row.period.label, forecast=forecast, gap=gap, share=made)


def _fact(at: Reported, key: str, label: str, value: Decimal, decimals: int, rule: str, *, row=None, unit="") -> Fact:
    return Fact(
        key=key,
        label=label,
        value=decimal_string(value),
        unit=unit or at.money,
        decimals=decimals,
        approximate=row.approximate if row else "",
        as_of=day((row or at).period.end),
        source=row.source if row else "",
        rule=rule,
        url=figure_url(at.unit, at.period, key),
        signed=row is not None,
        row=NO_ROW,
    )
