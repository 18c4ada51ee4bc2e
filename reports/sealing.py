"""Sealing the board's report: its data and its PDF are written once, hashed and kept, and everything is locked.

The PDF takes seconds, so that it is written before the transaction begins: nobody waits for a lock meanwhile. What
has changed since the sealer saw it is refused inside the transaction.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisation import access, actions
from organisation.actions.workflow import KIND
from organisation.models import ReportingPeriod, Revision, State, Submission, Unit, User
from reports import exports
from reports.assembly import Payload
from reports.compare import live_report
from reports.exceptions import not_judged, with_exceptions
from reports.models import SealedReport


def seal_report(
    *,
    board: Unit,
    period: ReportingPeriod,
    by: User,
    seen: int,
    diary_number: str,
    paragraph: str,
    decided_on: date,
    reason: str = "",
    exceptions: bool = False,
    today: date,
) -> SealedReport:
    """Seal the approved report as it was seen: `seen` is what `actions.seen_of` said then. A few seconds.

    The first one is number 0 and takes no reason; the next are corrections, which need one. Raises Refused where
    `by` may not, the report is not approved or something is missing, MovedOn where it is not what was seen.
    `exceptions` says that goals which cannot be judged are known of: they are printed in the report.
    """
    submission = Submission.objects.of(board, period)
    if not (answer := access.may(by, "seal", unit=board, submission=submission)):
        raise actions.Refused(answer.reason)
    number = next_number(board, period)
    _refuse_halves(board, number, diary_number, paragraph, reason)
    if fault := date_fault(decided_on, period=period, today=today):
        raise actions.Refused(fault)
    draft = live_report(unit=board, period=period, today=today)
    if not exceptions and not_judged(draft):
        raise actions.Refused(_("Some goals cannot be judged. Say that the report is sealed with these exceptions."))
    payload = replace(
        with_exceptions(draft),
        is_draft=False,
        state=_state_in(board.language),
        diary_number=diary_number.strip(),
        paragraph=paragraph_number(paragraph),
        decided_on=decided_on.isoformat(),
        sealed_on=today.isoformat(),
        correction=number,
        correction_reason=reason.strip(),
    )
    row = _row(payload, board=board, period=period, by=by, decided_on=decided_on)
    actions.seal(board=board, period=period, by=by, seen=seen, store=lambda: _store(row))
    return row


def next_number(unit: Unit, period: ReportingPeriod) -> int:
    """The number that the next seal gets: 0 for the report itself, then its corrections. One query."""
    return SealedReport.objects.filter(unit=unit, period=period).count()


def reason_given(submission: Submission) -> str:
    """Why the sealed report was opened for a correction, from the log; "" where it has not been. One query."""
    opened = Revision.objects.filter(kind=KIND, row_id=submission.pk, before__state=State.SEALED)
    latest = opened.order_by("-version").first()
    return latest.reason if latest else ""


def paragraph_number(text: str) -> str:
    """The paragraph of the minutes without its sign: «45» of «§ 45»."""
    return text.replace("§", " ").strip()


def date_fault(decided_on: date, *, period: ReportingPeriod, today: date) -> str:
    """Why the report cannot have been decided on that day, in words; "" where it can."""
    if decided_on > today:
        return _("The day of the decision has not come yet.")
    if decided_on < period.end:
        return _("The day of the decision is before the end of the period.")
    return ""


def _state_in(language: str) -> str:
    with translation.override(language):
        return str(State.SEALED.label)


def _refuse_halves(board: Unit, number: int, diary_number: str, paragraph: str, reason: str) -> None:
    if not board.is_board:
        raise actions.Refused(_("The board's report is sealed, and its units' with it."))
    if not diary_number.strip() or not paragraph_number(paragraph):
        raise actions.Refused(_("Give the diary number and the paragraph of the decision."))
    if number and not reason.strip():
        raise actions.Refused(_("Say why the report is corrected: the reason stands in the correction."))
    if not number and reason.strip():
        raise actions.Refused(_("Only a correction has a reason."))


def _row(payload: Payload, *, board: Unit, period: ReportingPeriod, by: User, decided_on: date) -> SealedReport:
    """The row with its bytes and their hashes, not stored yet."""
    text, pdf = exports.json_text(payload), exports.pdf(payload)
    return SealedReport(
        unit=board,
        period=period,
        number=payload.correction,
        payload=text,
        payload_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        diary_number=payload.diary_number,
        paragraph=payload.paragraph,
        decided_on=decided_on,
        reason=payload.correction_reason,
        sealed_by=by,
    )


def _store(row: SealedReport) -> None:
    """Inside the transaction of the seal, which holds the board's submission: nobody else numbers now."""
    if next_number(row.unit, row.period) != row.number:
        raise actions.MovedOn(_("The report has been sealed by somebody else meanwhile. Read that one first."))
    row.sealed_at = timezone.now()
    row.save(force_insert=True)
