"""The made-up ledger of fixtures/exempelnamnden: given, reported and closed by the functions that pages call."""

from __future__ import annotations

from datetime import date
from typing import Any

from commissions import deciding, recording
from commissions.models import Commission, CommissionGroup, CommissionReport, Decision, Periodicity, ReportDate
from organisation import actions, administration
from organisation.administration.outlines import body_lines, outline_values
from organisation.models import Body, Unit, User
from organisation.outline import parse


def add_commissions(board: Unit, data: dict[str, Any], *, period: str, administrator: User, keeper: User) -> None:
    """The ledger of `data`: bodies, one heading, and commissions of several years, some of them closed since."""
    _set_bodies(board, data["bodies"], by=administrator)
    council, own = (Body.objects.get(organisation=board.organisation, name=data["bodies"][n][0]) for n in (0, 1))
    Body.objects.filter(pk=own.pk).update(unit=board)
    group = CommissionGroup.objects.create(board=board, code="fullmaktige", title=data["group"])
    known: dict[str, Commission] = {}
    for order, one in enumerate(data["ledger"], start=1):
        given = _give(
            board, one, order, group=group, giver=council, continues=known.get(one.get("continues")), by=keeper
        )
        given.receivers.add(own)
        known[one["number"]] = given
        _report(given, one, period, by=keeper)
        if "closed" in one:
            _close(given, one["closed"], by=keeper)


def _set_bodies(board: Unit, bodies: list[list[str]], *, by: User) -> None:
    lines = parse("\n".join(name for name, _kind in bodies), max_length=160)
    seen = administration.fingerprint(outline_values(body_lines(board)))
    administration.set_bodies(board=board, lines=lines, kinds=[kind for _name, kind in bodies], seen=seen, by=by)


def _give(board: Unit, one: dict[str, Any], order: int, *, group, giver, continues, by: User) -> Commission:
    commission = Commission(
        board=board,
        group=group,
        giver=giver,
        predecessor=continues,
        code=one["number"].lower(),
        number=one["number"],
        title=one["title"],
        short_title=one["title"].partition(": ")[2][:100].capitalize(),
        kind=Commission.Kind.COUNCIL,
        year=one["year"],
        origin_year=one["origin_year"],
        periodicity=Periodicity.YEAR,
        end=date.fromisoformat(one["end"]) if "end" in one else None,
        order=order,
    )
    given = date.fromisoformat(one["given"])
    stored = deciding.give(commission, by=by, on=given, paragraph=one["paragraph"], dnr=f"EX 1-{given.year}")
    days = [date.fromisoformat(day) for day in one.get("days", ())]
    month_only = one.get("month_only", False)
    ReportDate.objects.bulk_create(ReportDate(commission=stored, date=day, month_only=month_only) for day in days)
    return stored


def _report(commission: Commission, one: dict[str, Any], period: str, *, by: User) -> None:
    if "reported" not in one:
        return
    row = CommissionReport(
        unit=commission.board, period=commission.board.periods.get(slug=period), commission=commission
    )
    changes = {"status": one["reported"], "analysis": "Påhittat: så här kan en redovisning se ut."}
    actions.write(row=row, version=0, changes=changes, by=by)


def _close(commission: Commission, closed: list[str], *, by: User) -> None:
    day, paragraph, dnr = closed
    on = date.fromisoformat(day)
    values = {"kind": Decision.Kind.CLOSED, "body": commission.giver, "on": on, "paragraph": paragraph, "dnr": dnr}
    note = "Påhittat: i samband med årsredovisningen."
    recording.record(commission, values=values | {"note": note}, today=on, by=by)
