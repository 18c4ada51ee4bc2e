"""The page of one meeting: it asks every wing what is to be reported."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boardportal.meeting_page import meeting_page
from organisation.places import place_or_404


@require_safe
def meeting(request, unit, period, day):
    place = place_or_404(request.user, unit, period, sealed=True)
    try:
        page = meeting_page(place, date.fromisoformat(day), today=timezone.localdate())
    except ValueError:
        page = None
    if page is None:
        raise Http404(_("There is no such meeting."))
    return render(request, "boardportal/meeting.html", {"place": place, "page": page})
