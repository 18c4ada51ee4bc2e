"""The list page of a place."""

from __future__ import annotations

from collections.abc import Mapping

from followup import rules
from followup.findings import Finding
from followup.sections import Fact, Figures, Section
from organisation.places import Place
from staffing.availability import read_availability
from staffing.availability_section import availability_section, beds_section
from staffing.hired_section import hired_section
from staffing.listing import ListPage
from staffing.people_section import people_section
from staffing.reading import read_hired, read_people
from staffing.rows import RowBuilder
from staffing.words import hired_sentence, sick_sentence


def list_page(place: Place) -> ListPage:
    """The page of a place, in the active language. Twelve queries whatever it lists."""
    where = {"unit": place.unit, "period": place.period, "previous": place.previous}
    people, hired, followed = read_people(**where), read_hired(**where), read_availability(**where)
    sections = people_section(people), hired_section(hired), availability_section(followed), beds_section(followed)
    shown = sections[2:] if place.period.is_meeting else sections
    facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
    builder = RowBuilder(place=place, people=people, hired=hired, facts=facts, followed=followed)
    return ListPage(
        lead="" if place.period.is_meeting else f"{sick_sentence(facts)}. {hired_sentence(hired.share)}.",
        figures=_figures(shown, facts),
        facts=facts,
        findings=tuple(_findings(place, sections)),
        groups=tuple(builder.groups()),
    )


def _findings(place: Place, sections: tuple[Section, ...]) -> list[Finding]:
    return rules.review(sections[2:] if place.period.is_meeting else sections, ends=place.period.end)


def _figures(sections: tuple[Section, ...], facts: Mapping[str, Fact]) -> Figures | None:
    """The key figures of the sections that have a value; None where nothing is reported."""
    blocks = [block for section in sections for block in section.blocks if isinstance(block, Figures)]
    known = [key for block in blocks for key in block.facts if facts[key].value is not None]
    return Figures(facts=tuple(known)) if known else None
