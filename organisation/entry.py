"""The one way a row is entered in the browser: opens and saves in place, with htmx and without JavaScript.

Answers: 200 saved (the row as it stands now, or a redirect to the list), 422 invalid, 409 somebody saved
first or the period was locked, 403 not allowed. In each of them everything that was typed is still there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from followup.numbers import NBSP
from followup.sections import Status
from organisation import actions
from organisation.forms import EntryForm
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


@dataclass(frozen=True)
class ConflictRow:
    """One field that two people changed: mine, theirs, and what was there before."""

    label: str
    mine: str
    theirs: str
    before: str


@dataclass(frozen=True)
class ConflictView:
    """What the page shows when somebody saved first."""

    saved_by_name: str
    saved_at: Any
    rows: tuple[ConflictRow, ...]


@dataclass
class Entry:
    """One row in the browser: what it is called, the row itself, its form, and how the list shows it.

    `row_template` renders `<li id=dom_id>` for the list with the context that `row_context()` gives; it
    is called after the save, so that it reads what was stored. `previous` maps field names to `Before`.
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
    def previous_label(self) -> str:
        return self.place.previous.label if self.place.previous else ""

    @property
    def fields(self) -> list[EntryField]:
        blank = Before()
        return [
            EntryField(
                bound, (self.previous.get(bound.name) or blank).text, (self.previous.get(bound.name) or blank).status
            )
            for bound in self.form.visible_fields()
        ]


def dom_id(key: str) -> str:
    """The id of a row's element in a list: «row-goals-m1a»."""
    return "row-" + key.replace(".", "-")


def enter(request: HttpRequest, entry: Entry) -> HttpResponse:
    """GET shows the form (or, with ?row, the row), POST saves it."""
    if request.method == "GET" and "row" in request.GET and request.htmx:
        return _row(request, entry)
    role = entry.place.has_role("write")
    if not role:
        raise PermissionDenied(role.reason)
    if request.method == "GET":
        if not (answer := entry.place.may("write")):
            raise PermissionDenied(answer.reason)
        entry.form = entry.bind()
        return _form(request, entry, 200)
    # The row's own values are copied onto by the form: the write needs only its identity.
    entry.form = entry.bind(request.POST)
    if not entry.form.is_valid():
        return _form(request, entry, 422)
    return _save(request, entry)


def _save(request, entry: Entry) -> HttpResponse:
    form = entry.form
    try:
        actions.write(row=entry.row, version=form.cleaned_data["version"], changes=form.changes(), by=request.user)
    except actions.Locked as error:
        entry.locked_reason = str(error)
        return _form(request, entry, 409)
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    except actions.Conflict as conflict:
        _show_conflict(entry, conflict)
        return _form(request, entry, 409)
    if request.htmx and not _on_page_of_its_own(request, entry):
        return _row(request, entry, saved=True)
    messages.success(request, _("Saved: %(title)s") % {"title": entry.title})
    there = f"{entry.list_url}#{entry.dom_id}"
    return HttpResponse(headers={"HX-Redirect": there}) if request.htmx else redirect(there)


def _on_page_of_its_own(request, entry: Entry) -> bool:
    """Whether the form stands on its own address and not in a list: there is no row to swap then."""
    return bool(request.htmx) and urlsplit(request.htmx.current_url or "").path == entry.url


def _show_conflict(entry: Entry, conflict: actions.Conflict):
    """Both texts and what was there before; what I typed stays in the form, now on top of theirs."""
    current = conflict.current
    mine = entry.form.cleaned_data
    theirs = entry.bind(row=current)
    rows = []
    for name in entry.form._meta.fields:
        column = current._meta.get_field(name)
        attname = column.attname
        if _text(theirs, name, getattr(current, attname)) == _text(theirs, name, _value(mine[name])):
            continue
        rows.append(
            ConflictRow(
                label=str(theirs.fields[name].label),
                mine=_text(theirs, name, _value(mine[name])),
                theirs=_text(theirs, name, getattr(current, attname)),
                # The log keeps plain JSON: a number or a date in it is text.
                before=_text(theirs, name, column.to_python(conflict.base.get(attname))),
            )
        )
    who = current.saved_by.shown_name if current.saved_by else ""
    entry.conflict = ConflictView(saved_by_name=who, saved_at=current.saved_at, rows=tuple(rows))
    # The next save starts from what is stored now: a deliberate choice, made with both texts in sight.
    data = entry.form.data.copy()
    data[entry.form.add_prefix("version")] = str(current.version)
    entry.form.data = data


def _value(value):
    return value.pk if hasattr(value, "pk") else value


def _text(form, name, value) -> str:
    """A stored value as the form would show it: the word of a choice, a number as it is typed, with its unit."""
    field = form.fields[name]
    choices = dict(getattr(field, "choices", ()) or ())
    if value in choices:
        return str(choices[value])
    shown = field.prepare_value(value)
    if shown in (None, ""):
        return ""
    unit = getattr(field, "unit", "")
    return f"{shown}{NBSP}{unit}" if unit else str(shown)


def _row(request, entry: Entry, *, saved: bool = False) -> HttpResponse:
    context = {"place": entry.place, "just_saved": saved, **entry.row_context()}
    response = render(request, entry.row_template, context)
    if saved:
        response.headers["HX-Trigger"] = "saved"
    return response


def _form(request, entry: Entry, status: int) -> HttpResponse:
    template = "organisation/entry.html"
    if request.htmx:
        own = _on_page_of_its_own(request, entry)
        template = "organisation/_entry_article.html" if own else "organisation/_entry.html"
    return render(
        request,
        template,
        {"entry": entry, "place": entry.place},
        status=status,
    )
