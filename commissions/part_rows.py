"""The parts of commissions and the grants in the list, as its templates show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commissions.facts import grant_fact, left_fact, used_fact
from commissions.grants import GrantLine, read_grants
from commissions.part_forms import status_choices
from commissions.reading import Line, PartLine, read_lines
from commissions.words import part_status
from followup.numbers import date_text
from followup.sections import Fact, Status
from followup.status import step
from organisation import plans
from organisation.entry import dom_id
from organisation.places import Place


@dataclass(frozen=True)
class Quick:
    """The status as a choice in the list: (code, label) of each step, and what a save needs to know."""

    url: str
    version: int
    choices: list[tuple[str, str]]
    symbol: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """One part of a commission in the list, below it."""

    dom_id: str
    number: str
    kind: str
    title: str
    lang: str
    status: Status
    meta: tuple[str, ...]
    comment: str
    quick: Quick | None = None
    saved: Any = None
    carried: str = ""
    previous_label: str = ""
    previous_status: Status | None = None
    edit_url: str = ""


@dataclass(frozen=True, kw_only=True)
class GrantRow:
    """One grant in the list: what was granted, what is used and what is left."""

    dom_id: str
    number: str
    title: str
    lang: str
    amount: Fact
    used: Fact
    left: Fact
    about: str
    note: str
    saved: Any = None
    edit_url: str = ""
    change_url: str = ""


def part_row(line: Line, one: PartLine, place: Place) -> PartRow:
    before = one.previous if not one.is_written else None
    return PartRow(
        dom_id=dom_id(one.part.key),
        number=line.commission.shown_number,
        kind=str(one.part.get_kind_display()),
        title=one.part.title,
        lang=place.unit.root.language,
        status=part_status(one.part, one.report.status, place.unit),
        meta=_meta(one),
        comment=one.report.comment,
        quick=_quick(line, one, place) if place.may_write else None,
        saved=one.report if one.is_written else None,
        carried=one.report.carried_from.label if one.report.carried_from else "",
        previous_label=place.previous.label if before and place.previous else "",
        previous_status=part_status(one.part, before.status, place.unit) if before else None,
        edit_url=_url(line, one, place, "part") if place.may_write else "",
    )


def grant_rows(found: list[GrantLine], place: Place, *, may_plan: bool) -> list[GrantRow]:
    """The board's grants, on the board's own page."""
    return [_grant_row(one, place, may_plan=may_plan) for one in found] if place.unit.is_board else []


def part_answer(place: Place, code: str, part: str) -> dict[str, Any]:
    """One part's row as it is stored now."""
    [line] = read_lines(unit=place.unit, period=place.period, previous=place.previous, code=code)
    return {"row": part_row(line, next(one for one in line.parts if one.part.code == part), place)}


def grant_answer(place: Place, code: str) -> dict[str, Any]:
    """One grant's row as it is stored now."""
    found = read_grants(unit=place.unit, period=place.period)
    one = next(one for one in found if one.grant.code == code)
    return {"row": _grant_row(one, place, may_plan=bool(plans.may_plan(place)))}


def _meta(one: PartLine) -> tuple[str, ...]:
    """What is known of the part itself, in words."""
    until = _("until %(day)s") % {"day": date_text(one.part.end)} if one.part.end else ""
    preliminary = _("preliminary") if one.part.is_preliminary else ""
    return tuple(filter(None, (preliminary, one.part.responsible_role, until)))


def _quick(line: Line, one: PartLine, place: Place) -> Quick:
    scale = one.part.scale
    look = step(scale, one.report.status)
    choices = status_choices(scale, place.unit.words(scale))
    return Quick(_url(line, one, place, "quick_part"), one.report.version, choices, look.symbol, look.tone)


def _url(line: Line, one: PartLine, place: Place, name: str) -> str:
    return place.url(f"commissions:{name}", code=line.commission.code, part=one.part.code)


def _grant_row(one: GrantLine, place: Place, *, may_plan: bool) -> GrantRow:
    grant, use = one.grant, one.use
    return GrantRow(
        dom_id=dom_id(use.key),
        number=grant.commission.shown_number if grant.commission else "",
        title=grant.name,
        lang=place.unit.root.language,
        amount=grant_fact(grant, place.unit, place.period),
        used=used_fact(grant, use, place.unit, place.period),
        left=left_fact(grant, use, place.unit, place.period),
        about=grant.giver,
        note=use.note,
        saved=use if use.version else None,
        edit_url=place.url("commissions:grant", code=grant.code) if place.may_write else "",
        change_url=place.url("commissions:change_grant", code=grant.code) if may_plan else "",
    )
