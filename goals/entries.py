"""One sub-goal or one indicator as it is entered in the browser, with what was said last time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.prose import plain
from goals.forms import AssessmentForm, ValueForm, WordsForm
from goals.models import GoalAssessment, IndicatorValue
from goals.overview import Node, Overview, Reading, load, page_of
from goals.rolled_section import rolled_shown
from goals.rows import goal_row, indicator_row
from goals.unit_answers import units_shown
from goals.units import below_for
from goals.words import target_text, value_text
from organisation.entry import Before, Entry, dom_id
from organisation.places import Place


def assessment_entry(place: Place, code: str) -> Entry | None:
    """The form of one sub-goal, or None where the period has none with the code."""
    overview = load(unit=place.unit, period=place.period, tree="", below=below_for(place))
    node = next((one for one in overview.assessed if one.goal.code == code), None)
    return entry_of_node(place, overview, node) if node else None


def entry_of_node(place: Place, overview: Overview, node: Node) -> Entry:
    """The form of one sub-goal that has been read, with what the units below have answered beside it."""
    code, units = node.goal.code, units_shown(overview, node)
    row = node.assessment or GoalAssessment(goal=node.goal)
    row.unit, row.period = place.unit, place.period
    return Entry(
        place=place,
        title=node.goal.heading,
        lang=overview.lang,
        row=row,
        form_class=AssessmentForm,
        form_kwargs={"board": place.unit.root},
        url=place.url("goals:assess", code=code),
        list_url=place.url(page_of(node.goal)),
        row_template="goals/_row.html",
        row_context=lambda: {"row": goal_row(place, code)},
        previous=_assessed_before(overview, node),
        beside_template="goals/unit_texts.html" if units else "",
        beside=units,
    )


def _assessed_before(overview: Overview, node: Node) -> dict[str, Before]:
    before = node.previous
    if before is None:
        return {}
    return {
        "status": Before(status=overview.shown("goal_status", before.status)),
        "forecast": Before(status=overview.shown("goal_forecast", before.forecast)),
        "analysis": Before(text=_paragraphs(before.analysis)),
        "measures_text": Before(text=_paragraphs(before.measures_text)),
    }


def _paragraphs(text: str) -> str:
    """The text without markup and references, its paragraphs apart."""
    return plain(text).replace("\n", "\n\n")


def value_entry(place: Place, code: str) -> Entry | None:
    """The form of one indicator, or None where the unit reports none with the code."""
    overview = load(unit=place.unit, period=place.period, tree="", below=below_for(place))
    reading = next((one for one in overview.readings if one.indicator.code == code), None)
    return entry_of_reading(place, overview, reading) if reading else None


def entry_of_reading(place: Place, overview: Overview, reading: Reading) -> Entry:
    """The form of one indicator that has been read."""
    code, rolled = reading.indicator.code, rolled_shown(overview, reading, dom_id(reading.key))
    row = reading.row or IndicatorValue(indicator=reading.indicator)
    row.unit, row.period = place.unit, place.period
    return Entry(
        place=place,
        title=reading.indicator.title,
        lang=overview.lang,
        lead=_("Target: %(target)s") % {"target": target_text(reading)} if reading.target else "",
        row=row,
        form_class=WordsForm if reading.indicator.is_text else ValueForm,
        url=place.url("goals:indicator", code=code),
        list_url=place.url(page_of(reading.node.goal if reading.node else None)),
        row_template="goals/_indicator_row.html",
        row_context=lambda: {"row": indicator_row(place, code)},
        previous=_valued_before(reading),
        beside_template="goals/unit_values.html" if rolled else "",
        beside=rolled,
    )


def _valued_before(reading: Reading) -> dict[str, Before]:
    before = reading.previous
    if before is None:
        return {}
    name = "value_text" if reading.indicator.is_text else "value"
    return {name: Before(text=value_text(reading.indicator, before)), "comment": Before(text=before.comment)}
