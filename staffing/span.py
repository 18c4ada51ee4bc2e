"""How many employees managers have: bands around the guideline, as facts and as a chart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.numbers import format_number, round_half_up
from followup.sections import Fact, Relation
from staffing.models import ManagerSpan, SpanBand
from staffing.words import language

# Where no guideline says otherwise.
GUIDELINE = (20, 35)
Band = tuple[int, int | None]
TOTAL, WITHIN, SHARE = "staffing.span.counted", "staffing.span.within", "staffing.span.share"


def bands(span: ManagerSpan | None) -> list[Band]:
    """The bands that a board counts its managers in: the guideline is one of them; the last has no end."""
    low, high = _guideline(span)
    half = low // 2
    below = [(1, half - 1), (half, low - 1)] if half > 1 else [(1, low - 1)] if low > 1 else []
    return [*below, (low, high), (high + 1, high + 15), (high + 16, None)]


def band_text(low: int, high: int | None) -> str:
    """«20–35 employees», «51 employees and more»."""
    if high is None:
        return _("%(low)s employees and more") % {"low": low}
    return _("%(low)s–%(high)s employees") % {"low": low, "high": high}


def is_within(row: SpanBand, span: ManagerSpan | None) -> bool:
    """Whether the whole band lies within the guideline."""
    low, high = _guideline(span)
    return row.high is not None and low <= row.low and row.high <= high


def _guideline(span: ManagerSpan | None) -> tuple[int, int]:
    known = span is not None and span.low is not None and span.high is not None
    return (span.low, span.high) if known else GUIDELINE


def span_facts(desk, rows: list[SpanBand], span: ManagerSpan | None) -> list[Fact]:
    """The managers of each band, and of them all how many are within the guideline; nothing where none is counted."""
    known = [row for row in rows if row.managers is not None]
    if not known:
        return []
    rule = _("Managers by how many employees they have.")
    found = [
        desk.fact(
            row.key,
            row,
            label=_("Managers with %(band)s") % {"band": band_text(row.low, row.high)},
            value=Decimal(row.managers),
            unit="people",
            rule=rule,
        )
        for row in known
    ]
    total = sum(row.managers for row in known)
    within = sum(row.managers for row in known if is_within(row, span))
    counted = _("Counted in the portal")
    sums = [
        (TOTAL, _("Managers counted"), Decimal(total), "people", 0, _("All bands added.")),
        (WITHIN, _("Managers within the guideline"), Decimal(within), "people", 0, _("The bands within it added.")),
    ]
    if total:
        share = round_half_up(Decimal(within) / Decimal(total) * 100, 0)
        rule = _("Managers within the guideline by all managers counted.")
        sums.append((SHARE, _("Share of managers within the guideline"), share, "%", 0, rule))
    return found + [
        desk.counted(key, label=label, value=value, unit=unit, decimals=decimals, rule=rule, source=counted)
        for key, label, value, unit, decimals, rule in sums
    ]


def span_relations(facts: Mapping[str, Fact], rows: list[SpanBand], span: ManagerSpan | None) -> list[Relation]:
    if TOTAL not in facts:
        return []
    known = [row for row in rows if row.key in facts]
    inside = tuple(row.key for row in known if is_within(row, span))
    found = [Relation(kind="sum", result=TOTAL, parts=tuple(row.key for row in known))]
    found += [Relation(kind="sum", result=WITHIN, parts=inside)] if inside else []
    found += [Relation(kind="ratio", result=SHARE, parts=(WITHIN, TOTAL))] if SHARE in facts else []
    return found


def span_chart(facts: Mapping[str, Fact], rows: list[SpanBand]) -> Chart | None:
    """The distribution, band by band; None where no managers are counted."""
    known = [row for row in rows if row.key in facts]
    if not known or SHARE not in facts:
        return None
    words = {
        "within": format_number(facts[WITHIN].value),
        "total": format_number(facts[TOTAL].value),
        "share": format_number(facts[SHARE].value, decimals=0),
    }
    return Chart(
        key="staffing.span_chart",
        kind="bars",
        title=_("%(within)s of %(total)s managers (%(share)s %%) are within the guideline") % words,
        unit="people",
        lang=language(),
        label_heading=_("Employees per manager"),
        series=(
            Series(
                label=_("Managers"),
                points=tuple(
                    Point(label=band_text(row.low, row.high), value=facts[row.key].value, fact=row.key)
                    for row in known
                ),
            ),
        ),
    )
