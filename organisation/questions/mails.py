"""The mails about a question: to those who may answer it, and to the one who asked it when it is answered."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from organisation import access
from organisation.mail import can_get_mail, one_line, portal_url, send
from organisation.models import Answer, Question, Unit, User


def mail_asked(question: Question) -> list[User]:
    """Tell those who may answer in the unit. In the board's language; returns those whom it could not be sent to."""
    roles = [role for role, actions in access.ACCESS.items() if "answer" in actions]
    units = _line(question.unit)
    people = User.objects.filter(memberships__unit__in=units, memberships__role__in=roles)
    people = people.exclude(pk=question.asked_by_id).distinct().order_by("pk")
    with translation.override(question.unit.root.language):
        subject = _("Question: %(subject)s") % {"subject": question.subject}
        context = _context(question) | {"who": one_line(question.asked_by.shown_name), "text": question.text}
        body = render_to_string("organisation/mail/asked.txt", context)
    return send(subject, body, can_get_mail(people))


def mail_answered(answer: Answer) -> list[User]:
    """Tell the one who asked. In the board's language; returns those whom it could not be sent to."""
    question = answer.question
    if question.asked_by_id == answer.answered_by_id:
        return []
    with translation.override(question.unit.root.language):
        subject = _("Answer: %(subject)s") % {"subject": question.subject}
        context = _context(question) | {"who": one_line(answer.answered_by.shown_name), "text": answer.text}
        body = render_to_string("organisation/mail/answered.txt", context)
    return send(subject, body, can_get_mail([question.asked_by]))


def _context(question: Question) -> dict[str, str]:
    where = {"unit": question.unit.slug, "period": question.period.slug}
    return {
        "unit": one_line(question.unit.name),
        "period": one_line(question.period.label),
        "subject": one_line(question.subject),
        "question": question.text,
        "url": portal_url("organisation:questions", **where) + f"#question-{question.pk}",
    }


def _line(unit: Unit) -> list[int]:
    """The unit and those above it: a role in any of them holds in it."""
    found = [unit.pk]
    while unit.parent_id:
        unit = unit.parent
        found.append(unit.pk)
    return found
