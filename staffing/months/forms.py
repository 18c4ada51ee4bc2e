"""What the page by month shows: by the address alone, so that it can be kept and sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from staffing.models import MonthFigure
from staffing.months.following import Known

SPANS = (("12", _("12 months")), ("24", _("24 months")), ("36", _("36 months")))
COVERS = (("month", _("Each month")), ("r12", _("Rolling twelve months")))


class MonthsForm(forms.Form):
    """Which figure, of which staff, each month or rolling twelve, and of which unit the chart is."""

    measure = forms.ChoiceField(label=_("Figure"), required=False)
    covers = forms.ChoiceField(label=_("Counted over"), required=False, choices=COVERS)
    group = forms.ChoiceField(label=_("Staff"), required=False)
    unit = forms.ChoiceField(label=_("Unit in the charts"), required=False)
    span = forms.ChoiceField(label=_("Months in the table"), required=False, choices=SPANS)

    def __init__(self, data, *, known: Known, **kwargs):
        super().__init__(data, auto_id="filter-%s", **kwargs)
        labels = dict(MonthFigure.Measure.choices)
        self.fields["measure"].choices = [(one, labels[one]) for one in known.measures]
        self.fields["group"].choices = [("", _("All staff")), *((one.code, one.name) for one in known.groups)]
        self.fields["unit"].choices = [(unit.slug, f"{'– ' * level}{unit.name}") for unit, level in known.units]
        if not known.groups:
            del self.fields["group"]
        if len(known.units) < 2:
            del self.fields["unit"]

    def choice(self, name: str, default: str) -> str:
        """What is chosen, or the default where nothing is, or nothing that can be read."""
        self.is_valid()
        return self.cleaned_data.get(name) or default
