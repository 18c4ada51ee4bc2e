"""How the columns of a file are read: chosen once per board, target and source, and remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from followup.numbers import Amount
from organisation.imports.reading import Cell, Sheet, read
from organisation.imports.tables import (
    Heading,
    RawRecord,
    Table,
    headings,
    key_of,
    proposal,
    records,
    tables_of,
)
from organisation.imports.target import Column
from organisation.imports.targets import targets
from organisation.imports.values import CellError, Convention, value_of
from organisation.imports.wide import MONTHS, wide_headings, wide_records
from organisation.models import Import, ImportMapping, Unit, User

# So many rows say how the file states costs, and so many amounts at least.
_JUDGED_BY = 500
_FEWEST = 3


@dataclass(frozen=True)
class Mapping:
    """columns: the column's code by the head's key, "" for a head that is not read. sheets: names of those read."""

    columns: dict[str, str]
    sheets: list[str]
    unit: str
    cost_sign: str
    head_rows: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Mapping:
        return cls(**stored)

    def as_data(self) -> dict[str, Any]:
        return vars(self).copy()

    @property
    def used(self) -> dict[str, str]:
        """The heads that are read."""
        return {head: code for head, code in self.columns.items() if code}

    @property
    def convention(self) -> Convention:
        return Convention(self.unit, self.cost_sign == Unit.CostSign.NEGATIVE)


@dataclass
class FileView:
    """The file as the mapping page shows it: its tables, their heads, and what each is proposed to mean."""

    sheets: list[Sheet]
    tables: list[Table]
    heads: list[Heading]
    mapping: Mapping
    wide: tuple[str, str] | None = None


def sheets_of(imported: Import) -> list[Sheet]:
    """The file of the import, read anew. Raises Unreadable."""
    return read(imported.upload.name, bytes(imported.upload.content))


def view_of(imported: Import, columns: list[Column], *, head_rows: dict[str, int] | None = None) -> FileView:
    """What the mapping page starts from: what was chosen for this import, else for the last of the same source."""
    before = Mapping.of(imported.mapping) if imported.mapping else remembered(imported)
    pointed_out = before.head_rows if head_rows is None and before else head_rows or {}
    sheets = sheets_of(imported)
    tables = tables_of(sheets, _known(columns, before), pointed_out)
    wide = months_wide(imported)
    heads = wide_headings(tables) if wide else headings(tables)
    chosen = _proposal(heads, columns, before.columns if before else {}, wide)
    board = imported.unit.root
    mapping = Mapping(
        columns=chosen,
        sheets=_proposed_sheets(tables, chosen, before),
        unit=before.unit if before else board.amount_unit,
        cost_sign=before.cost_sign if before else _proposed_sign(tables, chosen, columns, board),
        head_rows=pointed_out,
    )
    return FileView(sheets, tables, heads, mapping, wide)


def months_wide(imported: Import) -> tuple[str, str] | None:
    """The columns of the month and the figure, where the target reads files with a column for each month."""
    return getattr(targets().get(imported.target), "months_wide", None)


def _proposal(
    heads: list[Heading], columns: list[Column], before: dict[str, str], wide: tuple[str, str] | None
) -> dict[str, str]:
    if wide is None or not any(head.key == MONTHS for head in heads):
        return proposal(heads, columns, {key: code for key, code in before.items() if key != MONTHS})
    month, figure = wide
    meant = before.get(MONTHS, figure)
    found = proposal(heads, [one for one in columns if one.code not in (month, meant)], before)
    return found | {MONTHS: meant}


def records_of(imported: Import, mapping: Mapping, columns: list[Column]) -> list[RawRecord]:
    """The records of the file as the mapping says. Raises Unreadable."""
    tables, wide = tables_to_read(sheets_of(imported), mapping, columns), months_wide(imported)
    if wide and MONTHS in mapping.used:
        return wide_records(tables, mapping.used, wide[0])
    return records(tables, mapping.used)


def remembered(imported: Import) -> Mapping | None:
    """How the last file of the same source was read."""
    found = ImportMapping.objects.filter(
        board=imported.unit.root, target=imported.target, source=imported.source
    ).first()
    return Mapping(found.columns, found.sheets, found.unit, found.cost_sign) if found else None


def remember(imported: Import, mapping: Mapping, *, by: User) -> None:
    """Keep it for the next file of the source. Heads that this file lacks keep what they meant."""
    before = remembered(imported)
    kept = {"sheets": mapping.sheets, "unit": mapping.unit, "cost_sign": mapping.cost_sign}
    kept["columns"] = {**(before.columns if before else {}), **mapping.columns}
    ImportMapping.objects.update_or_create(
        board=imported.unit.root,
        target=imported.target,
        source=imported.source,
        defaults=kept | {"saved_at": timezone.now(), "saved_by": by},
    )


def tables_to_read(sheets: list[Sheet], mapping: Mapping, columns: list[Column]) -> list[Table]:
    """The tables of the sheets that were chosen, with their heads where the mapping page showed them."""
    found = tables_of(sheets, _known(columns, mapping), mapping.head_rows)
    return [table for table in found if table.sheet in mapping.sheets]


def _proposed_sign(tables: list[Table], chosen: dict[str, str], columns: list[Column], board: Unit) -> str:
    """How the file states costs, by most of its own: a file without a minus, or with hardly anything else, says so
    itself. The board's own way where the file says too little."""
    costs = {column.code: column for column in columns if column.kind == "cost"}
    used = {head: code for head, code in chosen.items() if code in costs}
    found = [cell for record in records(tables, used)[:_JUDGED_BY] for cell in record.cells.items()]
    is_minus = [amount.kronor < 0 for code, cell in found if (amount := _amount(cell, costs[code], board))]
    if len(is_minus) < _FEWEST:
        return board.cost_sign
    if sum(is_minus) * 2 > len(is_minus):
        return Unit.CostSign.NEGATIVE
    return board.cost_sign if any(is_minus) else Unit.CostSign.POSITIVE


def _amount(cell: Cell | None, column: Column, board: Unit) -> Amount | None:
    """What the cell says as it stands; None where it says nothing, nought, or what cannot be read."""
    try:
        amount = value_of(cell, column, Convention(board.amount_unit, False))
    except CellError:
        return None
    return amount if amount and amount.kronor else None


def _known(columns: list[Column], before: Mapping | None) -> list[str]:
    names = [name for column in columns for name in (*column.names, str(column.label), column.code)]
    return names + (list(before.used) if before else [])


def _proposed_sheets(tables: list[Table], chosen: dict[str, str], before: Mapping | None) -> list[str]:
    """Those of last time, where the file has them; else those in sight with the most of the chosen heads."""
    again = [table.sheet for table in tables if before and table.sheet in before.sheets]
    if again:
        return again
    scores = {table.sheet: sum(1 for head in table.heads if chosen.get(key_of(head))) for table in tables}
    visible = [table.sheet for table in tables if not table.is_hidden] or [table.sheet for table in tables]
    best = max((scores[name] for name in visible), default=0)
    return [name for name in visible if scores[name] == best]
