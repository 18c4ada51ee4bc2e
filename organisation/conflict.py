"""Two people saved the same row: both texts, what was there before, and what each would put in the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from followup.numbers import NBSP
from organisation.actions import Conflict


@dataclass(frozen=True)
class ConflictRow:
    """One field in which mine and theirs differ: in words, and theirs as the form's field takes it.

    `is_text` is one that can hold both, one after the other. `is_mine` says that only I changed it, `is_theirs`
    that only they did: what was there before is then no loss.
    """

    name: str
    field_id: str
    label: str
    mine: str
    theirs: str
    before: str
    their_value: str
    is_text: bool
    is_mine: bool
    is_theirs: bool


@dataclass(frozen=True)
class ConflictView:
    """What the page shows when somebody saved first. `version` is the one that stands now."""

    saved_by_name: str
    saved_at: Any
    version: int
    rows: tuple[ConflictRow, ...]


def conflict_view(entry, conflict: Conflict) -> ConflictView:
    """Both texts and what was there before, field by field, of an entry whose form has been validated."""
    current = conflict.current
    theirs = entry.bind(row=current)
    rows = [_row(entry.form, theirs, name, conflict) for name in entry.form._meta.fields]
    who = current.saved_by.shown_name if current.saved_by else ""
    return ConflictView(
        # The same person in another tab is told so: «you» have saved.
        saved_by_name=_("you, in another tab") if current.saved_by_id == entry.place.user.pk else who,
        saved_at=current.saved_at,
        version=current.version,
        rows=tuple(row for row in rows if row.mine != row.theirs),
    )


def _row(form, theirs, name: str, conflict: Conflict) -> ConflictRow:
    column = conflict.current._meta.get_field(name)
    stored = getattr(conflict.current, column.attname)
    mine = shown_value(theirs, name, _value(form.cleaned_data[name]))
    their_words = shown_value(theirs, name, stored)
    # The log keeps plain JSON: a number or a date in it is text.
    before = shown_value(theirs, name, column.to_python(conflict.base.get(column.attname)))
    their_value = theirs.fields[name].prepare_value(stored)
    return ConflictRow(
        name=name,
        field_id=form[name].id_for_label,
        label=str(theirs.fields[name].label),
        mine=mine,
        theirs=their_words,
        before=before,
        their_value="" if their_value is None else str(their_value),
        is_text=form.is_prose(name),
        is_mine=their_words == before,
        is_theirs=mine == before,
    )


def _value(value):
    return value.pk if hasattr(value, "pk") else value


def shown_value(form, name, value) -> str:
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
