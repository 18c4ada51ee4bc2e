"""Changing the plan in the browser: a measure, its steps, a target. Nothing typed is lost, nothing is half saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation import actions, plans
from organisation.entry import dom_id
from organisation.places import Place, place_or_404
from savings import planning
from savings.models import Measure, SavingsTarget
from savings.plan import read_plan
from savings.plan_forms import MeasureForm, SavingsTargetForm, StepFormSet


@dataclass
class Plan:
    """One form of the plan in the browser: whose it is, what it is called, and where it leads back to."""

    place: Place
    title: str
    owner: Measure | SavingsTarget
    form: Any
    back: Callable[[], str]
    template: str = "savings/plan_form.html"
    trouble: str = ""


@require_http_methods(["GET", "POST"])
def add_measure(request, unit, period):
    place = _place(request, unit, period)
    measure = Measure(board=place.unit.root)
    form = _bound(MeasureForm, request, place, measure)
    return _answer(request, Plan(place, _("Add a measure"), measure, form, partial(place.url, "savings:list")))


@require_http_methods(["GET", "POST"])
def change_measure(request, unit, period, code):
    place = _place(request, unit, period)
    measure = get_object_or_404(Measure, board=place.unit.root, code=code)
    title = f"{measure.number} {measure.title}"
    form = _bound(MeasureForm, request, place, measure)
    return _answer(request, Plan(place, title, measure, form, partial(_page_of, place, measure)))


@require_http_methods(["GET", "POST"])
def steps(request, unit, period, code):
    place = _place(request, unit, period)
    measure = get_object_or_404(Measure, board=place.unit.root, code=code)
    data = request.POST if request.method == "POST" else None
    title = _("Steps of %(measure)s") % {"measure": f"{measure.number} {measure.title}"}
    formset = StepFormSet(data, instance=measure, board=place.unit.root)
    plan = Plan(place, title, measure, formset, partial(_page_of, place, measure), "savings/plan_steps.html")
    return _answer(request, plan, seen=data.get("seen", "") if data else "")


@require_http_methods(["GET", "POST"])
def add_target(request, unit, period):
    place = _place(request, unit, period)
    target = SavingsTarget(board=place.unit.root, amount_unit=place.unit.root.amount_unit)
    form = _bound(SavingsTargetForm, request, place, target)
    return _answer(request, Plan(place, _("Add a savings target"), target, form, partial(place.url, "savings:list")))


@require_http_methods(["GET", "POST"])
def change_target(request, unit, period, code):
    place = _place(request, unit, period)
    target = get_object_or_404(SavingsTarget, board=place.unit.root, code=code)
    form = _bound(SavingsTargetForm, request, place, target)
    back = f"{place.url('savings:list')}#{dom_id(target.key)}"
    return _answer(request, Plan(place, target.name, target, form, lambda: back))


def _page_of(place: Place, measure: Measure) -> str:
    """The measure's page; the ledger where it is none of the unit's in the period, as when its end was moved."""
    plan = read_plan(place.unit.root, place.period)
    shown = plan.applying(place.unit, place.period) + plan.later(place.unit, place.period)
    return place.url("savings:measure", code=measure.code) if measure in shown else place.url("savings:list")


def _place(request: HttpRequest, unit: str, period: str) -> Place:
    """The place, for who has a role that plans. To open a form takes an open period too; what is posted after it
    was locked is answered with everything that was typed."""
    place = place_or_404(request.user, unit, period, section="savings")
    answer = plans.may_plan(place) if request.method == "GET" else plans.has_role(place)
    if not answer:
        raise PermissionDenied(answer.reason)
    return place


def _bound(form_class: type[forms.ModelForm], request: HttpRequest, place: Place, owner) -> forms.ModelForm:
    data = request.POST if request.method == "POST" else None
    initial = {"seen": planning.seal_of(owner)}
    return form_class(data, instance=owner, board=place.unit.root, initial=initial)


def _answer(request: HttpRequest, plan: Plan, *, seen: str = "") -> HttpResponse:
    """GET shows the form; POST saves it and leads back, or answers 422 (invalid), 409 (changed or locked since)."""
    if request.method == "GET":
        return _page(request, plan, 200)
    if not plan.form.is_valid():
        return _page(request, plan, 422)
    seen = seen or getattr(plan.form, "cleaned_data", {}).get("seen", "") if plan.owner.pk else ""
    return _save(request, plan, plan.form.save, seen)


def _save(request: HttpRequest, plan: Plan, save: Callable[[], Any], seen: str) -> HttpResponse:
    place = plan.place
    try:
        changed = planning.change(
            board=place.unit.root, period=place.period, owner=plan.owner, seen=seen, save=save, by=request.user
        )
    except plans.Stale:
        plan.trouble = _(
            "Not saved: somebody changed this after you opened it. What you typed is still here. Open the page again "
            "in another tab to see what stands now."
        )
        return _page(request, plan, 409)
    except actions.Locked as error:
        plan.trouble = str(error)
        return _page(request, plan, 409)
    except IntegrityError:
        plan.trouble = _("Not saved: somebody used the same code in the same moment. Choose another code.")
        return _page(request, plan, 409)
    done = _("Saved: %(title)s") % {"title": str(plan.owner)} if changed else _("Nothing was changed.")
    messages.success(request, done)
    return redirect(plan.back())


def _page(request: HttpRequest, plan: Plan, status: int) -> HttpResponse:
    seal = planning.seal_of(plan.owner) if request.method == "GET" else request.POST.get("seen", "")
    context = {"place": plan.place, "plan": plan, "form": plan.form, "seen": seal}
    return render(request, plan.template, context, status=status)
