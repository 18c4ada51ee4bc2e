"""The forms of a board's meetings, its planning steps, and the days that its reports are handed over."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation import administration
from organisation.admin_forms import SeenForm, tree
from organisation.models import Handover, Meeting, PlanningStep, ReportingPeriod, Role, Unit


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class MeetingForm(SeenForm):
    """When and where the board meets, and whether its commissions are reported to the meeting."""

    is_reported = forms.BooleanField(
        label=_("Commissions are reported to it"),
        required=False,
        help_text=_("The meeting gets a period of its own, in which each commission that is reported is summarised."),
    )
    due = forms.DateField(
        label=_("To be handed in"),
        required=False,
        widget=_day(),
        help_text=_("The day when what is reported to the meeting is to be submitted, where it has one."),
    )

    class Meta:
        model = Meeting
        fields = ["date", "place"]
        labels = {"date": _("Day"), "place": _("Place")}
        widgets = {"date": _day()}

    def __init__(self, *args, instance: Meeting, **kwargs):
        shown = administration.meeting_values(instance)
        initial = {"is_reported": shown["is_reported"] or instance.pk is None, "due": shown["due"]}
        super().__init__(*args, instance=instance, shown=shown, initial=initial, **kwargs)


class StepForm(SeenForm):
    """What is done how long before a meeting, or before a report must be where it is to be."""

    unit = forms.ChoiceField(
        label=_("Unit"),
        required=False,
        help_text=_("A unit's own step holds instead of the one with the same words that holds for all."),
    )
    role = forms.ChoiceField(label=_("Who"), required=False, choices=[("", _("Anybody who reports")), *Role.choices])

    class Meta:
        model = PlanningStep
        fields = ["label", "anchor", "days_before", "counted"]
        labels = {
            "label": _("What is done"),
            "anchor": _("Before"),
            "days_before": _("Days before"),
            "counted": _("Counted in"),
        }
        help_texts = {
            "label": _("For example: units hand in, papers are sent out."),
            "days_before": _("Counted back from the day. What falls on a day off moves to the working day before."),
        }

    def __init__(self, *args, board: Unit, instance: PlanningStep, **kwargs):
        shown = administration.step_values(instance)
        initial = {name: shown[name] for name in ("unit", "role")}
        super().__init__(*args, instance=instance, shown=shown, initial=initial, **kwargs)
        self.units = {unit.slug: unit for unit in tree(board)}
        self.fields["unit"].choices = [("", _("All units")), *((slug, one.name) for slug, one in self.units.items())]
        self.order_fields(["label", "unit", "role", "anchor", "days_before", "counted"])
        if instance.pk:
            del self.fields["unit"]

    def clean_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data["unit"])


class HandoverForm(forms.Form):
    """The day that the report of a period must have reached somebody; without a day there is none."""

    period = forms.ChoiceField(label=_("Period"))
    receiver = forms.ChoiceField(label=_("Receiver"), choices=Handover.Receiver)
    date = forms.DateField(
        label=_("Day"), required=False, widget=_day(), help_text=_("Empty: the day that it has is taken away.")
    )

    def __init__(self, *args, periods: list[ReportingPeriod], **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = {one.slug: one for one in periods}
        self.fields["period"].choices = [(slug, one.label) for slug, one in self.periods.items()]

    def clean_period(self) -> ReportingPeriod:
        return self.periods[self.cleaned_data["period"]]
