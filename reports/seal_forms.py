"""The forms of sealing and correcting."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.models import ReportingPeriod
from reports.models import SealedReport
from reports.sealing import date_fault, paragraph_number

_PARAGRAPH = re.compile(r"\d{1,4} ?[a-zA-Z]?([–-]\d{1,4} ?[a-zA-Z]?)?")


class SealForm(forms.ModelForm):
    """The decision that the report is sealed by, and the reason where it is a correction.

    `seen` is what the sealer had in sight when the form was shown.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    exceptions = forms.BooleanField(
        label=gettext_lazy("The report is sealed with the goals that cannot be judged as exceptions"),
        help_text=gettext_lazy("They are printed in the report, with what each lacks."),
        error_messages={
            "required": gettext_lazy("Some goals cannot be judged: say that they are exceptions, or cancel.")
        },
    )

    class Meta:
        model = SealedReport
        fields = ["diary_number", "paragraph", "decided_on", "reason"]
        labels = {
            "diary_number": gettext_lazy("Diary number"),
            "paragraph": gettext_lazy("Paragraph of the minutes"),
            "decided_on": gettext_lazy("Date of the decision"),
            "reason": gettext_lazy("Reason for the correction"),
        }
        help_texts = {
            "diary_number": gettext_lazy("As it stands in the diary, at most 60 characters."),
            "paragraph": gettext_lazy("The number alone or with its sign: § 45."),
            "decided_on": gettext_lazy("The day the board decided: not before the period's end, and not yet to come."),
            "reason": gettext_lazy("It is printed in the report. Taken from the log; you can make it clearer."),
        }
        widgets = {
            "decided_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "reason": forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        }

    def __init__(
        self, *args, period: ReportingPeriod, number: int, today: date, has_exceptions: bool = False, **kwargs
    ):
        super().__init__(*args, **kwargs)
        if not has_exceptions:
            del self.fields["exceptions"]
        self.period, self.today = period, today
        if number:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        for name in ("diary_number", "paragraph"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_paragraph(self) -> str:
        found = paragraph_number(self.cleaned_data["paragraph"])
        if not _PARAGRAPH.fullmatch(found):
            raise forms.ValidationError(_("Write the paragraph as a number, for example 45."))
        return found

    def clean_decided_on(self) -> date:
        day = self.cleaned_data["decided_on"]
        if fault := date_fault(day, period=self.period, today=self.today):
            raise forms.ValidationError(fault)
        return day

    def validate_constraints(self):
        """The number is not the form's: `seal_report` gives it, and asks for the reason that goes with it."""


class CorrectForm(forms.Form):
    """Why a sealed report is opened for a correction."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the correction"),
        help_text=gettext_lazy("What is wrong, and how it came to light. The reason is kept in the log."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
