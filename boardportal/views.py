"""The start page, the board's page, the page that explains a figure, and submission."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boardportal.board_page import board_page
from boardportal.figure_page import figure_page
from boardportal.reporting import boards_of, duties_of, gap_of, missing_in, my_reporting, my_units
from followup.csp import with_charts
from organisation import actions
from organisation.places import place_or_404
from organisation.workflow import workflow


@require_safe
def start(request):
    units = my_units(request.user)
    slug = request.GET.get("unit", "")
    context = {
        "boards": boards_of(request.user),
        "units": units,
        "reporting": my_reporting(units, user=request.user, today=timezone.localdate(), slug=slug),
    }
    return render(request, "boardportal/start.html", context)


@require_safe
@with_charts
def board(request, unit, period):
    place = place_or_404(request.user, unit, period, section="board")
    page = board_page(place, today=timezone.localdate())
    return render(request, "boardportal/board.html", {"place": place, "page": page, "workflow": workflow(place)})


@require_safe
def figure(request, unit, period, key):
    place = place_or_404(request.user, unit, period, section="board")
    page = figure_page(place, key, today=timezone.localdate())
    if page is None:
        raise Http404(_("There is no such figure."))
    return render(request, "boardportal/figure.html", {"place": place, "page": page})


@require_POST
def submit(request, unit, period):
    place = place_or_404(request.user, unit, period)
    duties = partial(duties_of, user=request.user, unit=place.unit, period=place.period, today=timezone.localdate())
    try:
        actions.submit(submission=place.submission, missing=lambda: missing_in(duties()), by=request.user)
    except actions.Incomplete as error:
        gaps = [gap_of(duty) for duty in duties() if duty.missing]
        context = {"place": place, "gaps": gaps, "count": len(error.missing)}
        return render(request, "boardportal/incomplete.html", context, status=422)
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("Submitted. A manager can now approve it or return it with a reason."))
    return redirect("board", unit=unit, period=period)


@require_safe
@login_not_required
def health(request):
    """Whether the portal answers and reaches its database."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")
