"""The table of the page by month as an Excel workbook, and beside it every figure that it is counted from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
from django.utils.translation import gettext as _

from followup.numbers import format_number
from followup.sections import Cell, Column, Row, Section, Table
from followup.spreadsheet import workbook
from organisation.places import Place
from staffing.models import MonthFigure
from staffing.months.charts import month_text, unit_of
from staffing.months.following import Followed
from staffing.months.page import Asked
from staffing.months.suppression import small

Covers = MonthFigure.Covers


def months_file(place: Place, asked: Asked | None, *, today: date) -> bytes:
    """An .xlsx file in the active language: the units' months, and the figures as they were given with their sources.
    What is hidden on the page is not in the file; of nothing it is the head alone."""
    title = asked.label if asked else _("Staffing by month")
    tables = (_shown(asked), _given(asked.shown)) if asked else (_empty(title),)
    covers = [str(dict(Covers.choices)[asked.shown.covers])] if asked else []
    return workbook(
        title,
        [Section(key="staffing.months", title=title, blocks=tables)],
        made_up=place.unit.root.is_made_up,
        created=today,
        notes=[place.unit.name, place.period.label, *covers],
    )


def _empty(title: str) -> Table:
    note = _("Nothing by month yet")
    return Table(key="staffing.months.table", caption=title, columns=(Column(label=_("Unit")),), rows=(), note=note)


def _shown(asked: Asked) -> Table:
    found = asked.shown
    unit = unit_of(found.measure)
    heads = (Column(label=asked.head(one), kind="number", unit="%" if unit == "%" else "") for one in found.months)
    return Table(
        key="staffing.months.table",
        caption=asked.label,
        columns=(Column(label=_("Unit")), *heads),
        rows=tuple(
            Row(cells=(Cell(text=one.name), *(Cell(text=shown.text) for shown in found.of(one))), level=level)
            for one, level in found.known.units
        ),
    )


def _given(found: Followed) -> Table:
    """Each figure as it came; those that are hidden are left out."""
    names = {unit.pk: unit.name for unit, _level in found.known.units}
    labels = dict(Covers.choices)
    counted = found.frame
    same = (counted["measure"] == found.measure) & (counted["group"] == found.group)
    mine = counted[same & ~small(counted)]
    rows = [
        (
            names[int(row.unit_id)],
            month_text(row.month),
            str(labels[row.covers]),
            _hundredths(row.numerator),
            _hundredths(row.denominator),
            "" if row.value is None else format_number(row.value),
            row.text,
            row.source,
        )
        for row in mine.sort_values(["month", "unit_id", "covers"]).itertuples()
        if int(row.unit_id) in names and not found.is_hidden(int(row.unit_id), row.month)
    ]
    numbers = {_("Counted"), _("Counted among"), _("Value")}
    heads = (_("Unit"), _("Month"), _("Covers"), _("Counted"), _("Counted among"), _("Value"), _("As printed"))
    return Table(
        key="staffing.months.given",
        caption=_("As given"),
        columns=tuple(Column(label=one, kind="number" if one in numbers else "text") for one in (*heads, _("Source"))),
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows),
    )


def _hundredths(number) -> str:
    return "" if pd.isna(number) else format_number(Decimal(int(number)) / 100)
