"""The report as a Word file, to be worked on and pasted from: real headings, tables, native charts.

It says the same as the PDF, in the same order. The same payload gives the same bytes.
"""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from followup.charts import Chart, chart_table
from followup.sections import Block
from reports import paper
from reports.assembly import Chapter, Payload
from reports.docx_blocks import Writer, new_document
from reports.docx_charts import add_chart
from reports.packed import repacked
from reports.signs import LONGEST_PROPERTY, clean
from reports.slide_drawing import is_native

_MARK = "B0261C"
# Tables of six columns need the room.
_MARGIN = 2.2


def docx(payload: Payload) -> bytes:
    """The whole report as .docx, in the payload's language."""
    with translation.override(payload.language):
        document = new_document(payload.language, margin=_MARGIN)
        writer = ReportWriter(document, payload.facts())
        _properties(document, payload)
        _cover(writer, payload)
        _contents(writer, payload)
        for number, chapter in enumerate(payload.chapters):
            _chapter(writer, chapter, number)
        _foot(writer, payload)
        written = BytesIO()
        document.save(written)
        return repacked(written.getvalue(), date.fromisoformat(payload.sealed_on or payload.end))


class ReportWriter(Writer):
    """Writes a report's blocks: a chart that can be native is drawn above its table."""

    charts = 0

    def block(self, block: Block, level: int, lang: str = "") -> None:
        if isinstance(block, Chart) and is_native(block):
            self._chart(block)
        else:
            super().block(block, level, lang)

    def _chart(self, chart: Chart) -> None:
        self.charts += 1
        self.caption(chart.title, chart.lang)
        picture = self.document.add_paragraph()
        picture.paragraph_format.keep_with_next = True
        add_chart(self.document, picture, chart, self.charts)
        self.table(chart_table(chart), chart.lang, is_told=True)
        self.small(chart.note, chart.lang)


def _properties(document: Any, payload: Payload) -> None:
    day = date.fromisoformat(payload.end)
    core = document.core_properties
    core.title = clean(f"{payload.title} · {payload.unit} · {payload.period}")[:LONGEST_PROPERTY]
    core.created = core.modified = datetime(day.year, day.month, day.day)


def _cover(writer: Writer, payload: Payload) -> None:
    document = writer.document
    writer.run(document.add_paragraph(), payload.organisation, bold=True)
    sheet = paper.sheet_head(payload)
    writer.run(document.add_paragraph(style="Title"), f"{payload.title} {sheet.span}")
    writer.run(document.add_paragraph(), payload.unit, size=14)
    if sheet.mark:
        writer.run(document.add_paragraph(), sheet.mark, bold=True, colour=_MARK)
    for line in sheet.decision:
        writer.small(line)


def _contents(writer: Writer, payload: Payload) -> None:
    """The chapters with links to them. Page numbers are left to the office suite, whose pages they are."""
    if not payload.chapters:
        writer.run(writer.document.add_paragraph(), _("The board has no report template yet."))
        return
    writer.heading(_("Contents"), 1)
    for chapter in payload.chapters:
        paragraph = writer.document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.paragraph_format.left_indent = writer.indent(chapter.level - 1)
        writer.run(paragraph, f"{chapter.number} {chapter.title}")
        _link(paragraph, chapter.anchor)


def _link(paragraph: Any, anchor: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    for run in list(paragraph._p.findall(qn("w:r"))):
        link.append(run)
    paragraph._p.append(link)


def _chapter(writer: Writer, chapter: Chapter, number: int) -> None:
    writer.heading(f"{chapter.number} {chapter.title}", chapter.level)
    heading = writer.document.paragraphs[-1]
    if chapter.level == 1:
        heading.paragraph_format.page_break_before = number == 0
    _bookmark(heading, chapter.anchor, number)
    for section in chapter.sections:
        writer.section(section, chapter.level + 1)


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    for tag, place in (("w:bookmarkStart", 0), ("w:bookmarkEnd", None)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if place == 0:
            mark.set(qn("w:name"), name)
            paragraph._p.insert(1, mark)
        else:
            paragraph._p.append(mark)


def _foot(writer: Writer, payload: Payload) -> None:
    """On each page whose it is, and its number."""
    foot = writer.document.sections[0].footer.paragraphs[0]
    marks = filter(None, (payload.unit, payload.period, _("DRAFT") if payload.is_draft else ""))
    writer.run(foot, " · ".join(marks) + " · ", size=9)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    foot._p.append(field)
