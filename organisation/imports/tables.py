"""The table in each sheet: where its heads stand after a preface, what they are, and its rows by head.

Plain Python over the cells, without pandas, whose import alone takes longer than all of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from followup.numbers import NBSP, format_number, trimmed
from organisation.imports.reading import Cell, Sheet
from organisation.imports.target import Column

# A preface is some lines of who, what and when. Heads do not begin further down than this.
LAST_HEAD_ROW = 60
MAX_HEAD = 120
_SAMPLES = 3
_UNIT = re.compile(r"[(\[][^)\]]*[)\]]|\b(mnkr|mkr|tkr|kkr|kr|sek|msek)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[.:*]+(?=\s|$)")
_DATES = re.compile(r"\b(19|20)\d{2}([-/ ]?\d{2}){0,2}\b")


@dataclass(frozen=True)
class Table:
    """The table of one sheet: the row of its heads, the heads by column from 0, and its rows by their number."""

    sheet: str
    head_row: int
    heads: tuple[str, ...]
    rows: dict[int, list[Cell | None]]
    is_hidden: bool = False

    def samples(self, head: str) -> list[str]:
        """The first values below a head."""
        place = self.heads.index(head)
        below = (_shown(row[place]) for row in self.rows.values() if place < len(row) and row[place])
        return [text for text, _number in zip(below, range(_SAMPLES), strict=False)]


def _shown(cell: Cell) -> str:
    """A cell as it is read: what a spreadsheet keeps as a number, as a number is shown."""
    if cell.kind not in ("n", "p"):
        return cell.text
    number = Decimal(cell.text)
    return f"{format_number(trimmed(number * 100))}{NBSP}%" if cell.kind == "p" else format_number(trimmed(number))


@dataclass
class Heading:
    """One head of the file, wherever it stands: its first values, and the sheets that have it."""

    text: str
    samples: list[str]
    sheets: list[str] = field(default_factory=list)
    given_key: str = ""

    @property
    def key(self) -> str:
        return self.given_key or key_of(self.text)


def key_of(text: str) -> str:
    """A head as it is compared: in lower case, white space folded, without full stops at the end of words."""
    return " ".join(_SIGNS.sub("", text).casefold().split())


def bare(text: str) -> str:
    """The same without unit and date: «Utfall 2025-08 (mnkr)» is «utfall»."""
    return " ".join(_DATES.sub(" ", _UNIT.sub(" ", key_of(text))).split())


def tables_of(sheets: list[Sheet], known: Iterable[str], head_rows: dict[str, int] | None = None) -> list[Table]:
    """The table of each sheet that has one. `known` are heads that are expected; `head_rows` are rows that somebody
    has pointed out, by sheet."""
    expected = {bare(one) for one in known} | {key_of(one) for one in known}
    found = (_table(sheet, expected, (head_rows or {}).get(sheet.name)) for sheet in sheets)
    return [table for table in found if table is not None]


def _table(sheet: Sheet, expected: set[str], pointed_out: int | None) -> Table | None:
    number = pointed_out if pointed_out in sheet.rows else head_row(sheet, expected)
    if number is None:
        return None
    heads = _heads(sheet, number)
    rows = {row: cells for row, cells in sheet.rows.items() if row > number}
    return Table(sheet.name, number, heads, rows, sheet.is_hidden) if any(heads) and rows else None


def head_row(sheet: Sheet, expected: set[str]) -> int | None:
    """The row with the most heads that are expected; where none is, the first with two texts above figures."""
    candidates = [number for number in sheet.rows if number <= LAST_HEAD_ROW]
    scores = {number: _score(sheet, number, expected) for number in candidates}
    best = max(scores, key=lambda number: (scores[number], -number), default=None)
    if best is not None and scores[best] > 0:
        return best
    return next((number for number in candidates if _texts(sheet.rows[number]) >= 2), None)


def _score(sheet: Sheet, number: int, expected: set[str]) -> int:
    heads = [cell.text for cell in sheet.rows[number] if cell and cell.kind == "s"]
    return len({bare(text) for text in heads} & expected | {key_of(text) for text in heads} & expected)


def _texts(row: list[Cell | None]) -> int:
    return sum(1 for cell in row if cell and cell.kind == "s")


def _heads(sheet: Sheet, number: int) -> tuple[str, ...]:
    """Each head with what is merged above it, «Perioden Utfall»; one that is there twice gets a number."""
    row = sheet.rows[number]
    above = _merged_above(sheet, number)
    width = max([len(row), *(place + 1 for place in above)])
    found: list[str] = []
    for place in range(width):
        own = row[place].text if place < len(row) and row[place] else ""
        text = " ".join(f"{above.get(place, '')} {own}".split())[:MAX_HEAD] if own else ""
        found.append(_unlike(text, found))
    return tuple(found)


def _unlike(text: str, others: list[str]) -> str:
    if not text:
        return ""
    keys = {key_of(other) for other in others}
    number, unlike = 2, text
    while key_of(unlike) in keys:
        number, unlike = number + 1, f"{text} ({number})"
    return unlike


def _merged_above(sheet: Sheet, number: int) -> dict[int, str]:
    """What stands merged over several columns in the row just above, by column from 0."""
    found = {}
    for top, left, bottom, right in sheet.merged:
        if bottom == number - 1 and top <= bottom and 1 < right - left + 1 < len(sheet.rows[number]):
            row = sheet.rows.get(top, [])
            cell = row[left - 1] if left <= len(row) else None
            found.update(dict.fromkeys(range(left - 1, right), cell.text if cell else ""))
    return found


def headings(tables: list[Table]) -> list[Heading]:
    """Every head of the tables once, in their order."""
    found: dict[str, Heading] = {}
    for table in tables:
        for head in filter(None, table.heads):
            heading = found.setdefault(key_of(head), Heading(head, table.samples(head)))
            heading.sheets.append(table.sheet)
    return list(found.values())


def proposal(heads: list[Heading], columns: list[Column], remembered: dict[str, str]) -> dict[str, str]:
    """Which column each head means, by the head's key: as last time, else by what columns are usually called.

    No column is meant twice: a head that is the name itself goes before one that only begins with it.
    """
    codes = {column.code for column in columns}
    found = {head.key: remembered[head.key] for head in heads if remembered.get(head.key) in codes}
    for matches in (_is_name, _is_bare_name, _begins_with_name):
        for head in heads:
            if head.key not in found and head.key not in remembered:
                free = [column for column in columns if column.code not in found.values()]
                if column := next((one for one in free if matches(head, one)), None):
                    found[head.key] = column.code
    return found


def _names(column: Column) -> list[str]:
    return [key_of(name) for name in (*column.names, str(column.label), column.code)]


def _is_name(head: Heading, column: Column) -> bool:
    return head.key in _names(column)


def _is_bare_name(head: Heading, column: Column) -> bool:
    return bare(head.text) in _names(column)


def _begins_with_name(head: Heading, column: Column) -> bool:
    return any(bare(head.text).startswith(f"{name} ") for name in _names(column))


@dataclass(frozen=True)
class RawRecord:
    """One row of a table: the cells of the columns that are mapped, by the column's code.

    Of a table with a column for each month, one row and month; `column` is the head then.
    """

    sheet: str
    row: int
    cells: dict[str, Cell | None]
    repeats_heads: bool = False
    column: str = ""


def records(tables: list[Table], columns: dict[str, str]) -> list[RawRecord]:
    """Every row that has something in a mapped column. `columns` is the column's code by the head's key."""
    found = []
    for table in tables:
        places = [(place, columns[key_of(head)]) for place, head in enumerate(table.heads) if key_of(head) in columns]
        for number, row in table.rows.items():
            cells = {code: row[place] if place < len(row) else None for place, code in places}
            if any(cells.values()):
                found.append(RawRecord(table.sheet, number, cells, _repeats(row, table, places)))
    return found


def _repeats(row: list[Cell | None], table: Table, places: list[tuple[int, str]]) -> bool:
    """Whether the row is the heads once more, as at the top of a page."""
    same = [
        place < len(row) and row[place] is not None and key_of(row[place].text) == key_of(table.heads[place])
        for place, _code in places
    ]
    return bool(same) and all(same)
