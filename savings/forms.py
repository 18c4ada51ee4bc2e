"""What a unit enters: how a measure stands and what it has saved, what of a target has been reached, and what a
controller has verified."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followup import status
from organisation.forms import AmountField, AmountForm, EntryForm, MissingField
from savings.models import MeasureStatus, TargetOutcome

ANOTHER_UNIT = _("Another unit can be written after the number: 3 mnkr.")


def _not_below_zero(amount):
    if amount is not None and amount.kronor < 0:
        raise forms.ValidationError(_("What has been saved cannot be less than nothing."))
    return amount


class SavingForm(AmountForm):
    """An entry with the amount `realised` and perhaps others. An amount that is typed is as exact as it looks."""

    def clean_realised(self):
        return _not_below_zero(self.cleaned_data["realised"])

    def changes(self) -> dict[str, Any]:
        is_typed = self.cleaned_data["realised"] is not None and "realised" in self.changed_data
        return super().changes() | ({"approximate": ""} if is_typed else {})


def status_choices(words: dict[str, str]) -> list[tuple[str, str]]:
    """The statuses of a measure in the board's words, «Choose a status» first."""
    return [
        ("unassessed", _("Choose a status")),
        *((code, words.get(code, label)) for code, label in status.choices("measure")),
    ]


class StatusForm(SavingForm):
    """How a measure stands in a period."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    planned = AmountField(label=_("Planned this year"))
    realised = AmountField(label=_("Realised this year"), help_text=ANOTHER_UNIT)
    forecast = AmountField(label=_("Forecast for the year"))

    FOLDED = ("planned", "forecast")
    FOLDED_LABEL = _("Planned, and forecast for the year")

    class Meta:
        model = MeasureStatus
        fields = ["status", "planned", "realised", "forecast", "comment"]
        labels = {"comment": _("Comment")}
        widgets = {"comment": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, instance, words: dict[str, str], **kwargs):
        self.verified, self.verified_words = instance.verified, instance.verified_as_given
        super().__init__(*args, instance=instance, unit="tkr", **kwargs)
        self.fields["status"].choices = status_choices(words)

    def clean_status(self) -> str:
        return self.cleaned_data["status"] or "unassessed"

    def clean_realised(self):
        amount = super().clean_realised()
        if self.verified is not None and (amount is None or amount.kronor < self.verified):
            sentence = gettext(
                "A controller has verified %(verified)s of this measure, and what is realised cannot be less. "
                "Ask a controller to change what is verified first."
            )
            raise forms.ValidationError(sentence % {"verified": self.verified_words})
        return amount

    def changes(self) -> dict[str, Any]:
        changes = super().changes()
        if changes["realised"] is not None:
            changes["missing_reason"] = ""
        return changes


class QuickStatusForm(EntryForm):
    """The status alone, chosen in the list."""

    status = forms.ChoiceField(label=_("Status"))

    class Meta:
        model = MeasureStatus
        fields = ["status"]

    def __init__(self, *args, instance, words: dict[str, str], **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["status"].choices = status_choices(words)


class VerifyForm(AmountForm):
    """What of the realised amount a controller has seen proof of. It does not touch whose figure that is."""

    PRECISION = ("verified_unit", "verified_decimals")
    SOURCED = ()

    verified = AmountField(label=_("Verified this year"), help_text=ANOTHER_UNIT)

    class Meta:
        model = MeasureStatus
        fields = ["verified", "evidence"]
        labels = {"evidence": _("Evidence")}
        help_texts = {"evidence": _("What shows the effect: an account, a list of staff, a decision.")}
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, instance, **kwargs):
        self.realised, self.realised_words = instance.realised, instance.as_given(instance.realised)
        super().__init__(*args, instance=instance, unit="tkr", **kwargs)

    def clean_verified(self):
        amount = self.cleaned_data["verified"]
        if amount is None:
            return None
        if amount.kronor < 0 and (self.realised is None or self.realised >= 0):
            raise forms.ValidationError(_("What has been verified cannot be less than nothing."))
        if self.realised is None:
            raise forms.ValidationError(_("Nothing is reported as realised yet: there is nothing to verify."))
        if amount.kronor > self.realised:
            sentence = gettext("No more can be verified than the %(realised)s that is realised.")
            raise forms.ValidationError(sentence % {"realised": self.realised_words})
        return amount

    def clean_evidence(self) -> str:
        evidence = self.cleaned_data["evidence"]
        return evidence if evidence.strip() else ""

    def clean(self):
        data = super().clean()
        if data.get("verified") is not None and data.get("evidence") == "":
            self.add_error("evidence", _("Say what shows that the amount has been saved."))
        return data


class TargetForm(SavingForm):
    """What has been reached of a savings target."""

    realised = AmountField(label=_("Reached so far this year"), help_text=ANOTHER_UNIT)
    missing_reason = MissingField(label=_("Why there is no amount"))

    class Meta:
        model = TargetOutcome
        fields = ["realised", "missing_reason", "comment"]
        labels = {"comment": _("Comment")}
        widgets = {"comment": forms.Textarea(attrs={"rows": 8})}
