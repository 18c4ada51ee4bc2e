"""Writing a row: one function, whoever writes and wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from organisation import access
from organisation.actions.errors import AlreadySaved, Conflict, Locked, Refused
from organisation.actions.held import hold
from organisation.models import PeriodRow, ReportingPeriod, Revision, TabSave, User


@dataclass(frozen=True)
class Stamp:
    """Which save this is: of one browser tab, numbered there in the order of typing, from 1."""

    tab: str
    sequence: int


def write(
    *,
    row: PeriodRow,
    version: int,
    changes: dict[str, Any],
    by: User,
    reason: str = "",
    stamp: Stamp | None = None,
    carried_from: ReportingPeriod | None = None,
) -> PeriodRow:
    """Write `changes` to the row that `row` identifies, if it still has `version`; return it as it stands.

    A first entry posts version 0. Where nothing would change, nothing is written. `carried_from` marks the
    row as standing unchanged since that period; every other write takes the mark away.

    With a `stamp`, a tab's saves keep the order of typing, however late they come: its own saves since
    `version` are no conflict, since the tab typed on from them.

    Raises Locked where the submission is not open, Refused where `by` may not write in the unit, Conflict
    where somebody else moved the row on, AlreadySaved where the tab has saved this or later typing. Nothing
    is changed then.
    """
    answer = access.has_role(by, "write", unit=row.unit)
    if not answer:
        raise Refused(answer.reason)
    with transaction.atomic():
        refuse_locked(row)
        model = type(row)
        # Two first savers meet here: both find the row, one of them no longer at version 0. A row that is
        # gone since the form was made meets as a conflict too.
        model.objects.bulk_create([model(**row.identity())], ignore_conflicts=True)
        columns = plain_columns(model, changes, carried_from)
        before = model.objects.filter(**row.identity()).values("pk", "version", *columns).get()
        pk, stands_at = before.pop("pk"), before.pop("version")
        own = _own_latest(model, pk, stamp, by) if stamp else None
        if own:
            version = max(version, own.version)
        if stands_at and before == columns | {"carried_from_id": before["carried_from_id"]} and not carried_from:
            return _acknowledge(model.objects.get(pk=pk), stamp, by)
        refuse_guarded(row, before, columns, by)
        written = model.objects.filter(pk=pk, version=version).update(
            **columns, version=F("version") + 1, saved_at=timezone.now(), saved_by=by
        )
        current = model.objects.select_related("saved_by").get(pk=pk)
        if not written:
            raise Conflict(current=current, base=_as_of(current, version, set(columns) - {"carried_from_id"}))
        revision_of(current, before=before, after=columns, by=by, reason=reason, stamp=stamp).save()
        return _acknowledge(current, stamp, by)


def refuse_locked(row: PeriodRow) -> None:
    """Raises Locked where the unit is not there at the end of the period, or what it hands in is not open."""
    if gone := row.unit.gone_reason(row.period.end):
        raise Locked(gone)
    # The board's submission holds all of its units': a report that is approved does not change below.
    for unit in [row.unit] if row.unit.is_board else [row.unit.root, row.unit]:
        submission = hold(unit, row.period)
        if not submission.is_open:
            raise Locked(submission.locked_reason())


def refuse_guarded(row: PeriodRow, before: dict[str, Any], after: dict[str, Any], by: User) -> None:
    """Some fields need more than the right to write: their change is refused to whoever lacks it, from any page."""
    for name, action in row.GUARDED.items():
        attname = row._meta.get_field(name).attname
        is_changed = attname in after and before[attname] != after[attname]
        if is_changed and not (answer := access.has_role(by, action, unit=row.unit)):
            raise Refused(answer.reason)


def _own_latest(model, pk: int, stamp: Stamp, by: User) -> TabSave | None:
    """The tab's own latest save: what it types on from, also where the answer never reached it."""
    latest = TabSave.objects.filter(**_of_tab(model, pk, stamp, by)).first()
    if latest is not None and latest.sequence >= stamp.sequence:
        raise AlreadySaved(row=model.objects.select_related("saved_by").get(pk=pk), version=latest.version)
    return latest


def _acknowledge(row: PeriodRow, stamp: Stamp | None, by: User) -> PeriodRow:
    """Remember the save as the tab's latest, also where it said what stood already: an earlier one, that it has
    taken back since, comes too late then."""
    if stamp:
        latest = {"sequence": stamp.sequence, "version": row.version, "at": timezone.now()}
        TabSave.objects.update_or_create(**_of_tab(type(row), row.pk, stamp, by), defaults=latest)
    return row


def _of_tab(model, pk: int, stamp: Stamp, by: User) -> dict[str, Any]:
    return {"kind": model._meta.label_lower, "row_id": pk, "tab": stamp.tab, "by": by}


def plain_columns(
    model: type[PeriodRow], changes: dict[str, Any], carried_from: ReportingPeriod | None
) -> dict[str, Any]:
    """What is to stand in the row, by column."""
    columns = {model._meta.get_field(name).attname: _plain(value) for name, value in changes.items()}
    return columns | {"carried_from_id": carried_from.pk if carried_from else None}


def _plain(value):
    return value.pk if isinstance(value, models.Model) else value


def revision_of(row: PeriodRow, *, before, after, by: User, reason: str, stamp: Stamp | None = None) -> Revision:
    """What is remembered of one write, not stored yet."""
    # The mark of what is carried over is remembered where it changes, not beside each text.
    marks = {} if before["carried_from_id"] != after["carried_from_id"] else {"carried_from_id"}
    return Revision(
        unit_id=row.unit_id,
        period_id=row.period_id,
        kind=row._meta.label_lower,
        key=row.key,
        row_id=row.pk,
        version=row.version,
        by=by,
        at=row.saved_at,
        before={name: value for name, value in before.items() if name not in marks},
        after={name: value for name, value in after.items() if name not in marks},
        reason=reason,
        tab=stamp.tab if stamp else "",
        sequence=stamp.sequence if stamp else 0,
    )


def _as_of(row: PeriodRow, version: int, columns: set[str]) -> dict[str, Any]:
    """The values of `columns` at an earlier version: the first change after it tells what they were before."""
    base = {name: getattr(row, name) for name in columns}
    later = Revision.objects.filter(kind=row._meta.label_lower, row_id=row.pk, version__gt=version)
    for revision in later.order_by("-version"):
        base.update({name: value for name, value in revision.before.items() if name in base})
    return base
