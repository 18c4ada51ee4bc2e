"""Indicators as a table: value, target, result and the reason for it in words."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.sections import Block, Cell, Column, Prose, Row, Table
from goals.comparisons import comparison_key, comparison_text, latest_comparisons
from goals.models import Comparison, IndicatorValue
from goals.overview import Overview, Reading
from goals.series import history_chart
from goals.small_groups import visible
from goals.words import rating_text, target_text, value_text


def indicator_blocks(overview: Overview, readings: list[Reading], key: str, title: str) -> list[Block]:
    """The indicators as a table, those with values enough over time, and what is said about them."""
    if not readings:
        return []
    comments = [f"**{one.indicator.title}:** {row.comment}" for one in readings for row in one.rows if row.comment]
    said = [Prose(text="\n\n".join(comments), lang=overview.lang)] if comments else []
    charts = [
        chart
        for one in readings
        if one.history and (chart := history_chart(overview, one, one.history, lang=get_language() or "sv"))
    ]
    return [_table(overview, readings, key, title), *charts, *said]


def _table(overview: Overview, readings: list[Reading], key: str, title: str) -> Table:
    printed = [row for one in readings for row in one.rows if row.printed_as and not visible(one.indicator, row)[1]]
    return Table(
        key=f"{key}.indicators",
        caption=_("Indicators: %(goal)s") % {"goal": title},
        columns=(
            Column(label=_("Indicator"), width=34),
            Column(label=_("Outcome"), kind="number", width=14),
            Column(label=_("Target value"), width=14),
            Column(label=_("Rating"), kind="status", width=16),
            Column(label=_("Explanation"), width=22),
        ),
        rows=tuple(row for one in readings for row in _table_rows(overview, one)),
        note=" ".join(_("The source prints “%(text)s”.") % {"text": row.printed_as} for row in printed),
    )


def _table_rows(overview: Overview, reading: Reading) -> list[Row]:
    head = Cell(text=reading.indicator.title, lang=overview.lang)
    has_number = reading.target is not None and reading.target.value is not None
    target = Cell(text=target_text(reading), fact=f"{reading.key}.target" if has_number else "")
    result = Cell(status=overview.shown("indicator", reading.rating.status))
    explanation = Cell(text=rating_text(overview, reading))
    whole = Row(cells=(head, _value_cell(reading, reading.row), target, result, explanation))
    parts = [
        Row(cells=(Cell(text=row.breakdown, lang=overview.lang), _value_cell(reading, row), *[Cell()] * 3), level=1)
        for row in reading.breakdowns
    ]
    elsewhere = [
        Row(
            cells=(Cell(text=_elsewhere(one), lang=overview.lang), _comparison_cell(reading, one), *[Cell()] * 3),
            level=1,
        )
        for one in latest_comparisons(reading)
    ]
    return [whole, *parts, *elsewhere]


def _elsewhere(one: Comparison) -> str:
    """«Jämförelse: riket 2024»."""
    return _("Comparison: %(who)s %(year)s") % {"who": one.name, "year": one.year}


def _comparison_cell(reading: Reading, one: Comparison) -> Cell:
    return Cell(text=comparison_text(one), fact=comparison_key(reading, one))


def _value_cell(reading: Reading, row: IndicatorValue | None) -> Cell:
    text = value_text(reading.indicator, row) or _("Not yet reported")
    in_words = row is not None and bool(row.value_text)
    return Cell(text=text, fact="" if in_words else f"{row.key if row else reading.key}.value")
