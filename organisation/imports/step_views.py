"""The steps of one import: what its columns mean, reading it, leaving lines out, writing it, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from followup.numbers import format_number
from organisation import actions
from organisation.forms import ReasonForm
from organisation.imports import applying, doubting, staging
from organisation.imports.forms import MappingForm, posted_head_rows
from organisation.imports.mapping import Mapping, remember, view_of
from organisation.imports.pages import detail_page, import_or_404, importing_place, locked_reason, progress
from organisation.imports.reading import Unreadable
from organisation.imports.target import Target
from organisation.imports.targets import target_label, targets
from organisation.models import Import
from organisation.models.imports import ImportState, LineKind
from organisation.places import Place


@require_http_methods(["GET", "POST"])
def columns(request, unit, period, pk):
    """What each column of the file means. POST keeps it, lays the lines out and reads the first of them."""
    place, imported, target = _found(request, unit, period, pk)
    if imported.is_written:
        return _back(place, imported)
    columns = target.columns(place)
    try:
        view = view_of(imported, columns)
        if request.method == "POST":
            pointed_out = posted_head_rows(request.POST, [table.sheet for table in view.tables])
            view = view_of(imported, columns, head_rows=view.mapping.head_rows | pointed_out)
    except Unreadable as error:
        return _columns_page(request, place, imported, None, status=422, error=str(error))
    if request.method == "GET":
        return _columns_page(request, place, imported, MappingForm(view=view, columns=columns))
    form = MappingForm(request.POST, view=view, columns=columns)
    if locked := locked_reason(place):
        return _columns_page(request, place, imported, form, status=409, error=locked)
    if request.POST.get("shown") not in ("", None, form.fingerprint):
        return _columns_page(request, place, imported, MappingForm(view=view, columns=columns), is_new=True)
    if not form.is_valid():
        return _columns_page(request, place, imported, form, status=422)
    return _lay_out(request, place, imported, target, form)


def _lay_out(request, place: Place, imported: Import, target: Target, form: MappingForm):
    try:
        staging.prepare(imported, form.mapping, target.columns(place))
    except (Unreadable, staging.NothingToRead) as error:
        return _columns_page(request, place, imported, form, status=422, error=str(error))
    remember(imported, form.mapping, by=request.user)
    staging.read_next(imported, place, target)
    return _back(place, imported)


def _columns_page(request, place, imported, form, *, status=200, error="", is_new=False):
    context = {
        "place": place,
        "imported": imported,
        "target": target_label(imported.target),
        "form": form,
        "error": error,
        "is_new": is_new,
    }
    return render(request, "organisation/imports/import_columns.html", context, status=status)


@require_POST
def read(request, unit, period, pk):
    """Read the next lines. The page asks for more by itself, and without a script by a button."""
    place, imported, target = _found(request, unit, period, pk)
    left = staging.read_next(imported, place, target)
    if left and request.htmx:
        imported.refresh_from_db()
        context = {"place": place, "imported": imported, "progress": progress(imported)}
        return render(request, "organisation/imports/_progress.html", context)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": place.url("imports:detail", pk=pk)})
    return _back(place, imported)


@require_POST
def again(request, unit, period, pk):
    """Compare the file anew with what stands now, its columns as they were chosen."""
    place, imported, target = _found(request, unit, period, pk)
    if not imported.is_written and imported.mapping:
        try:
            staging.prepare(imported, Mapping.of(imported.mapping), target.columns(place))
        except (Unreadable, staging.NothingToRead) as error:
            return detail_page(request, place, imported, status=422, error=str(error))
        staging.read_next(imported, place, target)
    return _back(place, imported)


@require_POST
def leave_out(request, unit, period, pk):
    """Leave the chosen lines out of this import, by choice. The other refused ones are read once more."""
    place, imported, target = _found(request, unit, period, pk)
    if locked := locked_reason(place):
        return detail_page(request, place, imported, status=409, error=locked)
    chosen = [int(one) for one in request.POST.getlist("line") if one.isdecimal() and len(one) < 18]
    if not staging.leave_out(imported, chosen, by=request.user):
        error = _("Choose the lines that are to be left out.")
        return detail_page(request, place, imported, status=422, error=error)
    staging.read_next(imported, place, target)
    return _back(place, imported)


@require_POST
def apply(request, unit, period, pk):
    place, imported, _target = _found(request, unit, period, pk)
    if locked := locked_reason(place):
        return detail_page(request, place, imported, status=409, error=locked)
    given = doubting.posted(request.POST, imported)
    try:
        applying.apply(imported, by=request.user, seen=request.POST.get("seen", ""), answers=given)
    except doubting.Unanswered as error:
        return detail_page(request, place, imported, status=422, error=str(error), given=given)
    except applying.RowsMoved as moved:
        error = _("Nothing is written. Somebody has saved since the file was read: %(titles)s. Read it again.") % {
            "titles": applying.named(moved.titles)
        }
        return detail_page(request, place, imported, status=409, error=error, given=given)
    except (applying.NotReady, actions.Locked) as error:
        return detail_page(request, place, import_or_404(place, pk), status=409, error=str(error), given=given)
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    written = sum(imported.counts.get(kind, 0) for kind in (LineKind.NEW, LineKind.CHANGED))
    said = ngettext("%(n)s line is written.", "%(n)s lines are written.", written) % {"n": format_number(written)}
    messages.success(request, said)
    return _back(place, imported)


@require_http_methods(["GET", "POST"])
def take_back(request, unit, period, pk):
    place, imported, _target = _found(request, unit, period, pk, needs_target=False)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _take_back_page(request, place, imported, form)
    if locked := locked_reason(place):
        return _take_back_page(request, place, imported, form, status=409, error=locked)
    if not form.is_valid():
        return _take_back_page(request, place, imported, form, status=422)
    try:
        applying.take_back(imported, reason=form.cleaned_data["reason"], by=request.user)
    except (applying.NotReady, actions.Locked) as error:
        return _take_back_page(request, place, imported, form, status=409, error=str(error))
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The import is taken back: every row stands as it did before it."))
    return _back(place, imported)


def _take_back_page(request, place, imported, form, *, status=200, error=""):
    context = {
        "place": place,
        "imported": imported,
        "form": form,
        "error": error or (locked_reason(place) if request.method == "GET" else ""),
        "may_take_back": imported.state == ImportState.APPLIED,
    }
    return render(request, "organisation/imports/import_take_back.html", context, status=status)


def _found(request, unit, period, pk, *, needs_target: bool = True) -> tuple[Place, Import, Target]:
    """The place, the import, and what it is imported into. Raises Http404 where the portal no longer has that."""
    place = importing_place(request, unit, period)
    imported = import_or_404(place, pk)
    target = targets().get(imported.target)
    if target is None and needs_target:
        raise Http404(_("The portal no longer imports this kind of file."))
    return place, imported, target


def _back(place: Place, imported: Import):
    return redirect(place.url("imports:detail", pk=imported.pk))
