"""The forms of staffing: numbers as people type them, kept with the decimals that were typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.numbers import format_number
from organisation.forms import AmountField, AmountForm, EntryForm, MissingField, NumberField
from staffing.models import Headcount, HiredShare, HiredStaff, SickLeave, StaffingText


class WholeNumber(NumberField):
    """A number of people: no decimals. Gives an int or None."""

    def to_python(self, value) -> int | None:
        number = super().to_python(value)
        if number is None:
            return None
        if number != int(number):
            raise forms.ValidationError(_("Write a whole number."))
        return int(number)

    def prepare_value(self, value):
        return format_number(value) if isinstance(value, int) else value


def note_field() -> forms.CharField:
    return forms.CharField(label=_("Note"), max_length=300, required=False)


class SickLeaveForm(EntryForm):
    """One key figure of sick leave."""

    DECIMALS = {"value": "decimals", "before": "before_decimals"}
    SOURCED = ("value", "missing_reason", "before", "before_label")

    value = NumberField(label=_("Now"), unit="%")
    missing_reason = MissingField()
    before = NumberField(label=_("Before"), unit="%", help_text=_("An earlier value that you compare with."))
    n_employees = WholeNumber(
        label=_("Employees in the group"),
        help_text=_("Figures of groups of at most ten employees are not shown."),
    )
    note = note_field()

    class Meta:
        model = SickLeave
        fields = ["value", "missing_reason", "before", "before_label", "n_employees", "note"]
        labels = {"before_label": _("When the earlier value is from")}

    def changes(self) -> dict[str, Any]:
        return super().changes() | {"group": self.instance.group}


class HeadcountForm(EntryForm):
    """How many employees there are, and the change."""

    SOURCED = ("change", "employees", "fte", "missing_reason")

    change = WholeNumber(label=_("Change from the year before"), unit=_("people"), signed=True)
    employees = WholeNumber(label=_("Employees"), unit=_("people"))
    fte = NumberField(label=_("Full-time equivalents"))
    missing_reason = MissingField()
    note = note_field()

    class Meta:
        model = Headcount
        fields = ["change", "employees", "fte", "missing_reason", "note"]


class HiredTotalForm(AmountForm):
    """What is printed as the total of all frames."""

    DECIMALS = {"change_pct": "change_pct_decimals"}
    SOURCED = ("cost", "change", "change_pct")

    cost = AmountField(label=_("Cost"), help_text=_("Left empty, it is the sum of the frames."))
    change = AmountField(
        label=_("Change from the year before"), help_text=_("Minus is a lower cost. Left empty, it is the sum.")
    )
    change_pct = NumberField(label=_("Change in per cent"), unit="%", signed=True)
    note = note_field()

    class Meta:
        model = HiredStaff
        fields = ["cost", "change", "change_pct", "note"]

    def changes(self) -> dict[str, Any]:
        """What a source printed beside the amounts goes when they are typed over."""
        changes = super().changes() | {"frame": self.instance.frame}
        if set(self.amounts) & set(self.changed_data):
            changes |= {"prior_cost": None, "extra_cost": None}
        if changes["cost"] is not None:
            changes["missing_reason"] = ""
        return changes


class HiredStaffForm(HiredTotalForm):
    """What hired staff cost in one frame."""

    SOURCED = ("cost", "change", "change_pct", "missing_reason")

    cost = AmountField(label=_("Cost"))
    change = AmountField(label=_("Change from the year before"), help_text=_("Minus is a lower cost."))
    extra_cost_pct = NumberField(
        label=_("Extra cost, share of the cost"),
        unit="%",
        help_text=_("What hired staff costs beyond own staff."),
    )
    missing_reason = MissingField()

    class Meta:
        model = HiredStaff
        fields = ["cost", "change", "change_pct", "extra_cost_pct", "missing_reason", "note"]


class HiredShareForm(EntryForm):
    """The share of hired staff and its target."""

    DECIMALS = {"share_r12": "decimals"}
    SOURCED = ("share_r12", "months", "target_operator", "target", "missing_reason")

    share_r12 = NumberField(label=_("Share, rolling twelve months"), unit="%")
    missing_reason = MissingField()
    target = NumberField(label=_("Target"), unit="%")

    class Meta:
        model = HiredShare
        fields = ["share_r12", "missing_reason", "months", "target_operator", "target", "forecast_text"]
        labels = {
            "months": _("Which twelve months"),
            "target_operator": _("The share is to be"),
            "forecast_text": _("Forecast for the year"),
        }
        help_texts = {"months": _("From and to, year and month: 2409–2508.")}
        widgets = {"forecast_text": forms.Textarea(attrs={"rows": 3})}


class StaffingTextForm(EntryForm):
    """What the unit says about one matter."""

    SOURCED = ("text",)

    class Meta:
        model = StaffingText
        fields = ["text"]
        labels = {"text": _("Text")}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
