"""How a sub-goal is assessed and how an indicator's value is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followup.status import SCALES
from goals.models import GoalAssessment, Indicator, IndicatorValue
from goals.models.plan import approximations
from goals.models.reported import ratings
from goals.parts import is_of_parts, rounded_share
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
    """What was reached, in the fields of `SOURCED`, or the reason why it is missing; what day and how certain it is,
    and one's own rating of it, where that is not the rule's.

    With neither value nor reason it is half an entry, which typing saves and submission asks for.
    """

    FOLDED: tuple[str, ...] = ("quality", "as_of", "rating_by_hand", "rating_reason")

    missing_reason = MissingField()

    def __init__(self, *args, instance: IndicatorValue, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["quality"].choices = [("", _("Not stated")), *IndicatorValue.Quality.choices]
        words = instance.unit.words("indicator") if instance.unit_id else {}
        rated = [(code, words.get(code) or label) for code, label in ratings()]
        self.fields["rating_by_hand"].choices = [("", _("None of my own")), *rated]

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and self.instance.period_id and day > self.instance.period.end:
            raise forms.ValidationError(_("The value cannot be of a day after the period."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("rating_by_hand") and not (data.get("rating_reason") or "").strip():
            self.add_error("rating_reason", _("Write why your rating differs from the rule's."))
        return data

    def changes(self) -> dict[str, Any]:
        """What is changed by hand is no longer what a source prints."""
        found = super().changes()
        return found | ({"printed_as": ""} if "source" in found else {})


_WIDGETS = {
    "comment": forms.Textarea(attrs={"rows": 3}),
    "rating_reason": forms.Textarea(attrs={"rows": 3}),
    "as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
}
_HELP = {
    "as_of": _("A value from before the period is shown with its day, and is not rated as this period's result."),
    "rating_by_hand": _("Where you judge it otherwise than the rule. Both are shown, with your reason."),
}


class ValueForm(GivenForm):
    """A value, or the reason why there is none.

    Where numerator and denominator are both given and no value is typed, they give it; it follows them until another
    is typed over it. Words are kept as they are printed: nothing is read out of «ca 20–30».
    """

    DECIMALS = {"value": "decimals"}
    SOURCED = ("value", "numerator", "denominator", "value_text")
    FOLDED = ("numerator", "denominator", "value_text", *GivenForm.FOLDED)
    FOLDED_LABEL = _("Numerator and denominator, a value in words, quality, day, own rating")

    value = NumberField(label=_("Outcome"), signed=True)
    numerator = NumberField(label=_("Numerator"), help_text=_("What is counted."))
    denominator = NumberField(label=_("Denominator"), help_text=_("What it is counted among."))

    class Meta:
        model = IndicatorValue
        fields = [
            "value",
            "approximate",
            "missing_reason",
            "comment",
            "numerator",
            "denominator",
            "value_text",
            *GivenForm.FOLDED,
        ]
        widgets = _WIDGETS
        help_texts = _HELP | {
            "value_text": _("What the source says where it gives no number: “Closed”, “about 20–30”.")
        }

    def __init__(self, *args, instance: IndicatorValue, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["value"].unit = unit_words(instance.indicator.unit)
        self.fields["approximate"].choices = [("", _("exactly")), *approximations()]
        if is_of_parts(instance.indicator):
            self.fields["value"].help_text = _("Leave it empty to have it computed from numerator and denominator.")

    def clean_value(self):
        value = self.cleaned_data["value"]
        if value is not None and value < 0 and self.instance.indicator.unit in _COUNTED:
            raise forms.ValidationError(_("What is counted cannot be fewer than none."))
        return value

    def clean_denominator(self):
        denominator = self.cleaned_data["denominator"]
        if denominator is not None and denominator <= 0:
            raise forms.ValidationError(_("What something is counted among is more than none."))
        return denominator

    def clean(self):
        data = super().clean()
        has_parts = None not in (data.get("numerator"), data.get("denominator"))
        if data.get("value_text") and data.get("value") is not None:
            self.add_error("value_text", _("Give either a number or words, not both."))
        if has_parts and (data.get("missing_reason") or data.get("value_text")):
            self.add_error("denominator", _("Numerator and denominator give a value: take them away, or the rest."))
        if has_parts and self.instance.indicator.unit == Indicator.MeasuredIn.POINTS:
            self.add_error(
                "denominator",
                _("A share is in per cent. Percentage points are the difference between two shares."),
            )
        return data

    def changes(self) -> dict[str, Any]:
        """What was typed, and the value that its parts give."""
        found = super().changes()
        return found | self._given_by_parts(found)

    def _given_by_parts(self, found: dict[str, Any]) -> dict[str, Any]:
        """The value that the parts give, where none is typed, or where the one that stands was given by them."""
        indicator = self.instance.indicator
        value = rounded_share(indicator, found["numerator"], found["denominator"])
        before = rounded_share(indicator, self.initial.get("numerator"), self.initial.get("denominator"))
        follows = found["value"] is None or (found["value"] == self.initial.get("value") == before)
        return {"value": value, "decimals": indicator.decimals} if value is not None and follows else {}


class WordsForm(GivenForm):
    """A value in words, or the reason why there is none."""

    SOURCED = ("value_text",)
    FOLDED_LABEL = _("Quality, day, own rating")

    class Meta:
        model = IndicatorValue
        fields = ["value_text", "missing_reason", "comment", *GivenForm.FOLDED]
        widgets = _WIDGETS
        help_texts = _HELP

    def changes(self) -> dict[str, Any]:
        """Words, or the reason why there are none, take the place of a number."""
        return super().changes() | {"value": None}


def _choices(scale: str, board: Unit) -> list[tuple[str, str]]:
    """The scale's steps in the board's words; «not yet» comes first, so that a text can be saved before a status."""
    words = board.words(scale)
    steps = sorted(SCALES[scale].values(), key=lambda step: (not step.is_gap, step.order))
    return [(step.code, words.get(step.code) or step.label) for step in steps]
