"""Changing the plan in the browser: a commission, its parts, a heading, a grant. Nothing typed is lost, nothing is
half saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commissions import planning
from commissions.models import Commission, CommissionGroup, Grant
from commissions.plan_forms import CommissionForm, GrantForm, GroupForm
from commissions.plan_part_forms import PartFormSet
from organisation import actions, plans
from organisation.entry import dom_id
from organisation.places import Place, place_or_404


@dataclass
class Plan:
    """One form of the plan in the browser: whose it is, what it is called, and where it leads back to."""

    place: Place
    title: str
    owner: planning.Planned
    form: Any
    back: str
    template: str = "commissions/plan_form.html"
    trouble: str = ""


@require_http_methods(["GET", "POST"])
def add(request, unit, period):
    place = _place(request, unit, period)
    one = Commission(board=place.unit.root, year=place.period.end.year, amount_unit=place.unit.root.amount_unit)
    return _plan(request, place, CommissionForm, one, _("Add a commission"))


@require_http_methods(["GET", "POST"])
def change(request, unit, period, code):
    place = _place(request, unit, period)
    one = _commission(place, code)
    return _plan(request, place, CommissionForm, one, one.name, at=one.key)


@require_http_methods(["GET", "POST"])
def parts(request, unit, period, code):
    place = _place(request, unit, period)
    one = _commission(place, code)
    data = request.POST if request.method == "POST" else None
    title = _("Sub-projects and activities of %(commission)s") % {"commission": one.name}
    plan = Plan(
        place, title, one, PartFormSet(data, instance=one), _back(place, one.key), "commissions/plan_parts.html"
    )
    return _answer(request, plan, seen=data.get("seen", "") if data else "")


@require_http_methods(["GET", "POST"])
def add_group(request, unit, period):
    place = _place(request, unit, period)
    return _plan(request, place, GroupForm, CommissionGroup(board=place.unit.root), _("Add a heading"))


@require_http_methods(["GET", "POST"])
def change_group(request, unit, period, code):
    place = _place(request, unit, period)
    group = get_object_or_404(CommissionGroup, board=place.unit.root, code=code)
    return _plan(request, place, GroupForm, group, group.title)


@require_http_methods(["GET", "POST"])
def add_grant(request, unit, period):
    place = _place(request, unit, period)
    grant = Grant(board=place.unit.root, amount_unit=place.unit.root.amount_unit)
    return _plan(request, place, GrantForm, grant, _("Add a grant"))


@require_http_methods(["GET", "POST"])
def change_grant(request, unit, period, code):
    place = _place(request, unit, period)
    grant = get_object_or_404(Grant, board=place.unit.root, code=code)
    return _plan(request, place, GrantForm, grant, grant.name, at=f"{grant.key}.used")


def _commission(place: Place, code: str) -> Commission:
    """One of the board's own ledger: what another board has given is changed in that one's."""
    return get_object_or_404(Commission.objects.select_related("giver"), board=place.unit.root, code=code)


def _place(request: HttpRequest, unit: str, period: str) -> Place:
    """The place, for who has a role that plans. To open a form takes an open period too; what is posted after it
    was locked is answered with everything that was typed."""
    place = place_or_404(request.user, unit, period, section="commissions")
    answer = plans.may_plan(place) if request.method == "GET" else plans.has_role(place)
    if not answer:
        raise PermissionDenied(answer.reason)
    return place


def _back(place: Place, key: str) -> str:
    listing = place.url("commissions:list")
    return f"{listing}#{dom_id(key)}" if key else listing


def _plan(
    request: HttpRequest, place: Place, form_class: type[forms.ModelForm], owner, title: str, *, at: str = ""
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    initial = {"seen": planning.seal_of(owner)}
    form = form_class(data, instance=owner, board=place.unit.root, by=request.user, initial=initial)
    return _answer(request, Plan(place, title, owner, form, _back(place, at)))


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
    return redirect(plan.back)


def _page(request: HttpRequest, plan: Plan, status: int) -> HttpResponse:
    seal = planning.seal_of(plan.owner) if request.method == "GET" else request.POST.get("seen", "")
    context = {"place": plan.place, "plan": plan, "form": plan.form, "seen": seal}
    return render(request, plan.template, context, status=status)
