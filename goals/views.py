"""The list of goals, the page where a unit reports all of it, and the forms: a sub-goal's assessment, an indicator's
value, an activity."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import rows
from goals.activity_rows import activity_entry
from goals.entries import assessment_entry, value_entry
from goals.unit_page import unit_page, where_it_was_opened
from organisation import plans
from organisation.entry import enter
from organisation.places import place_or_404


@require_safe
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="goals")
    plan_url = place.url("goals:plan") if place.unit.is_board and plans.may_plan(place) else ""
    context = {"place": place, "page": rows.listing(place), "plan_url": plan_url}
    return render(request, "goals/goal_list.html", context)


@require_http_methods(["GET", "POST"])
def assess(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="goals")
    read = partial(assessment_entry, place, code)
    entry = read()
    if entry is None:
        raise Http404(_("There is no such sub-goal in the period."))
    return enter(request, where_it_was_opened(request, entry, read))


@require_http_methods(["GET", "POST"])
def indicator(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="goals")
    read = partial(value_entry, place, code)
    entry = read()
    if entry is None:
        raise Http404(_("The unit reports no such indicator."))
    return enter(request, where_it_was_opened(request, entry, read))


@require_http_methods(["GET", "POST"])
def activity(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="goals")
    read = partial(activity_entry, place, code, lambda: {"row": rows.activity_row(place, code)})
    entry = read()
    if entry is None:
        raise Http404(_("The unit reports no such activity."))
    return enter(request, where_it_was_opened(request, entry, read))


@require_safe
def report(request, unit, period):
    """Everything that the unit reports of its goals, each form open; for htmx how far it has come, alone."""
    place = place_or_404(request.user, unit, period, section="goals")
    if not place.sees_drafts:
        raise PermissionDenied(_("Only those who report in the board read what there is to report."))
    template = "goals/unit_head.html" if request.htmx.target == "unit-head" else "goals/unit_report.html"
    return render(request, template, {"place": place, "page": unit_page(place)})
