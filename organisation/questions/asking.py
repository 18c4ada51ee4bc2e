"""Asking and answering: each verb is keyword-only, says who, and is atomic. Nothing is added to what is sealed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import access
from organisation.actions import Locked, Refused
from organisation.actions.held import hold
from organisation.models import Answer, Question, ReportingPeriod, State, Submission, Unit, User


def ask(*, unit: Unit, period: ReportingPeriod, key: str, subject: str, text: str, by: User) -> Question:
    """Put a question about one thing that the unit reports. `key` and `subject` say what it is about.

    Raises Refused where `by` may not ask, Locked where the papers are sealed.
    """
    with transaction.atomic():
        _allow(by, "ask", hold(unit, period))
        text = _said(text)
        return Question.objects.create(
            unit=unit,
            period=period,
            key=key,
            subject=subject[:500],
            text=text,
            asked_at=timezone.now(),
            asked_by=by,
        )


def answer(*, question: Question, text: str, by: User) -> Answer:
    """Answer a question, or add to what has been answered.

    Raises Refused where `by` may not answer, Locked where the papers are sealed.
    """
    with transaction.atomic():
        _allow(by, "answer", hold(question.unit, question.period))
        text = _said(text)
        return Answer.objects.create(question=question, text=text, answered_at=timezone.now(), answered_by=by)


def frozen(submission: Submission) -> str:
    """Why nothing more is asked or answered, and what to do instead; "" where the papers are not sealed."""
    if submission.state != State.SEALED:
        return ""
    return _("The papers are sealed, with the questions and answers as they stood. Ask at the next meeting.")


def _allow(by: User, action: str, submission: Submission) -> None:
    # Held by a seal or let go by it: a question and a seal take turns.
    granted = access.may(by, action, unit=submission.unit, submission=submission)
    if granted:
        return
    if (reason := frozen(submission)) and access.has_role(by, action, unit=submission.unit):
        raise Locked(reason)
    raise Refused(granted.reason)


def _said(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write something first."))
    return text.strip()
