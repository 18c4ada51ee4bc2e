"""The plan in the browser: the year's plan as a spreadsheet, read back with a preview, and the change of year."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals.models import YearChange
from goals.plan.book import book
from goals.plan.forms import FileForm, SeenForm, signed
from goals.plan.previewing import Preview, build_board, preview, preview_board
from goals.plan.reading import read_plan
from goals.plan.writing import Stale, commit, next_year, take_back
from organisation import plans
from organisation.actions import Refused
from organisation.admin_views import board_or_404
from organisation.downloads import download
from organisation.imports.forms import SmallFiles
from organisation.imports.reading import Unreadable
from organisation.models import Unit
from organisation.places import Place, place_or_404


def planning_place(request: HttpRequest, unit: str, period: str) -> Place:
    """The place, for who may change the board's plans now. Raises Http404, PermissionDenied."""
    place = place_or_404(request.user, unit, period, section="goals")
    answer = plans.may_plan(place)
    if not answer:
        raise PermissionDenied(answer.reason)
    return place


@csrf_exempt
def plan(request, unit, period):
    """The file is taken into memory and never to disk, which must be said before anything of it is read."""
    request.upload_handlers = [SmallFiles(request)]
    return _plan(request, unit, period)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _plan(request, unit, period):
    place = planning_place(request, unit, period)
    board = place.unit.root
    form = _file_form(request, next_year(board))
    found = _read(form, lambda **given: preview(board=board, **given)) if form.is_bound else None
    return _plan_page(request, place, form, found, status=422 if form.is_bound and found is None else 200)


@require_POST
def write(request, unit, period):
    place = planning_place(request, unit, period)
    board = place.unit.root
    form = SeenForm(request.POST, board=board.slug)
    if not form.is_valid():
        return _plan_page(request, place, FileForm(), None, status=422, trouble=_first(form))
    wanted, seen = form.cleaned_data["seen"]
    try:
        change = commit(board=board, plan=wanted, seen=seen, by=request.user)
    except Stale:
        trouble = _("Not written: somebody changed the plan after the preview. Read the file again.")
        return _plan_page(request, place, FileForm(), None, status=409, trouble=trouble)
    except (Refused, ValidationError, IntegrityError) as error:
        return _plan_page(request, place, FileForm(), None, status=422, trouble=_sentence(error))
    done = _("The plan of %(year)s is written.") % {"year": wanted.year} if change else _("Nothing was changed.")
    messages.success(request, done)
    return redirect(place.url("goals:plan"))


@require_POST
def undo(request, unit, period, year):
    place = planning_place(request, unit, period)
    change = get_object_or_404(YearChange, board=place.unit.root, year=year, taken_back_at=None)
    try:
        take_back(change=change, by=request.user)
    except Refused as error:
        return _plan_page(request, place, FileForm(), None, status=409, trouble=str(error))
    messages.success(request, _("The change to %(year)s is taken back.") % {"year": year})
    # The period of the page may have come with the year.
    left = place.unit.root.periods.filter(pk=place.period.pk).first() or place.unit.root.periods.first()
    return redirect("goals:plan", unit=place.unit.slug, period=left.slug)


@require_safe
def template(request, unit, period):
    planning_place(request, unit, period)
    return download(book(None, created=timezone.localdate()), "plan.xlsx")


@require_safe
def filled(request, unit, period, year):
    board = planning_place(request, unit, period).unit.root
    content = book(read_plan(board, year), created=timezone.localdate())
    return download(content, f"{board.slug}-plan-{year}.xlsx")


@csrf_exempt
def new_board(request, board):
    """A new board from a spreadsheet. The file is taken into memory and never to disk."""
    request.upload_handlers = [SmallFiles(request)]
    return _new_board(request, board)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _new_board(request, board):
    beside = board_or_404(request.user, board)
    form = _file_form(request, timezone.localdate().year)
    found = _read(form, lambda **given: preview_board(beside=beside, **given)) if form.is_bound else None
    return _board_page(request, beside, form, found, status=422 if form.is_bound and found is None else 200)


@require_POST
def build(request, board):
    beside = board_or_404(request.user, board)
    form = SeenForm(request.POST, board=beside.slug)
    if not form.is_valid():
        return _board_page(request, beside, FileForm(), None, status=422, trouble=_first(form))
    try:
        made = build_board(beside=beside, plan=form.cleaned_data["seen"][0], by=request.user)
    except (Refused, ValidationError, IntegrityError) as error:
        return _board_page(request, beside, FileForm(), None, status=422, trouble=_sentence(error))
    messages.success(request, _("Saved: %(title)s") % {"title": made.name})
    return redirect("manage:periods", board=made.slug)


@require_safe
def board_template(request, board):
    board_or_404(request.user, board)
    return download(book(None, created=timezone.localdate()), "plan.xlsx")


def _file_form(request: HttpRequest, year: int) -> FileForm:
    if request.method == "GET":
        return FileForm(initial={"year": year})
    data, files = request.POST, request.FILES
    return FileForm(data, files, is_too_large=getattr(request, "is_too_large", False))


def _read(form: FileForm, shown) -> Preview | None:
    """The preview of the file; None where it cannot be read, with the form saying why."""
    if not form.is_valid():
        return None
    given = form.cleaned_data["file"]
    try:
        return shown(year=form.cleaned_data["year"], name=given.name, content=given.read())
    except Unreadable as error:
        form.add_error("file", str(error))
        return None


def _plan_page(request, place: Place, form, found: Preview | None, *, status: int, trouble: str = "") -> HttpResponse:
    board: Unit = place.unit.root
    years = sorted({one.end.year for one in place.periods}, reverse=True)
    context = {
        "place": place,
        "form": form,
        "found": found,
        "trouble": trouble,
        "seen": signed(board.slug, found.plan, found.seen) if found else "",
        "years": [(year, place.url("goals:plan_filled", year=year)) for year in years],
        "in_portal": [
            (year, place.url("goals:plan_year", year=year))
            for year in sorted({next_year(board), *years}, reverse=True)
        ],
        "changes": [
            (one, place.url("goals:plan_undo", year=one.year))
            for one in YearChange.objects.filter(board=board, taken_back_at=None).select_related("made_by")
        ],
    }
    return render(request, "goals/plan/plan.html", context, status=status)


def _board_page(request, beside: Unit, form, found: Preview | None, *, status: int, trouble: str = ""):
    seen = signed(beside.slug, found.plan, found.seen) if found else ""
    context = {"board": beside, "page": "settings", "form": form, "found": found, "trouble": trouble, "seen": seen}
    return render(request, "goals/plan/new_board.html", context, status=status)


def _first(form: SeenForm) -> str:
    return next(iter(form.errors.values()))[0]


def _sentence(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return _("Not written: what the file holds does not fit with what is there already.")
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
