"""The list of commissions as its templates show it: finished rows, the same after a save as on a reload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from commissions.facts import figure_fact
from commissions.grants import read_grants
from commissions.models import Commission, CommissionGroup
from commissions.part_rows import PartRow, grant_rows, part_row
from commissions.reading import FigureLine, Line, read_lines
from commissions.section import section_of
from commissions.words import receivers, report_text, status_counts, status_of, summary
from followup.numbers import date_text, format_fact
from followup.rules import review
from followup.sections import Fact, Status
from organisation import plans
from organisation.entry import dom_id
from organisation.places import Place


@dataclass(frozen=True, kw_only=True)
class SavedBy:
    """Who saved a row, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CommissionRow:
    """One commission in the list."""

    dom_id: str
    number: str
    title: str
    lang: str
    status: Status
    receivers: str
    reported: str
    end: date | None
    text: str
    gap: str
    """What stands in the text's place when there is none."""
    about: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    saved: SavedBy | None = None
    previous_label: str = ""
    previous_status: Status | None = None
    previous_text: str = ""
    edit_url: str = ""
    url: str = ""
    ask_url: str = ""
    carried: str = ""
    parts: tuple[PartRow, ...] = ()
    change_url: str = ""
    parts_url: str = ""


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One figure of a report in the list."""

    dom_id: str
    number: str
    title: str
    lang: str
    fact: Fact
    source: str = ""
    note: str = ""
    saved: SavedBy | None = None
    previous: str = ""
    edit_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Commissions under one heading."""

    code: str
    title: str
    lang: str
    rows: tuple[CommissionRow, ...]
    change_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many have a status."""

    status: Status
    count: int


def overview(place: Place) -> dict[str, Any]:
    """What the list page shows. At most twelve queries, whatever the number of commissions."""
    lines, granted = lines_of(place), read_grants(unit=place.unit, period=place.period)
    groups = groupby(lines, key=lambda line: line.commission.group)
    section = section_of(lines, granted, unit=place.unit, period=place.period)
    may_plan = bool(plans.may_plan(place))
    return {
        "may_plan": may_plan,
        "groups": [
            Group(
                code=group.code,
                title=group.title,
                lang=place.unit.root.language,
                rows=tuple(commission_row(line, place, may_plan=may_plan) for line in some),
                change_url=_plan_url(place, "change_group", group, may_plan=may_plan),
            )
            for group, some in groups
        ],
        "grants": grant_rows(granted, place, may_plan=may_plan),
        "figures": [figure_row(line.commission, one, place) for line in lines for one in line.figures],
        "findings_list": review([section], ends=place.period.end),
        **head(lines, place),
    }


def lines_of(place: Place, code: str = "") -> list[Line]:
    return read_lines(unit=place.unit, period=place.period, previous=place.previous, code=code)


def head(lines: list[Line], place: Place) -> dict[str, Any]:
    """What stands above the list and follows every save: the sentence, and how many of each status."""
    return {
        "summary": summary(lines, place.period),
        "tally": [Count(status=status_of(code, place.unit), count=count) for code, count in status_counts(lines)],
    }


def report_answer(place: Place, code: str) -> dict[str, Any]:
    """One commission's row as it is stored now, with the head of the list."""
    lines = lines_of(place)
    line = next(line for line in lines if line.commission.code == code)
    return {"row": commission_row(line, place, may_plan=bool(plans.may_plan(place))), **head(lines, place)}


def figure_answer(place: Place, code: str, figure: str) -> dict[str, Any]:
    """One figure's row as it is stored now."""
    [line] = lines_of(place, code)
    one = next(one for one in line.figures if one.figure.code == figure)
    return {"row": figure_row(line.commission, one, place)}


def _plan_url(place: Place, name: str, owner: Commission | CommissionGroup, *, may_plan: bool) -> str:
    """The form of what stands in the board's own plan, for who may change it; another board's is changed there."""
    own = owner.board_id == place.unit.root.pk
    return place.url(f"commissions:{name}", code=owner.code) if may_plan and own else ""


def commission_row(line: Line, place: Place, *, may_plan: bool) -> CommissionRow:
    one, lang = line.commission, place.unit.root.language
    before = line.previous if not line.is_written else None
    return CommissionRow(
        dom_id=dom_id(one.key),
        number=one.shown_number,
        title=one.title,
        lang=lang,
        status=status_of(line.report.status, place.unit),
        receivers=receivers(one),
        reported=one.periodicity_shown,
        end=one.end,
        text=report_text(line.report, lang),
        gap=_("No analysis yet.") if line.is_reported else _("Is not to be reported in this period."),
        about=_about(one),
        targets=tuple(target.text for target in one.sub_targets.all()),
        saved=_saved(line.report),
        previous_label=place.previous.label if before and place.previous else "",
        previous_status=status_of(before.status, place.unit) if before else None,
        previous_text=report_text(before, lang) if before else "",
        edit_url=place.url("commissions:report", code=one.code) if place.may_write else "",
        url=place.url("commissions:commission", code=one.code),
        ask_url=place.ask_url(one.key),
        carried=line.report.carried_from.label if line.report.carried_from else "",
        parts=tuple(part_row(line, part, place) for part in line.parts),
        change_url=_plan_url(place, "change", one, may_plan=may_plan),
        parts_url=_plan_url(place, "plan_parts", one, may_plan=may_plan),
    )


def figure_row(commission: Commission, one: FigureLine, place: Place) -> FigureRow:
    figure, before = one.figure, one.previous
    previous = ""
    if before and not figure.version:
        previous = f"{before.period.label}: {format_fact(figure_fact(before))}"
    return FigureRow(
        dom_id=dom_id(figure.key),
        number=commission.shown_number,
        title=figure.label,
        lang=place.unit.root.language,
        fact=figure_fact(figure),
        source=figure.source,
        note=figure.note,
        saved=_saved(figure),
        previous=previous,
        edit_url=place.url("commissions:figure", code=commission.code, figure=figure.code) if place.may_write else "",
    )


def _saved(row) -> SavedBy | None:
    return SavedBy(name=row.saved_by.shown_name, at=row.saved_at) if row.version else None


def _about(one: Commission) -> tuple[tuple[str, str], ...]:
    """(label, value) of what is known about the commission itself."""
    continues = f"{one.predecessor.name} ({one.predecessor.year})" if one.predecessor else ""
    ended = f"{one.ended.body.name}, {date_text(one.ended.date)}, {one.ended.reference}" if one.ended else ""
    within = {True: _("Yes"), False: _("No")}.get(one.within_budget, "")
    facts = (
        (_("Given by"), one.giver.name),
        (_("Decided in"), one.origin),
        (_("Decision"), one.decision),
        (_("Start"), date_text(one.start)),
        (_("End"), date_text(one.end)),
        (_("Within the budget"), within),
        (_("Dimension"), one.dimension),
        (_("Owner"), one.owner_role),
        (_("Leader"), one.leader_role),
        (_("Continues"), continues),
        (str(one.ended.get_kind_display()) if one.ended else "", ended),
        (_("Source"), one.source),
    )
    return tuple((label, value) for label, value in facts if value)
