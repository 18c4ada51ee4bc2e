"""The pages of staffing: the list, and a form for each thing that is reported."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from organisation.entry import enter
from organisation.places import place_or_404
from staffing import entries
from staffing.page import list_page


@require_safe
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="staffing")
    page = list_page(place)
    return render(request, "staffing/staffing_list.html", {"place": place, "page": page})


@require_http_methods(["GET", "POST"])
def sick(request, unit, period, group, key):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.sick(place, group, key))


@require_http_methods(["GET", "POST"])
def headcount(request, unit, period):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.headcount(place))


@require_http_methods(["GET", "POST"])
def guideline(request, unit, period):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.guideline(place))


@require_http_methods(["GET", "POST"])
def band(request, unit, period, low):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.band(place, low))


@require_http_methods(["GET", "POST"])
def hired(request, unit, period, frame):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.hired(place, frame))


@require_http_methods(["GET", "POST"])
def share(request, unit, period):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.share(place))


@require_http_methods(["GET", "POST"])
def text(request, unit, period, topic):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.text(place, topic))


@require_http_methods(["GET", "POST"])
def availability(request, unit, period, care, measure, part):
    place = place_or_404(request.user, unit, period, section="staffing")
    return enter(request, entries.availability(place, care, measure, part))
