"""A chart in a Word document: native, with its figures in a workbook inside the file, and all of them in words.

Word and PowerPoint draw the same chart parts, and only the latter's library writes them: the chart is made on a slide
that is thrown away, and its parts are carried over.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Emu
from pptx import Presentation

from followup.chart_text import description, labels
from followup.charts import Chart
from reports.signs import clean
from reports.slide_drawing import native_chart

_SIZE = 9
_WIDTH = Cm(16.5)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_chart(document: Any, paragraph: Any, chart: Chart, number: int) -> None:
    """Puts the chart, the document's `number`th from 1, in the paragraph. It must be one that can be native."""
    drawn = native_chart(Presentation(), chart, size=_SIZE)
    package = document.part.package
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        drawn.part.chart_workbook.xlsx_part.blob,
        package,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, drawn.part.blob, package)
    # The chart names its workbook by the id that this relation had on the slide.
    named = next(key for key, one in drawn.part.rels.items() if one.reltype == RELATIONSHIP_TYPE.PACKAGE)
    part.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, named)
    paragraph.add_run()._r.append(_drawing(chart, number, document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)))


def _drawing(chart: Chart, number: int, relation: str) -> Any:
    """The place of the chart in the text, with what it says for who does not see it."""
    height = Cm(7) if chart.kind == "line" else Cm(2.2 + 0.75 * len(labels(chart)) * _bars(chart))
    drawing = OxmlElement("w:drawing")
    drawing.append(
        parse_xml(
            f'<wp:inline {nsdecls("a", "r")} xmlns:wp="{_INLINE}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{_WIDTH}" cy="{Emu(height)}"/>'
            f'<wp:docPr id="{number}" name="chart {number}"/><wp:cNvGraphicFramePr/>'
            f'<a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_CHART}">'
            f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_RELATIONS}" r:id="{relation}"/>'
            "</a:graphicData></a:graphic></wp:inline>"
        )
    )
    about = drawing[0].find(f"{{{_INLINE}}}docPr")
    about.set("title", clean(chart.title))
    about.set("descr", clean(f"{chart.title}. {description(chart)}"))
    return drawing


def _bars(chart: Chart) -> float:
    """How many bars stand at each label, as room is counted: those of a stack share one."""
    return 1 if chart.kind == "stacked" else max(1, 0.6 * len(chart.series))
