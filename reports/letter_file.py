"""A case document as a Word file, in the same order as its PDF. The same payload gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _

from reports.docx_blocks import Writer, new_document
from reports.letters import Letter
from reports.packed import repacked
from reports.signs import LONGEST_PROPERTY, clean


def write(letter: Letter) -> bytes:
    """The letter as .docx: head, title, the texts under real headings, and the role that writes."""
    payload = letter.payload
    with translation.override(payload.language):
        document = new_document(payload.language)
        writer = Writer(document, payload.facts())
        day = date.fromisoformat(payload.end)
        core = document.core_properties
        core.title = clean(letter.item.title)[:LONGEST_PROPERTY]
        core.created = core.modified = datetime(day.year, day.month, day.day)
        writer.run(document.add_paragraph(), payload.organisation, bold=True)
        writer.run(document.add_paragraph(), _("Case document"))
        for mark in letter.marks:
            writer.run(document.add_paragraph(), mark, bold=True, colour="B0261C")
        for label, value in letter.about:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            writer.run(paragraph, f"{label}: ")
            writer.run(paragraph, value)
        writer.heading(letter.item.title, 1, letter.section.lang)
        writer.section(replace(letter.section, title=""), 2)
        if letter.written_by_role:
            writer.run(document.add_paragraph(), letter.written_by_role, bold=True, lang=letter.section.lang)
        written = BytesIO()
        document.save(written)
        return repacked(written.getvalue(), date.fromisoformat(payload.sealed_on or payload.end))
