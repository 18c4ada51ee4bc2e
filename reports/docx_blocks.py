"""Sections as a Word document: headings, running text, lists and tables in the file's own styles.

A chart is its table, under its sentence as the caption. The styles are real ones, so that the file has an outline, and
can be given a board's own look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from followup.charts import Chart, chart_table
from followup.numbers import format_fact
from followup.prose_parts import Paragraph, paragraphs
from followup.sections import Block, Cell, Fact, Figures, Prose, Row, Section, Status, StatusList, Table
from followup.status import step
from reports.paper_tables import column_widths
from reports.signs import clean, language_tag

FONT = "Arial"
LOWEST_HEADING = 9
_LISTS = {"point": "List Bullet", "number": "List Number"}
_DEEPEST = 3
_PAGE_WIDTH = 21
# Points, by rank.
_SIZES = {1: 20, 2: 15, 3: 12.5, 4: 11.5, 5: 11}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def new_document(lang: str, *, margin: float = 3) -> Any:
    """An empty document in A4, its language and font set, without a name of a person in it. `margin` is the side's,
    in centimetres."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(_PAGE_WIDTH), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(margin), Cm(margin), Cm(2.6), Cm(2.6)
    for style in document.styles:
        if style.type == 1:
            _set_font(style)
    _set_headings(document)
    _set_tables(document)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.25
    language = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), language_tag(lang))
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.language = language_tag(lang)
    core.revision = 1
    return document


