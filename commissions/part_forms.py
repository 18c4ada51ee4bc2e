"""How far a part of a commission has come, and how much of a grant has been used, as they are entered."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import GrantUse, PartReport
from followup.precision import shifted_decimals
from followup.status import SCALES
from organisation.forms import AmountField, EntryForm, MissingField


class QuickPartForm(EntryForm):
    """The status alone, chosen in the list. `scale` is the part's own, `words` the board's for it."""

    status = forms.ChoiceField(label=_("Status"))

    class Meta:
        model = PartReport
        fields = ["status"]

    def __init__(self, *args, scale: str, words: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = status_choices(scale, words)


class PartForm(QuickPartForm):
    """How far an activity or a sub-project has come, and what is to be said about it."""

    class Meta:
        model = PartReport
        fields = ["status", "comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}


class GrantUseForm(EntryForm):
    """How much of a grant has been used so far, or why that is not known. `unit` is what is meant where none is
    typed."""

    used = AmountField(label=_("Used so far"), help_text=_("Another unit can be written after the number: 3 mnkr."))
    missing_reason = MissingField(label=_("Why the value is missing"))

    class Meta:
        model = GrantUse
        fields = ["used", "missing_reason", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, instance, unit: str, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.default_unit = unit
        self.fields["used"].given_in(unit, instance.decimals, default_unit=unit)

    def clean_used(self):
        amount = self.cleaned_data["used"]
        if amount is not None and amount.kronor < 0:
            raise forms.ValidationError(_("What has been used cannot be less than nothing."))
        return amount

    def clean(self):
        """The amount in kronor; the decimals are counted in the grant's own unit."""
        data = super().clean()
        amount = data.get("used")
        if amount is None:
            return data
        self.decimals = max(0, shifted_decimals(amount.decimals, amount.unit, self.default_unit))
        return data | {"used": amount.kronor}

    def changes(self):
        return super().changes() | ({"decimals": self.decimals} if self.cleaned_data["used"] is not None else {})


def status_choices(scale: str, words: dict[str, str]) -> list[tuple[str, str]]:
    """The steps of a scale in the board's words, «Choose a status» first."""
    steps = [(one.code, words.get(one.code) or one.label) for one in SCALES[scale].values() if not one.is_gap]
    return [("unassessed", _("Choose a status")), *steps]
