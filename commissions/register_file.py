"""The register as an Excel workbook: the rows that were asked for, in the order that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from commissions.register import Entry
from commissions.register_page import origin_text
from commissions.register_words import age, due_text, marks, report_status
from commissions.words import receivers
from followup.numbers import date_text
from followup.sections import Cell, Column, Row, Section, Table
from followup.spreadsheet import workbook
from organisation.models import Unit


def register_file(entries: list[Entry], unit: Unit, *, today: date, notes: Sequence[str] = ()) -> bytes:
    """An .xlsx file with a row for each entry, in the active language. `notes` say what the list was narrowed to."""
    table = Table(
        key="commissions.register.found",
        caption=_("Register of commissions"),
        columns=tuple(Column(label=label) for label in _labels()),
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in _texts(entry))) for entry in entries),
    )
    return workbook(
        _("Register of commissions"),
        [Section(key="commissions.register", title=_("Register of commissions"), blocks=(table,))],
        made_up=unit.root.is_made_up,
        created=today,
        notes=(_("As it stands on %(day)s") % {"day": date_text(today)}, *notes),
    )


def _labels() -> tuple[str, ...]:
    return (
        _("Number"),
        _("Commission"),
        _("What stands out"),
        _("Given by"),
        _("Directed to"),
        _("Board"),
        _("Decision"),
        _("Budget year"),
        _("Start"),
        _("End"),
        _("To be reported"),
        _("To be reported next"),
        _("Age"),
        _("Last report"),
        _("Status"),
    )


def _texts(entry: Entry) -> tuple[str, ...]:
    one, report = entry.commission, entry.last_report
    return (
        one.shown_number,
        one.title,
        " ".join(mark.text for mark in marks(entry)),
        one.giver.name,
        receivers(one),
        one.board.short_name,
        one.decision,
        origin_text(one),
        date_text(one.start) if one.start else "",
        date_text(one.end) if one.end else "",
        one.periodicity_shown,
        due_text(entry.next_due),
        age(entry),
        report.period.label if report else _("Nothing reported"),
        report_status(report).label if report else "",
    )