class Writer:
    """Writes blocks to a document, one after the other."""

    def __init__(self, document: Any, facts: Mapping[str, Fact]):
        self.document, self.facts = document, facts
        page = document.sections[0]
        self.width = page.page_width - page.left_margin - page.right_margin

    def section(self, section: Section, level: int) -> None:
        """The section under a heading of `level`, if it has a title, and what is nested in it below that."""
        if section.title:
            self.heading(section.title, level, section.lang)
        for block in section.blocks:
            self.block(block, level + 1 if section.title else level, section.lang)

    def heading(self, text: str, level: int, lang: str = "") -> None:
        paragraph = self.document.add_heading(level=min(level, LOWEST_HEADING))
        self.run(paragraph, text, lang=lang)

    def block(self, block: Block, level: int, lang: str = "") -> None:
        """One block; headings of its own are of `level`."""
        match block:
            case Section():
                self.section(block, level)
            case Prose():
                self._prose(block, level)
            case Table():
                self.table(block, lang)
            case Chart():
                self.table(chart_table(block), block.lang)
                self.small(block.note, block.lang)
            case StatusList():
                self._statuses(block, lang)
            case Figures():
                self._figures(block, level, lang)

    def paragraphs(self, written: Iterable[Paragraph], lang: str = "") -> None:
        """Running text and lists."""
        for one in written:
            paragraph = self.document.add_paragraph(style=_style_of(one))
            if one.kind == "text" and one.level:
                paragraph.paragraph_format.left_indent = self.indent(one.level)
            for run in one.runs:
                self.run(paragraph, run.text, bold=run.bold, italic=run.italic, lang=lang)
                if run.link and run.link != run.text:
                    self.run(paragraph, f" ({run.link})", lang=lang)

    def indent(self, level: int) -> Any:
        """How far a line of so many levels is set in."""
        return Cm(0.63 * level)

    def small(self, text: str, lang: str = "") -> None:
        """A note in small print; nothing for ""."""
        if text:
            self.run(self.document.add_paragraph(), text, size=9, lang=lang)

    def run(self, paragraph: Any, text: str, *, bold=False, italic=False, size: float = 0, lang: str = "", colour=""):
        """A stretch of text, as it is written: nothing in it is a field or a formula."""
        for number, line in enumerate(clean(text).split("\n")):
            run = paragraph.add_run(line)
            if number:
                run._r.insert(0, OxmlElement("w:br"))
            run.bold, run.italic = bold or None, italic or None
            if size:
                run.font.size = Pt(size)
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour)
            if tag := language_tag(lang):
                mark = OxmlElement("w:lang")
                mark.set(qn("w:val"), tag)
                run._r.get_or_add_rPr().append(mark)

    def caption(self, text: str, lang: str = "") -> None:
        """What the table or picture below says; they stay on one page."""
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        self.run(caption, text, lang=lang)

    def table(self, table: Table, lang: str = "", *, is_told: bool = False) -> None:
        """A caption, unless it is told already, the heads as a row that is repeated on each page, and the rows."""
        if not is_told:
            self.caption(table.caption, lang)
        grid = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        grid.autofit = False
        _describe(grid, table.caption)
        heads = [f"{one.label}, {one.unit}" if one.unit else one.label for one in table.columns]
        for cell, head in zip(grid.rows[0].cells, heads, strict=True):
            self._cell(cell, Cell(text=head), is_bold=True)
        _repeat(grid.rows[0])
        for row in table.rows:
            self._row(grid.add_row(), row, table)
        for column, share in zip(grid.columns, column_widths(table.columns, table.rows), strict=True):
            # Word reads the cells' widths, other suites those of the grid.
            column.width = Emu(self.width * share // 1000)
            for cell in column.cells:
                cell.width = column.width
        self.small(table.note, lang)
        self.document.add_paragraph()

    def _row(self, target: Any, row: Row, table: Table) -> None:
        _keep_whole(target)
        for place, (cell, shown, column) in enumerate(zip(target.cells, row.cells, table.columns, strict=True)):
            self._cell(cell, shown, is_bold=row.total, is_number=column.kind == "number")
            if place == 0 and row.level:
                cell.paragraphs[0].paragraph_format.left_indent = Cm(0.5 * row.level)

    def _cell(self, target: Any, cell: Cell, *, is_bold=False, is_number=False) -> None:
        paragraph = target.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT
        text = status_text(cell.status) if cell.status else cell.text
        self.run(paragraph, text, bold=is_bold, size=9, lang=cell.lang)

    def _prose(self, block: Prose, level: int) -> None:
        if block.heading:
            self.heading(block.heading, level, block.lang)
        self.small(block.origin, block.lang)
        self.paragraphs(paragraphs(block.text), block.lang)

    def _statuses(self, block: StatusList, lang: str) -> None:
        has_forecast = any(entry.forecast for entry in block.entries)
        self.table(status_table(block, has_forecast=has_forecast), lang)

    def _figures(self, block: Figures, level: int, lang: str) -> None:
        if block.title:
            self.heading(block.title, level, lang)
        for fact in (self.facts[key] for key in block.facts if key in self.facts):
            paragraph = self.document.add_paragraph(style="List Bullet")
            self.run(paragraph, f"{fact.label}: ", lang=lang)
            self.run(paragraph, format_fact(fact), bold=True, lang=lang)


def status_text(status: Status | None) -> str:
    """Sign and word, so that it is told without colour."""
    return f"{step(status.scale, status.code).symbol} {status.label}" if status else ""


def status_table(block: StatusList, *, has_forecast: bool) -> Table:
    """The list as a table: what, how it stands, and where it is told, what is expected and what explains it."""
    from followup.sections import Column

    has_text = any(entry.text for entry in block.entries)
    columns = [Column(label=_("What")), Column(label=block.now_label or _("Status now"), kind="status")]
    columns += [Column(label=block.forecast_label or _("Forecast"), kind="status")] if has_forecast else []
    columns += [Column(label=_("Comment"))] if has_text else []
    rows = []
    for entry in block.entries:
        cells = [Cell(text=entry.title, lang=entry.lang), Cell(status=entry.now)]
        cells += [Cell(status=entry.forecast)] if has_forecast else []
        cells += [Cell(text=" ".join(one.text for one in paragraphs(entry.text)), lang=entry.lang)] if has_text else []
        rows.append(Row(cells=tuple(cells)))
    return Table(key=block.key, caption=block.caption, columns=tuple(columns), rows=tuple(rows))


def _style_of(one: Paragraph) -> str:
    if one.kind in _LISTS:
        depth = min(one.level + 1, _DEEPEST)
        return _LISTS[one.kind] + (f" {depth}" if depth > 1 else "")
    return "Quote" if one.kind == "quote" else "Normal"


def _set_font(style: Any) -> None:
    """One font throughout: the theme's would win over a name alone."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = properties._add_rFonts()
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    if style.name.startswith(("Heading", "Title", "Caption")):
        style.font.color.rgb = RGBColor(0x1B, 0x1B, 0x19)


def _set_headings(document: Any) -> None:
    """Ranks are told by size and weight, as in the PDF; the last ones by slant as well."""
    for level in range(1, LOWEST_HEADING + 1):
        style = document.styles[f"Heading {level}"]
        style.font.size = Pt(_SIZES.get(level, 11))
        style.font.bold, style.font.italic = True, level > max(_SIZES)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(max(22 - 4 * level, 8)), Pt(4)
        style.paragraph_format.keep_with_next = True


def _set_tables(document: Any) -> None:
    """Thin grey lines, so that the figures are what is seen."""
    for border in document.styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in _SIDES)):
        border.set(qn("w:color"), "8A877E")


def _repeat(row: Any) -> None:
    """The row is the table's head: repeated on each page, and told as one."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _describe(grid: Any, text: str) -> None:
    """What the table holds, for who does not see it."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clean(text))
    grid._tbl.tblPr.append(caption)
