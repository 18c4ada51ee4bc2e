"""The forms of staffing: numbers as people type them, kept with the decimals that were typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.numbers import format_number
from organisation.forms import AmountField, AmountForm, EntryForm, MissingField, NumberField
from staffing.availability import CHANGE_UNITS, UNITS
from staffing.models import (
    Availability,
    Headcount,
    HiredShare,
    HiredStaff,
    ManagerSpan,
    SickLeave,
    SpanBand,
    StaffingText,
)

UNIT_WORDS = {"%": "%", "pp": _("percentage points"), "people": _("people")}


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


class AvailabilityForm(EntryForm):
    """One figure of availability: its value, its change, or both; or why there is none."""

    DECIMALS = {"value": "decimals", "change": "change_decimals"}
    SOURCED = ("value", "change", "missing_reason", "as_of", "since")

    value = NumberField(label=_("Value"))
    change = NumberField(
        label=_("Change"), signed=True, help_text=_("Minus is fewer. A source may give the change alone.")
    )
    missing_reason = MissingField()
    note = note_field()

    class Meta:
        model = Availability
        fields = ["value", "change", "missing_reason", "as_of", "since", "note"]
        labels = {"as_of": _("The value is as of"), "since": _("The change is since")}
        widgets = {name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("as_of", "since")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].unit = UNIT_WORDS.get(UNITS.get(self.instance.measure, "people"), "")
        self.fields["change"].unit = UNIT_WORDS.get(CHANGE_UNITS.get(self.instance.measure, "people"), "")

    def clean_value(self):
        """What the value may be goes by the figure, which is no field of the form."""
        value = self.cleaned_data["value"]
        if self.instance.measure == Availability.Measure.GUARANTEE and value is not None and not 0 <= value <= 100:
            raise forms.ValidationError(_("A share lies between 0 and 100 per cent."))
        return value

    def changes(self) -> dict[str, Any]:
        """What names the part goes with it: a row that is written for the first time has no other place for it."""
        return super().changes() | {name: getattr(self.instance, name) for name in ("part", "order", "is_example")}


class AddPartForm(forms.Form):
    """A part of a figure: its name. Its value and change are written afterwards."""

    part = forms.CharField(label=_("Part"), max_length=80, help_text=_("As the source names it."))
    is_example = forms.BooleanField(
        label=_("An example among more parts"),
        required=False,
        help_text=_("Then the parts need not make up the whole."),
    )


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


class ManagerSpanForm(EntryForm):
    """The guideline for how many employees a manager has, and the one before it."""

    SOURCED = ("low", "high", "valid_from", "before_low", "before_high")

    low = WholeNumber(label=_("Employees per manager, at least"))
    high = WholeNumber(label=_("Employees per manager, at most"))
    before_low = WholeNumber(label=_("Employees per manager before, at least"))
    before_high = WholeNumber(label=_("Employees per manager before, at most"))

    class Meta:
        model = ManagerSpan
        fields = ["low", "high", "valid_from", "before_low", "before_high"]
        labels = {"valid_from": _("Holds from")}
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class SpanBandForm(EntryForm):
    """How many managers have so many employees."""

    SOURCED = ("managers",)

    managers = WholeNumber(label=_("Managers"), unit=_("people"))

    class Meta:
        model = SpanBand
        fields = ["managers"]

    def changes(self) -> dict[str, Any]:
        return super().changes() | {"high": self.instance.high}


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
