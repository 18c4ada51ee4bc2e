"""The list page of a place."""

from __future__ import annotations

from collections.abc import Mapping

from followup.sections import Fact, Figures, Section
from organisation.places import Place
from staffing import review
from staffing.hired_section import hired_section
from staffing.listing import ListPage
from staffing.people_section import people_section
from staffing.reading import read_hired, read_people
from staffing.rows import RowBuilder
from staffing.words import hired_sentence, sick_sentence


def list_page(place: Place) -> ListPage:
    """The page of a place, in the active language. Nine queries whatever it lists."""
    where = {"unit": place.unit, "period": place.period, "previous": place.previous}
    people, hired = read_people(**where), read_hired(**where)
    sections = people_section(people), hired_section(hired)
    facts = sections[0].all_facts() | sections[1].all_facts()
    builder = RowBuilder(place=place, people=people, hired=hired, facts=facts)
    return ListPage(
        lead=f"{sick_sentence(facts)}. {hired_sentence(hired.share)}.",
        figures=_figures(sections, facts),
        facts=facts,
        findings=tuple(review.findings(*sections, hired.share)),
        groups=tuple(builder.groups()),
    )


def _figures(sections: tuple[Section, ...], facts: Mapping[str, Fact]) -> Figures | None:
    """The key figures of the sections that have a value; None where nothing is reported."""
    blocks = [block for section in sections for block in section.blocks if isinstance(block, Figures)]
    known = [key for block in blocks for key in block.facts if facts[key].value is not None]
    return Figures(facts=tuple(known)) if known else None
