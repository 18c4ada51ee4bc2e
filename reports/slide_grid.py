"""Tables on a slide of a PowerPoint file. Measures are in points."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from reports.slide_boxes import STATUS_WIDTH, activity_height
from reports.slide_fit import HEAD, LEADING, SIZE
from reports.slide_kinds import Boxes, SlideCell, SlideRow, SlideTable
from reports.slide_shapes import LINE, Canvas, Place, describe

_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def activities(canvas: Canvas, body: Boxes, place: Place) -> None:
    """How each activity stands, as a table of status and name."""
    left, top, width, _height = place
    if body.activities_heading:
        canvas.text_box(body.activities_heading, (left, top, width, HEAD), bold=True)
    rows = tuple(
        SlideRow(
            cells=(
                SlideCell(text=one.status.label, status=one.status),
                SlideCell(text=f"{one.title}. {one.text}" if one.text else one.title, lang=one.lang),
            ),
            height=activity_height(one),
        )
        for one in body.activities
    )
    share = round(STATUS_WIDTH / width * 1000)
    listed = SlideTable(
        caption="", heads=(), numbers=(False, False), shares=(share, 1000 - share), rows=rows, head_height=0
    )
    table(canvas, listed, body.activities_heading or _("Activities"), (left, top + HEAD, width))


def table(canvas: Canvas, body: SlideTable, name: str, place: tuple[float, float, float]) -> None:
    """A native table with its head row marked, each row as high as its text needs."""
    left, top, width = place
    extra = 1 if body.heads else 0
    height = sum(row.height for row in body.rows) + (body.head_height if extra else 0)
    shape = canvas.slide.shapes.add_table(
        len(body.rows) + extra, len(body.shares), Pt(left), Pt(top), Pt(width), Pt(height)
    )
    describe(shape, name)
    grid = shape.table
    grid.first_row, grid.first_col, grid.horz_banding = bool(extra), True, False
    shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    for column, share in zip(grid.columns, body.shares, strict=True):
        column.width = Pt(width * share / 1000)
    if extra:
        grid.rows[0].height = Pt(body.head_height)
        for cell, head, is_number in zip(grid.rows[0].cells, body.heads, body.numbers, strict=True):
            _cell(canvas, cell, SlideCell(text=head, is_number=is_number), bold=True, line=1.5)
    for row, target in zip(body.rows, list(grid.rows)[extra:], strict=True):
        target.height = Pt(row.height)
        if row.is_group and len(body.shares) > 1:
            target.cells[0].merge(target.cells[len(body.shares) - 1])
        for at, cell in enumerate(row.cells):
            _cell(canvas, target.cells[at], cell, bold=row.is_group or row.is_total)


def _cell(canvas: Canvas, target: Any, cell: SlideCell, *, bold: bool = False, line: float = 0.75) -> None:
    frame = target.text_frame
    frame.word_wrap = True
    target.margin_left, target.margin_right = Pt(cell.level * SIZE), Pt(14)
    target.margin_top = target.margin_bottom = Pt(5)
    paragraph = frame.paragraphs[0]
    paragraph.line_spacing = Pt(LEADING)
    if cell.status:
        canvas.status(paragraph, cell.status, cell.lang)
    else:
        canvas.run(paragraph, cell.text, bold=bold, lang=cell.lang)
    paragraph.alignment = PP_ALIGN.RIGHT if cell.is_number else PP_ALIGN.LEFT
    _line_below(target, line)


def _line_below(cell: Any, width: float) -> None:
    line = OxmlElement("a:lnB")
    line.set("w", str(Pt(width)))
    fill, colour = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    colour.set("val", LINE)
    fill.append(colour)
    line.append(fill)
    cell._tc.get_or_add_tcPr().insert(0, line)
