"""A plan as a spreadsheet: empty with explanations and lists to choose from, or filled with a year's plan."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from followup.spreadsheet_cells import looks_like_formula, safe_text
from goals.plan import spec
from goals.plan.columns import SHEETS, Column

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_ROWS = 2000
# What the empty one explains of each sheet.
_ABOUT = {
    "board": lambda: _("One row: what the board is called and how it reports. Only for a new board."),
    "periods": lambda: _("The year's reporting periods, each with its first and last day and the day it is due."),
    "units": lambda: _("The board's units. One below another unit names it."),
    "levels": lambda: _("What the board calls each level of its goals, 1 to 4."),
    "goals": lambda: _("The goals in their order. One below another goal has its code."),
    "activities": lambda: _("What is done to reach a goal: reported as how far it has come."),
    "indicators": lambda: _("What is measured, with its definition and how it is judged."),
    "targets": lambda: _(
        "What each indicator is to reach, a row for each year. A target in words has the operator for it."
    ),
    "words": lambda: _("The board's own words for statuses, where it has any."),
}


def book(plan: spec.Plan | None, *, created: date) -> bytes:
    """The plan as an .xlsx file in the active language; None gives the empty template. No cell is a formula."""
    # Imported here: reading a page needs it not.
    import xlsxwriter

    written = BytesIO()
    made = xlsxwriter.Workbook(written, _OPTIONS)
    made.set_properties({"created": datetime(created.year, created.month, created.day)})
    _Book(made).fill(plan)
    made.close()
    return written.getvalue()


class _Book:
    """The workbook with the formats its sheets share, and the sheet of choices."""

    def __init__(self, made: Any):
        self.made = made
        self.bold = made.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = made.add_format({"num_format": "yyyy-mm-dd"})
        self.quoted = made.add_format({"quote_prefix": True})
        self.ranges: dict[tuple[str, str], str] = {}

    def fill(self, plan: spec.Plan | None) -> None:
        self._explanations()
        sheets = {part: self.made.add_worksheet(str(label)) for part, (label, _columns) in SHEETS.items()}
        self._choices()
        for part, sheet in sheets.items():
            self._sheet(sheet, part, _rows(plan, part))

    def _explanations(self) -> None:
        sheet = self.made.add_worksheet(_("Explanations"))
        lines = [(_("Sheet"), _("Column"), _("Explanation"))]
        for part, (label, columns) in SHEETS.items():
            lines.append((str(label), "", _ABOUT[part]()))
            lines += [(str(label), str(one.label), _explained(one)) for one in columns]
        for number, line in enumerate(lines):
            for place, text in enumerate(line):
                sheet.write_string(number, place, safe_text(text), self.bold if number == 0 else None)
        sheet.set_column(0, 1, 28)
        sheet.set_column(2, 2, 100)

    def _choices(self) -> None:
        """What can be chosen stands in a sheet of its own: a list in a cell holds 255 signs at most."""
        name = _("Choices")
        sheet = self.made.add_worksheet(name)
        place = 0
        for part, (_label, columns) in SHEETS.items():
            for column in columns:
                if options := column.options():
                    for number, text in enumerate([str(column.label), *(shown for _code, shown in options)]):
                        sheet.write_string(number, place, text, self.bold if number == 0 else None)
                    self.ranges[part, column.name] = _range(name, place, len(options))
                    place += 1

    def _sheet(self, sheet: Any, part: str, rows: tuple) -> None:
        for place, column in enumerate(SHEETS[part][1]):
            sheet.write_string(0, place, str(column.label), self.bold)
            sheet.set_column(place, place, 40 if column.name in {"title", "definition", "name", "method"} else 18)
            if (part, column.name) in self.ranges:
                sheet.data_validation(
                    1, place, _ROWS, place, {"validate": "list", "source": self.ranges[part, column.name]}
                )
            for number, row in enumerate(rows, start=1):
                self._write(sheet, number, place, getattr(row, column.name), column)
        sheet.freeze_panes(1, 1)

    def _write(self, sheet: Any, number: int, place: int, value: Any, column: Column) -> None:
        if value is None or value in ("", ()):
            return
        if isinstance(value, date):
            sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), self.day)
        elif isinstance(value, bool):
            sheet.write_string(number, place, dict(column.options())["1" if value else "0"])
        elif isinstance(value, int | Decimal):
            sheet.write_number(number, place, float(value))
        else:
            text = ", ".join(value) if isinstance(value, tuple) else dict(column.options()).get(value, value)
            sheet.write_string(number, place, safe_text(text), self.quoted if looks_like_formula(text) else None)


def _rows(plan: spec.Plan | None, part: str) -> tuple:
    if plan is None:
        return ()
    if part == "board":
        return (plan.board,) if plan.board else ()
    return getattr(plan, part)


def _range(sheet: str, place: int, count: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    first = xl_rowcol_to_cell(1, place, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(count, place, row_abs=True, col_abs=True)
    return f"='{sheet}'!{first}:{last}"


def _explained(column: Column) -> str:
    """«Måste anges. En av: Högre är bättre, …»."""
    said = {
        "code": _("A code of letters a–z, digits and hyphens. It never changes."),
        "int": _("A whole number."),
        "decimal": _("A number."),
        "date": _("A day: 2026-01-31."),
        "list": _("Words with commas between them."),
    }.get(column.kind, "")
    options = ", ".join(shown for _code, shown in column.options())
    one_of = _("One of: %(options)s.") % {"options": options} if options else ""
    return " ".join(filter(None, (_("Must be given.") if column.required else "", said, one_of)))
