"""One row of a plan in a form: a goal, an activity, an indicator, a target, a level or a word. It takes what a row of
the spreadsheet takes, and is refused for the same reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.plan import spec
from goals.plan.checking import check
from goals.plan.columns import SHEETS, Column
from goals.plan.parsing import CellRefused, Parsed, value_of
from organisation.imports.reading import Cell

# What tells a row from the others of its part: it stays when the row is changed.
KEYS = {
    "levels": ("level",),
    "goals": ("code",),
    "activities": ("code",),
    "indicators": ("code",),
    "targets": ("indicator", "year"),
    "words": ("scale", "code"),
}
# How many lines a text is typed in, where it is more than one.
_LINES = {"title": 2, "definition": 4, "method": 4, "known_problems": 4}
_LABELS = {
    "parent": gettext_lazy("Below the goal"),
    "goal": gettext_lazy("Goal"),
    "indicator": gettext_lazy("Indicator"),
}
_EDITED = 1


class RowForm(forms.Form):
    """A row of the part in the plan: `one` is what is changed, None for a new one. `bodies` are the names that there
    are. Valid, it has `made`, the row, and `plan`, the plan with it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, data=None, *, part: str, plan: spec.Plan, bodies: Iterable[str], seen: str, one=None, initial=None
    ):
        columns = [column for column in SHEETS[part][1] if one is None or column.name not in KEYS[part]]
        typed = {column.name: _typed(column, getattr(one, column.name, None)) for column in columns}
        super().__init__(data, initial=(typed if one else _defaults(part)) | (initial or {}) | {"seen": seen})
        self.part, self.before, self.one, self.bodies = part, plan, one, list(bodies)
        self.columns = columns
        for column in columns:
            self.fields[column.name] = self._field(column)

    def _field(self, column: Column) -> forms.Field:
        label = _LABELS.get(column.name) or column.label
        label = str(label)[:1].upper() + str(label)[1:]
        options = self._options(column)
        if column.kind == "bool":
            return forms.BooleanField(label=label, required=False)
        if options is not None:
            return forms.ChoiceField(label=label, required=False, choices=options)
        lines = _LINES.get(column.name)
        widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput(attrs={"autocomplete": "off"})
        return forms.CharField(label=label, required=False, widget=widget, help_text=_help(column))

    def _options(self, column: Column) -> list[tuple[str, str]] | None:
        """What can be chosen; None where it is typed."""
        none = ("", _("None"))
        if column.name in ("goal", "parent"):
            own = self.one.code if self.one and self.part == "goals" else None
            goals = [(one.code, f"{one.number} {one.title}".strip()) for one in self.before.goals if one.code != own]
            return [none, *goals]
        if column.name == "giver":
            return [none, *((name, name) for name in self.bodies)]
        if column.name == "indicator":
            return [(one.code, one.title) for one in self.before.indicators]
        if not column.choices:
            return None
        return [*([none] if column.name == "approximate" else []), *column.options()]

    def clean(self):
        data = super().clean()
        values = {} if self.one is None else {name: getattr(self.one, name) for name in KEYS[self.part]}
        for column in self.columns:
            value = self._value(column, data.get(column.name))
            if value is not None:
                values[column.name] = value
        if self.part == "targets" and "year" in values:
            values.setdefault("first_year", values["year"])
        if not self.errors:
            self._place(spec.PARTS[self.part](**values))
        return data

    def _value(self, column: Column, typed: Any) -> Any:
        if column.kind == "bool":
            return bool(typed)
        try:
            value = value_of(Cell("s", _one_line(column, typed or "")), column)
        except CellRefused as error:
            self.add_error(column.name, str(error)[:1].upper() + str(error)[1:])
            return None
        if value is None and column.required:
            self.add_error(column.name, _("This has to be filled in."))
        return value

    def _place(self, made: Any) -> None:
        """The row in its place, if the plan holds together with it."""
        if self.one is None and any(each.key == made.key for each in getattr(self.before, self.part)):
            self.add_error(KEYS[self.part][-1], _("The plan has one like this already. Change that one."))
            return
        self.made, self.plan = made, with_row(self.before, self.part, made)
        for sentence in faults(self.plan, self.part, made.key, self.bodies):
            self.add_error(None, sentence)


def with_row(plan: spec.Plan, part: str, made: Any) -> spec.Plan:
    """The plan with the row in the place of the one with its key, or last."""
    rows = list(getattr(plan, part))
    place = next((at for at, each in enumerate(rows) if each.key == made.key), len(rows))
    rows[place : place + 1] = [made]
    return replace(plan, **{part: tuple(rows)})


def without_row(plan: spec.Plan, part: str, key: str) -> spec.Plan:
    """The plan without the row, and without the targets of an indicator that goes."""
    kept = replace(plan, **{part: tuple(one for one in getattr(plan, part) if one.key != key)})
    if part == "indicators":
        kept = replace(kept, targets=tuple(one for one in kept.targets if one.indicator != key))
    return kept


def held_by(plan: spec.Plan, part: str, key: str) -> list[str]:
    """What stands below a goal, and would be left without it."""
    if part != "goals":
        return []
    below = [one for one in plan.goals if one.parent == key]
    return [one.title for one in (*below, *plan.activities, *plan.indicators) if one in below or one.goal == key]


def faults(plan: spec.Plan, part: str, key: str, bodies: Iterable[str]) -> list[str]:
    """Why the plan cannot be with this row of it."""
    places = {(each, one.key): ("", 0) for each in spec.PARTS for one in getattr(plan, each)}
    places[part, key] = ("", _EDITED)
    found = check(Parsed(plan=plan, places=places), bodies=bodies)
    return [one.sentence for one in found if one.row == _EDITED]


def _one_line(column: Column, typed: str) -> str:
    """A title is one line, however it was typed."""
    return " ".join(typed.split()) if column.name == "title" else typed


def _typed(column: Column, value: Any) -> Any:
    """A value as it is typed."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f").replace(".", ",")
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)


def _defaults(part: str) -> dict[str, Any]:
    fields = spec.PARTS[part].__dataclass_fields__
    return {
        column.name: _typed(column, fields[column.name].default)
        for column in SHEETS[part][1]
        if isinstance(fields[column.name].default, str | int | Decimal | bool | tuple)
    }


def _help(column: Column) -> str:
    if column.kind == "code":
        return _("Letters a–z, digits and hyphens. It stays.")
    return _("Several with commas between.") if column.kind == "list" else ""
