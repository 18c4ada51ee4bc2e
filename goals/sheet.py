"""The sheet of one indicator: what it is, what it has been, what it is elsewhere, and where its value comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.charts import Chart
from followup.sections import Fact, Status, Table
from goals.facts import indicator_facts
from goals.models import Comparison
from goals.overview import Overview, Reading, load
from goals.series import History, history_chart, history_facts, read_histories
from goals.sheet_details import Detail, definition_details, provenance_details
from goals.sheet_tables import comparison_table, part_table, series_table, target_table, unit_table
from goals.sheet_units import UnitValue, read_units, unit_facts
from goals.words import by_hand_text, rating_text, target_text, value_text
from organisation.places import Place


@dataclass
class SheetPage:
    """Everything on the page, finished."""

    title: str
    lang: str
    value: str
    is_missing: bool
    fact: Fact | None
    target: str
    rating: Status
    by_hand: Status | None
    explanation: str
    comment: str
    details: list[Detail]
    provenance: list[Detail]
    targets: Table | None
    series: Table | None
    chart: Chart | None
    said: list[str]
    parts: Table | None
    units: Table | None
    comparisons: Table | None
    facts: dict[str, Fact]
    links: list[tuple[str, str]] = field(default_factory=list)


def sheet_page(place: Place, code: str) -> SheetPage:
    """The page. Raises Http404 where the unit has no such indicator in the period. Its queries grow neither with the
    number of indicators nor with that of periods."""
    overview = load(unit=place.unit, period=place.period, tree="")
    reading = next((one for one in overview.readings if one.indicator.code == code), None)
    if reading is None:
        raise Http404(_("The unit reports no such indicator."))
    if place.previous is None:
        # What is not approved is not told by what it is compared with either.
        reading.previous = None
    history = read_histories(
        unit=place.unit, period=place.period, indicators=[reading.indicator], is_decided=not place.sees_drafts
    )[reading.indicator.pk]
    compared = list(Comparison.objects.filter(indicator=reading.indicator))
    for one in compared:
        one.indicator = reading.indicator
    return _page(place, overview, reading, history, compared, read_units(place, reading.indicator))


def _page(
    place: Place,
    overview: Overview,
    reading: Reading,
    history: History,
    compared: list[Comparison],
    units: list[UnitValue],
) -> SheetPage:
    row, indicator = reading.row, reading.indicator
    own = indicator_facts(overview, reading)
    every = (*own, *history_facts(history, place.period), *unit_facts(place, indicator, units))
    has_number = row is not None and not row.value_text
    chart = history_chart(overview, reading, history, lang=get_language() or "sv")
    return SheetPage(
        title=indicator.title,
        lang=overview.lang,
        value=value_text(indicator, row) or _("Not yet reported"),
        is_missing=row is None or (has_number and own[0].value is None),
        fact=own[0] if has_number else None,
        target=target_text(reading),
        rating=overview.shown("indicator", reading.rating.status),
        by_hand=overview.shown("indicator", row.rating_by_hand) if by_hand_text(overview, reading) else None,
        explanation=rating_text(overview, reading) if row and row.is_given else "",
        comment=row.comment if row else "",
        details=definition_details(overview, reading),
        provenance=provenance_details(place, reading, own),
        targets=target_table(indicator),
        series=series_table(history, place.period),
        chart=chart,
        # The chart says it itself.
        said=history.sentences if history.count and chart is None else [],
        parts=part_table(reading),
        units=unit_table(indicator, units, place.period),
        comparisons=comparison_table(reading, compared),
        facts={fact.key: fact for fact in every},
        links=_links(place, reading),
    )


def _links(place: Place, reading: Reading) -> list[tuple[str, str]]:
    """(address, words) of what the reader can do from here."""
    found = []
    if place.may_write:
        found.append((place.url("goals:indicator", code=reading.indicator.code), _("Edit the value")))
    if reading.row and reading.row.version and place.may("history"):
        found.append((place.url("organisation:history", key=reading.key), _("History")))
    if place.unit.is_board and place.may_import:
        found.append((place.url("goals:kolada"), _("Import from Kolada")))
    return found
