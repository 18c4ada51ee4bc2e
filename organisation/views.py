"""Where a submission stands, and the manager's and the controller's verbs: return, approve, unlock."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation import actions
from organisation.forms import ReasonForm
from organisation.mail import mail_returned
from organisation.places import Place, place_or_404
from organisation.submission_page import submission_page


@require_safe
def submission(request, unit, period):
    """The page that every verb comes back to."""
    place = place_or_404(request.user, unit, period)
    return _page(request, place)


def send_back(request, unit, period):
    return _with_reason(request, unit, period, "return")


def unlock(request, unit, period):
    return _with_reason(request, unit, period, "unlock")


def approve(request, unit, period):
    place = place_or_404(request.user, unit, period)
    if request.method != "POST":
        return redirect(place.url("organisation:submission"))
    seen = _seen(request)
    try:
        actions.approve(submission=place.submission, by=request.user, seen=seen)
    except actions.MovedOn as error:
        return _page(request, place, status=409, error=str(error), seen=seen)
    except actions.Refused as error:
        return _refused(request, place, "approve", str(error))
    messages.success(request, _("Approved."))
    return redirect(place.url("organisation:submission"))


def _with_reason(request, unit, period, code):
    """Return or unlock. Whatever is refused, the reason that was typed is still on the page."""
    place = place_or_404(request.user, unit, period)
    if request.method != "POST":
        return redirect(place.url("organisation:submission"))
    form = ReasonForm(request.POST)
    typed = request.POST.get("reason", "")
    if place.may(code) and not form.is_valid():
        error = " ".join(form.errors.get("reason", [])) if typed.strip() else _no_reason(code)
        return _page(request, place, status=422, error=error, typed=typed, typed_for=code)
    try:
        _do(request, place, code, typed)
    except actions.Refused as error:
        return _refused(request, place, code, str(error), typed=typed)
    return redirect(place.url("organisation:submission"))


def _do(request, place: Place, code: str, reason: str) -> None:
    if code == "unlock":
        actions.unlock(submission=place.submission, reason=reason, by=request.user)
        messages.success(request, _("Unlocked. The reason is kept in the log."))
        return
    returned = actions.send_back(submission=place.submission, reason=reason, by=request.user)
    messages.success(request, _("Returned. The reason is kept in the log."))
    transaction.on_commit(lambda: _tell(request, returned, reason))


def _tell(request, returned, reason: str) -> None:
    """Mail those who are to mend it; a mail that fails is said and undoes nothing."""
    failed = mail_returned(returned, by=request.user, reason=reason)
    if failed:
        names = ", ".join(user.shown_name for user in failed)
        messages.warning(request, _("It is returned, but the mail could not be sent to %(names)s.") % {"names": names})


def _no_reason(code: str) -> str:
    if code == "unlock":
        return _("Say why it is unlocked: the reason stays in the log.")
    return _("Say why it is returned, so that it can be mended.")


def _refused(request, place: Place, code: str, error: str, *, typed: str = ""):
    """409 where the reader's role does this but the submission has moved on, 403 where somebody else must."""
    place = place_or_404(request.user, place.unit.slug, place.period.slug)
    moved_on = place.has_role(code) and not place.may(code)
    if moved_on:
        error = _("Somebody was first: it no longer stands as it did when you opened the page.")
    elif not typed and not place.has_role(code):
        raise PermissionDenied(error)
    return _page(request, place, status=409 if moved_on else 403, error=error, typed=typed, typed_for=code)


def _page(request, place: Place, *, status=200, error="", typed="", typed_for="", seen=None):
    page = submission_page(place, seen=seen)
    page.error, page.typed, page.typed_for = error, typed, typed_for
    return render(request, "organisation/submission.html", {"place": place, "page": page}, status=status)


def _seen(request) -> int:
    """What was in sight when the button was pressed; −1, which nothing has, where that is not said."""
    posted = request.POST.get("seen", "")
    return int(posted) if posted.isdecimal() and len(posted) < 19 else -1
