"""The slides as HTML: for the browser, and as a page that becomes a PDF in 16:9."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from followup.chart_typeset import SMALL as CHART_TEXT
from followup.charts import NARROW, WIDE, Chart, svg
from reports import pdf as pdf_file
from reports.assembly import Payload
from reports.signs import clean
from reports.slide_fit import BODY_WIDTH, share_width
from reports.slide_fit import SIZE as TEXT
from reports.slide_kinds import Boxes, Drawing, Slide, SlideTable
from reports.slides import slides

# What a chart has beside its note, in points.
DRAWING_HEIGHT = 340.0
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


@dataclass(frozen=True, kw_only=True)
class Page:
    """A slide ready to be set: its number, and its chart as a picture if it has one."""

    number: int
    slide: Slide
    picture: SafeString | str = ""

    @property
    def kind(self) -> str:
        """«opening», «boxes» …: what its style is found by."""
        return type(self.slide.body).__name__.lower()


def pages(payload: Payload, *, theme: str) -> list[Page]:
    """The payload's slides in the active language; `theme` is the charts': see followup.charts.svg."""
    return [
        Page(number=number, slide=slide, picture=_picture(slide, theme))
        for number, slide in enumerate(slides(payload), 1)
    ]


def print_html(payload: Payload) -> str:
    """The slides as one page with a style of its own, to be made a PDF: a slide on each sheet."""
    with translation.override(payload.language):
        shown = pages(payload, theme="print")
        context = {"payload": payload, "pages": shown, "style": _style(shown)}
        return clean(render_to_string("reports/slides/print.html", context))


def pdf(payload: Payload) -> bytes:
    """The slides as PDF/A-2a and PDF/UA-1 in 16:9."""
    return pdf_file.write_pdf(print_html(payload))


def _picture(slide: Slide, theme: str) -> SafeString | str:
    """The chart, wide where its text is large enough on the slide, else in the width in which it is largest."""
    if not isinstance(slide.body, Drawing):
        return ""
    wide = _drawn(slide.body.chart, theme, WIDE)
    if _scale(wide) * CHART_TEXT >= TEXT:
        return wide
    return max(wide, _drawn(slide.body.chart, theme, NARROW), key=_scale)


def _drawn(chart: Chart, theme: str, width: int) -> SafeString:
    return svg(chart, theme=theme, width=width)  # type: ignore[arg-type]


def _scale(picture: str) -> float:
    width, height = (int(side) for side in _SIZE.search(picture).groups())
    return min(BODY_WIDTH / width, DRAWING_HEIGHT / height)


def _style(shown: list[Page]) -> SafeString:
    """The slides' style, and a rule for each width that a column of a table or of texts has."""
    css = settings.BASE_DIR / "static" / "css"
    tables = [page.slide.body for page in shown if isinstance(page.slide.body, SlideTable)]
    widths = sorted({share for table in tables for share in table.shares})
    rules = "".join(f".w{width} {{ width: {width / 10}%; }}\n" for width in widths)
    texts = [page.slide.body for page in shown if isinstance(page.slide.body, Boxes)]
    shares = sorted({column.share for some in texts for row in some.rows for column in row.columns})
    rules += "".join(f".share-{share} {{ width: {share_width(share):g}pt; }}\n" for share in shares)
    return mark_safe((css / "slides-print.css").read_text("utf-8") + rules)
