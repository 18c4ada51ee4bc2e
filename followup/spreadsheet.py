"""Sections as an Excel workbook: a sheet for each table, and one that says where every figure comes from, if any.

No cell is ever a formula or a link: what somebody typed is written as text, whatever it begins with. The same
sections give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from followup.numbers import UNITS, format_fact
from followup.sections import Cell, Column, Fact, Row, Section, StatusList, Table
from followup.spreadsheet_cells import Shown, looks_like_formula, safe_text, shown_cell

MAX_NAME = 31
_WIDEST, _NARROWEST = 60, 9
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# The caption and the line of marks above a table.
_ABOVE = 2
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(
    title: str,
    sections: Iterable[Section],
    *,
    made_up: bool,
    created: date,
    notes: Sequence[str] = (),
    address: str = "",
) -> bytes:
    """The tables of the sections and the facts behind them, as an .xlsx file in the active language.

    `notes` stand above each table, after the mark of made-up figures; `created` is written as the file's date, and
    `address` («https://host») goes in front of each figure's address.
    """
    # Imported here: reading a page needs it not.
    import xlsxwriter

    sections = list(sections)
    facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
    marks = " · ".join(filter(None, (_("Made-up figures") if made_up else "", title, *notes)))
    written = BytesIO()
    book = xlsxwriter.Workbook(written, _OPTIONS)
    book.set_properties({"title": title, "created": datetime(created.year, created.month, created.day)})
    sheets = _Sheets(book, marks)
    sources = _sources(facts.values(), address)
    if facts:
        sheets.reserve(sources.caption)
    for table in _tables(sections):
        sheets.add(table, facts)
    if facts:
        sheets.add(sources, {}, name=sources.caption)
    book.close()
    return written.getvalue()


def sheet_name(caption: str, taken: set[str]) -> str:
    """A name that every spreadsheet takes: at most 31 signs, none of []:*?/\\, and nobody else's whatever the case."""
    clean = _NOT_IN_NAMES.sub(" ", caption)
    clean = re.sub(r"\s+", " ", clean).strip(" '") or _("Table")
    if clean.casefold() == "history":
        clean = f"{clean} 1"
    name = _cut(clean, "")
    number = 1
    while name.casefold() in taken:
        number += 1
        name = _cut(clean, f" {number}")
    return name


def _cut(text: str, ending: str) -> str:
    return text[: MAX_NAME - len(ending)].rstrip(" '") + ending


class _Sheets:
    """The workbook's sheets, with the formats that they share."""

    def __init__(self, book: Any, marks: str):
        self.book, self.marks = book, marks
        self.taken: set[str] = set()
        self.formats: dict[tuple, Any] = {}

    def reserve(self, name: str) -> None:
        self.taken.add(name.casefold())

    def add(self, table: Table, facts: Mapping[str, Fact], *, name: str = "") -> None:
        """A sheet: caption, marks, the heads (which stay in sight), the rows, and the table's note."""
        name = name or sheet_name(table.caption, self.taken)
        self.reserve(name)
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, safe_text(table.caption), self._format(bold=True))
        sheet.write_string(1, 0, safe_text(self.marks), self._format())
        for place, column in enumerate(table.columns):
            align = "right" if column.kind == "number" else "left"
            head = self._format(bold=True, bottom=1, text_wrap=True, align=align)
            sheet.write_string(_ABOVE, place, safe_text(_head(column)), head)
        widths = [len(_head(column)) // 2 for column in table.columns]
        for line, row in enumerate(table.rows, start=_ABOVE + 1):
            for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=False)):
                shown = shown_cell(cell, column, facts)
                self._write(sheet, line, place, shown, row, indent=row.level if place == 0 else 0)
                widths[place] = max(widths[place], len(shown.text) + 2 * row.level)
        if table.note:
            sheet.write_string(len(table.rows) + _ABOVE + 2, 0, safe_text(table.note), self._format())
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(max(width + 2, _NARROWEST), _WIDEST))
        sheet.freeze_panes(_ABOVE + 1, 1)

    def _write(self, sheet: Any, line: int, place: int, shown: Shown, row: Row, *, indent: int) -> None:
        look = {"bold": True, "top": 1} if row.total else {}
        if shown.number is not None:
            sheet.write_number(line, place, shown.number, self._format(num_format=shown.number_format, **look))
        elif shown.text:
            guard = {"quote_prefix": True} if looks_like_formula(shown.text) else {}
            wrapped = self._format(text_wrap=True, valign="top", indent=indent, **guard, **look)
            sheet.write_string(line, place, safe_text(shown.text), wrapped)

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]


def _head(column: Column) -> str:
    return f"{column.label} ({column.unit})" if column.unit else column.label


def _tables(sections: Iterable[Section]) -> Iterable[Table]:
    """The tables in reading order, the lists of statuses among them."""
    for block in (block for section in sections for one in section.walk() for block in one.blocks):
        if isinstance(block, Table):
            yield block
        # A single status stands in the list of all of them too.
        elif isinstance(block, StatusList) and len(block.entries) > 1:
            yield _status_table(block)


def _status_table(listed: StatusList) -> Table:
    labels = (
        _("Title"),
        _("Group"),
        listed.now_label or _("Status now"),
        listed.forecast_label or _("Forecast"),
        _("Text"),
    )
    rows = [
        Row(
            cells=(
                Cell(text=entry.title),
                Cell(text=entry.group),
                Cell(text=entry.now.label),
                Cell(text=entry.forecast.label if entry.forecast else ""),
                Cell(text=entry.text),
            )
        )
        for entry in listed.entries
    ]
    columns = tuple(Column(label=str(label)) for label in labels)
    return Table(key=listed.key, caption=listed.caption, columns=columns, rows=tuple(rows))


def _sources(facts: Iterable[Fact], address: str) -> Table:
    """Every fact: what it says, where it is from, the rule behind it, and the page that explains it."""
    labels = (_("Key"), _("Figure"), _("Value"), _("Unit"), _("As it is shown"), _("As of"), _("Source"), _("Rule"))
    kinds = {_("Value"): "number"}
    columns = [Column(label=label, kind=kinds.get(label, "text")) for label in (*labels, _("Address"))]
    return Table(
        key="sources",
        caption=_("Sources"),
        columns=tuple(columns),
        rows=tuple(Row(cells=_source_cells(fact, address)) for fact in facts),
    )


def _source_cells(fact: Fact, address: str) -> tuple[Cell, ...]:
    value = (fact.value or "").replace(".", ",")
    unit = str(UNITS.get(fact.unit, fact.unit))
    url = f"{address}{fact.url}" if fact.url.startswith("/") else fact.url
    texts = (fact.key, fact.label, value, unit, format_fact(fact), fact.as_of, fact.source, fact.rule, url)
    return tuple(Cell(text=text) for text in texts)
