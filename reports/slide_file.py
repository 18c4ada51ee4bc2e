"""The slides as a PowerPoint file: native text in placeholders, tables and charts, so that they can be worked on.

The same payload gives the same bytes: the file carries the payload's dates and no name of a person.
"""

from __future__ import annotations

import itertools
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from reports.assembly import Payload
from reports.packed import repacked
from reports.signs import LONGEST_PROPERTY, clean, language_tag
from reports.slide_boxes import STATUS_WIDTH
from reports.slide_drawing import draw, is_native, tables_of
from reports.slide_fit import (
    ABOVE_TOP,
    BODY_WIDTH,
    BOTTOM,
    GAP,
    HEIGHT,
    MARGIN,
    TITLE_HEIGHT,
    TITLE_TOP,
    TOP,
    WIDTH,
    share_width,
)
from reports.slide_grid import activities, table
from reports.slide_kinds import Boxes, Divider, Drawing, Numbers, Opening, Slide, SlideTable
from reports.slide_shapes import (
    Canvas,
    big_numbers,
    box_text,
    note,
    prepared,
    simple_text,
)
from reports.slides import numbered, slides

# Which of the file's layouts holds what: title slide, one text, chapter, two texts, four texts, title alone.
_OPENING, _ONE, _CHAPTER, _TWO, _FOUR, _TITLE = 0, 1, 2, 3, 4, 5


def pptx(payload: Payload) -> bytes:
    """The slides as .pptx, in the payload's language."""
    with translation.override(payload.language):
        shown = [one for slide in slides(payload) for one in _native(slide)]
        book = prepared(WIDTH, HEIGHT)
        _properties(book, payload)
        foot = " · ".join(filter(None, (payload.unit, payload.period, _("DRAFT") if payload.is_draft else "")))
        for slide in shown:
            _slide(book, slide, foot)
        written = BytesIO()
        book.save(written)
        return repacked(written.getvalue(), date.fromisoformat(payload.sealed_on or payload.end))


def _native(slide: Slide) -> list[Slide]:
    """The slide as it is, or, with a chart that the file cannot hold as one, the slides of the chart's table."""
    if not isinstance(slide.body, Drawing) or is_native(slide.body.chart):
        return [slide]
    return list(numbered(list(tables_of(slide.body.chart)), slide.title, slide.above, slide.lang))


def _properties(book: Any, payload: Payload) -> None:
    day = date.fromisoformat(payload.end)
    core = book.core_properties
    core.title = clean(f"{payload.title} · {payload.unit} · {payload.period}")[:LONGEST_PROPERTY]
    core.author = core.last_modified_by = core.keywords = core.comments = core.subject = ""
    core.language = language_tag(payload.language)
    core.created = core.modified = datetime(day.year, day.month, day.day)
    core.revision = 1


def _slide(book: Any, slide: Slide, foot: str) -> None:
    layout = book.slide_layouts[_layout(slide)]
    canvas = Canvas(book.slides.add_slide(layout), language_tag(slide.lang))
    _title(canvas, slide)
    match slide.body:
        case Opening():
            simple_text(canvas, 1, [*slide.body.lines, *slide.body.marks], (MARGIN, 262, BODY_WIDTH, 230), first=26)
        case Divider():
            simple_text(canvas, 1, [slide.body.note], (MARGIN, 340, BODY_WIDTH, 60))
        case Boxes():
            _boxes(canvas, slide.body)
        case SlideTable():
            table(canvas, slide.body, slide.name, (MARGIN, TOP, BODY_WIDTH))
            note(canvas, slide.body.note, BOTTOM)
        case Drawing():
            draw(canvas, slide.body.chart)
        case Numbers():
            big_numbers(canvas, slide.body)
    if slide.above:
        canvas.text_box(slide.above, (MARGIN, ABOVE_TOP, BODY_WIDTH, 24), soft=True)
    if slide.status:
        canvas.status_box(slide.status, (MARGIN + BODY_WIDTH - STATUS_WIDTH - 80, ABOVE_TOP, STATUS_WIDTH + 80, 24))
    canvas.footer(layout, foot)


def _layout(slide: Slide) -> int:
    match slide.body:
        case Opening():
            return _OPENING
        case Divider():
            return _CHAPTER
        case Boxes():
            return {1: _ONE, 2: _TWO}.get(len(slide.body.boxes), _FOUR)
    return _TITLE


def _title(canvas: Canvas, slide: Slide) -> None:
    match slide.body:
        case Opening():
            canvas.title(slide.name, (MARGIN, 130, BODY_WIDTH, 124), 54, bold=False)
        case Divider():
            canvas.title(slide.name, (MARGIN, 200, BODY_WIDTH, 124), 40, bold=False)
        case _:
            canvas.title(slide.name, (MARGIN, TITLE_TOP, BODY_WIDTH, TITLE_HEIGHT + 6), slide.title_size)


def _boxes(canvas: Canvas, body: Boxes) -> None:
    """The boxes in the layout's placeholders, in the order they are read, and the activities below them."""
    top, numbers = TOP, itertools.count(1)
    for row in body.rows:
        left = MARGIN
        for column in row.columns:
            width = share_width(column.share)
            below = top
            for box, height in zip(column.boxes, column.heights, strict=True):
                box_text(canvas, next(numbers), box, (left, below, width, height))
                below += height + GAP
            left += width + GAP
        top += row.height + GAP
    canvas.remove_empty()
    if body.activities:
        activities(canvas, body, (MARGIN, top, BODY_WIDTH, BOTTOM - top))
