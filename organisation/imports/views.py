"""The imports of a unit and period: the list, a new one, one of them, and its file."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation.downloads import download
from organisation.imports.forms import SmallFiles, UploadForm
from organisation.imports.pages import (
    counts_in_words,
    detail_page,
    import_or_404,
    importing_place,
    locked_reason,
)
from organisation.imports.reading import Unreadable
from organisation.imports.reading import read as read_file
from organisation.imports.targets import target_label, targets
from organisation.imports.templates import empty_workbook
from organisation.models import Import, ImportMapping, Upload
from organisation.models.imports import ImportState
from organisation.places import Place


@require_safe
def listing(request, unit, period):
    place = importing_place(request, unit, period)
    found = Import.objects.filter(unit=place.unit, period=place.period).select_related("upload", "by")
    rows = [
        {
            "imported": one,
            "url": place.url("imports:detail", pk=one.pk),
            "target": target_label(one.target),
            "counts": counts_in_words(one.counts),
        }
        for one in found
    ]
    return render(
        request,
        "organisation/imports/import_list.html",
        {"place": place, "rows": rows, "locked": locked_reason(place)},
    )


@csrf_exempt
def new(request, unit, period):
    """The file is taken into memory and never to disk. Which must be said before anything of it is read, so that the
    token is asked for in what follows."""
    request.upload_handlers = [SmallFiles(request)]
    return _new(request, unit, period)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _new(request, unit, period):
    place = importing_place(request, unit, period)
    locked = locked_reason(place)
    if locked and request.method == "GET":
        raise PermissionDenied(locked)
    choices = [(code, target.label()) for code, target in targets().items()]
    if request.method == "GET":
        chosen = request.GET.get("target", "")
        form = UploadForm(choices=choices, initial={"target": chosen})
        return _new_page(request, place, form)
    data, files = request.POST, request.FILES
    form = UploadForm(data, files, choices=choices, is_too_large=getattr(request, "is_too_large", False))
    if not form.is_valid() or locked:
        return _new_page(request, place, form, status=409 if locked else 422, locked=locked)
    name, content = form.given
    try:
        read_file(name, content)
    except Unreadable as error:
        form.add_error("file" if form.cleaned_data.get("file") else "cells", str(error))
        return _new_page(request, place, form, status=422)
    imported = _stored(place, form, name, content)
    return redirect(place.url("imports:columns", pk=imported.pk))


def _new_page(request, place: Place, form: UploadForm, *, status=200, locked=""):
    known = ImportMapping.objects.filter(board=place.unit.root).values_list("source", flat=True).distinct()
    examples = [
        {"label": target.label(), "url": place.url("imports:template", target=code)}
        for code, target in targets().items()
    ]
    context = {"place": place, "form": form, "sources": known, "locked": locked, "examples": examples}
    return render(request, "organisation/imports/import_new.html", context, status=status)


@require_safe
def template(request, unit, period, target):
    """An empty workbook with the heads of a target, and a sheet that says what each means."""
    place = importing_place(request, unit, period)
    found = targets().get(target)
    if found is None:
        raise Http404
    return download(empty_workbook(found, place), f"{slugify(found.label())}.xlsx")


def _stored(place: Place, form: UploadForm, name: str, content: bytes) -> Import:
    """The import of the file; the same file is stored once."""
    where = {"unit": place.unit, "period": place.period}
    at, by = timezone.now(), place.user
    with transaction.atomic():
        upload, _created = Upload.objects.get_or_create(
            **where,
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={"name": name, "content": content, "uploaded_at": at, "uploaded_by": by},
        )
        chosen = {name: form.cleaned_data[name] for name in ("target", "source")}
        return Import.objects.create(**where, **chosen, upload=upload, at=at, by=by)


@require_safe
def detail(request, unit, period, pk):
    place = importing_place(request, unit, period)
    imported = import_or_404(place, pk)
    if imported.state == ImportState.MAPPING:
        return redirect(place.url("imports:columns", pk=pk))
    return detail_page(request, place, imported)


@require_safe
def file(request, unit, period, pk):
    """The file as it came, to be saved and never shown by the browser."""
    imported = import_or_404(importing_place(request, unit, period), pk)
    return download(bytes(imported.upload.content), imported.upload.name, "application/octet-stream")


@require_POST
def discard(request, unit, period, pk):
    """Take away an import that has written nothing, and its file where no other import is of it."""
    place = importing_place(request, unit, period)
    with transaction.atomic():
        # Held, so that writing and removing take turns.
        imported = import_or_404(place, pk, held=True)
        if imported.is_written:
            error = _("What has been written cannot be removed, only taken back.")
            return detail_page(request, place, imported, status=409, error=error)
        upload = imported.upload
        imported.delete()
        if not upload.imports.exists():
            upload.delete()
    messages.success(request, _("Removed."))
    return redirect(place.url("imports:list"))
