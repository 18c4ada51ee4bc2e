"""How a sub-goal is assessed and how an indicator's value is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.status import SCALES
from goals.models import GoalAssessment, Indicator, IndicatorValue
from goals.models.plan import approximations
from goals.words import unit_words
from organisation.forms import EntryForm, MissingField, NumberField
from organisation.models import Unit

_COUNTED = (Indicator.MeasuredIn.COUNT, Indicator.MeasuredIn.PEOPLE, Indicator.MeasuredIn.HOURS)


class AssessmentForm(EntryForm):
    """Status, forecast and the reasons for them, each by itself, in the board's own words."""

    class Meta:
        model = GoalAssessment
        fields = ["status", "forecast", "analysis", "measures_text"]
        widgets = {"analysis": forms.Textarea(attrs={"rows": 8}), "measures_text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "analysis": _("What has happened, what it rests on, and why the status is what it is."),
            "measures_text": _("What is done about what deviates."),
        }

    def __init__(self, *args, board: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        for name, scale in (("status", "goal_status"), ("forecast", "goal_forecast")):
            self.fields[name].choices = _choices(scale, board)


class GivenForm(EntryForm):
    """What was reached, in the one field of `SOURCED`, or the reason why it is missing.

    With neither it is half an entry, which typing saves and submission asks for.
    """

    missing_reason = MissingField()


class ValueForm(GivenForm):
    """A value, or the reason why there is none."""

    DECIMALS = {"value": "decimals"}
    SOURCED = ("value",)

    value = NumberField(label=_("Outcome"), signed=True)

    class Meta:
        model = IndicatorValue
        fields = ["value", "approximate", "missing_reason", "comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, instance: IndicatorValue, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["value"].unit = unit_words(instance.indicator.unit)
        self.fields["approximate"].choices = [("", _("exactly")), *approximations()]

    def clean_value(self):
        value = self.cleaned_data["value"]
        if value is not None and value < 0 and self.instance.indicator.unit in _COUNTED:
            raise forms.ValidationError(_("What is counted cannot be fewer than none."))
        return value

    def changes(self) -> dict[str, Any]:
        """A number, or the reason why there is none, takes the place of words."""
        return super().changes() | {"value_text": ""}


class WordsForm(GivenForm):
    """A value in words, or the reason why there is none."""

    SOURCED = ("value_text",)

    class Meta:
        model = IndicatorValue
        fields = ["value_text", "missing_reason", "comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}

    def changes(self) -> dict[str, Any]:
        """Words, or the reason why there are none, take the place of a number."""
        return super().changes() | {"value": None}


def _choices(scale: str, board: Unit) -> list[tuple[str, str]]:
    """The scale's steps in the board's words; «not yet» comes first, so that a text can be saved before a status."""
    words = board.words(scale)
    steps = sorted(SCALES[scale].values(), key=lambda step: (not step.is_gap, step.order))
    return [(step.code, words.get(step.code) or step.label) for step in steps]
