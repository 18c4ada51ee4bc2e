"""The page of one commission: what has been decided, where it comes from and goes on, and all that was reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.facts import figure_fact
from commissions.lineage import Kin, lineage
from commissions.models import Commission, CommissionFigure, CommissionReport, Decision
from commissions.page_parts import GrantRow, PartRow, grants_of, parts_of
from commissions.recording import may_decide
from commissions.register import Entry
from commissions.register_page import origin_text, register_of
from commissions.register_reading import boards_of, readable
from commissions.register_words import Mark, age, due_text, marks, month_text, report_status, title_of
from commissions.words import report_text
from followup.numbers import amount_text, date_text, format_fact
from followup.sections import Status
from organisation.models import Unit
from organisation.places import Place
from organisation.plan_history import Changed, latest_changes


@dataclass(frozen=True)
class Told:
    """What one unit has reported for one period, and where its history is."""

    period: str
    unit: str
    status: Status
    text: str
    lang: str
    figures: list[tuple[str, str]]
    history_url: str = ""


@dataclass(frozen=True)
class Link:
    """Something that the reader can do from here."""

    url: str
    label: str


@dataclass(frozen=True, kw_only=True)
class CommissionPage:
    """Everything on the page, finished."""

    commission: Commission
    title: str
    lang: str
    state: str
    marks: list[Mark]
    details: list[tuple[str, str]]
    decisions: list[Decision]
    kin: list[Kin]
    days: list[str]
    targets: list[str]
    parts: list[PartRow]
    grants: list[GrantRow]
    told: list[Told]
    changes: list[Changed]
    links: list[Link]


def commission_page(place: Place, code: str, *, today: date) -> CommissionPage:
    """The page. Raises Http404 where the reader's boards have no such commission. Its queries do not grow with what
    there is to show."""
    entries = register_of(place, today=today)
    entry = next((one for one in entries if one.commission.code == code), None)
    if entry is None:
        raise Http404(_("There is no such commission."))
    one, boards = entry.commission, boards_of(place.user, place.unit.organisation_id)
    return CommissionPage(
        commission=one,
        title=title_of(one),
        lang=one.board.language,
        state=state_text(entry),
        marks=marks(entry),
        details=_details(entry),
        decisions=list(one.decisions.all()),
        kin=lineage(place, entry, entries),
        days=[month_text(day.date) if day.month_only else date_text(day.date) for day in one.report_dates.all()],
        targets=[target.text for target in one.sub_targets.all()],
        parts=parts_of(one, place.user, boards),
        grants=grants_of(one, place.user, boards),
        told=_told(place, one, boards),
        changes=latest_changes(place, one.key, _names),
        links=_links(place, entry),
    )


def state_text(entry: Entry) -> str:
    """Whether it is open, beside what was reported last: the one does not follow from the other."""
    state = str(entry.ended.get_kind_display()) if entry.ended else pgettext("one commission", "Open")
    report = entry.last_report
    if report is None:
        return _("%(state)s. Nothing has been reported.") % {"state": state}
    words = {"state": state, "status": report_status(report).label, "period": report.period.label}
    return _("%(state)s. Reported last as “%(status)s” (%(period)s).") % words


def _details(entry: Entry) -> list[tuple[str, str]]:
    one = entry.commission
    amount = amount_text(one.amount, one.amount_unit, one.amount_decimals, approximate=one.amount_approximate)
    within = {True: _("Yes"), False: _("No")}.get(one.within_budget, "")
    found = [
        (_("Given by"), one.giver.name),
        (_("Directed to"), ", ".join(_receiver(body) for body in one.receivers.all())),
        (_("Ledger"), one.board.name),
        (_("Group"), one.group.title),
        (_("Budget year it was given in"), origin_text(one)),
        (_("Followed up in"), str(one.year)),
        (_("Age"), age(entry)),
        (_("When reported"), one.periodicity_shown),
        (_("To be reported next"), due_text(entry.next_due)),
        (_("Decided in"), one.origin),
        (_("Amount"), amount),
        (_("Within the budget"), within),
        (_("Dimension"), one.dimension),
        (_("Start"), date_text(one.start)),
        (_("End"), date_text(one.end)),
        (_("Owner"), one.owner_role),
        (_("Leader"), one.leader_role),
        (_("Source"), one.source),
    ]
    return [(label, text) for label, text in found if text]


def _receiver(body) -> str:
    """The receiver, with what has become of its unit."""
    if not body.unit or not body.unit.valid_to:
        return body.name
    return _("%(body)s (until %(day)s)") % {"body": body.name, "day": date_text(body.unit.valid_to)}


def _told(place: Place, commission: Commission, boards: list[Unit]) -> list[Told]:
    """What has been reported that the reader may read, latest first. Two queries."""
    rows = CommissionReport.objects.filter(commission=commission).select_related("unit__board", "period")
    figures: dict[tuple[int, int], list[tuple[str, str]]] = {}
    stated = CommissionFigure.objects.filter(commission=commission).select_related("unit__board", "period")
    for figure in readable(stated, place.user, boards).order_by("order", "code"):
        figure.commission = commission
        shown = (figure.label, format_fact(figure_fact(figure)))
        figures.setdefault((figure.unit_id, figure.period_id), []).append(shown)
    found = readable(rows, place.user, boards).order_by("-period__end", "-period__start", "unit__order")
    may_history = bool(place.may("history"))
    return [_one_told(place, row, commission, figures, may_history) for row in found]


def _one_told(place: Place, row: CommissionReport, commission: Commission, figures, may_history: bool) -> Told:
    row.commission = commission
    lang = row.unit.root.language
    # The history is asked for at the place that the reader stands in.
    here = may_history and row.unit_id == place.unit.pk and row.period_id == place.period.pk
    return Told(
        period=row.period.label,
        unit=row.unit.short_name,
        status=report_status(row),
        text=report_text(row, lang),
        lang=lang,
        figures=figures.get((row.unit_id, row.period_id), []),
        history_url=place.url("organisation:history", key=commission.key) if here else "",
    )


def _names(fields: Iterable[str]) -> list[str]:
    """What was changed is called: of the commission, or of a decision about it."""
    models = (Decision, Commission)
    known = {field.name: field.verbose_name for model in models for field in model._meta.get_fields() if _named(field)}
    known |= {"sub_targets": _("targets"), "report_dates": _("days to report"), "parts": _("parts")}
    return [str(known.get(name, name)) for name in fields]


def _named(field) -> bool:
    return hasattr(field, "verbose_name")


def _links(place: Place, entry: Entry) -> list[Link]:
    one, found = entry.commission, []
    if place.may_write and one.pk in _reported_here(place, one):
        found.append(Link(place.url("commissions:report", code=one.code), _("Write the report")))
    if entry.is_open and may_decide(place.user, one):
        found.append(Link(place.url("commissions:decide", code=one.code), _("Record a decision")))
    return found


def _reported_here(place: Place, one: Commission) -> set[int]:
    rows = Commission.objects.reported_by(place.unit.root).filter(pk=one.pk, year=place.period.end.year)
    return set(rows.values_list("pk", flat=True))
