"""What asking and answering share on the page: the text is kept whatever happens, and a mail that fails is said."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from organisation.actions import Refused
from organisation.models import User
from organisation.places import Place
from organisation.questions.asking import frozen


def refuse(request, place: Place, action: str) -> None:
    """Raise PermissionDenied where the reader may not do this here, with the reason. What is posted by somebody whose
    role does it is kept, whatever has become of the papers: `posted` says so."""
    answer = place.may(action)
    if not answer and (request.method != "POST" or not place.has_role(action)):
        raise PermissionDenied(_why_not(place, action, answer.reason))


def posted(request, place: Place, form, action: str, act: Callable[[str], tuple], *, template: str, **context):
    """The answer to a form with one text. `act` does it, and gives the question's primary key and what mails it.

    422 with what was typed where it is not valid, 409 with what was typed where the papers have moved on meanwhile.
    """
    status, error = 200, ""
    if request.method == "POST":
        status = 422
        if not (answer := place.may(action)):
            status, error = 409, _why_not(place, action, answer.reason)
        elif form.is_valid():
            try:
                pk, tell = act(form.cleaned_data["text"])
            except Refused as refused:
                status, error = 409, str(refused)
            else:
                transaction.on_commit(lambda: _told(request, tell))
                return redirect(f"{place.url('organisation:questions')}#question-{pk}")
    context |= {"place": place, "form": form, "error": error}
    return render(request, template, context, status=status)


def _why_not(place: Place, action: str, reason: str) -> str:
    """The reason, and what to do instead where the papers are sealed."""
    return (frozen(place.submission) if place.has_role(action) else "") or reason


def _told(request, tell: Callable[[], list[User]]) -> None:
    failed = tell()
    if failed:
        names = ", ".join(user.shown_name for user in failed)
        messages.warning(request, _("It is saved, but the mail could not be sent to %(names)s.") % {"names": names})
    else:
        messages.success(request, _("Saved, and mailed."))
