"""The page of one measure: what it is, how far it has come, what it saves and when, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import Http404
from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.sections import Fact, Status
from organisation.entry import dom_id
from organisation.places import Place
from organisation.plan_history import Changed, latest_changes
from savings.facts import Desk
from savings.measure_facts import MeasureFacts, facts_of, status_of
from savings.models import Measure, MeasureStep
from savings.page import rights_in, saved_note
from savings.plan import Plan
from savings.reading import MeasureLine, hide_drafts_below, read_savings
from savings.rows import Note


@dataclass(frozen=True)
class Detail:
    """One thing that is said of the measure: words in `lang`, perhaps with a link."""

    label: str
    text: str
    lang: str = ""
    url: str = ""


@dataclass
class MeasurePage:
    """Everything on the page, finished."""

    measure: Measure
    status: Status
    amounts: list[tuple[str, Fact]]
    details: list[Detail]
    beside: list[tuple[str, list[Measure]]]
    steps: list[MeasureStep]
    evidence: str
    text: str
    saved: Note
    changes: list[Changed] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    is_as_approved: bool = False
    """Whether the plan of it has been changed since the period was approved: the page shows it as it stood then."""


def measure_page(place: Place, code: str) -> MeasurePage:
    """The page. Raises Http404 where the unit has no such measure in the period. Its queries do not grow with the
    number of measures or steps."""
    held = read_savings(unit=place.unit, period=place.period, previous=place.previous)
    if not place.sees_drafts:
        hide_drafts_below(held)
    line = next((line for line in [*held.measures, *held.later] if line.measure.code == code), None)
    if line is None:
        raise Http404(_("There is no such measure or target here."))
    desk, measure = Desk(held.unit, held.period), line.measure
    [facts] = facts_of(desk, [line])
    return MeasurePage(
        measure=measure,
        status=status_of(desk, line),
        amounts=_amounts(facts, place.period.end.year),
        details=_details(place, facts),
        beside=_beside(held.plan, line),
        steps=held.plan.steps(measure),
        evidence=line.row.evidence,
        text=line.row.comment,
        saved=saved_note(line.row),
        changes=latest_changes(place, measure.key, _names),
        links=_links(place, line, is_later=line in held.later),
        is_as_approved=measure.key in held.plan.earlier,
    )


def _amounts(facts: MeasureFacts, year: int) -> list[tuple[str, Fact]]:
    """What the measure saves, by short names: the page says which measure it is about."""
    found = [
        (_("Effect a year"), facts.effect),
        (_("Effect in %(year)s") % {"year": year}, facts.this_year),
        (_("Effect in %(year)s") % {"year": year + 1}, facts.next_year),
        (_("Planned this year"), facts.planned),
        (_("Realised this year"), facts.realised),
        (_("Verified this year"), facts.verified),
        (_("Forecast for the year"), facts.forecast),
    ]
    return [(label, fact) for label, fact in found if fact]


def _details(place: Place, facts: MeasureFacts) -> list[Detail]:
    measure = facts.line.measure
    decision = " ".join(filter(None, [date_text(measure.decided_date), measure.decision_ref]))
    commission = measure.commission
    found = [
        Detail(_("List"), str(measure.get_listed_under_display())),
        Detail(_("Presented in"), measure.presented_in, "sv"),
        Detail(_("Area"), measure.area_text, "sv"),
        Detail(_("Unit"), str(measure.area or ""), "sv"),
        Detail(_("Staff category"), measure.staff_category, "sv"),
        Detail(_("Decided by"), str(measure.deciding_body or ""), "sv"),
        Detail(_("Decision"), decision, "sv"),
        Detail(_("Start"), date_text(measure.start) or _("Not stated")),
        Detail(_("End"), date_text(measure.end)),
        Detail(_("Permanent or one-off"), _lasting(measure)),
        Detail(_("Commission"), str(commission or ""), "sv", _commission_url(place, commission)),
        Detail(_("Frame"), str(measure.frame or ""), "sv"),
        Detail(_("Responsible role"), measure.owner_role, "sv"),
        Detail(_("In the source"), facts.line.row.status_text, "sv"),
        Detail(_("Source"), measure.source, "sv"),
    ]
    return [one for one in found if one.text]


def _commission_url(place: Place, commission) -> str:
    return f"{place.url('commissions:list')}#{dom_id(f'commissions.{commission.code}')}" if commission else ""


def _lasting(measure: Measure) -> str:
    if measure.one_off:
        return _("One-off")
    return {True: _("Permanent"), False: _("For a time"), None: ""}[measure.is_permanent]


def _beside(plan: Plan, line: MeasureLine) -> list[tuple[str, list[Measure]]]:
    """The measures that it hangs together with, by how."""
    measure = line.measure
    found = [
        (_("Overlaps"), line.overlaps),
        (_("Replaces"), [measure.replaces] if measure.replaces else []),
        (_("Replaced by"), plan.replaced_by.get(measure.pk, [])),
    ]
    return [(label, measures) for label, measures in found if measures]


def _names(fields: Iterable[str]) -> list[str]:
    """What the fields are called, those of how an amount is given aside."""
    own = {"overlaps": _("overlaps"), "steps": _("steps")}
    hidden = {"amount_unit", "amount_decimals"}
    return [own.get(name) or str(Measure._meta.get_field(name).verbose_name) for name in fields if name not in hidden]


def _links(place: Place, line: MeasureLine, *, is_later: bool) -> list[tuple[str, str]]:
    """(address, words) of what the reader can do from here. Of what starts after the year, nothing is reported."""
    rights, row, measure = rights_in(place), line.row, line.measure
    code = measure.code
    found = [
        (rights.write and not is_later, "savings:status", _("Edit status and amounts")),
        (rights.verify and row.realised is not None and not is_later, "savings:verify", _("Verify")),
        (rights.plan, "savings:change_measure", _("Change the measure")),
        (rights.plan, "savings:steps", _("Change the steps")),
    ]
    links = [(place.url(name, code=code), words) for may, name, words in found if may]
    if row.version and place.may("history"):
        links.append((place.url("organisation:history", key=measure.key), _("History")))
    return links
