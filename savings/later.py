"""The measures that start after the period's year: seen in a list of their own, and counted in none of its sums."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followup.numbers import date_text, format_fact, format_number
from followup.sections import Cell, Column, Fact, Item, Row, Section, Table, day, decimal_string
from organisation.entry import dom_id
from savings import rules
from savings.facts import Desk
from savings.measure_facts import MeasureFacts


def later_section(desk: Desk, measures: list[MeasureFacts]) -> Section | None:
    """A table with start and effect, in tkr; None where nothing starts later."""
    if not measures:
        return None
    return Section(
        key="savings.later",
        title=later_title(),
        lang=get_language(),
        level=2,
        blocks=(_table(desk, measures),),
        items=tuple(_item(desk, one) for one in measures),
        facts=tuple(fact for one in measures for fact in one.facts),
        relations=tuple(relation for one in measures for relation in one.relations),
    )


def later_title() -> str:
    return _("Start later")


def later_note(year: int) -> str:
    """Why they stand apart."""
    return _("These measures start after %(year)s and are counted in none of its sums.") % {"year": year}


def later_sentence(count: int, year: int) -> str:
    """How many they are, for a text about the year."""
    sentence = ngettext(
        "%(count)s measure starts after %(year)s and is not counted.",
        "%(count)s measures start after %(year)s and are not counted.",
        count,
    )
    return sentence % {"count": count, "year": year}


def _table(desk: Desk, measures: list[MeasureFacts]) -> Table:
    year = desk.period.end.year
    rows = [
        Row(
            cells=(
                Cell(text=f"{one.line.measure.number} {one.line.measure.title}", lang="sv"),
                Cell(text=one.line.measure.area_text, lang="sv"),
                Cell(text=date_text(one.line.measure.start)),
                _amount(one.effect),
                _amount(one.next_year),
            )
        )
        for one in measures
    ]
    return Table(
        key="savings.later.table",
        caption=_("Measures that start after %(year)s: start and effect") % {"year": year},
        columns=(
            Column(label=_("Measure"), width=36),
            Column(label=_("Area"), width=20),
            Column(label=_("Start"), width=18),
            Column(label=_("Effect"), kind="number", unit=_("tkr a year"), width=13),
            Column(label=_("Effect in %(year)s") % {"year": year + 1}, kind="number", unit="tkr", width=13),
        ),
        rows=tuple(rows),
        note=later_note(year),
    )


def _amount(fact: Fact) -> Cell:
    text = format_fact(fact) if fact.number is None else format_number(fact.number, decimals=fact.decimals)
    return Cell(text=text, fact=fact.key, url=fact.url)


def _item(desk: Desk, one: MeasureFacts) -> Item:
    """Of a kind of its own: no rule about what the year's measures come to counts it."""
    measure = one.line.measure
    attributes = {
        "listed_under": measure.listed_under,
        "start": day(measure.start),
        "end": day(measure.end),
        "target": decimal_string(rules.in_tkr(measure.effect)) or "",
        "effect": one.effect.key,
    }
    address = reverse("savings:list", kwargs={"unit": desk.unit.slug, "period": desk.period.slug})
    return Item(
        key=measure.key,
        kind="later_measure",
        title=measure.title,
        attributes={name: value for name, value in attributes.items() if value},
        url=f"{address}#{dom_id(measure.key)}",
    )
