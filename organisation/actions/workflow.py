"""The verbs on a submission: submit, return, approve, unlock, seal, correct. Each is atomic and leaves a Revision."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import access
from organisation.actions.errors import Incomplete, Locked, MovedOn, Refused
from organisation.actions.held import hold, hold_board
from organisation.models import Answer, PlanChange, Question, ReportingPeriod, Revision, State, Submission, Unit, User

KIND = "organisation.submission"


def seen_of(unit: Unit, period: ReportingPeriod) -> int:
    """What a reader of the unit's report has in sight: the latest changes so far in it or below it, in the board's
    plans, and in what is asked about it and answered. One query.

    Whoever approves or seals posts it back; a change since then makes a greater number.
    """
    units = Unit.objects.of_board(unit) if unit.is_board else [unit]
    texts = Revision.objects.filter(unit__in=units, period=period).exclude(kind=KIND)
    plans = PlanChange.objects.filter(board=unit.root)
    asked = Question.objects.filter(unit__in=units, period=period)
    answered = Answer.objects.filter(question__unit__in=units, question__period=period)
    latest = [models.Subquery(some.order_by("-pk").values("pk")[:1]) for some in (texts, plans, asked, answered)]
    return sum(filter(None, Unit.objects.values_list(*latest).get(pk=unit.pk)))


def submit(*, submission: Submission, missing: Callable[[], list[str]], by: User) -> Submission:
    """Hand in. Raises Incomplete with what the caller finds missing, Refused where `by` may not.

    `missing` is asked while the submission is held, so that nothing is emptied in between.
    """
    with transaction.atomic():
        submission = _hold_below_open_board(submission)
        _allow(by, "submit", submission)
        if gaps := missing():
            raise Incomplete(gaps)
        return _move(submission, State.SUBMITTED, by=by, submitted_at=timezone.now(), submitted_by=by)


def send_back(*, submission: Submission, reason: str, by: User) -> Submission:
    """Return to whoever reports, with a reason. Raises Refused without one."""
    if not reason.strip():
        raise Refused(_("Say why it is returned, so that it can be mended."))
    with transaction.atomic():
        submission = _hold_below_open_board(submission)
        _allow(by, "return", submission)
        return _reopen(submission, reason, by)


def approve(*, submission: Submission, by: User, seen: int) -> Submission:
    """Approve what somebody else handed in and what was read: `seen` is what `seen_of` said then.

    Raises Refused where `by` may not, or wrote it; MovedOn where something has changed since it was seen.
    """
    with transaction.atomic():
        submission = _hold_below_open_board(submission)
        _allow(by, "approve", submission)
        if is_own(submission, by):
            raise Refused(_("Nobody approves what they wrote or handed in themselves. Ask another manager."))
        _refuse_unseen(submission, seen)
        return _move(submission, State.APPROVED, by=by, approved_at=timezone.now(), approved_by=by)


def is_own(submission: Submission, user: User) -> bool:
    """Whether the user handed this in, or wrote any of it. One query."""
    written = Revision.objects.filter(unit=submission.unit, period=submission.period, by=user)
    return submission.submitted_by_id == user.pk or written.exclude(kind=KIND).exists()


def unlock(*, submission: Submission, reason: str, by: User) -> Submission:
    """Open an approved submission again, with a reason that stays in the log."""
    if not reason.strip():
        raise Refused(_("Say why it is unlocked: the reason stays in the log."))
    with transaction.atomic():
        submission = _hold_below_open_board(submission)
        _allow(by, "unlock", submission)
        return _reopen(submission, reason, by)


def seal(*, board: Unit, period: ReportingPeriod, by: User, seen: int, store: Callable[[], object]) -> Submission:
    """Lock the board's report and every unit's with it; `store` keeps the sealed report in the same transaction.

    Raises Refused where `by` may not, MovedOn where something has changed since it was seen.
    """
    with transaction.atomic():
        submission, *units = hold_board(board, period)
        _allow(by, "seal", submission)
        _refuse_unseen(submission, seen)
        store()
        for one in [submission, *units]:
            if one.state != State.SEALED:
                _lock_for_good(one, by)
        return submission


def correct(*, submission: Submission, reason: str, by: User) -> Submission:
    """Open a sealed report for a correction. What was sealed stays; sealing again makes a numbered correction.

    The board's units stay sealed; one of them can be opened too once the board's report is.
    """
    if not reason.strip():
        raise Refused(_("Say why the report is corrected: the reason stands in the correction."))
    with transaction.atomic():
        submission = _hold_below_open_board(submission)
        _allow(by, "correct", submission)
        return _reopen(submission, reason, by)


def record_decided(*, unit, period, at, by: User, reason: str) -> Submission:
    """Mark a period that was decided before it came here as approved, by the source it was read from."""
    if not by.is_source:
        raise Refused(_("Only facts from source documents are recorded as already decided."))
    with transaction.atomic():
        submission = hold(unit, period)
        stamps = {"submitted_at": at, "submitted_by": by, "approved_at": at, "approved_by": by}
        return _move(submission, State.APPROVED, by=by, reason=reason, **stamps)


def _hold_below_open_board(submission: Submission) -> Submission:
    """The submission, held. What a unit hands in is the board's affair as soon as the board has handed in: nothing
    happens to it then until the board's own is opened."""
    unit, period = submission.unit, submission.period
    if not unit.is_board:
        # The board's first: the order in which a write holds them too.
        board = hold(unit.root, period)
        if not board.is_open:
            raise Locked(board.locked_reason())
    return hold(unit, period)


def _allow(by, action, submission):
    answer = access.may(by, action, unit=submission.unit, submission=submission)
    if not answer:
        raise Refused(answer.reason)


def _refuse_unseen(submission: Submission, seen: int) -> None:
    if seen != seen_of(submission.unit, submission.period):
        raise MovedOn(_("Something has changed since you opened the page. Read it again before you decide."))


def _reopen(submission: Submission, reason: str, by: User) -> Submission:
    reason = reason.strip()
    stamps = {"returned_at": timezone.now(), "returned_by": by, "return_reason": reason}
    return _move(submission, State.OPEN, by=by, reason=reason, **stamps)


def _lock_for_good(submission: Submission, by: User) -> None:
    """Sealed with the board's report, whatever it was: who answers for a unit that handed in nothing is the sealer."""
    now = timezone.now()
    stamps = {"sealed_at": now, "sealed_by": by}
    for verb in ("submitted", "approved"):
        if getattr(submission, f"{verb}_at") is None:
            stamps |= {f"{verb}_at": now, f"{verb}_by": by}
    _move(submission, State.SEALED, by=by, **stamps)


def _move(submission: Submission, state: str, *, by: User, reason: str = "", **stamps) -> Submission:
    before = submission.state
    submission.state = state
    for name, value in stamps.items():
        setattr(submission, name, value)
    submission.save(update_fields=["state", *stamps])
    Revision.objects.create(
        unit=submission.unit,
        period=submission.period,
        kind=KIND,
        key="submission",
        row_id=submission.pk,
        version=Revision.objects.filter(kind=KIND, row_id=submission.pk).count() + 1,
        by=by,
        at=timezone.now(),
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
    return submission
