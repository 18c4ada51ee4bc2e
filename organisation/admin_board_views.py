"""How a board reports: its settings, its periods, and its lists of frames, areas and bodies; and a new board."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation import administration
from organisation.admin_board_forms import (
    AreasForm,
    BoardForm,
    BodiesForm,
    DueForm,
    FramesForm,
    PeriodForm,
    QuartersForm,
)
from organisation.admin_views import attempt, board_or_404
from organisation.models import Unit


@require_http_methods(["GET", "POST"])
def settings(request, board):
    board = board_or_404(request.user, board)
    form = BoardForm(_posted(request), instance=board)
    if request.method == "POST" and form.is_valid():
        given = {"values": form.values, "seen": form.cleaned_data["seen"]}
        try:
            changed = attempt(form, administration.change_board, board=board, by=request.user, **given)
        except administration.Stale as stale:
            form.meet(stale.current)
            return _page(request, "organisation/admin/settings.html", board, form, page="settings", status=409)
        if not form.errors:
            return _done(request, board, "settings", changed)
    return _page(request, "organisation/admin/settings.html", board, form, page="settings")


@require_http_methods(["GET", "POST"])
def add_board(request, board):
    beside = board_or_404(request.user, board)
    new = Unit(organisation=beside.organisation, language=beside.language, kind=Unit.Kind.BOARD)
    form = BoardForm(_posted(request), instance=new)
    if request.method == "POST" and form.is_valid():
        given = {"values": form.values, "slug": form.cleaned_data["slug"], "by": request.user}
        made = attempt(form, administration.add_board, beside=beside, **given)
        if made:
            messages.success(request, _("Saved: %(title)s") % {"title": made.name})
            return redirect("manage:periods", board=made.slug)
    return _page(request, "organisation/admin/add_board.html", beside, form, page="settings")


@require_safe
def periods(request, board):
    board = board_or_404(request.user, board)
    return _periods(request, board, QuartersForm())


@require_http_methods(["GET", "POST"])
def add_period(request, board):
    board = board_or_404(request.user, board)
    form = PeriodForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        period = attempt(form, administration.add_period, board=board, values=form.cleaned_data, by=request.user)
        if period:
            messages.success(request, _("Saved: %(title)s") % {"title": period.label})
            return redirect("manage:periods", board=board.slug)
    return _page(request, "organisation/admin/add_period.html", board, form, page="periods")


@require_http_methods(["GET", "POST"])
def period(request, board, period):
    board = board_or_404(request.user, board)
    found = get_object_or_404(board.periods, slug=period)
    form = DueForm(_posted(request), instance=found)
    template, shown = "organisation/admin/period.html", {"page": "periods", "period": found}
    if request.method == "POST" and form.is_valid():
        given = {"values": form.values, "seen": form.cleaned_data["seen"], "by": request.user}
        try:
            changed = attempt(form, administration.change_period, board=board, period=found, **given)
        except administration.Stale as stale:
            form.meet(stale.current)
            return _page(request, template, board, form, status=409, **shown)
        if not form.errors:
            return _done(request, board, "periods", changed)
    return _page(request, template, board, form, **shown)


@require_POST
def add_quarters(request, board):
    board = board_or_404(request.user, board)
    form = QuartersForm(request.POST)
    if form.is_valid():
        added = attempt(
            form, administration.add_quarters, board=board, year=form.cleaned_data["year"], by=request.user
        )
        if added is not None:
            words = ngettext("%(count)s period is added.", "%(count)s periods are added.", len(added))
            messages.success(request, words % {"count": len(added)} if added else _("Nothing was changed."))
            return redirect("manage:periods", board=board.slug)
    return _periods(request, board, form, status=422)


@require_http_methods(["GET", "POST"])
def frames(request, board):
    template, verb = "organisation/admin/frames.html", administration.set_frames
    return _outline(request, board, "frames", template, FramesForm, administration.frame_lines, verb)


@require_http_methods(["GET", "POST"])
def areas(request, board):
    template, verb = "organisation/admin/areas.html", administration.set_areas
    return _outline(request, board, "areas", template, AreasForm, administration.area_lines, verb)


@require_http_methods(["GET", "POST"])
def bodies(request, board):
    template, verb = "organisation/admin/bodies.html", administration.set_bodies
    return _outline(request, board, "bodies", template, BodiesForm, administration.body_lines, verb)


def _outline(request, board, page, template, form_class, shown, verb):
    board = board_or_404(request.user, board)
    form = form_class(_posted(request), shown=shown(board))
    if request.method == "POST" and form.is_valid():
        try:
            changed = attempt(form, verb, board=board, by=request.user, **form.values)
        except administration.Stale as stale:
            form.meet(stale.current)
            return _page(request, template, board, form, page=page, status=409)
        if not form.errors:
            return _done(request, board, page, changed)
    return _page(request, template, board, form, page=page)


def _periods(request, board, form, *, status=200):
    found = board.periods.order_by("-end", "-start")
    context = {"board": board, "page": "periods", "periods": found, "form": form}
    return render(request, "organisation/admin/periods.html", context, status=status)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _done(request, board, page, changed):
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return redirect(f"manage:{page}", board=board.slug)


def _page(request, template, board, form, *, page, status=None, **more):
    context = {"board": board, "page": page, "form": form, **more}
    return render(request, template, context, status=status or (422 if form.errors else 200))
