"""The goals that cannot be judged, as a chapter of a report that is sealed with them as exceptions."""

from __future__ import annotations

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _

from followup.gate import Verdict, gate, summary
from followup.sections import Cell, Column, Prose, Row, Section, Table
from reports.assembly import Chapter, Payload

KEY = "reports.exceptions"


def not_judged(payload: Payload) -> list[Verdict]:
    """The goals that lack something that an auditor needs, in the order of the report. Only those that a chapter
    shows: the papers of a meeting follow up no goals."""
    return [verdict for verdict in gate(_shown(payload)) if not verdict.can_be_judged]


def _shown(payload: Payload) -> list[Section]:
    return [section for chapter in payload.chapters for section in chapter.sections]


def with_exceptions(payload: Payload) -> Payload:
    """The payload with a last chapter that says which goals cannot be judged and what each lacks, in its language;
    the payload itself where all can be."""
    verdicts = gate(_shown(payload))
    if all(verdict.can_be_judged for verdict in verdicts):
        return payload
    with translation.override(payload.language):
        chapter = Chapter(
            number=_next_number(payload), title=_("What cannot be judged"), sections=(_section(verdicts),)
        )
    return replace(payload, chapters=(*payload.chapters, chapter))


def _next_number(payload: Payload) -> str:
    numbers = [chapter.number for chapter in payload.chapters if chapter.level == 1 and chapter.number.isdecimal()]
    return str(max(map(int, numbers), default=0) + 1)


def _section(verdicts: list[Verdict]) -> Section:
    said = _(
        "The report is decided with these exceptions. A goal can be judged when it has a decided target, an outcome "
        "or the reason why it is missing, a forecast, an assessment, and an indicator that covers it."
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=verdict.title, url=verdict.url, lang=verdict.lang),
                Cell(text=" ".join(check.sentence for check in verdict.lacking)),
            )
        )
        for verdict in verdicts
        if not verdict.can_be_judged
    )
    table = Table(
        key=f"{KEY}.goals",
        caption=_("Goals that cannot be judged, and what they lack"),
        columns=(Column(label=_("Goal"), width=42), Column(label=_("What is lacking"))),
        rows=rows,
    )
    prose = Prose(text=f"{summary(verdicts)} {said}", lang=translation.get_language() or "sv", is_composed=True)
    return Section(key=KEY, title="", blocks=(prose, table))
