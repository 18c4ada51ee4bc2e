"""The rows of the list page, finished: the same builder for all of them and for the one that was saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.findings import Finding
from followup.rules import review
from followup.sections import Fact, Status, Table
from goals.activities import Progress
from goals.activity_rows import ActivityRow, row_of
from goals.changed import changed
from goals.counts import summary
from goals.facts import indicator_facts
from goals.overview import UNASSESSED, Node, Overview, Reading, load
from goals.rolled_section import RolledShown, rolled_shown
from goals.section import section_of
from goals.unit_answers import UnitsShown, units_shown
from goals.units import below_for
from goals.words import rating_text, target_text, value_text
from organisation.entry import dom_id
from organisation.models import PeriodRow
from organisation.places import Place


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Who saved a row, and when."""

    by: str
    at: object


@dataclass(frozen=True, kw_only=True)
class GoalRow:
    """A sub-goal in the list: its assessment, last time's where there is none yet, and the units' texts."""

    dom_id: str
    number: str
    title: str
    lang: str
    now: Status
    forecast: Status
    text: str
    measures: str
    units: UnitsShown | None
    saved: Saved | None
    edit_url: str
    previous_label: str = ""
    previous_now: Status | None = None
    previous_forecast: Status | None = None
    ask_url: str = ""

    template = "goals/_row.html"


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """An indicator in the list: value, target and result, and last time's value where there is none yet."""

    dom_id: str
    heading: int
    title: str
    lang: str
    fact: Fact | None
    value: str
    is_missing: bool
    target: str
    result: Status
    explanation: str
    definition: str
    comment: str
    saved: Saved | None
    edit_url: str
    sheet_url: str = ""
    previous_label: str = ""
    previous_value: str = ""
    rolled: RolledShown | None = None

    template = "goals/_indicator_row.html"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Sub-goals under one goal, each followed by its indicators."""

    code: str
    title: str
    lang: str
    rows: tuple[GoalRow | IndicatorRow | ActivityRow, ...]


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many sub-goals have one status."""

    status: Status
    count: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The list page."""

    summary: str
    tally: tuple[Count, ...]
    findings: tuple[Finding, ...]
    groups: tuple[Group, ...]
    star_url: str = ""
    """Where the quality star stands, where the board has one."""
    changed: Table | None = None
    """What of the plan is another than last time, as the report tells it; None where nothing is."""
    report_url: str = ""
    """Where all of it is reported on one page, for whoever may write."""


def listing(place: Place) -> Listing:
    """The whole page of the place's unit and period."""
    overview = load(unit=place.unit, period=place.period, below=below_for(place))
    if place.previous is None:
        # What is not approved is not told by what it is compared with either.
        for one in overview.readings:
            one.previous = None
    section = section_of(overview)
    what_changed = changed(unit=place.unit, period=place.period, previous=overview.previous_period)
    counts = overview.status_counts.items()
    return Listing(
        summary=summary(overview),
        tally=tuple(Count(status=overview.shown("goal_status", code), count=count) for code, count in counts if count),
        findings=tuple(review([section], ends=place.period.end)),
        groups=tuple(groups_of(place, overview)),
        star_url=place.url("goals:star") if overview.has_star else "",
        changed=what_changed.blocks[0] if what_changed else None,
        report_url=place.url("goals:report") if place.may_write and overview.nodes else "",
    )


def goal_row(place: Place, code: str) -> GoalRow:
    """The row of one sub-goal. Raises StopIteration where the period has none with the code."""
    overview = load(unit=place.unit, period=place.period, tree="", below=below_for(place))
    return _goal_row(place, overview, next(node for node in overview.assessed if node.goal.code == code))


def indicator_row(place: Place, code: str) -> IndicatorRow:
    """The row of one indicator. Raises StopIteration where the unit reports none with the code."""
    overview = load(unit=place.unit, period=place.period, tree="", below=below_for(place))
    return _indicator_row(place, overview, next(one for one in overview.readings if one.indicator.code == code))


