"""The page where one unit reports everything about its goals: every form open, one after the other, in the order of
the plan. Each saves by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.duties import Duty, DutyState
from goals.activity_rows import entry_of_activity
from goals.duties import duties_in
from goals.entries import entry_of_node, entry_of_reading
from goals.overview import Node, Overview, load
from goals.units import below_for
from organisation import saving
from organisation.carrying import carried_changes
from organisation.entry import Entry, dom_id
from organisation.places import Place

NAME = "goals:report"
FORM = "goals/unit_form.html"


@dataclass(frozen=True, kw_only=True)
class OpenForm:
    """One thing to report: its form, and how far it has come."""

    entry: Entry
    state: str


@dataclass(frozen=True, kw_only=True)
class FormGroup:
    """What is reported under one goal."""

    code: str
    title: str
    lang: str
    forms: tuple[OpenForm, ...]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing that is missing, and the field that it is missing in."""

    dom_id: str
    title: str
    lang: str
    steps: tuple[tuple[str, str], ...]
    """(the field, what is to be done in words)."""


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """The page. `locked_reason` says why nothing can be written, where that is so; there are no forms then."""

    url: str
    groups: tuple[FormGroup, ...]
    done: int
    total: int
    gaps: tuple[Gap, ...]
    locked_reason: str = ""

    @property
    def missing_count(self) -> int:
        return sum(len(gap.steps) for gap in self.gaps)

    @property
    def missing_ids(self) -> str:
        """The rows where something is missing, for the page's script."""
        return " ".join(gap.dom_id for gap in self.gaps)


def unit_page(place: Place) -> UnitPage:
    """Everything that the unit of the place reports of its goals. As many queries as the list of goals."""
    overview = load(unit=place.unit, period=place.period, tree="", below=below_for(place))
    duties = {duty.key: duty for duty in duties_in(overview)}
    answer = place.may("write")
    return UnitPage(
        url=place.url(NAME),
        groups=tuple(_groups(place, overview, duties)) if answer else (),
        done=sum(duty.state == DutyState.DONE for duty in duties.values()),
        total=len(duties),
        gaps=tuple(_gap(duty) for duty in duties.values() if duty.state != DutyState.DONE),
        locked_reason="" if answer else answer.reason,
    )


def where_it_was_opened(request: HttpRequest, entry: Entry, read: Callable[[], Entry]) -> Entry:
    """The entry as it is answered on the page that it was opened on: on the page of the unit the form comes back
    open, as it has been saved."""
    if _asked_from(request) != entry.place.url(NAME):
        return entry
    _stay_open(entry)

    def reopened() -> dict:
        fresh = read()
        _stay_open(fresh)
        fresh.form = fresh.bind()
        return {"one": OpenForm(entry=fresh, state="")}

    entry.row_template, entry.row_context = FORM, reopened
    return entry


def _asked_from(request: HttpRequest) -> str:
    """The path of the page that asks, also where no script says it."""
    try:
        return saving.asked_from(request) if request.htmx else urlsplit(request.headers.get("Referer", "")).path
    except ValueError:
        # «http://[» is no address.
        return ""


def _stay_open(entry: Entry) -> None:
    entry.stays_open, entry.list_url = True, entry.place.url(NAME)


def _groups(place: Place, overview: Overview, duties: dict[str, Duty]) -> Iterator[FormGroup]:
    """A group for each goal at the root, then for what belongs to none."""
    for root in overview.roots:
        forms = [one for node in root.walk() for one in _entries(place, overview, node) if one.row.key in duties]
        if forms:
            title = overview.heading(root.goal)
            yield _group(root.goal.code, title, overview.lang, forms, duties)
    loose = [entry_of_reading(place, overview, one) for one in overview.loose if one.key in duties]
    if loose:
        yield _group("other", _("Other indicators"), get_language() or "sv", loose, duties)


def _entries(place: Place, overview: Overview, node: Node) -> Iterator[Entry]:
    """The forms of one goal, in the order in which its duties stand."""
    if node.is_assessed:
        yield entry_of_node(place, overview, node)
    for reading in node.readings:
        yield entry_of_reading(place, overview, reading)
    for one in node.activities:
        # Nothing is shown of it but the form: the row is read where it is saved.
        yield entry_of_activity(place, overview, one, dict)


def _group(code: str, title: str, lang: str, entries: list[Entry], duties: dict[str, Duty]) -> FormGroup:
    forms = tuple(_open(entry, duties[entry.row.key]) for entry in entries)
    return FormGroup(code=code, title=title, lang=lang, forms=forms)


def _open(entry: Entry, duty: Duty) -> OpenForm:
    _stay_open(entry)
    entry.form = entry.bind()
    # The row of the period before is at hand: asking for it form by form would cost a query each.
    carried = carried_changes(entry.form_class, entry.row, duty.before)
    entry.carry_url = entry.place.url("carry", key=entry.row.key) if carried else ""
    return OpenForm(entry=entry, state=duty.state.value)


def _gap(duty: Duty) -> Gap:
    steps = tuple((getattr(one, "field", ""), one.rpartition(": ")[2].removesuffix(".")) for one in duty.missing)
    return Gap(dom_id=dom_id(duty.key), title=duty.label, lang=duty.lang, steps=steps)
