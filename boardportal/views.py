"""The start page, the board's page, and the page that explains a figure."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.http import require_safe

from boardportal.board_page import board_page
from boardportal.figure_page import figure_page
from boardportal.reporting import boards_of, my_reporting, my_units
from followup.csp import with_charts
from organisation.meetings import upcoming_at, upcoming_for
from organisation.places import place_or_404
from organisation.questions.reading import waiting_for as questions_for
from organisation.waiting import waiting_for
from organisation.workflow import workflow


@require_safe
def start(request):
    units, boards = my_units(request.user), boards_of(request.user)
    slug = request.GET.get("unit", "")
    context = {
        "boards": boards,
        "units": units,
        "reporting": my_reporting(units, user=request.user, today=timezone.localdate(), slug=slug),
        "waiting": waiting_for(request.user),
        "questions": questions_for(request.user),
        "upcoming": upcoming_for(request.user, units or [one.unit for one in boards], today=timezone.localdate()),
    }
    return render(request, "boardportal/start.html", context)


@require_safe
@with_charts
def board(request, unit, period):
    place = place_or_404(request.user, unit, period, section="board", sealed=True)
    # What an approval has in sight is taken before the page's content is read.
    acts = workflow(place)
    page = board_page(place, today=timezone.localdate())
    upcoming = upcoming_at(place, today=timezone.localdate())
    context = {"place": place, "page": page, "workflow": acts, "upcoming": upcoming}
    return render(request, "boardportal/board.html", context)


@require_safe
def figure(request, unit, period, key):
    place = place_or_404(request.user, unit, period, section="board", sealed=True)
    page = figure_page(place, key, today=timezone.localdate())
    if page is None:
        raise Http404(_("There is no such figure."))
    context = {"place": place, "page": page, "ask_url": place.ask_url(key)}
    return render(request, "boardportal/figure.html", context)


@require_safe
@login_not_required
def health(request):
    """Whether the portal answers and reaches its database."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request, reason=""):
    """Django's answer, marked: the page's script fetches the token that holds now and saves once more."""
    response = csrf.csrf_failure(request, reason=reason)
    response.headers["X-CSRF-Failed"] = "1"
    return response
