"""People and their roles in one board, the log of what administrators did, and the page «Who may what»."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation import access, admin_reading, administration, roles
from organisation.admin_forms import AdmitForm, NewPersonForm, PersonForm, RoleForm
from organisation.invitations import invite
from organisation.models import AdministrativeAct, Unit, User

ACTS_PER_PAGE = 50


def board_or_404(user: User, slug: str) -> Unit:
    """The board of the address. Raises Http404 outside the user's reach, PermissionDenied for who is no
    administrator of it."""
    board = get_object_or_404(Unit.objects.boards().reachable_by(user), slug=slug)
    answer = access.has_role(user, "administer", unit=board)
    if not answer:
        raise PermissionDenied(answer.reason)
    return board


@require_safe
def who_may_what(request):
    labels = roles.role_labels()
    context = {"kinds": roles.table(), "roles": labels, "columns": len(labels) + 1, "rules": roles.rules()}
    return render(request, "organisation/admin/roles.html", context)


@require_safe
def people(request, board):
    board = board_or_404(request.user, board)
    context = {"board": board, "page": "people", "people": admin_reading.people(board)}
    return render(request, "organisation/admin/people.html", context)


@require_safe
def log(request, board):
    board = board_or_404(request.user, board)
    acts = AdministrativeAct.objects.filter(board=board).select_related("by")
    pages = Paginator(acts, ACTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"board": board, "page": "log", "pages": pages, "acts": admin_reading.acts(pages, board)}
    return render(request, "organisation/admin/log.html", context)


@require_http_methods(["GET", "POST"])
def add_person(request, board):
    board = board_or_404(request.user, board)
    form = NewPersonForm(request.POST if request.method == "POST" else None, board=board)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        placed = {"unit": values.pop("unit"), "role": values.pop("role")}
        person = attempt(form, administration.add_person, board=board, values=values, by=request.user, **placed)
        if person:
            _send_link(request, board, person)
            return redirect("manage:person", board=board.slug, person=person.pk)
    return _form(request, "organisation/admin/add_person.html", board, form)


@require_http_methods(["GET", "POST"])
def admit(request, board):
    board = board_or_404(request.user, board)
    form = AdmitForm(request.POST if request.method == "POST" else None, board=board)
    if request.method == "POST" and form.is_valid():
        person = attempt(form, administration.admit, board=board, by=request.user, **form.cleaned_data)
        if person:
            messages.success(request, _("Saved: %(title)s") % {"title": person.shown_name})
            return redirect("manage:person", board=board.slug, person=person.pk)
    return _form(request, "organisation/admin/admit.html", board, form)


@require_http_methods(["GET", "POST"])
def person(request, board, person):
    board, person = _person_or_404(request.user, board, person)
    if request.method == "GET":
        return _person_page(request, board, person)
    form = PersonForm(request.POST, instance=person)
    if not form.is_valid():
        return _person_page(request, board, person, form=form, status=422)
    try:
        changed = attempt(
            form,
            administration.change_person,
            board=board,
            person=person,
            values=form.values,
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except administration.Stale as stale:
        form.meet(stale.current)
        return _person_page(request, board, person, form=form, status=409)
    if form.errors:
        return _person_page(request, board, person, form=form, status=422)
    return _done(request, board, person, _("Saved.") if changed else _("Nothing was changed."))


@require_POST
def give_role(request, board, person):
    board, person = _person_or_404(request.user, board, person)
    form = RoleForm(request.POST, board=board)
    given = form.is_valid() and attempt(
        form, administration.give_role, board=board, person=person, by=request.user, **form.cleaned_data
    )
    if form.errors:
        return _person_page(request, board, person, role_form=form, status=422)
    return _done(request, board, person, _("The role is given.") if given else _("The person had the role already."))


@require_POST
def take_role(request, board, person):
    board, person = _person_or_404(request.user, board, person)
    unit = get_object_or_404(Unit.objects.of_board(board), slug=request.POST.get("unit", ""))
    role = request.POST.get("role", "")
    try:
        administration.take_role(board=board, person=person, unit=unit, role=role, by=request.user)
    except administration.Refused as error:
        raise PermissionDenied(str(error)) from error
    if administration.people_of(board).filter(pk=person.pk).exists():
        return _done(request, board, person, _("The role is taken."))
    messages.success(request, _("The role is taken. The person has no role in the board any more."))
    return redirect("manage:people", board=board.slug)


@require_POST
def send_link(request, board, person):
    board, person = _person_or_404(request.user, board, person)
    _send_link(request, board, person)
    return redirect("manage:person", board=board.slug, person=person.pk)


def _person_or_404(user: User, slug: str, pk: int) -> tuple[Unit, User]:
    board = board_or_404(user, slug)
    return board, get_object_or_404(administration.people_of(board), pk=pk)


def _person_page(request, board, person, *, form=None, role_form=None, status=200):
    context = {
        "board": board,
        "page": "people",
        "person": person,
        "may_get_link": person.is_active and bool(person.email),
        "facts": admin_reading.facts_of(person),
        "elsewhere": administration.has_roles_elsewhere(person, board),
        "form": form or PersonForm(instance=person),
        "role_form": role_form or RoleForm(board=board, auto_id="role-%s"),
        "held": admin_reading.roles_of(person, board, reader=request.user),
    }
    return render(request, "organisation/admin/person.html", context, status=status)


def _form(request, template, board, form, **context):
    status = 422 if form.errors else 200
    return render(request, template, {"board": board, "form": form, **context}, status=status)


def attempt(form, verb, **kwargs):
    """What the verb gives; None where what was typed cannot be, with the sentences on the form's fields."""
    try:
        return verb(**kwargs)
    except administration.Refused as error:
        raise PermissionDenied(str(error)) from error
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _send_link(request, board, person) -> None:
    """Mail a link and then record it: what could not be sent is not in the log, and nobody waits for the server."""
    try:
        administration.refuse_link(board=board, person=person)
        if not invite(user=person, board=board, request=request):
            messages.error(request, _("No mail could be sent now. Send the link again in a while."))
            return
        administration.record_link(board=board, person=person, by=request.user)
    except administration.Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("A link to choose a password is sent to %(email)s.") % {"email": person.email})


def _done(request, board, person, sentence):
    messages.success(request, sentence)
    return redirect("manage:person", board=board.slug, person=person.pk)
