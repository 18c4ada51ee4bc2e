"""The mails about a submission. A mail that cannot be sent undoes nothing: it is logged and counted."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisation.actions.workflow import KIND
from organisation.models import ReportingPeriod, Revision, Submission, Unit, User

log = logging.getLogger(__name__)


def portal_url(name: str, **kwargs) -> str:
    """An address of the portal that works in a mail."""
    return settings.PORTAL_URL.rstrip("/") + reverse(name, kwargs=kwargs)


def submission_url(unit: Unit, period: ReportingPeriod) -> str:
    return portal_url("organisation:submission", unit=unit.slug, period=period.slug)


def can_get_mail(users: Iterable[User]) -> list[User]:
    """Those of them who log in and have an address."""
    return [user for user in users if user.is_active and not user.is_source and user.email]


def one_line(text: str) -> str:
    """Text that can stand in a mail's head: a line break in a name starts no new head."""
    return " ".join(text.split())


def send(subject: str, body: str, to: Iterable[User]) -> list[User]:
    """One mail to each, so that nobody sees the others' addresses; returns those whom it could not be sent to."""
    failed = []
    connection = get_connection()
    for user in to:
        mail = EmailMessage(one_line(subject), body, to=[user.email], connection=connection)
        try:
            mail.send()
        # A refused address is a ValueError, a server that does not answer an OSError.
        except (smtplib.SMTPException, OSError, ValueError):
            log.exception("mail to user %s could not be sent", user.pk)
            failed.append(user)
    return failed


def mail_returned(submission: Submission, *, by: User, reason: str) -> list[User]:
    """Tell who handed it in, and everyone who wrote in it, that it was returned, by whom, when and why.

    In the board's language. Returns those whom the mail could not be sent to.
    """
    unit, period = submission.unit, submission.period
    written = Revision.objects.filter(unit=unit, period=period).exclude(kind=KIND).values("by")
    people = User.objects.filter(pk__in=written) | User.objects.filter(pk=submission.submitted_by_id)
    people = people.exclude(pk=by.pk).distinct().order_by("pk")
    with translation.override(unit.root.language):
        names = {"unit": unit.name, "period": period.label}
        subject = _("Returned: %(unit)s, %(period)s") % names
        body = render_to_string(
            "organisation/mail_returned.txt",
            {
                "unit": one_line(unit.name),
                "period": one_line(period.label),
                "who": one_line(by.shown_name),
                "when": submission.returned_at or timezone.now(),
                "reason": reason.strip(),
                "url": submission_url(unit, period),
            },
        )
    return send(subject, body, can_get_mail(people))
