"""What a unit enters: how a measure stands and what it has saved, and what of a target has been reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup import status
from organisation.forms import AmountField, AmountForm, MissingField
from savings.models import MeasureStatus, TargetOutcome

ANOTHER_UNIT = _("Another unit can be written after the number: 3 mnkr.")


class SavingForm(AmountForm):
    """An entry with one amount, `realised`. An amount that is typed is as exact as it looks."""

    def clean_realised(self):
        amount = self.cleaned_data["realised"]
        if amount is not None and amount.kronor < 0:
            raise forms.ValidationError(_("What has been saved cannot be less than nothing."))
        return amount

    def changes(self) -> dict[str, Any]:
        is_typed = self.cleaned_data["realised"] is not None and "realised" in self.changed_data
        return super().changes() | ({"approximate": ""} if is_typed else {})


class StatusForm(SavingForm):
    """How a measure stands in a period."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    realised = AmountField(label=_("Realised this year"), help_text=ANOTHER_UNIT)

    class Meta:
        model = MeasureStatus
        fields = ["status", "realised", "comment"]
        labels = {"comment": _("Comment")}
        widgets = {"comment": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, instance, words: dict[str, str], **kwargs):
        super().__init__(*args, instance=instance, unit="tkr", **kwargs)
        own = [(code, words.get(code, label)) for code, label in status.choices("measure")]
        self.fields["status"].choices = [("unassessed", _("Choose a status")), *own]

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or "unassessed"

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        if changes["realised"] is not None:
            changes["missing_reason"] = ""
        return changes


class TargetForm(SavingForm):
    """What has been reached of a savings target."""

    realised = AmountField(label=_("Reached so far this year"), help_text=ANOTHER_UNIT)
    missing_reason = MissingField(label=_("Why there is no amount"))

    class Meta:
        model = TargetOutcome
        fields = ["realised", "missing_reason", "comment"]
        labels = {"comment": _("Comment")}
        widgets = {"comment": forms.Textarea(attrs={"rows": 8})}
