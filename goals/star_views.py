"""The page of the quality star, and how an administrator gives a board one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.csp import with_charts
from goals.star_page import star_page
from goals.star_plan import PERSPECTIVES, add_star, star_of
from organisation.actions import Refused
from organisation.admin_views import board_or_404
from organisation.places import place_or_404


@require_safe
@with_charts
def star(request, unit, period):
    place = place_or_404(request.user, unit, period, section="goals")
    page = star_page(place, request.GET)
    if page is None:
        raise Http404(_("The board has no quality star in the period."))
    status = 422 if page.form and page.form.errors else 200
    return render(request, "goals/star.html", {"place": place, "page": page}, status=status)


@require_safe
def settings(request, board):
    board = board_or_404(request.user, board)
    found = star_of(board)
    names = [goal.title for goal in found[1:]] or [title for _code, title in PERSPECTIVES]
    context = {"board": board, "page": "settings", "has_star": bool(found), "names": names}
    return render(request, "goals/star_settings.html", context)


@require_POST
def add(request, board):
    board = board_or_404(request.user, board)
    try:
        add_star(board=board, by=request.user)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The board has a quality star."))
    return redirect("star_settings", board=board.slug)
