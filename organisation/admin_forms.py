"""The forms of people, roles and units. They parse; organisation/administration decides and writes."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.numbers import date_text
from organisation import administration
from organisation.models import Role, Unit, User


@dataclass(frozen=True)
class Difference:
    """One field that stands otherwise now: what was typed, and what is stored."""

    label: str
    mine: str
    theirs: str


class SeenForm(forms.ModelForm):
    """A form that says which values it was made from, so that nobody overwrites what they have not seen."""

    seen = forms.CharField(widget=forms.HiddenInput)
    differences: tuple[Difference, ...] = ()

    def __init__(self, *args, instance, shown: dict[str, Any], **kwargs):
        # A copy: what was typed must not be taken for what is stored when the page is drawn.
        super().__init__(*args, instance=copy.copy(instance), **kwargs)
        self.fields["seen"].initial = administration.fingerprint(shown)
        if instance.pk is None:
            del self.fields["seen"]

    def validate_unique(self):
        """Asked in the act itself, where nobody can come in between."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def meet(self, current: dict[str, Any]) -> None:
        """Keep what was typed and show it beside what is stored now; the next save starts from that."""
        self.differences = tuple(
            Difference(str(self.fields[name].label), self._word(name, mine), self._word(name, current[name]))
            for name, mine in self.values.items()
            if mine != current[name]
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = administration.fingerprint(current)

    def _word(self, name: str, value) -> str:
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, date):
            return date_text(value)
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value) or "")


class PersonForm(SeenForm):
    """What an administrator says of a person."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "title", "email", "is_active"]
        labels = {
            "first_name": gettext_lazy("First name"),
            "last_name": gettext_lazy("Last name"),
            "title": gettext_lazy("Title"),
            "email": gettext_lazy("E-mail address"),
            "is_active": gettext_lazy("Active"),
        }
        help_texts = {"is_active": gettext_lazy("Without this the person cannot log in, and is logged out at once.")}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, shown=administration.person_values(instance), **kwargs)


class RoleForm(forms.Form):
    """A role in one of the board's units."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role)
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit"), help_text=gettext_lazy("The role holds in every unit below it too.")
    )

    def __init__(self, *args, board: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {unit.slug: unit for unit in tree(board)}
        self.fields["unit"].choices = [(unit.slug, unit.name) for unit in self.units.values()]
        self.order_fields([name for name in self.fields if name not in ("role", "unit")])

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class AdmitForm(RoleForm):
    """A role for somebody who has an account already."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))


class NewPersonForm(RoleForm, forms.ModelForm):
    """A new person with a first role."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "title", "email", "username"]
        labels = PersonForm.Meta.labels | {"username": gettext_lazy("Username")}
        help_texts = {"username": gettext_lazy("What the person logs in with. It cannot be changed later.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def validate_unique(self):
        """Asked in the act itself, where nobody can come in between."""


class UnitForm(SeenForm):
    """A unit of a board, or the board itself, of which only the names are changed."""

    parent = forms.ChoiceField(label=gettext_lazy("Stands below"))
    merged_into = forms.ChoiceField(
        label=gettext_lazy("Goes on in"),
        required=False,
        help_text=gettext_lazy("The unit that does what it did, where there is one."),
    )

    class Meta:
        model = Unit
        fields = ["name", "short_name", "kind", "order", "valid_from", "valid_to"]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("valid_from", "valid_to")
        }
        labels = {
            "name": gettext_lazy("Name"),
            "short_name": gettext_lazy("Short name"),
            "kind": gettext_lazy("Kind"),
            "order": gettext_lazy("Order"),
            "valid_from": gettext_lazy("First day"),
            "valid_to": gettext_lazy("Last day"),
        }
        help_texts = {
            "order": gettext_lazy("Units with a lower number stand first."),
            "valid_from": gettext_lazy("Empty where it has been there from the start."),
            "valid_to": gettext_lazy(
                "Of a unit that has ended. It is asked for nothing in periods that end later, and what it has "
                "reported stays."
            ),
        }

    def __init__(self, *args, board: Unit, instance: Unit, **kwargs):
        shown = administration.unit_values(instance)
        initial = {name: shown.get(name, "") for name in ("parent", "merged_into")}
        super().__init__(*args, instance=instance, shown=shown, initial=initial, **kwargs)
        if instance.pk and instance.is_board:
            for name in ("kind", "order", "parent", "valid_from", "valid_to", "merged_into"):
                del self.fields[name]
            return
        units = [unit for unit in tree(board) if unit.pk != instance.pk]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in (Unit.Kind.DIVISION, Unit.Kind.SERVICE)]
        self.fields["parent"].choices = [(unit.slug, unit.name) for unit in units]
        heirs = [(unit.slug, unit.name) for unit in units if not unit.is_board]
        self.fields["merged_into"].choices = [("", gettext_lazy("None")), *heirs]
        self.order_fields(["name", "short_name", "kind", "parent", "order", "valid_from", "valid_to", "merged_into"])
        for name in ("valid_to", "merged_into") if instance.pk is None else ():
            # It begins; that it ends is said later.
            del self.fields[name]


def tree(board: Unit) -> list[Unit]:
    """The board and its units, each below the one that it belongs to, with its `level` and the short name of
    the one `above`. One query."""
    units = list(Unit.objects.of_board(board).order_by("order", "name"))
    names = {unit.pk: unit.short_name for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    found = []

    def walk(parent_id, level):
        for unit in below.get(parent_id, []):
            unit.level, unit.above = level, names.get(parent_id, "")
            found.append(unit)
            walk(unit.pk, level + 1)

    walk(None, 0)
    return found
