"""The plan of a year in the portal: a page of all of it, and a form for each row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals.plan import spec
from goals.plan.differences import title_of, titles
from goals.plan.reading import read_plan
from goals.plan.row_form import KEYS, RowForm, held_by, without_row
from goals.plan.views import planning_place
from goals.plan.writing import Stale, commit, completed, moved_calendar, next_year, seal
from goals.plan.year_page import address_of, parts_of
from organisation.actions import Refused
from organisation.models import Body
from organisation.places import Place


@require_safe
def year(request, unit, period, year):
    place = planning_place(request, unit, period)
    plan = _plan_or_404(place, year)
    context = {"place": place, "year": year, "parts": parts_of(plan, place), "back": place.url("goals:plan")}
    return render(request, "goals/plan/year.html", context)


@require_http_methods(["GET", "POST"])
def add(request, unit, period, year, part):
    place = planning_place(request, unit, period)
    plan = _plan_or_404(place, year)
    _part_or_404(part)
    initial = {name: request.GET[name] for name in KEYS[part] if name in request.GET}
    if part == "targets":
        initial.setdefault("year", str(year))
    form = _form(request, place, plan, part, None, initial)
    return _answer(request, place, plan, part, form, None)


@require_http_methods(["GET", "POST"])
def change(request, unit, period, year, part, key):
    place = planning_place(request, unit, period)
    plan = _plan_or_404(place, year)
    _part_or_404(part)
    one = next((each for each in getattr(plan, part) if address_of(each.key) == key), None)
    if one is None:
        raise Http404(_("The plan has no such row."))
    return _answer(request, place, plan, part, _form(request, place, plan, part, one, {}), one)


def _plan_or_404(place: Place, year: int) -> spec.Plan:
    """The board's plan of a year that it has periods for, or of the next one."""
    board = place.unit.root
    if year not in {next_year(board), *(one.end.year for one in place.periods)}:
        raise Http404(_("The board has no plan of this year."))
    return read_plan(board, year)


def _part_or_404(part: str) -> None:
    if part not in KEYS:
        raise Http404(_("A plan has no such part."))


def _form(request: HttpRequest, place: Place, plan: spec.Plan, part: str, one: Any, initial: dict) -> RowForm:
    data = request.POST if request.method == "POST" and "remove" not in request.POST else None
    bodies = Body.objects.filter(organisation=place.unit.root.organisation_id).values_list("name", flat=True)
    return RowForm(data, part=part, plan=plan, bodies=bodies, seen=seal(plan), one=one, initial=initial)


def _answer(request: HttpRequest, place: Place, plan: spec.Plan, part: str, form: RowForm, one: Any) -> HttpResponse:
    if request.method == "GET":
        return _page(request, place, plan, part, form, one)
    removing = "remove" in request.POST and one is not None and part in spec.ENDING
    if removing:
        if held := held_by(plan, part, one.key):
            words = {"titles": "; ".join(held)}
            trouble = _("It cannot end while these stand below it: %(titles)s. Move or end them first.") % words
            return _page(request, place, plan, part, form, one, trouble, status=422)
        wanted = without_row(plan, part, one.key)
    elif not form.is_valid():
        return _page(request, place, plan, part, form, one, status=422)
    else:
        wanted = form.plan
    return _written(request, place, plan, wanted, part, form, one)


def _written(request, place: Place, plan: spec.Plan, wanted: spec.Plan, part: str, form: RowForm, one: Any):
    board = place.unit.root
    calendar = () if plan.periods else moved_calendar(board, plan.year)
    wanted = completed(plan, replace(wanted, periods=()), calendar)
    try:
        changed = commit(board=board, plan=wanted, seen=request.POST.get("seen", ""), by=request.user)
    except Stale:
        trouble = _("Not written: somebody changed the plan meanwhile. What you typed stands here: save it again.")
        return _page(request, place, plan, part, form, one, trouble, status=409)
    except (Refused, ValidationError, IntegrityError) as error:
        return _page(request, place, plan, part, form, one, _sentence(error), status=422)
    messages.success(
        request, _("The plan of %(year)s is written.") % {"year": plan.year} if changed else _("Nothing was changed.")
    )
    return redirect(place.url("goals:plan_year", year=plan.year))


def _page(request, place: Place, plan: spec.Plan, part: str, form: RowForm, one: Any, trouble: str = "", status=200):
    if form.is_bound:
        # What stands now is what the next try is compared with.
        form.data = form.data.copy()
        form.data["seen"] = seal(plan)
    context = {
        "place": place,
        "form": form,
        "title": title_of(part, one, titles(plan)) if one else _new_title(part),
        "trouble": trouble,
        "may_end": one is not None and part in spec.ENDING,
        "seen": seal(plan),
        "year": plan.year,
        "back": place.url("goals:plan_year", year=plan.year),
    }
    return render(request, "goals/plan/row.html", context, status=status)


def _new_title(part: str) -> str:
    return {
        "levels": _("Add a level"),
        "goals": _("Add a goal"),
        "activities": _("Add an activity"),
        "indicators": _("Add an indicator"),
        "targets": _("Add a target"),
        "words": _("Add a word"),
    }[part]


def _sentence(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return _("Not written: what you typed does not fit with what is there already.")
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
