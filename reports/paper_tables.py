"""Tables and lists of statuses on paper: cells as they are written, columns as wide as what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from followup.chart_typeset import text_width
from followup.sections import Cell, Column, Fact, Row, Status, StatusEntry, StatusList, Table

# A column without a width of its own gets its share by its longest text, within these bounds, in characters.
NARROWEST = 8
WIDEST = 44
STATUS_WIDTH = 220
# The page as tables see it, in points: its width, their text's size, the space beside a column, a status's sign.
PAGE = 470.0
SIZE = 8.5
BESIDE = 8.0
SIGN = 16.0
SHORT = 8
# A table of two columns that has more rows than this is set as several beside each other.
FOLD_AT = 12
FOLDS = 3


@dataclass(frozen=True, kw_only=True)
class PaperCell:
    """A cell: its text or its status."""

    text: str
    status: Status | None
    css: str
    lang: str


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """A row: its head, the rest, and its class."""

    head: PaperCell
    cells: tuple[PaperCell, ...]
    css: str


@dataclass(frozen=True, kw_only=True)
class PaperColumn:
    """A column's head."""

    label: str
    unit: str
    css: str
    width: int


@dataclass(frozen=True, kw_only=True)
class PaperTable:
    """A table with columns whose widths, in per mille, add up to 1000."""

    caption: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[PaperRow, ...]
    note: str
    is_compact: bool = False
    template: str = "reports/print/table.html"

    @property
    def widths(self) -> tuple[int, ...]:
        return tuple(column.width for column in self.columns)

    @property
    def css(self) -> str:
        """A compact one stands below its chart; a short one is not broken over pages."""
        compact = "compact" if self.is_compact else ""
        narrow = "narrow" if self.is_compact and len(self.columns) == 2 else ""
        short = "short" if len(self.rows) <= SHORT else ""
        return " ".join(filter(None, (compact, narrow, short)))


@dataclass(frozen=True, kw_only=True)
class PaperStatuses:
    """Things with their statuses, in groups; a single thing is set as a line."""

    block: StatusList
    groups: tuple[tuple[str, tuple[StatusEntry, ...]], ...]
    has_forecast: bool

    @property
    def template(self) -> str:
        return "reports/print/status_line.html" if len(self.block.entries) == 1 else "reports/print/status_list.html"

    @property
    def widths(self) -> tuple[int, ...]:
        """The first column and those of statuses, in per mille."""
        return (self.first_width, STATUS_WIDTH)

    @property
    def first_width(self) -> int:
        return 1000 - STATUS_WIDTH * (2 if self.has_forecast else 1)

    @property
    def columns(self) -> int:
        return 3 if self.has_forecast else 2


def table(block: Table, facts: dict[str, Fact], *, is_compact: bool = False) -> PaperTable:
    """The table as it is set; a cell whose fact has no value is marked as missing."""
    widths = column_widths(block.columns, block.rows)
    return PaperTable(
        caption=block.caption,
        columns=tuple(
            PaperColumn(label=one.label, unit=one.unit, css=_css(one), width=width)
            for one, width in zip(block.columns, widths, strict=True)
        ),
        rows=tuple(_row(row, block.columns, facts) for row in block.rows),
        note=block.note,
        is_compact=is_compact,
    )


def folded(whole: PaperTable) -> tuple[PaperTable, ...]:
    """A long and narrow table as up to FOLDS tables to stand side by side; any other by itself."""
    rows, per_fold = whole.rows, max(FOLD_AT, -(-len(whole.rows) // FOLDS))
    if len(whole.columns) > 2 or len(rows) <= FOLD_AT:
        return (whole,)
    return tuple(replace(whole, rows=rows[at : at + per_fold]) for at in range(0, len(rows), per_fold))


def statuses(block: StatusList) -> PaperStatuses:
    """The list in its groups, in the order given."""
    groups = groupby(block.entries, key=lambda entry: entry.group)
    return PaperStatuses(
        block=block,
        groups=tuple((name, tuple(entries)) for name, entries in groups),
        has_forecast=any(entry.forecast for entry in block.entries),
    )


def column_widths(columns: tuple[Column, ...], rows: tuple[Row, ...]) -> list[int]:
    """Per mille of the table's width, 1000 in all: as given, the rest divided by how long the texts are.

    A column too narrow for its longest word gets the room from those that have some to spare.
    """
    texts = [[_shown(row.cells[index]) for row in rows] for index in range(len(columns))]
    wanted = [
        min(max(NARROWEST, *map(len, _words(one)), *map(len, some)), WIDEST)
        for one, some in zip(columns, texts, strict=True)
    ]
    free = [want for want, one in zip(wanted, columns, strict=True) if not one.width]
    left = max(100 - sum(one.width for one in columns), 0)
    shares = [one.width or want * left / sum(free) for want, one in zip(wanted, columns, strict=True)]
    return _whole(_spread(shares, [_least(one, some) for one, some in zip(columns, texts, strict=True)]))


def _shown(cell: Cell) -> str:
    return cell.status.label if cell.status else cell.text


def _words(column: Column) -> list[str]:
    return f"{column.label} {column.unit}".split()


def _least(column: Column, texts: list[str]) -> float:
    """How many per mille the longest word takes, with the space beside it.

    A status has room for half of its words: they stand in two lines at most.
    """
    words = [word for text in texts for word in text.replace("-", "- ").replace("/", "/ ").split()]
    longest = max((text_width(word, size=SIZE) for word in words + _words(column)), default=0)
    if column.kind == "status":
        half = max((text_width(text, size=SIZE) * 0.6 for text in texts), default=0)
        longest = max(longest, half) + SIGN
    return (longest + BESIDE) / PAGE * 1000


def _spread(shares: list[float], least: list[float]) -> list[float]:
    """The shares of 1000, with what some lack taken from what others can spare, as far as it goes."""
    shares = [share * 1000 / (sum(shares) or 1) for share in shares]
    lacks = [max(need - share, 0) for share, need in zip(shares, least, strict=True)]
    spare = [max(share - need, 0) for share, need in zip(shares, least, strict=True)]
    given = min(sum(lacks), sum(spare))
    if not given:
        return shares
    return [
        share + lack * given / sum(lacks) - some * given / sum(spare)
        for share, lack, some in zip(shares, lacks, spare, strict=True)
    ]


def _whole(shares: list[float]) -> list[int]:
    """Whole numbers with the same sum: what rounding leaves goes to the first column."""
    rounded = [int(share) for share in shares]
    return [rounded[0] + 1000 - sum(rounded), *rounded[1:]]


def _row(row: Row, columns: tuple[Column, ...], facts: dict[str, Fact]) -> PaperRow:
    head, *rest = (_cell(cell, column, facts) for cell, column in zip(row.cells, columns, strict=True))
    css = " ".join(filter(None, ("total" if row.total else "", f"level-{row.level}" if row.level else "")))
    return PaperRow(head=head, cells=tuple(rest), css=css)


def _cell(cell: Cell, column: Column, facts: dict[str, Fact]) -> PaperCell:
    behind = facts.get(cell.fact)
    missing = "missing" if behind is not None and behind.value is None else ""
    css = " ".join(filter(None, (_css(column), missing)))
    return PaperCell(text=cell.text, status=cell.status, css=css, lang=cell.lang)


def _css(column: Column) -> str:
    return "num" if column.kind == "number" else ""
