"""Every rendering of the payload: one web page in a file of its own, the same page as PDF and as a Word document, its
tables as Excel, and the data as JSON.

All are written in the payload's language and carry its dates only, so that the same payload gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from followup.sections import Section
from followup.spreadsheet import workbook
from reports import paper, slide_pages
from reports import pdf as pdf_file
from reports.assembly import Payload, payload_data
from reports.signs import clean


def html(payload: Payload) -> str:
    """The report as one HTML file: its own style, charts as SVG, no script and nothing to fetch. Each heading has a
    link to itself, so that a part can be sent to somebody."""
    with translation.override(payload.language):
        return _HEADING.sub(_Linked(_("Link to this part")), page(payload))


def page(payload: Payload) -> str:
    """The same page without the links, as it is set on paper."""
    with translation.override(payload.language):
        sheet = paper.sheet(payload)
        context = {"payload": payload, "sheet": sheet, "style": _style(sheet)}
        return clean(render_to_string("reports/print.html", context))


def pdf(payload: Payload) -> bytes:
    """The same page on A4 as PDF/A-2a and PDF/UA-1. Takes seconds: some ten pages each on one core."""
    return pdf_file.write_pdf(page(payload))


def json_text(payload: Payload) -> str:
    """The payload's data as JSON; see followup.sections for its schema."""
    return json.dumps(payload_data(payload), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def xlsx(payload: Payload) -> bytes:
    """The report's tables as Excel, with every figure's source on a sheet of its own."""
    with translation.override(payload.language):
        marks = (payload.unit, payload.period, *paper.decision_lines(payload))
        return tables_file(
            payload.title,
            payload.sections(),
            made_up=payload.is_made_up,
            notes=(_("DRAFT") if payload.is_draft else "", *marks, paper.correction_name(payload.correction)),
            created=date.fromisoformat(payload.sealed_on or payload.end),
        )


def tables_file(
    title: str, sections: Iterable[Section], *, made_up: bool, notes: Iterable[str], created: date
) -> bytes:
    """Tables as Excel in the active language, with the addresses of the figures in full."""
    return workbook(
        title,
        sections,
        made_up=made_up,
        notes=[note for note in notes if note],
        created=created,
        address=settings.PORTAL_URL.rstrip("/"),
    )


def slides_html(payload: Payload) -> str:
    """The slides as one HTML file with its own style."""
    return slide_pages.print_html(payload)


def pptx(payload: Payload) -> bytes:
    """The slides as a PowerPoint file."""
    # Imported here: reading a page needs it not.
    from reports import slide_file

    return slide_file.pptx(payload)


def docx(payload: Payload) -> bytes:
    """The report as a Word file."""
    from reports import report_docx

    return report_docx.docx(payload)


_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]*)"')

WRITERS = {
    "docx": docx,
    "pdf": pdf,
    "html": html,
    "xlsx": xlsx,
    "json": json_text,
    "slides.pdf": slide_pages.pdf,
    "slides.html": slides_html,
    "pptx": pptx,
}


def file_name(payload: Payload, form: str) -> str:
    """«delarsrapport-vasterbotten-hsn-2025-t2.pdf»; a draft's, a correction's and slides say what they are."""
    kind, _dot, ending = form.rpartition(".")
    with translation.override(payload.language):
        marks = (
            _("Slides") if kind or form == "pptx" else "",
            _("DRAFT") if payload.is_draft else "",
            paper.correction_name(payload.correction),
        )
    parts = (slugify(payload.title), payload.unit_slug, payload.period_slug, *map(slugify, marks))
    return "-".join(filter(None, parts)) + f".{ending}"


class _Linked:
    """Gives each heading an id, where it has none, and a link to it, that is called `label`: a part of the heading's
    own name, so that it is short."""

    def __init__(self, label: str):
        self.label, self.count = label, 0

    def __call__(self, found: re.Match[str]) -> str:
        level, attributes, text = found.groups()
        self.count += 1
        has_id = _ID.search(attributes)
        anchor = has_id[1] if has_id else f"del-{self.count}"
        own = "" if has_id else f' id="{anchor}"'
        link = f'<a class="heading-link" href="#{anchor}" aria-label="{escape(self.label)}">#</a>'
        return f"<h{level}{own}{attributes}>{text}{link}</h{level}>"


def _style(sheet: paper.Sheet) -> str:
    """The style sheet, and a rule for each width that a column has."""
    widths = "".join(f".w{width} {{ width: {width / 10}%; }}\n" for width in sheet.widths)
    return mark_safe((settings.BASE_DIR / "static" / "css" / "report.css").read_text("utf-8") + widths)
