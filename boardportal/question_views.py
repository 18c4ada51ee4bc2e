"""Asking about a goal, a commission, a measure or a figure: what it is called, the wings' own sections say."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followup.numbers import format_fact
from organisation.places import Place, place_or_404
from organisation.questions import asking
from organisation.questions.forms import QuestionForm
from organisation.questions.mails import mail_asked
from organisation.questions.posting import posted, refuse
from reports.assembly import build_sections


@require_http_methods(["GET", "POST"])
def ask(request, unit, period, key):
    # Who wrote while the papers were opened again must not lose the text, but sees nothing of what they have become.
    action = None if request.method == "POST" else "view"
    place = place_or_404(request.user, unit, period, sealed=True, action=action)
    refuse(request, place, "ask")
    subject = subject_of(place, key, today=timezone.localdate()) if place.may("ask") else ""
    if place.may("ask") and not subject:
        raise Http404(_("There is nothing here to ask about."))

    def act(text):
        where = {"unit": place.unit, "period": place.period, "by": request.user}
        made = asking.ask(key=key, subject=subject, text=text, **where)
        return made.pk, lambda: mail_asked(made)

    form = QuestionForm(request.POST if request.method == "POST" else None)
    return posted(request, place, form, "ask", act, template="boardportal/ask.html", subject=subject)


def subject_of(place: Place, key: str, *, today: date) -> str:
    """What the thing with this key is called, in the board's language; "" where nothing has it. A figure with its
    value as it stands. The queries of one wing."""
    with translation.override(place.unit.root.language):
        wing = key.split(".")[0]
        sections = build_sections(unit=place.unit, period=place.period, today=today, prefix=f"{wing}.")
        for section in sections:
            for item in section.all_items():
                if item.key == key:
                    return item.title
            if key in (facts := section.all_facts()):
                return f"{facts[key].label}: {format_fact(facts[key])}"
    return ""
