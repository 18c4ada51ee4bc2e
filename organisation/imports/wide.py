"""Tables with a column for each month: shown as one head, and read as one record for each row and month."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import ngettext

from organisation.imports.months import month_of
from organisation.imports.reading import Cell
from organisation.imports.tables import Heading, RawRecord, Table, headings, key_of, records

# No head is ever compared as this: a sign at the end of a word is taken away from it.
MONTHS = "months*"
_FEWEST = 2


def months_of(table: Table) -> dict[str, date]:
    """The heads of the table that are months; none where it is one alone."""
    found = {head: month for head in table.heads if head and (month := month_of(head))}
    return found if len(found) >= _FEWEST else {}


def wide_headings(tables: list[Table]) -> list[Heading]:
    """Every head of the tables once, and their months as one: «36 months, January 2023–December 2025»."""
    months = {head: month for table in tables for head, month in months_of(table).items()}
    keys = {key_of(head) for head in months}
    found = headings(tables)
    ours = [head for head in found if head.key in keys]
    if not ours:
        return found
    sheets = list(dict.fromkeys(name for head in ours for name in head.sheets))
    one = Heading(_words(list(months.values())), ours[0].samples, sheets, MONTHS)
    return [*(head for head in found if head.key not in keys), one]


def _words(months: list[date]) -> str:
    said = {
        "n": len(set(months)),
        "first": date_format(min(months), "F Y"),
        "last": date_format(max(months), "F Y"),
    }
    return ngettext("%(n)s month, %(first)s", "%(n)s months, %(first)s–%(last)s", said["n"]) % said


def wide_records(tables: list[Table], columns: dict[str, str], month: str) -> list[RawRecord]:
    """One record for each row and month with something in it, in the order of the file.

    `columns` is the column's code by the head's key, that of the figures under MONTHS; `month` is the code that the
    month is given under.
    """
    others = {key: code for key, code in columns.items() if key != MONTHS}
    found: list[RawRecord] = []
    for table in tables:
        months = months_of(table)
        found += _melted(table, months, others, columns[MONTHS], month) if months else records([table], others)
    return found


def _melted(table: Table, months: dict[str, date], others: dict[str, str], figure: str, month: str) -> list[RawRecord]:
    # Slow to import, and needed here alone.
    import pandas as pd

    width = len(table.heads)
    rows = [[number, *_padded(row, width)] for number, row in table.rows.items()]
    frame = pd.DataFrame(rows, columns=["", *range(width)], dtype=object)
    places = [place for place, head in enumerate(table.heads) if head in months]
    kept = [place for place, head in enumerate(table.heads) if key_of(head) in others and place not in places]
    long = frame.melt(id_vars=["", *kept], value_vars=places, var_name="place", value_name="cell")
    long = long[long["cell"].notna()].sort_values(["", "place"], kind="stable")
    codes = [others[key_of(table.heads[place])] for place in kept]
    found = []
    for number, *keys, place, cell in long.itertuples(index=False, name=None):
        head = table.heads[place]
        cells = dict(zip(codes, keys, strict=True)) | {month: Cell("d", months[head].isoformat()), figure: cell}
        found.append(RawRecord(table.sheet, number, cells, key_of(cell.text) == key_of(head), head))
    return found


def _padded(row: list[Cell | None], width: int) -> list[Cell | None]:
    return [*row[:width], *[None] * (width - len(row))]
