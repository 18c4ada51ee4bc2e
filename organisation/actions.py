"""The one way to change what is reported: every verb is keyword-only, says who, and leaves a Revision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import access
from organisation.models import PeriodRow, Revision, State, Submission, User


class Refused(Exception):
    """The write is not allowed; the sentence says why."""


class Locked(Refused):
    """The submission is not open; the sentence says why and by whom."""


@dataclass
class Conflict(Exception):
    """Somebody saved first: `current` is the row as it stands, `base` what it was at the version that the
    refused write started from, by field."""

    current: PeriodRow
    base: dict[str, Any]


class Incomplete(Exception):
    """What is missing before submission, as sentences."""

    def __init__(self, missing):
        super().__init__(*missing)
        self.missing = tuple(missing)


def write(*, row: PeriodRow, version: int, changes: dict[str, Any], by: User, reason: str = "") -> PeriodRow:
    """Write `changes` to the row that `row` identifies, if it still has `version`; return it as it stands.

    A first entry posts version 0. Raises Locked where the submission is not open, Refused where `by` may
    not write in the unit, Conflict where the row has moved on. Nothing is changed then.
    """
    answer = access.has_role(by, "write", unit=row.unit)
    if not answer:
        raise Refused(answer.reason)
    with transaction.atomic():
        # The board's submission holds all of its units': a report that is approved does not change below.
        for unit in [row.unit] if row.unit.is_board else [row.unit.root, row.unit]:
            submission = _lock(unit, row.period)
            if not submission.is_open:
                raise Locked(submission.locked_reason())
        model = type(row)
        # Two first savers meet here: both find the row, one of them no longer at version 0. A row that is
        # gone since the form was made meets as a conflict too.
        model.objects.bulk_create([model(**row.identity())], ignore_conflicts=True)
        columns = {model._meta.get_field(name).attname: _plain(value) for name, value in changes.items()}
        before = model.objects.filter(**row.identity()).values("pk", *columns).get()
        pk = before.pop("pk")
        written = model.objects.filter(pk=pk, version=version).update(
            **columns, version=F("version") + 1, saved_at=timezone.now(), saved_by=by
        )
        current = model.objects.get(pk=pk)
        if not written:
            raise Conflict(current=current, base=_as_of(current, version, columns))
        _remember(current, before=before, after=columns, by=by, reason=reason)
    return current


def submit(*, submission: Submission, missing: Callable[[], list[str]], by: User) -> Submission:
    """Hand in. Raises Incomplete with what the caller finds missing, Refused where `by` may not.

    `missing` is asked while the submission is held, so that nothing is emptied in between.
    """
    with transaction.atomic():
        submission = _lock(submission.unit, submission.period)
        _allow(by, "submit", submission)
        if gaps := missing():
            raise Incomplete(gaps)
        return _move(submission, State.SUBMITTED, by=by, submitted_at=timezone.now(), submitted_by=by)


def send_back(*, submission: Submission, reason: str, by: User) -> Submission:
    """Return to whoever reports, with a reason. Raises Refused without one."""
    if not reason.strip():
        raise Refused(_("Say why it is returned, so that it can be mended."))
    with transaction.atomic():
        submission = _lock(submission.unit, submission.period)
        _allow(by, "return", submission)
        stamps = {"returned_at": timezone.now(), "returned_by": by, "return_reason": reason.strip()}
        return _move(submission, State.OPEN, by=by, reason=reason, **stamps)


def approve(*, submission: Submission, by: User) -> Submission:
    """Approve what somebody else handed in. Raises Refused where `by` may not, or wrote it."""
    with transaction.atomic():
        submission = _lock(submission.unit, submission.period)
        _allow(by, "approve", submission)
        if is_own(submission, by):
            raise Refused(_("Nobody approves what they wrote or handed in themselves. Ask another manager."))
        return _move(submission, State.APPROVED, by=by, approved_at=timezone.now(), approved_by=by)


def is_own(submission: Submission, user: User) -> bool:
    """Whether the user handed this in, or wrote any of it. One query."""
    written = Revision.objects.filter(unit=submission.unit, period=submission.period, by=user)
    return submission.submitted_by_id == user.pk or written.exclude(kind="organisation.submission").exists()


def unlock(*, submission: Submission, reason: str, by: User) -> Submission:
    """Open an approved submission again, with a reason that stays in the log."""
    if not reason.strip():
        raise Refused(_("Say why it is unlocked: the reason stays in the log."))
    with transaction.atomic():
        submission = _lock(submission.unit, submission.period)
        _allow(by, "unlock", submission)
        stamps = {"returned_at": timezone.now(), "returned_by": by, "return_reason": reason.strip()}
        return _move(submission, State.OPEN, by=by, reason=reason, **stamps)


def record_decided(*, unit, period, at, by: User, reason: str) -> Submission:
    """Mark a period that was decided before it came here as approved, by the source it was read from."""
    if not by.is_source:
        raise Refused(_("Only facts from source documents are recorded as already decided."))
    with transaction.atomic():
        submission = _lock(unit, period)
        stamps = {"submitted_at": at, "submitted_by": by, "approved_at": at, "approved_by": by}
        return _move(submission, State.APPROVED, by=by, reason=reason, **stamps)


def _lock(unit, period) -> Submission:
    """The submission, stored and held until the transaction ends, so that a write and a lock take turns."""
    Submission.objects.bulk_create([Submission(unit=unit, period=period)], ignore_conflicts=True)
    found = Submission.objects.select_for_update(of=("self",)) if _locks_rows() else Submission.objects
    return found.select_related("unit__board", "period", "submitted_by", "approved_by", "sealed_by").get(
        unit=unit, period=period
    )


def _locks_rows() -> bool:
    from django.db import connection

    # SQLite has no row locks: its transactions are IMMEDIATE, one writer at a time.
    return connection.features.has_select_for_update_of


def _allow(by, action, submission):
    answer = access.may(by, action, unit=submission.unit, submission=submission)
    if not answer:
        raise Refused(answer.reason)


def _move(submission: Submission, state: str, *, by: User, reason: str = "", **stamps) -> Submission:
    before = submission.state
    submission.state = state
    for name, value in stamps.items():
        setattr(submission, name, value)
    submission.save(update_fields=["state", *stamps])
    Revision.objects.create(
        unit=submission.unit,
        period=submission.period,
        kind="organisation.submission",
        key="submission",
        row_id=submission.pk,
        version=Revision.objects.filter(kind="organisation.submission", row_id=submission.pk).count() + 1,
        by=by,
        at=timezone.now(),
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
    return submission


def _plain(value):
    return value.pk if isinstance(value, models.Model) else value


def _remember(row: PeriodRow, *, before, after, by, reason):
    Revision.objects.create(
        unit_id=row.unit_id,
        period_id=row.period_id,
        kind=row._meta.label_lower,
        key=row.key,
        row_id=row.pk,
        version=row.version,
        by=by,
        at=row.saved_at,
        before=before,
        after=after,
        reason=reason,
    )


def _as_of(row: PeriodRow, version: int, columns) -> dict[str, Any]:
    """The values of `columns` at an earlier version: the first change after it tells what they were before."""
    base = {name: getattr(row, name) for name in columns}
    later = Revision.objects.filter(kind=row._meta.label_lower, row_id=row.pk, version__gt=version)
    for revision in later.order_by("-version"):
        base.update({name: value for name, value in revision.before.items() if name in base})
    return base
