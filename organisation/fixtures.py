"""Loads facts that were read from source documents. Creates what is missing and never overwrites."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils import timezone

from organisation import actions
from organisation.models import (
    Body,
    DeviationArea,
    Frame,
    Meeting,
    Membership,
    Organisation,
    PeriodRow,
    ReportingPeriod,
    Role,
    Submission,
    Unit,
    User,
)

SOURCE_USERNAME = "kalldokument"


def read(folder: Path, name: str) -> Any:
    """One file of a board's folder, as data."""
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def ensure(model: type[Model], *, defaults: dict[str, Any] | None = None, **lookup) -> Any:
    """The object with this lookup, created with the defaults where it is missing. Never changes one."""
    return model.objects.get_or_create(**lookup, defaults=defaults or {})[0]


def enter_once(row: PeriodRow, changes: dict[str, Any], *, by: User) -> bool:
    """Write a first entry the way everybody writes; leave a row that somebody has written as it is."""
    if type(row).objects.filter(**row.identity(), version__gt=0).exists():
        return False
    submission = Submission.objects.of(row.unit, row.period)
    if not submission.is_open:
        return False
    actions.write(row=row, version=0, changes=changes, by=by, reason="Källdokument")
    return True


def source_user() -> User:
    """«källdokument»: writes what was read from source documents, and cannot log in."""
    user, created = User.objects.get_or_create(
        username=SOURCE_USERNAME, defaults={"title": "källdokument", "is_source": True, "is_active": False}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def load_organisation(folder: Path, *, source: User) -> Unit:
    """The board with its units, frames, bodies, deviation areas, periods and meetings; returns the board."""
    data = read(folder, "organisation")
    organisation = ensure(Organisation, name=data["organisation"]["name"], defaults=data["organisation"])
    board = ensure(Unit, slug=data["board"]["slug"], defaults={**data["board"], "organisation": organisation})
    for one in data["units"]:
        ensure(Unit, slug=one["slug"], defaults={**one, "organisation": organisation, "parent": board, "board": board})
    for model, name in ((Frame, "frames"), (DeviationArea, "deviation_areas")):
        for order, one in enumerate(data[name], start=1):
            parent = {"parent": Frame.objects.get(board=board, code=one.pop("parent"))} if "parent" in one else {}
            ensure(model, board=board, code=one["code"], defaults={**one, **parent, "order": order})
    for order, one in enumerate(data["bodies"], start=1):
        unit = {"unit": board} if one.get("unit") == board.slug else {}
        ensure(Body, organisation=organisation, code=one["code"], defaults={**one, **unit, "order": order})
    for one in data["periods"]:
        ensure(ReportingPeriod, board=board, slug=one["slug"], defaults=one)
    for one in data.get("meetings", []):
        period = {"period": ReportingPeriod.objects.get(board=board, slug=one["period"])} if "period" in one else {}
        ensure(Meeting, board=board, date=one["date"], defaults=period)
    ensure(Membership, user=source, unit=board, role=Role.PLANNER)
    return board


def record_decided_periods(folder: Path, board: Unit, *, source: User):
    """Mark the periods that the sources had decided as approved, for the board and each of its units."""
    for one in read(folder, "organisation")["decided"]:
        period = ReportingPeriod.objects.get(board=board, slug=one["period"])
        at = timezone.make_aware(datetime.fromisoformat(one["at"]))
        for unit in Unit.objects.of_board(board):
            submission = Submission.objects.of(unit, period)
            # One that was approved before has been unlocked since, by somebody with a reason.
            if submission.is_open and submission.approved_at is None:
                actions.record_decided(unit=unit, period=period, at=at, by=source, reason=one["reason"])
