"""The manager's and the controller's verbs: return, approve, unlock. POST only."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organisation import actions
from organisation.places import place_or_404


@require_POST
def send_back(request, unit, period):
    reason = request.POST.get("reason", "")
    return _act(request, unit, period, actions.send_back, _("Returned. The reason is kept in the log."), reason=reason)


@require_POST
def approve(request, unit, period):
    return _act(request, unit, period, actions.approve, _("Approved."), seen=_seen(request))


@require_POST
def unlock(request, unit, period):
    reason = request.POST.get("reason", "")
    return _act(request, unit, period, actions.unlock, _("Unlocked. The reason is kept in the log."), reason=reason)


def _seen(request) -> int:
    """What was in sight when the button was pressed; −1, which nothing has, where that is not said."""
    posted = request.POST.get("seen", "")
    return int(posted) if posted.isdecimal() and len(posted) < 19 else -1


def _act(request, unit, period, verb, done, **kwargs):
    place = place_or_404(request.user, unit, period)
    needs_reason = "reason" in kwargs and not kwargs["reason"].strip()
    try:
        verb(submission=place.submission, by=request.user, **kwargs)
    except actions.Refused as error:
        if not needs_reason:
            raise PermissionDenied(str(error)) from error
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("board", unit=unit, period=period)
