"""A board's meetings, its planning steps, and when its reports are handed over, as administrators keep them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.numbers import date_text
from organisation import administration
from organisation.admin_meeting_forms import HandoverForm, MeetingForm, StepForm
from organisation.admin_views import attempt, board_or_404
from organisation.calendar import lateness, rule_of
from organisation.models import Meeting, PlanningStep, ReportingPeriod, Unit

MEETING_PAGE = "organisation/admin/meeting.html"
STEP_PAGE = "organisation/admin/step.html"


@require_safe
def meetings(request, board):
    board = board_or_404(request.user, board)
    return _list(request, board, HandoverForm(periods=_reports(board)))


@require_http_methods(["GET", "POST"])
def add_meeting(request, board):
    board = board_or_404(request.user, board)
    form = MeetingForm(_posted(request), instance=Meeting(board=board))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, administration.add_meeting, board=board, values=form.values, by=request.user)
        if made:
            return _done(request, board)
    return _form(request, board, form, MEETING_PAGE)


@require_http_methods(["GET", "POST"])
def meeting(request, board, day):
    board = board_or_404(request.user, board)
    found = _meeting_or_404(board, day)
    form = MeetingForm(_posted(request), instance=found)
    return _change(request, board, form, MEETING_PAGE, administration.change_meeting, meeting=found)


@require_POST
def remove_meeting(request, board, day):
    """Back to the meetings, with what was done; back to the meeting, with why not."""
    board = board_or_404(request.user, board)
    found = _meeting_or_404(board, day)
    try:
        administration.remove_meeting(board=board, meeting=found, by=request.user)
    except administration.Refused as error:
        raise PermissionDenied(str(error)) from error
    except ValidationError as error:
        form = MeetingForm(None, instance=found)
        return _form(request, board, form, MEETING_PAGE, status=422, meeting=found, trouble=" ".join(error.messages))
    messages.success(request, _("Removed: %(title)s") % {"title": date_text(found.date)})
    return redirect("manage:meetings", board=board.slug)


@require_http_methods(["GET", "POST"])
def add_step(request, board):
    board = board_or_404(request.user, board)
    form = StepForm(_posted(request), board=board, instance=PlanningStep(board=board))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, administration.add_step, board=board, values=form.values, by=request.user)
        if made:
            return _done(request, board)
    return _form(request, board, form, STEP_PAGE)


@require_http_methods(["GET", "POST"])
def step(request, board, pk):
    board = board_or_404(request.user, board)
    found = get_object_or_404(board.planning_steps.select_related("unit"), pk=pk)
    form = StepForm(_posted(request), board=board, instance=found)
    return _change(request, board, form, STEP_PAGE, administration.change_step, step=found)


@require_POST
def remove_step(request, board, pk):
    board = board_or_404(request.user, board)
    found = get_object_or_404(board.planning_steps, pk=pk)
    try:
        administration.remove_step(board=board, step=found, by=request.user)
    except administration.Refused as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("Removed: %(title)s") % {"title": found.label})
    return redirect("manage:meetings", board=board.slug)


@require_POST
def handover(request, board):
    board = board_or_404(request.user, board)
    form = HandoverForm(request.POST, periods=_reports(board))
    if form.is_valid():
        typed = form.cleaned_data
        given = {"period": typed["period"], "receiver": typed["receiver"], "day": typed["date"], "by": request.user}
        changed = attempt(form, administration.set_handover, board=board, **given)
        if not form.errors:
            return _done(request, board, changed)
    return _list(request, board, form, status=422)


def _change(request, board: Unit, form, template: str, verb, **what):
    """The form of what there is already: 409 where somebody has changed it since it was shown."""
    status = None
    if request.method == "POST" and form.is_valid():
        given = {"values": form.values, "seen": form.cleaned_data["seen"], "by": request.user}
        try:
            changed = attempt(form, verb, board=board, **what, **given)
        except administration.Stale as stale:
            form.meet(stale.current)
            return _form(request, board, form, template, status=409, **what)
        if not form.errors:
            return _done(request, board, changed)
    return _form(request, board, form, template, status=status, **what)


def _list(request, board: Unit, form, *, status=200):
    handovers = list(board.handovers.select_related("period"))
    context = {
        "board": board,
        "page": "meetings",
        "form": form,
        "meetings": board.meetings.select_related("period").order_by("-date"),
        "steps": [(one, rule_of(one)) for one in board.planning_steps.select_related("unit")],
        "handovers": [(one, lateness(one)) for one in handovers],
    }
    return render(request, "organisation/admin/meetings.html", context, status=status)


def _reports(board: Unit) -> list[ReportingPeriod]:
    """The board's periods that have a report to hand over, latest first."""
    return list(board.periods.exclude(kind=ReportingPeriod.Kind.MEETING))


def _meeting_or_404(board: Unit, day: str) -> Meeting:
    return get_object_or_404(board.meetings.select_related("period"), date=_date_or_404(day))


def _date_or_404(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error


def _posted(request):
    return request.POST if request.method == "POST" else None


def _done(request, board, changed=True):
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return redirect("manage:meetings", board=board.slug)


def _form(request, board, form, template, *, status=None, **more):
    context = {"board": board, "page": "meetings", "form": form, **more}
    status = status or (422 if form.errors else 200)
    return render(request, template, context, status=status)
