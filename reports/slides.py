"""The papers as slides: a payload in, a list of slides out. Pure, in the active language.

What does not fit on one slide goes on on the next, and text is never smaller than slide_fit.SIZE.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from followup.charts import Chart
from followup.numbers import date_text, format_fact
from followup.prose_parts import paragraphs, plain_paragraph
from followup.sections import Block, Fact, Figures, Prose, Section, Status, StatusList, Table
from reports import paper
from reports.assembly import Chapter, Payload
from reports.slide_boxes import box_slides
from reports.slide_kinds import Body, Box, Divider, Drawing, Numbers, Opening, Slide
from reports.slide_statuses import status_slides
from reports.slide_tables import table_slides

# Key figures on a slide: three by two.
_FIGURES = 6


def slides(payload: Payload) -> list[Slide]:
    """The title slide, and for each chapter one that opens it and those of its sections in the order they are read."""
    facts = payload.facts()
    return [_opening(payload), *(slide for chapter in payload.chapters for slide in _chapter(chapter, facts, payload))]


def _opening(payload: Payload) -> Slide:
    start, end = date.fromisoformat(payload.start), date.fromisoformat(payload.end)
    is_meeting = payload.period_slug == payload.end
    span = date_text(end) if is_meeting else paper.span_text(start, end)
    marks = (
        _("DRAFT. Not approved yet: texts and figures can change.") if payload.is_draft else "",
        _("Made-up figures. The board and its figures describe no real organisation.") if payload.is_made_up else "",
        paper.correction_name(payload.correction),
    )
    # What the line above says already is not said again.
    organisation = "" if payload.organisation in payload.unit else payload.organisation
    lines = (payload.unit, organisation, payload.period, "" if span in payload.period else span)
    shown = (*lines, *paper.decision_lines(payload))
    opening = Opening(lines=tuple(filter(None, shown)), marks=tuple(filter(None, marks)))
    return Slide(title=payload.title, body=opening, lang=payload.language)


def _chapter(chapter: Chapter, facts: dict[str, Fact], payload: Payload) -> Iterator[Slide]:
    name = f"{chapter.number} {chapter.title}"
    found = [slide for one in chapter.sections for slide in _section(one, facts, name, chapter.title)]
    note = "" if found or _has_parts(chapter, payload) else _("Nothing is reported here for this period.")
    yield Slide(title=name, body=Divider(note=note), lang=payload.language)
    yield from found


def _has_parts(chapter: Chapter, payload: Payload) -> bool:
    return any(other.number.startswith(f"{chapter.number}.") for other in payload.chapters)


def _section(section: Section, facts: dict[str, Fact], above: str, title: str) -> Iterator[Slide]:
    """The section's slides; texts that follow each other share slides."""
    title = section.title or title
    if _is_card(section):
        texts = [_box(one) for one in section.blocks if isinstance(one, Prose)]
        whole, parts = _whole(section)
        for slide in numbered(list(box_slides(texts, parts)), title, above, section.lang):
            yield replace(slide, status=whole)
        return
    for is_text, some in groupby(section.blocks, key=lambda block: isinstance(block, Prose)):
        if is_text:
            boxes = [_box(one) for one in some if isinstance(one, Prose)]
            yield from numbered(list(box_slides(boxes)), title, above, section.lang)
            continue
        for block in some:
            if isinstance(block, Section):
                yield from _section(block, facts, above, title)
            else:
                yield from _block(block, facts, above, title, section.lang)


def _is_card(section: Section) -> bool:
    """Whether the section is one thing with texts about it and how it stands: all of it belongs together."""
    kinds = {type(block) for block in section.blocks}
    return bool(section.title) and kinds == {Prose, StatusList}


def _whole(section: Section) -> tuple[Status | None, list[StatusList]]:
    """How the thing itself stands, which the slides say beside its name, and the lists of what is part of it."""
    own = {section.key, *(item.key for item in section.items)}
    listed = [one for one in section.blocks if isinstance(one, StatusList)]
    found = [entry for one in listed for entry in one.entries if entry.key in own and not entry.forecast]
    if len(found) != 1 or found[0].text:
        return None, listed
    rest = [replace(one, entries=tuple(entry for entry in one.entries if entry is not found[0])) for one in listed]
    return found[0].now, [one for one in rest if one.entries]


def _box(text: Prose) -> Box:
    written = paragraphs(text.text)
    if text.origin:
        written.insert(0, plain_paragraph(text.origin, kind="heading"))
    return Box(heading=text.heading, paragraphs=tuple(written), lang=text.lang)


def _block(block: Block, facts: dict[str, Fact], above: str, title: str, lang: str) -> Iterator[Slide]:
    match block:
        case Table():
            yield from numbered(list(table_slides(block)), block.caption, above, lang)
        case StatusList():
            heading = title if len(block.entries) == 1 else block.caption
            yield from numbered(list(status_slides(block)), heading, above, lang)
        case Chart():
            yield Slide(title=block.title, body=Drawing(chart=block), above=above, lang=block.lang)
        case Figures():
            known = [facts[key] for key in block.facts if key in facts]
            bodies = [_numbers(known[at : at + _FIGURES]) for at in range(0, len(known), _FIGURES)]
            yield from numbered(list(bodies), block.title or title, above, lang)


def _numbers(facts: list[Fact]) -> Numbers:
    return Numbers(figures=tuple((format_fact(fact), fact.label, fact.value is None) for fact in facts))


def numbered(bodies: list[Body], title: str, above: str, lang: str) -> Iterator[Slide]:
    """A slide for each body; where there are several, each says which of how many it is."""
    for number, body in enumerate(bodies, 1):
        part = _("%(number)s of %(count)s") % {"number": number, "count": len(bodies)} if len(bodies) > 1 else ""
        slide = Slide(title=title, body=body, above="" if above.endswith(title) else above, lang=lang)
        yield replace(slide, part=part)
