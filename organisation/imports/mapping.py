"""How the columns of a file are read: chosen once per board, target and source, and remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from organisation.imports.reading import Sheet, read
from organisation.imports.tables import Heading, Table, headings, key_of, proposal, tables_of
from organisation.imports.target import Column
from organisation.imports.values import Convention
from organisation.models import Import, ImportMapping, Unit, User


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


def sheets_of(imported: Import) -> list[Sheet]:
    """The file of the import, read anew. Raises Unreadable."""
    return read(imported.upload.name, bytes(imported.upload.content))


def view_of(imported: Import, columns: list[Column], *, head_rows: dict[str, int] | None = None) -> FileView:
    """What the mapping page starts from: what was chosen for this import, else for the last of the same source."""
    before = Mapping.of(imported.mapping) if imported.mapping else remembered(imported)
    pointed_out = before.head_rows if head_rows is None and before else head_rows or {}
    sheets = sheets_of(imported)
    tables = tables_of(sheets, _known(columns, before), pointed_out)
    heads = headings(tables)
    chosen = proposal(heads, columns, before.columns if before else {})
    board = imported.unit.root
    mapping = Mapping(
        columns=chosen,
        sheets=_proposed_sheets(tables, chosen, before),
        unit=before.unit if before else board.amount_unit,
        cost_sign=before.cost_sign if before else board.cost_sign,
        head_rows=pointed_out,
    )
    return FileView(sheets, tables, heads, mapping)


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
