"""Rows of a table on a slide: how high they are, and which of them fit. Nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import pgettext

from followup.prose_parts import plain_paragraph
from reports.slide_fit import (
    BODY_HEIGHT,
    BODY_WIDTH,
    CELL_ABOVE,
    CELL_BESIDE,
    LEADING,
    SIZE,
    SPACE,
    lines_of,
    portions,
)
from reports.slide_kinds import SlideCell, SlideRow, SlideTable

# A sign stands before the word of a status.
SIGN = 32.0
_ALL = (1000,)
# How near to even the parts of a table are made, in points.
_STEP = 10


def row_of(cells: tuple[SlideCell, ...], shares: tuple[int, ...], **changes) -> SlideRow:
    """The row in columns of these widths, as high as its highest cell."""
    lines = [lines_of(cell.text, width) for cell, width in zip(cells, _widths(cells, shares), strict=True)]
    return SlideRow(cells=cells, height=max(lines, default=1) * LEADING + CELL_ABOVE, **changes)


def group_row(text: str) -> SlideRow:
    """A group's head, across the table."""
    return row_of((SlideCell(text=text),), _ALL, is_group=True)


def heads_height(heads: list[str], shares: tuple[int, ...]) -> float:
    # Heads are bold, and so a little wider.
    return row_of(tuple(SlideCell(text=f"{head}  ") for head in heads), shares).height


def parted(whole: SlideTable) -> list[SlideTable]:
    """The table in parts that fit, about as high as each other: a group's head is never the last row, and goes on at
    the top of the next part. A row that is higher than a slide goes on on the next."""
    note = lines_of(whole.note, BODY_WIDTH) * LEADING + SPACE if whole.note else 0.0
    most = BODY_HEIGHT - whole.head_height - note
    rows = list(_small_enough(whole, most))
    parts = _filled(rows, most)
    limits = range(int(sum(row.height for row in rows) / len(parts)), int(most), _STEP)
    even = (found for limit in limits if len(found := _filled(rows, limit)) == len(parts))
    return [replace(whole, rows=tuple(part)) for part in next(even, parts)]


def _filled(rows: list[SlideRow], most: float) -> list[list[SlideRow]]:
    """The rows in parts, each as high as `most` allows."""
    parts: list[list[SlideRow]] = [[]]
    group: SlideRow | None = None
    for row, following in pairwise([*rows, None]):
        group = row if row.is_group else group
        needed = row.height + (following.height if row.is_group and following else 0)
        if parts[-1] and sum(one.height for one in parts[-1]) + needed > most:
            parts.append([] if row.is_group or group is None else [group_row(_continued(group))])
        parts[-1].append(row)
    return parts


def _small_enough(whole: SlideTable, most: float) -> Iterator[SlideRow]:
    """The rows, those that do not fit below their group's head on a slide of their own as several."""
    left = most
    for row in whole.rows:
        if row.is_group:
            left = most - group_row(_continued(row)).height
        if row.is_group or row.height <= left:
            yield row
        else:
            yield from _pieces(row, whole.shares, left)


def _pieces(row: SlideRow, shares: tuple[int, ...], most: float) -> Iterator[SlideRow]:
    texts = [
        _divided(cell.text, width, most) for cell, width in zip(row.cells, _widths(row.cells, shares), strict=True)
    ]
    for place in range(max(len(parts) for parts in texts)):
        cells = [
            replace(cell, text=parts[place] if place < len(parts) else "", status=None if place else cell.status)
            for cell, parts in zip(row.cells, texts, strict=True)
        ]
        goes_on = replace(cells[0], text=_continued(row))
        if not cells[0].text and row_of((goes_on,), shares[:1]).height <= most:
            cells[0] = goes_on
        yield replace(row_of(tuple(cells), shares), is_total=row.is_total)


def _divided(text: str, width: float, most: float) -> list[str]:
    paragraphs = [plain_paragraph(line) for line in text.split("\n") if line]
    parts = portions(paragraphs, width, most - CELL_ABOVE)
    return ["\n".join(one.text for one in part) for part in parts] or [""]


def _widths(cells: tuple[SlideCell, ...], shares: tuple[int, ...]) -> list[float]:
    """The room for each cell's text."""
    return [
        max(BODY_WIDTH * share / 1000 - CELL_BESIDE - (SIGN if cell.status else 0) - cell.level * SIZE, SIZE)
        for cell, share in zip(cells, shares, strict=True)
    ]


def _continued(row: SlideRow) -> str:
    return pgettext("the group goes on from the slide before", "%(group)s, continued") % {"group": row.cells[0].text}