def activity_row(place: Place, code: str) -> ActivityRow:
    """The row of one activity. Raises StopIteration where the unit reports none with the code."""
    overview = load(unit=place.unit, period=place.period, tree="")
    found = next((node, one) for node in overview.nodes for one in node.activities if one.activity.code == code)
    return _activity_rows(place, overview, found[0], [found[1]])[0]


def groups_of(place: Place, overview: Overview) -> list[Group]:
    """A group for each goal that has sub-goals or indicators right below it, then what stands by itself."""
    groups = [
        _group(place, overview, node)
        for root in overview.roots
        for node in root.walk()
        if node.children or not node.parent
    ]
    if overview.loose:
        rows = tuple(_indicator_row(place, overview, one) for one in overview.loose)
        groups.append(Group(code="other", title=_("Other indicators"), lang=get_language() or "sv", rows=rows))
    return [group for group in groups if group.rows]


def _group(place: Place, overview: Overview, node: Node) -> Group:
    rows: list[GoalRow | IndicatorRow | ActivityRow] = []
    if node.children:
        rows += [_indicator_row(place, overview, one) for one in node.readings]
        rows += _activity_rows(place, overview, node, node.activities)
    for child in [one for one in node.children if one.is_assessed] or [node] * node.is_assessed:
        rows.append(_goal_row(place, overview, child))
        rows += [_indicator_row(place, overview, one) for one in child.readings]
        rows += _activity_rows(place, overview, child, child.activities)
    return Group(code=node.goal.code, title=overview.heading(node.goal), lang=overview.lang, rows=tuple(rows))


def _activity_rows(place: Place, overview: Overview, node: Node, found: list[Progress]) -> list[ActivityRow]:
    heading = 4 if node.is_assessed else 3
    return [row_of(place, overview, one, heading=heading, saved=_saved(one.row)) for one in found]


def _goal_row(place: Place, overview: Overview, node: Node) -> GoalRow:
    row, before = node.assessment, node.previous
    is_new = node.status == node.forecast == UNASSESSED and before is not None
    return GoalRow(
        dom_id=dom_id(node.goal.key),
        number=node.goal.number,
        title=node.goal.title,
        lang=overview.lang,
        now=overview.shown("goal_status", node.status),
        forecast=overview.shown("goal_forecast", node.forecast),
        text=row.analysis if row else "",
        measures=row.measures_text if row else "",
        units=units_shown(overview, node),
        saved=_saved(row),
        edit_url=place.url("goals:assess", code=node.goal.code) if place.may_write else "",
        previous_label=overview.previous_period.label if is_new else "",
        previous_now=overview.shown("goal_status", before.status) if is_new else None,
        previous_forecast=overview.shown("goal_forecast", before.forecast) if is_new else None,
        ask_url=place.ask_url(node.goal.key),
    )


def _indicator_row(place: Place, overview: Overview, reading: Reading) -> IndicatorRow:
    row, indicator = reading.row, reading.indicator
    previous = value_text(indicator, reading.previous) if row is None or not row.is_given else ""
    has_number = row is not None and row.value is not None
    return IndicatorRow(
        dom_id=dom_id(indicator.key),
        heading=4 if reading.node and reading.node.is_assessed else 3,
        title=indicator.title,
        lang=overview.lang,
        fact=indicator_facts(overview, reading)[0] if has_number else None,
        value=value_text(indicator, row) or _("Not yet reported"),
        is_missing=not has_number and not (row and row.value_text),
        target=target_text(reading) if reading.target else "",
        result=overview.shown("indicator", reading.rating.status),
        explanation=rating_text(overview, reading) if has_number or (row and row.value_text) else "",
        definition=indicator.definition,
        sheet_url=place.url("goals:sheet", code=indicator.code),
        comment=row.comment if row else "",
        saved=_saved(row),
        edit_url=place.url("goals:indicator", code=indicator.code) if place.may_write else "",
        previous_label=overview.previous_period.label if previous else "",
        previous_value=previous,
        rolled=rolled_shown(overview, reading, dom_id(indicator.key)),
    )


def _saved(row: PeriodRow | None) -> Saved | None:
    """Nothing for what was read from a document: its source stands with the figure."""
    if row is None or row.saved_by is None or row.saved_by.is_source:
        return None
    return Saved(by=row.saved_by.shown_name, at=row.saved_at)
