"""Loads a board's commissions and what was reported about them. Creates what is missing, overwrites nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from commissions.deciding import give
from commissions.models import (
    Commission,
    CommissionFigure,
    CommissionGroup,
    CommissionReport,
    Grant,
    GrantUse,
    Part,
    PartReport,
    ReportDate,
    SubTarget,
)
from followup.numbers import UNIT_FACTORS
from organisation.fixtures import ensure, enter_once, read
from organisation.models import Body, ReportingPeriod, Unit, User


def load(*, board: Unit, folder: Path, source: User):
    """Read `commissions.json`: definitions, then the reports and figures of each period, by the source."""
    data = read(folder, "commissions")
    _define(board, data["definitions"], source)
    for slug, rows in data["periods"].items():
        period = ReportingPeriod.objects.get(board=board, slug=slug)
        _report(board, period, rows, source)


def _define(board: Unit, data: dict, source: User):
    for order, one in enumerate(data["groups"], start=1):
        ensure(CommissionGroup, board=board, code=one["code"], defaults={**one, "order": order})
    groups = {group.code: group for group in board.commission_groups.all()}
    bodies = {body.code: body for body in Body.objects.filter(organisation=board.organisation_id)}
    known: dict[str, Commission] = {}
    for order, one in enumerate(data["commissions"], start=1):
        known[one["code"]] = _commission(board, {**one, "order": order}, groups, bodies, known, source)
    for order, one in enumerate(data.get("grants", []), start=1):
        serves = {"commission": known[one["commission"]]} if "commission" in one else {}
        values = one | _amount(one) | serves | {"order": order}
        ensure(Grant, board=board, code=one["code"], defaults=values)


def _commission(board, one: dict, groups, bodies, known, source) -> Commission:
    receivers, decided = one.pop("receivers"), one.pop("decision", {})
    beside = {name: one.pop(name, []) for name in ("sub_targets", "report_dates", "parts")}
    values = one | _amount(one) | {"group": groups[one["group"]], "giver": bodies[one["giver"]]}
    if "predecessor" in one:
        values["predecessor"] = known[one["predecessor"]]
    found = Commission.objects.filter(board=board, code=one["code"]).first()
    found = found or give(Commission(board=board, **values), by=source, **_decided(decided))
    if not found.receivers.exists():
        found.receivers.set(bodies[code] for code in receivers)
    _beside(found, **beside)
    return found


def _beside(commission: Commission, *, sub_targets: list[str], report_dates: list[dict], parts: list[dict]):
    """What a commission consists of: its targets, the days it is reported, and its parts, each after its parent. Of
    a sort that somebody has entered, nothing is added."""
    if not commission.sub_targets.exists():
        for order, text in enumerate(sub_targets, start=1):
            SubTarget.objects.create(commission=commission, order=order, text=text)
    if not commission.report_dates.exists():
        for one in report_dates:
            ReportDate.objects.create(commission=commission, **one)
    known: dict[str, Part] = {}
    for order, one in enumerate([] if commission.parts.exists() else parts, start=1):
        within = {"parent": known[one["parent"]]} if "parent" in one else {}
        known[one["code"]] = Part.objects.create(commission=commission, **{**one, **within, "order": order})


def _report(board: Unit, period: ReportingPeriod, rows: dict, source: User):
    known = {commission.code: commission for commission in board.commissions.all()}
    for one in rows["reports"]:
        row = CommissionReport(unit=board, period=period, commission=known[one.pop("commission")])
        enter_once(row, one, by=source)
    for order, one in enumerate(rows["figures"], start=1):
        commission = known[one.pop("commission")]
        row = CommissionFigure(unit=board, period=period, commission=commission, code=one.pop("code"))
        enter_once(row, _figure(one) | {"order": order}, by=source)
    _parts(board, period, rows.get("parts", []), source)
    for one in rows.get("grants", []):
        row = GrantUse(unit=board, period=period, grant=Grant.objects.get(board=board, code=one.pop("grant")))
        enter_once(row, _used(one), by=source)


def _parts(board: Unit, period: ReportingPeriod, rows: list[dict], source: User):
    parts = Part.objects.filter(commission__board=board).select_related("commission")
    known = {(part.commission.code, part.code): part for part in parts}
    for one in rows:
        part = known[one.pop("commission"), one.pop("part")]
        enter_once(PartReport(unit=board, period=period, part=part), one, by=source)


def _used(one: dict) -> dict:
    """A grant's use in kronor, and the decimals that it was given with."""
    given = Decimal(one.pop("used"))
    return {**one, "used": given * UNIT_FACTORS[one.pop("unit")], "decimals": _decimals(given)}


def _figure(one: dict) -> dict:
    """A figure's columns: money in kronor, and the decimals that the value was given with."""
    unit, value = one.pop("unit"), one.pop("value")
    given = None if value is None else Decimal(value)
    return {
        **one,
        "value": None if given is None else given * UNIT_FACTORS.get(unit, Decimal(1)),
        "value_unit": unit,
        "decimals": _decimals(given),
    }


def _decided(one: dict) -> dict:
    """What is known of the decision that gave a commission: its day, paragraph, diary number and a remark."""
    day = {"on": date.fromisoformat(one["date"])} if "date" in one else {}
    return day | {name: value for name, value in one.items() if name != "date"}


def _amount(one: dict) -> dict:
    """The columns of an amount given in its own unit: «250», «mnkr»."""
    if one.get("amount") is None:
        return {}
    given = Decimal(one["amount"])
    return {"amount": given * UNIT_FACTORS[one["amount_unit"]], "amount_decimals": _decimals(given)}


def _decimals(value: Decimal | None) -> int:
    return 0 if value is None else max(0, -value.as_tuple().exponent)
