"""The units of one board: the tree, a new one, and a change of one."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisation import administration
from organisation.admin_forms import UnitForm, tree
from organisation.admin_views import attempt, board_or_404
from organisation.models import Unit


@require_safe
def units(request, board):
    board = board_or_404(request.user, board)
    return render(request, "organisation/admin/units.html", {"board": board, "page": "units", "units": tree(board)})


@require_http_methods(["GET", "POST"])
def add_unit(request, board):
    board = board_or_404(request.user, board)
    new = Unit(parent=board, board=board)
    form = UnitForm(request.POST if request.method == "POST" else None, board=board, instance=new)
    if request.method == "POST" and form.is_valid():
        unit = attempt(form, administration.add_unit, board=board, values=form.values, by=request.user)
        if unit:
            messages.success(request, _("Saved: %(title)s") % {"title": unit.name})
            return redirect("manage:units", board=board.slug)
    return _page(request, "organisation/admin/add_unit.html", board, form)


@require_http_methods(["GET", "POST"])
def unit(request, board, unit):
    board = board_or_404(request.user, board)
    unit = get_object_or_404(Unit.objects.of_board(board).select_related("parent"), slug=unit)
    form = UnitForm(request.POST if request.method == "POST" else None, board=board, instance=unit)
    if request.method == "POST" and form.is_valid():
        given = {"values": form.values, "seen": form.cleaned_data["seen"]}
        try:
            changed = attempt(form, administration.change_unit, board=board, unit=unit, by=request.user, **given)
        except administration.Stale as stale:
            form.meet(stale.current)
            return _page(request, "organisation/admin/unit.html", board, form, unit=unit, status=409)
        if not form.errors:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("manage:units", board=board.slug)
    return _page(request, "organisation/admin/unit.html", board, form, unit=unit)


def _page(request, template, board, form, *, status=None, **context):
    context = {"board": board, "page": "units", "form": form, **context}
    return render(request, template, context, status=status or (422 if form.errors else 200))
