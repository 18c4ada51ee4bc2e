"""What stands on a slide of a PowerPoint file: placeholders with text, tables, key figures. Measures are in points."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from followup.prose_parts import Paragraph, plain_paragraph
from followup.sections import Status
from followup.status import step
from reports.signs import clean, language_tag
from reports.slide_fit import BODY_WIDTH, GAP, HEAD, INDENT, LEADING, MARGIN, SIZE, SPACE, TOP, lines_of
from reports.slide_kinds import Box, Numbers

FONT = "Arial"
INK, SOFT, ACCENT, LINE = "1B1B19", "57544D", "1B4F9C", "817C71"
TONES = {
    "good": "1D6B3C",
    "fair": "8A5700",
    "bad": "B0261C",
    "none": "5F5C55",
    "active": "45597A",
    "accent": "1B4F9C",
    "muted": "817C71",
}
# left, top, width, height
Place = tuple[float, float, float, float]
_NUMBER_SIZE = 34


def prepared(width: float, height: float) -> Any:
    """An empty presentation of that size, its layouts as wide as it and in its font."""
    book = Presentation()
    stretch = Pt(width) / book.slide_width
    book.slide_width, book.slide_height = Pt(width), Pt(height)
    shapes = [*book.slide_master.shapes, *(shape for one in book.slide_layouts for shape in one.shapes)]
    placed = [(shape, shape.left, shape.top, shape.width, shape.height) for shape in shapes]
    for shape, left, top, wide, high in placed:
        shape.left, shape.width = int(left * stretch), int(wide * stretch)
        shape.top, shape.height = top, high
    _set_font(book)
    return book


class Canvas:
    """One slide, and the language of its text."""

    def __init__(self, slide: Any, lang: str):
        self.slide, self.lang = slide, lang

    def title(self, text: str, place: Place, size: float, *, bold: bool = True) -> None:
        frame = self.framed(self.slide.shapes.title, place)
        frame.vertical_anchor = MSO_ANCHOR.TOP
        self.write(frame.paragraphs[0], [plain_paragraph(text)], size=size, bold=bold)
        for run in frame.paragraphs[0].runs:
            # One of the layouts sets its titles in capitals.
            run.font._element.set("cap", "none")

    def placeholder(self, number: int, place: Place) -> Any:
        return self.framed(self.slide.placeholders[number], place)

    def text_box(self, text: str, place: Place, *, soft: bool = False, size: float = SIZE, bold: bool = False) -> None:
        frame = self.framed(self.slide.shapes.add_textbox(0, 0, 0, 0), place)
        self.write(frame.paragraphs[0], [plain_paragraph(text)], size=size, bold=bold, colour=SOFT if soft else INK)

    def status_box(self, shown: Status, place: Place) -> None:
        """A status at the right edge of the place."""
        frame = self.framed(self.slide.shapes.add_textbox(0, 0, 0, 0), place)
        self.status(frame.paragraphs[0], shown)
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def framed(self, shape: Any, place: Place) -> Any:
        """The shape's text frame, at its place and without margins, and of that size whatever it holds."""
        shape.left, shape.top, shape.width, shape.height = (Pt(side) for side in place)
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.TOP
        return frame

    def write(
        self,
        first: Any,
        paragraphs: Iterable[Paragraph],
        *,
        size: float = SIZE,
        bold: bool = False,
        colour: str = INK,
        lang: str = "",
        frame: Any = None,
    ) -> None:
        """The paragraphs, from `first` on and then in `frame`."""
        for number, one in enumerate(paragraphs):
            target = first if number == 0 else frame.add_paragraph()
            target.alignment = PP_ALIGN.LEFT
            target.line_spacing = Pt(LEADING if size == SIZE else size * 1.2)
            target.space_before, target.space_after = Pt(0), Pt(SPACE if frame is not None else 0)
            _mark(target, one)
            for run in one.runs:
                self.run(
                    target, run.text, size=size, bold=bold or run.bold, italic=run.italic, colour=colour, lang=lang
                )

    def run(
        self,
        paragraph: Any,
        text: str,
        *,
        size: float = SIZE,
        bold: bool = False,
        italic: bool = False,
        colour: str = INK,
        lang: str = "",
    ) -> None:
        for number, line in enumerate(clean(text).split("\n")):
            if number:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic or None
            run.font.color.rgb = RGBColor.from_string(colour)
            run._r.get_or_add_rPr().set("lang", language_tag(lang) or self.lang)

    def remove_empty(self) -> None:
        """Takes away the placeholders that the layout has more of than there are texts."""
        for shape in list(self.slide.placeholders):
            if not shape.text_frame.text:
                _remove(shape)

    def footer(self, layout: Any, text: str) -> None:
        """The layout's footer and slide number, which a new slide does not have by itself."""
        for shape in layout.placeholders:
            kind = shape.element.ph.get("type")
            if kind not in {"ftr", "sldNum"}:
                continue
            element = copy.deepcopy(shape.element)
            self.slide.shapes._spTree.append(element)
            new = self.slide.shapes[-1]
            left, width = (MARGIN, 640) if kind == "ftr" else (MARGIN + BODY_WIDTH - 120, 120)
            frame = self.framed(new, (left, 506, width, 20))
            frame.paragraphs[0].alignment = PP_ALIGN.LEFT if kind == "ftr" else PP_ALIGN.RIGHT
            if kind == "ftr":
                self.run(frame.paragraphs[0], text, size=14, colour=SOFT)
            else:
                _set_small(frame.paragraphs[0]._p, self.lang)

    def status(self, paragraph: Any, shown: Status, lang: str = "") -> None:
        """Sign and word, in the tone of the status."""
        known = step(shown.scale, shown.code)
        colour = TONES[known.tone]
        self.run(paragraph, f"{known.symbol} ", bold=True, colour=colour, lang=lang)
        self.run(paragraph, shown.label, colour=colour, lang=lang)


