"""Tables as slides: as many rows as fit, with the heads on each."""

from __future__ import annotations

from dataclasses import replace

from followup.chart_typeset import text_width
from followup.sections import Table
from reports.slide_fit import BODY_WIDTH, CELL_BESIDE, SIZE
from reports.slide_kinds import SlideCell, SlideTable
from reports.slide_rows import SIGN, heads_height, parted, row_of

_MOST_COLUMNS = 6


def table_slides(table: Table) -> list[SlideTable]:
    """The table on as many slides as it takes; one with many columns keeps the first beside each group of the rest."""
    return [slide for part in _narrow(table) for slide in _table_slides(part)]


def _narrow(table: Table) -> list[Table]:
    """The table without empty columns, or its first column with as many of the others at a time as have room."""
    places = [
        place
        for place in range(1, len(table.columns))
        if any(row.cells[place].text or row.cells[place].status for row in table.rows)
    ]
    least = [_least(table, place) for place in range(len(table.columns))]
    groups: list[list[int]] = [[]]
    for place in places:
        taken = least[0] + sum(least[one] for one in [*groups[-1], place])
        if groups[-1] and (taken > BODY_WIDTH or len(groups[-1]) == _MOST_COLUMNS - 1):
            groups.append([])
        groups[-1].append(place)
    return [_with_columns(table, [0, *group]) for group in groups]


def _with_columns(table: Table, chosen: list[int]) -> Table:
    columns = tuple(table.columns[place] for place in chosen)
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in chosen)) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _table_slides(table: Table) -> list[SlideTable]:
    heads = [f"{one.label}, {one.unit}" if one.unit else one.label for one in table.columns]
    shares = _shares(table)
    rows = tuple(
        row_of(
            tuple(
                SlideCell(
                    text=cell.status.label if cell.status else cell.text,
                    status=cell.status,
                    lang=cell.lang,
                    level=row.level if place == 0 else 0,
                    is_number=table.columns[place].kind == "number",
                )
                for place, cell in enumerate(row.cells)
            ),
            shares,
            is_total=row.total,
        )
        for row in table.rows
    )
    whole = SlideTable(
        caption=table.caption,
        heads=tuple(heads),
        numbers=tuple(column.kind == "number" for column in table.columns),
        shares=shares,
        rows=rows,
        head_height=heads_height(heads, shares),
        note=table.note,
    )
    return parted(whole)


def _shares(table: Table) -> tuple[int, ...]:
    """Widths in per mille: what the longest word of each needs, and the rest by how much there is to read."""
    places = range(len(table.columns))
    least = [_least(table, place) for place in places]
    spare = max(BODY_WIDTH - sum(least), 0)
    wanted = [max(_longest(table, place) - need, 1) for place, need in zip(places, least, strict=True)]
    room = [need + spare * want / sum(wanted) for need, want in zip(least, wanted, strict=True)]
    shares = [int(one * 1000 / sum(room)) for one in room]
    return (shares[0] + 1000 - sum(shares), *shares[1:])


def _texts(table: Table, place: int) -> list[str]:
    cells = [row.cells[place] for row in table.rows]
    return [cell.status.label if cell.status else cell.text for cell in cells]


def _least(table: Table, place: int) -> float:
    """The width in which no word of the column is broken, up to half of the slide's."""
    column = table.columns[place]
    words = [word for text in _texts(table, place) for word in text.split()]
    heads = f"{column.label}, {column.unit}".split()
    widest = max(
        max((text_width(word, size=SIZE) for word in words), default=0.0) + (SIGN if column.kind == "status" else 0),
        max(text_width(word, size=SIZE, bold=True) for word in heads),
    )
    return min(widest + CELL_BESIDE, BODY_WIDTH / 2)


def _longest(table: Table, place: int) -> float:
    """How wide the column's longest text is in one line; a long text is as good as one of some lines."""
    widths = [text_width(text, size=SIZE) for text in _texts(table, place)]
    return min(max(widths, default=0.0), BODY_WIDTH) + CELL_BESIDE
