"""Figures of others from a saved answer of Kolada's: the file, the preview with the names of the places, the write.

What the file says travels signed in the form of the preview, so that nothing of it is stored before it is written.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from goals import kolada, kolada_lines
from organisation.actions import Refused
from organisation.imports.forms import SmallFiles
from organisation.imports.pages import locked_reason
from organisation.imports.reading import own_name
from organisation.places import Place, place_or_404

_SALT = "goals.kolada"
_HOURS_KEPT = 12 * 3600


class FileForm(forms.Form):
    """A saved answer."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        max_length=None,
        error_messages={
            "required": gettext_lazy("Choose a file of at most 2 MB."),
            "missing": gettext_lazy("Choose a file of at most 2 MB."),
        },
        help_text=gettext_lazy("An answer of Kolada's (v3), saved as .json, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )


class NamesForm(forms.Form):
    """What each place of the file is called, and what the file says, signed."""

    answer = forms.CharField(widget=forms.HiddenInput, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, places: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        for place in places:
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("Name of %(place)s") % {"place": place},
                max_length=80,
                initial=kolada_lines.NAMES.get(place, ""),
                help_text=_("As it is to be called beside the indicator: the country, a region, a group."),
            )

    @property
    def names(self) -> dict[str, str]:
        """By id; those that have none yet are called by their ids."""
        given = getattr(self, "cleaned_data", {})
        return {one: " ".join(given.get(f"name_{one}", self.initial_of(one)).split()) or one for one in self.places}

    def initial_of(self, place: str) -> str:
        return self.fields[f"name_{place}"].initial

    def clean(self):
        data = super().clean()
        said: dict[str, str] = {}
        for place in self.places:
            name = " ".join((data.get(f"name_{place}") or "").split()).casefold()
            if name and said.setdefault(name, place) != place:
                self.add_error(f"name_{place}", _("Another place has this name. Give each a name of its own."))
        return data


@csrf_exempt
def kolada_file(request, unit, period):
    """The file is taken into memory and never to disk. Which must be said before anything of it is read, so that the
    token is asked for in what follows."""
    request.upload_handlers = [SmallFiles(request)]
    return _kolada_file(request, unit, period)


@csrf_protect
@require_http_methods(["GET", "POST"])
def _kolada_file(request, unit, period):
    """GET asks for the file; POST of a file shows the preview, and POST of a preview writes it."""
    place, locked = _place(request, unit, period)
    if request.method == "GET":
        return _file_page(request, place, FileForm())
    if "answer" in request.POST:
        return _write(request, place, locked)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid() or locked:
        return _file_page(request, place, form, status=409 if locked else 422, locked=locked)
    given = form.cleaned_data["file"]
    try:
        answer = kolada.read(given.read())
    except kolada.Unreadable as error:
        form.add_error("file", str(error))
        return _file_page(request, place, form, status=422)
    signed = signing.dumps(_plain(answer, own_name(given.name)), salt=_SALT, compress=True)
    return _preview_page(request, place, NamesForm(places=answer.places, initial={"answer": signed}), answer, 200)


def _write(request, place: Place, locked: str):
    """Writes what the page showed; where the names are others than it showed, or something has been changed since,
    it shows the preview anew."""
    try:
        data = signing.loads(request.POST["answer"], salt=_SALT, max_age=_HOURS_KEPT)
    except signing.BadSignature:
        form = FileForm({}, {})
        form.errors["file"] = form.error_class([_("The preview is too old. Choose the file again.")])
        return _file_page(request, place, form, status=422)
    answer = _read(data)
    form = NamesForm(request.POST, places=answer.places)
    if not form.is_valid() or locked:
        return _preview_page(request, place, form, answer, 409 if locked else 422, locked=locked)
    seen, file = form.cleaned_data["seen"], data["file"]
    try:
        found = kolada_lines.write(
            board=place.unit, values=answer.values, names=form.names, seen=seen, file=file, by=request.user
        )
    except kolada_lines.Stale:
        return _preview_page(request, place, form, answer, 409, again=True)
    except Refused as error:
        raise PermissionDenied(str(error)) from error
    written = sum(count for kind, count in found.counts.items() if kind != "unchanged")
    messages.success(request, _("Figures of others that were written: %(count)s.") % {"count": written})
    return redirect(place.url("goals:list"))


def _place(request, unit: str, period: str) -> tuple[Place, str]:
    """The board's place, for those whose role imports there, and why nothing can be imported now."""
    place = place_or_404(request.user, unit, period, section="goals")
    if not place.unit.is_board:
        raise Http404(_("What indicators are elsewhere belongs to the board's plan."))
    if not (role := place.has_role("import")):
        raise PermissionDenied(role.reason)
    locked = locked_reason(place)
    if locked and request.method == "GET":
        raise PermissionDenied(locked)
    return place, locked


def _file_page(request, place: Place, form: FileForm, *, status=200, locked=""):
    return render(request, "goals/sheet_kolada.html", {"place": place, "form": form, "locked": locked}, status=status)


def _preview_page(
    request, place: Place, form: NamesForm, answer: kolada.Answer, status: int, *, locked="", again=False
):
    found = kolada_lines.preview(place.unit, answer.values, form.names)
    form.initial["seen"] = found.seen
    if form.is_bound:
        form.data = form.data.copy()
        form.data["seen"] = found.seen
    context: dict[str, Any] = {"place": place, "form": form, "found": found, "locked": locked, "again": again}
    context["is_partial"] = answer.is_partial
    return render(request, "goals/sheet_kolada_preview.html", context, status=status)


def _plain(answer: kolada.Answer, file: str) -> dict[str, Any]:
    """The answer as plain data, and the file's name."""
    values = [
        [one.kpi, one.place, one.year, one.breakdown, None if one.value is None else str(one.value), one.status]
        for one in answer.values
    ]
    return {"file": file, "values": values, "is_partial": answer.is_partial}


def _read(data: dict[str, Any]) -> kolada.Answer:
    values = tuple(
        kolada.Given(kpi, place, year, breakdown, None if value is None else Decimal(value), status)
        for kpi, place, year, breakdown, value, status in data["values"]
    )
    return kolada.Answer(values, data["is_partial"])