def simple_text(canvas: Canvas, number: int, lines: list[str], place: Place, *, first: float = 20) -> None:
    """Lines in a placeholder, the first `first` points high; the placeholder is taken away where there are none."""
    shown = [line for line in lines if line]
    if not shown:
        _remove(canvas.slide.placeholders[number])
        return
    frame = canvas.placeholder(number, place)
    for at, line in enumerate(shown):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        canvas.write(paragraph, [plain_paragraph(line)], size=first if at == 0 else 20, colour=SOFT if at else INK)


def box_text(canvas: Canvas, number: int, box: Box, place: Place) -> None:
    """A box in its placeholder: the heading, and the text under it."""
    frame = canvas.placeholder(number, place)
    target = frame.paragraphs[0]
    if box.heading:
        canvas.write(target, [plain_paragraph(box.heading)], bold=True, colour=ACCENT, lang=box.lang)
        target.space_after = Pt(HEAD - LEADING)
        target = frame.add_paragraph() if box.paragraphs else target
    canvas.write(target, box.paragraphs, lang=box.lang, frame=frame)


def note(canvas: Canvas, text: str, bottom: float) -> None:
    """A note above `bottom`."""
    if text:
        height = lines_of(text, BODY_WIDTH) * LEADING
        canvas.text_box(text, (MARGIN, bottom - height, BODY_WIDTH, height), soft=True)


def big_numbers(canvas: Canvas, body: Numbers) -> None:
    """Key figures three by two, each with what it is below it."""
    width = (BODY_WIDTH - 2 * GAP) / 3
    for at, (shown, label, is_missing) in enumerate(body.figures):
        place = (MARGIN + at % 3 * (width + GAP), TOP + at // 3 * 180, width, 160.0)
        frame = canvas.framed(canvas.slide.shapes.add_textbox(0, 0, 0, 0), place)
        size = 20 if is_missing else _NUMBER_SIZE
        canvas.write(frame.paragraphs[0], [plain_paragraph(shown)], size=size, colour=SOFT if is_missing else INK)
        canvas.write(frame.add_paragraph(), [plain_paragraph(label)], colour=SOFT)


def describe(shape: Any, text: str) -> None:
    """The text that stands for the shape where it is not seen."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(text))


def _set_small(paragraph: Any, lang: str) -> None:
    """The field with the slide's number, as large and dark as the line beside it."""
    for properties in paragraph.iter(qn("a:rPr")):
        properties.set("sz", "1400")
        properties.set("lang", lang)
        fill, colour = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
        colour.set("val", SOFT)
        fill.append(colour)
        properties.insert(0, fill)


def _mark(paragraph: Any, one: Paragraph) -> None:
    """The mark of a list's point, and how far it is moved in; none for running text, whatever the layout says."""
    properties = paragraph._p.get_or_add_pPr()
    depth = one.level + (1 if one.kind in {"point", "number", "quote"} else 0)
    is_listed = one.kind in {"point", "number"}
    properties.set("marL", str(Pt(INDENT * depth)))
    properties.set("indent", str(-Pt(INDENT) if is_listed else 0))
    mark = OxmlElement({"point": "a:buChar", "number": "a:buAutoNum"}.get(one.kind, "a:buNone"))
    if one.kind == "point":
        mark.set("char", "•")
    elif one.kind == "number":
        mark.set("type", "arabicPeriod")
        mark.set("startAt", str(max(one.number, 1)))
    properties.append(mark)


def _remove(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)


def _set_font(book: Any) -> None:
    """The theme's fonts: one that every office suite has, or one as wide."""
    part = next(rel.target_part for rel in book.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    part._blob = part.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())
