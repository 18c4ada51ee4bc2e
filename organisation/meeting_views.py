"""The calendar of a board, on a page and as a file that a calendar takes in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisation import ics
from organisation.meetings import calendar_of
from organisation.places import place_or_404


@require_safe
def meetings(request, unit, period):
    place = place_or_404(request.user, unit, period, sealed=True)
    context = {"place": place, "calendar": calendar_of(place, today=timezone.localdate())}
    return render(request, "organisation/meetings.html", context)


@require_safe
def calendar_file(request, unit, period):
    place = place_or_404(request.user, unit, period, sealed=True)
    calendar = calendar_of(place, today=timezone.localdate())
    content = ics.calendar_text(place.unit, calendar, at=timezone.now())
    name = f"{place.unit.slug}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
