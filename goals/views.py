"""The list of goals, and the two forms: a sub-goal's assessment and an indicator's value."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import rows
from goals.entries import assessment_entry, value_entry
from organisation.entry import enter
from organisation.places import place_or_404


@require_safe
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="goals")
    return render(request, "goals/goal_list.html", {"place": place, "page": rows.listing(place)})


@require_http_methods(["GET", "POST"])
def assess(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="goals")
    entry = assessment_entry(place, code)
    if entry is None:
        raise Http404(_("There is no such sub-goal in the period."))
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def indicator(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="goals")
    entry = value_entry(place, code)
    if entry is None:
        raise Http404(_("The unit reports no such indicator."))
    return enter(request, entry)
