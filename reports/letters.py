"""Case documents as letters: one matter of a payload as a PDF on A4, or as a text document to go on writing in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.sections import Item, Prose, Section
from reports import paper
from reports import pdf as pdf_file
from reports.assembly import Payload
from reports.paper_parts import PaperSection, section_part
from reports.signs import clean

PREFIX = "reports.case."


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One matter, and the papers that it belongs to."""

    payload: Payload
    section: Section
    item: Item

    @property
    def code(self) -> str:
        return self.item.attributes["code"]

    @property
    def dnr(self) -> str:
        return self.item.attributes.get("dnr", "")

    @property
    def written_by_role(self) -> str:
        return self.item.attributes.get("written_by_role", "")

    @property
    def about(self) -> list[tuple[str, str]]:
        """(what, its value) of what stands at the head: to whom, when, and under which number."""
        day = date_text(date.fromisoformat(self.payload.end))
        rows = (
            (_("To"), self.payload.unit),
            (_("Meeting") if self.payload.period_slug == self.payload.end else _("Period"), self.payload.period),
            (_("Date"), day),
            (_("Diary number"), self.dnr),
        )
        return [(label, value) for label, value in rows if value]

    @property
    def marks(self) -> list[str]:
        """What every page says: that it is a draft, made up, or a correction."""
        found = (
            _("DRAFT") if self.payload.is_draft else "",
            _("Made-up figures") if self.payload.is_made_up else "",
            paper.correction_name(self.payload.correction),
        )
        return [mark for mark in found if mark]


def letter_of(payload: Payload, code: str) -> Letter | None:
    """The matter with this code; None where the payload has none."""
    return next((one for one in letters_in(payload) if one.code == code), None)


def letters_in(payload: Payload) -> list[Letter]:
    """Every matter of the payload in order; what stands at the letter's head and foot is not said again in it."""
    found = [one for section in payload.sections() for one in section.walk() if one.key.startswith(PREFIX)]
    return [Letter(payload=payload, section=_without_origins(one), item=one.items[0]) for one in found if one.items]


def listed(payload: Payload) -> list[tuple[str, str]]:
    """(code, title) of every matter: what the report's page links to."""
    return [(one.code, one.item.title) for one in letters_in(payload)]


def html(letter: Letter) -> str:
    """The letter as one page with its own style, to be made a PDF."""
    with translation.override(letter.payload.language):
        section = replace(letter.section, title="")
        part: PaperSection = section_part(section, letter.payload.facts(), 1, 1)
        context = {"letter": letter, "payload": letter.payload, "part": part, "style": _style()}
        return clean(render_to_string("reports/letter/letter.html", context))


def pdf(letter: Letter) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1."""
    return pdf_file.write_pdf(html(letter))


def docx(letter: Letter) -> bytes:
    """The letter as a Word file."""
    # Imported here: reading a page needs it not.
    from reports.letter_file import write

    return write(letter)


WRITERS = {"pdf": pdf, "docx": docx}


def file_name(letter: Letter, form: str) -> str:
    """«tjansteskrivelse-statusrapport-vasterbotten-hsn-2024-06-19.pdf»; a draft's and a correction's say so."""
    payload = letter.payload
    with translation.override(payload.language):
        marks = (_("DRAFT") if payload.is_draft else "", paper.correction_name(payload.correction))
        kind = _("Case document")
    parts = (slugify(kind), letter.code, payload.unit_slug, payload.period_slug, *map(slugify, marks))
    return "-".join(filter(None, parts)) + f".{form}"


def _without_origins(section: Section) -> Section:
    blocks = tuple(replace(one, origin="") if isinstance(one, Prose) else one for one in section.blocks)
    return replace(section, blocks=blocks)


def _style() -> SafeString:
    return mark_safe((settings.BASE_DIR / "static" / "css" / "letter.css").read_text("utf-8"))
