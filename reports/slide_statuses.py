"""Lists of statuses as slides with a table."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from django.utils.translation import gettext as _

from followup.chart_typeset import text_width
from followup.prose import plain
from followup.sections import StatusEntry, StatusList
from reports.slide_fit import BODY_WIDTH, CELL_BESIDE, SIZE
from reports.slide_kinds import SlideCell, SlideRow, SlideTable
from reports.slide_rows import SIGN, group_row, heads_height, parted, row_of

# The widest that a column of statuses is, in per mille.
_MOST = 250
# Of what the columns of words share, the part of the first in per cent: the ones nearest to even first.
_PARTS = sorted(range(30, 75, 5), key=lambda part: (abs(part - 50), part))


def status_slides(block: StatusList) -> list[SlideTable]:
    """The list as a table of what, how it stands and, where it is told, what is expected and why. One comment on all
    of them stands once, below the table."""
    has_forecast = any(entry.forecast for entry in block.entries)
    texts = {plain(entry.text) for entry in block.entries}
    shared = texts.pop() if len(texts) == 1 and len(block.entries) > 1 else ""
    has_text = any(entry.text for entry in block.entries) and not shared
    heads = [block.caption, block.now_label or _("Status now")]
    heads += [block.forecast_label or _("Forecast")] if has_forecast else []
    heads += [_("Comment")] if has_text else []
    cells = [_cells(entry, has_forecast, has_text) for entry in block.entries]
    shares = _shares(heads, cells, has_text)
    whole = SlideTable(
        caption=block.caption,
        heads=tuple(heads),
        numbers=(False,) * len(heads),
        shares=shares,
        rows=tuple(_rows(block, cells, shares)),
        head_height=heads_height(heads, shares),
        note=shared,
    )
    return parted(whole)


def _cells(entry: StatusEntry, has_forecast: bool, has_text: bool) -> tuple[SlideCell, ...]:
    cells = [SlideCell(text=entry.title, lang=entry.lang), SlideCell(text=entry.now.label, status=entry.now)]
    if has_forecast:
        cells.append(SlideCell(text=entry.forecast.label if entry.forecast else "", status=entry.forecast))
    if has_text:
        cells.append(SlideCell(text=plain(entry.text), lang=entry.lang))
    return tuple(cells)


def _rows(block: StatusList, cells: list[tuple[SlideCell, ...]], shares: tuple[int, ...]) -> Iterator[SlideRow]:
    group = ""
    for entry, some in zip(block.entries, cells, strict=True):
        if entry.group and entry.group != group:
            yield group_row(entry.group)
        group = entry.group
        yield row_of(some, shares)


def _shares(heads: list[str], cells: list[tuple[SlideCell, ...]], has_text: bool) -> tuple[int, ...]:
    """Columns of statuses are as wide as these are, within reason; what is left is the words', shared so that the
    table is lowest."""
    statuses = [
        _status_share(heads[at], [some[at].text for some in cells]) for at in (1, 2)[: len(heads) - 1 - has_text]
    ]
    left = 1000 - sum(statuses)
    if not has_text:
        return (left, *statuses)
    choices = [(first := left * part // 100, *statuses, left - first) for part in _PARTS]
    return min(choices, key=lambda shares: sum(row_of(some, shares).height for some in cells))


def _status_share(head: str, words: list[str]) -> int:
    widest = max([text_width(word, size=SIZE) + SIGN for word in words], default=0.0)
    return min(
        ceil(max(widest, text_width(head, size=SIZE, bold=True)) + CELL_BESIDE) * 1000 // int(BODY_WIDTH) + 1, _MOST
    )
