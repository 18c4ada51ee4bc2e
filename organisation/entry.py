"""The one way a row is entered in the browser: opens and saves in place, with htmx and without JavaScript.

Answers: 200 saved (the row as it stands now, or a redirect to the list), 422 invalid, 409 somebody saved
first or the period was locked, 403 not allowed. In each of them everything that was typed is still there.
While somebody types, the page's script saves by the same address: see organisation/saving.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followup.sections import Status
from organisation import actions, saving
from organisation.carrying import carried_changes, previous_row
from organisation.conflict import ConflictView, conflict_view
from organisation.forms import EntryForm
from organisation.keeping import keep, let_go
from organisation.models import PeriodRow
from organisation.places import Place


@dataclass(frozen=True)
class Before:
    """What was said last time in one field: words, and a status where it is one."""

    text: str = ""
    status: Status | None = None


@dataclass(frozen=True)
class EntryField:
    """A field of the form with what was said last time beside it."""

    field: Any
    previous: str = ""
    previous_status: Status | None = None

    @property
    def unit(self) -> str:
        return getattr(self.field.field, "unit", "")


@dataclass
class Entry:
    """One row in the browser: what it is called, the row itself, its form, and how the list shows it.

    `row_template` renders `<li id=dom_id>` for the list with the context that `row_context()` gives; it
    is called after the save, so that it reads what was stored. `previous` maps field names to `Before`.
    `purpose` tells the forms of one row apart: «Verify». `beside_template` shows `beside` beside the fields: what
    others have said, to take from. A form that `stays_open` has no «Close»: the page is made of open forms.
    """

    place: Place
    title: str
    row: PeriodRow
    form_class: type[EntryForm]
    url: str
    list_url: str
    row_template: str
    row_context: Callable[[], dict[str, Any]]
    previous: dict[str, Before] = field(default_factory=dict)
    form_kwargs: dict[str, Any] = field(default_factory=dict)
    lang: str = "sv"
    lead: str = ""
    lead_lang: str = ""
    purpose: str = ""
    beside_template: str = ""
    beside: Any = None
    stays_open: bool = False
    form: EntryForm | None = None
    conflict: ConflictView | None = None
    locked_reason: str = ""

    @property
    def dom_id(self) -> str:
        return dom_id(self.row.key)

    def bind(self, *data, row: PeriodRow | None = None) -> EntryForm:
        """The form on the row; ids of its fields are the row's own, since several rows can be open at once."""
        return self.form_class(*data, instance=row or self.row, auto_id=f"{self.dom_id}-%s", **self.form_kwargs)

    @property
    def target(self) -> str:
        return f"#{self.dom_id}"

    @property
    def row_url(self) -> str:
        """Gives the row in reading state, for «Cancel»."""
        return f"{self.url}?row"

    @property
    def presence_url(self) -> str:
        return self.place.url("presence")

    @property
    def history_url(self) -> str:
        """Where the changes of the row are shown; none before the first."""
        return self.place.url("organisation:history", key=self.row.key) if self.row.version else ""

    @cached_property
    def carry_url(self) -> str:
        """Where «Unchanged» posts; "" where nothing was said last time, or something else has been said since."""
        if self.locked_reason or self.conflict or not self.place.may_write:
            return ""
        before = previous_row(self.row, self.place.previous)
        return self.place.url("carry", key=self.row.key) if carried_changes(self.form_class, self.row, before) else ""

    @property
    def previous_label(self) -> str:
        return self.place.previous.label if self.place.previous else ""

    @property
    def fields(self) -> list[EntryField]:
        """The form's fields that stand open."""
        return [self._field(bound) for bound in self.form.visible_fields() if bound.name not in self.form.FOLDED]

    @property
    def folded(self) -> list[EntryField]:
        """Those that are folded away, where the form has some that are seldom filled in."""
        return [self._field(bound) for bound in self.form.visible_fields() if bound.name in self.form.FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """Whether there is something to see in the fold: an error, or a figure."""
        return any(shown.field.errors or shown.field.value() not in (None, "") for shown in self.folded)

    def _field(self, bound) -> EntryField:
        before = self.previous.get(bound.name) or Before()
        return EntryField(bound, before.text, before.status)


def dom_id(key: str) -> str:
    """The id of a row's element in a list: «row-goals-m1a»."""
    return "row-" + key.replace(".", "-")


def enter(request: HttpRequest, entry: Entry) -> HttpResponse:
    """GET shows the form (or, with ?row, the row), POST saves it."""
    if request.method == "GET" and "row" in request.GET and request.htmx:
        return _row(request, entry, saved="saved" in request.GET)
    role = entry.place.has_role("write")
    if not role:
        return _refused(request, role.reason)
    if request.method == "GET":
        if not (answer := entry.place.may("write")):
            raise PermissionDenied(answer.reason)
        entry.form = entry.bind()
        return _form(request, entry, 200)
    # The row's own values are copied onto by the form: the write needs only its identity.
    entry.form = entry.bind(request.POST)
    if not entry.form.is_valid():
        return saving.invalid(entry.form) if saving.is_autosave(request) else _form(request, entry, 422)
    return _save(request, entry)


def _save(request, entry: Entry) -> HttpResponse:
    form, stamp = entry.form, saving.stamp_of(request)
    try:
        row = actions.write(
            row=entry.row,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            by=request.user,
            stamp=stamp,
        )
    except actions.AlreadySaved as late:
        return _saved(request, entry, late.row, late.version)
    except actions.Locked as error:
        keep(entry, reason=str(error), stamp=stamp)
        entry.locked_reason = str(error)
        return saving.locked(entry) if saving.is_autosave(request) else _form(request, entry, 409)
    except actions.Refused as error:
        return _refused(request, str(error))
    except actions.Conflict as conflict:
        entry.conflict = conflict_view(entry, conflict)
        if saving.is_autosave(request):
            return saving.conflicting(entry.conflict)
        _start_from(form, conflict.current.version)
        return _form(request, entry, 409)
    return _saved(request, entry, row, row.version)


def _saved(request, entry: Entry, row: PeriodRow, version: int) -> HttpResponse:
    let_go(entry)
    if saving.is_autosave(request):
        return saving.saved(row, version)
    if request.htmx and not _on_page_of_its_own(request, entry):
        return _row(request, entry, saved=True)
    messages.success(request, _("Saved: %(title)s") % {"title": entry.title})
    there = f"{entry.list_url}#{entry.dom_id}"
    return HttpResponse(headers={"HX-Redirect": there}) if request.htmx else redirect(there)


def _refused(request, reason: str) -> HttpResponse:
    """403 with the reason: as data for the page's script, as a page for a person."""
    if saving.is_autosave(request):
        return saving.refused(reason)
    raise PermissionDenied(reason)


def _start_from(form: EntryForm, version: int) -> None:
    """The next save starts from what is stored now: a deliberate choice, made with both texts in sight."""
    data = form.data.copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data


def _on_page_of_its_own(request, entry: Entry) -> bool:
    """Whether the form stands on its own address and not in a list: there is no row to swap then."""
    return bool(request.htmx) and saving.asked_from(request) == entry.url


def _row(request, entry: Entry, *, saved: bool = False) -> HttpResponse:
    """The row as the page shows it that was asked from: one of the wing's list, or of everything to report."""
    place = entry.place
    if saving.asked_from(request) == place.url("reporting"):
        url = place.url("reporting_row", key=entry.row.key)
        return HttpResponse(status=303, headers={"Location": f"{url}?saved" if saved else url})
    response = render(request, entry.row_template, {"place": place, "just_saved": saved, **entry.row_context()})
    if saved:
        response.headers["HX-Trigger"] = "saved"
    return response


def _form(request, entry: Entry, status: int) -> HttpResponse:
    template = "organisation/entry.html"
    if request.htmx:
        own = _on_page_of_its_own(request, entry)
        template = "organisation/_entry_article.html" if own else "organisation/_entry.html"
    return render(request, template, {"entry": entry, "place": entry.place}, status=status)
