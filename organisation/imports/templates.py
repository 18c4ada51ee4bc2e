"""Workbooks to fill in: the heads of a target on one sheet, and what each of them means on another."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _

from followup.spreadsheet_cells import safe_text
from organisation.imports.target import Column, Target
from organisation.places import Place

_WIDTH = 24
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def empty_workbook(target: Target, place: Place) -> bytes:
    """The same target gives the same bytes. The heads are those that the engine knows by itself."""
    # Slow to import, and needed here alone.
    import xlsxwriter

    columns, stream = target.columns(place), BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": str(target.label()), "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        # First, since the engine reads the first sheet that has the heads.
        sheet = book.add_worksheet(_("Figures"))
        sheet.set_column(0, len(columns) - 1, _WIDTH)
        sheet.write_row(0, 0, [safe_text(str(column.label)) for column in columns], head)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet(_("Explanation"))
        about.set_column(0, 2, _WIDTH * 2, wrapped)
        about.write_row(0, 0, [_("Explanation of the columns"), "", ""], head)
        for number, row in enumerate(_explained(target, columns), 2):
            about.write_row(number, 0, row)
    return stream.getvalue()


def _explained(target: Target, columns: list[Column]) -> list[list[str]]:
    rows = [[safe_text(str(one.label)), _needed(one), _kind(one)] for one in columns]
    if wide := getattr(target, "months_wide", None):
        months = [str(one.label) for one in columns if one.code == wide[0]]
        rows.append([months[0], "", _("Or a column for each month, with the month as its head: 2025-01, 2025-02.")])
    return rows


def _needed(column: Column) -> str:
    return _("needed") if column.required else _("may be left empty")


def _kind(column: Column) -> str:
    return {
        "key": _("Words: what the row is about."),
        "text": _("Words."),
        "amount": _("An amount, in kr, tkr or mnkr. You say which when you import."),
        "cost": _("An amount, in kr, tkr or mnkr. You say which when you import, and whether costs have a minus."),
        "number": _("A number, with a decimal comma."),
        "percent": _("Per cent, with a decimal comma."),
        "figure": _("A number, or words where there is none."),
        "printed": _("A number, or words where there is none."),
        "date": _("A date: 2025-08-31."),
        "month": _("A month: 2025-08."),
    }[column.kind]
