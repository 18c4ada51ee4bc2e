"""How a commission is reported in the browser, and a figure of its report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import CommissionFigure, CommissionReport
from commissions.models.reporting import MEETING_TEXTS, REPORT_TEXTS
from followup.status import choices
from organisation.forms import AmountField, AmountForm, EntryForm, MissingField


class StatusForm(EntryForm):
    """The status in the board's own words (`words`: code → word) and what this kind of period asks for."""

    status = forms.ChoiceField(label=_("Status"))

    def __init__(self, *args, words: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        own = words or {}
        steps = [(code, own.get(code, label)) for code, label in choices("commission")]
        self.fields["status"].choices = [("unassessed", _("Choose a status")), *steps]


class ReportForm(StatusForm):
    """How a commission stands, for an interim or annual report."""

    class Meta:
        model = CommissionReport
        fields = ("status", "forecast_text", "analysis", "summary", "result", "remaining")
        help_texts = {
            "forecast_text": _("One sentence about how it will stand at the end of the year."),
            "analysis": _("A figure in double brackets is a reference, and follows the figure in the report."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 8}) for name in REPORT_TEXTS} | {
            "forecast_text": forms.Textarea(attrs={"rows": 2})
        }


class MeetingForm(StatusForm):
    """How a commission stands, as it is summarised for a board meeting."""

    class Meta:
        model = CommissionReport
        fields = ("status", *MEETING_TEXTS)
        widgets = {name: forms.Textarea(attrs={"rows": 8}) for name in MEETING_TEXTS}


class FigureForm(AmountForm):
    """One figure of a report, with how exact it is, where it is from, or why it is missing."""

    PRECISION = ("value_unit", "decimals")

    value = AmountField(label=_("Value"))
    approximate = forms.ChoiceField(
        label=_("Precision"), required=False, choices=[("", _("As stated")), *CommissionFigure.Approximate.choices]
    )
    missing_reason = MissingField(label=_("Why the value is missing"))

    class Meta:
        model = CommissionFigure
        fields = ("value", "approximate", "missing_reason", "source", "note")
        labels = {"source": _("Source")}

    def changes(self) -> dict[str, Any]:
        """The form's fields, and what the figure is."""
        defined = ("label", "value_unit", "decimals", "is_change", "order")
        return {name: getattr(self.instance, name) for name in defined} | super().changes()
