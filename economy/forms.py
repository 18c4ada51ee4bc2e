"""The forms of the economy: amounts as people type them, «−112», «112 mnkr», «616 280 kr»."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from economy.models import (
    DeviationAnalysis,
    DeviationPart,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)
from organisation.forms import AmountField, AmountForm, EntryForm, MissingField, NumberField


class OutcomeForm(AmountForm):
    """The outcome of one account in one frame."""

    DECIMALS = {"growth_pct": "growth_decimals"}

    deviation = AmountField(label=_("Deviation from budget"), help_text=_("Minus is a deficit."))
    actual = AmountField(label=_("Actual"), help_text=_("Costs and net costs as positive amounts."))
    budget = AmountField(label=_("Budget"))
    change = AmountField(label=_("Change from last year"))
    growth_pct = NumberField(label=_("Growth from last year"), unit="%", signed=True)
    missing_reason = MissingField(label=_("Why the deviation is missing"))

    class Meta:
        model = FrameOutcome
        fields = ("deviation", "approximate", "actual", "budget", "change", "growth_pct", "missing_reason", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "approximate": _("How exact the amounts are"),
            "note": _("Note"),
        }


class PartForm(AmountForm):
    """A named part of a deviation."""

    amount = AmountField(label=_("Amount"), help_text=_("With its sign: minus makes the deficit larger."))

    class Meta:
        model = DeviationPart
        fields = ("label", "amount", "approximate")
        labels = {"label": _("What it is"), "approximate": _("How exact the amount is")}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["label"].required = True

    def changes(self):
        return super().changes() | {"order": self.instance.order}


class FigureForm(AmountForm):
    """A key figure, in the unit that it is counted in; money in the board's."""

    PRECISION = ("value_unit", "decimals")
    DECIMALS = {"growth_pct": "growth_decimals"}

    value = AmountField(label=_("Value"))
    prior_value = AmountField(label=_("Value before"))
    change = AmountField(label=pgettext_lazy("a difference", "Change"))
    growth_pct = NumberField(label=_("Growth"), unit="%", signed=True)

    class Meta:
        model = KeyFigure
        fields = ("value", "prior_value", "change", "growth_pct", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {"note": _("What it is, and what it is compared with")}


class CommentaryForm(EntryForm):
    """Text on the result, a frame or the forecast."""

    class Meta:
        model = FrameCommentary
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        labels = {"text": _("Text")}


class ForecastForm(AmountForm):
    """The expected deviation for the year, and whether the frame is kept."""

    deviation = AmountField(label=_("Expected deviation for the year"), help_text=_("Minus is a deficit."))

    class Meta:
        model = ForecastAssessment
        fields = (
            "deviation",
            "approximate",
            "comment",
            "frame_kept",
            "notified_to",
            "notified_with",
            "notified_date",
        )
        widgets = {
            "comment": forms.Textarea(attrs={"rows": 8}),
            "notified_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {
            "approximate": _("How exact the amount is"),
            "comment": _("Why the forecast is what it is"),
            "frame_kept": _("Can the frame be kept?"),
            "notified_to": _("Who has been notified that it cannot"),
            "notified_with": _("With what: a report, a letter"),
            "notified_date": _("When"),
        }


class DeviationForm(EntryForm):
    """Cause and action for one area of deviation."""

    class Meta:
        model = DeviationAnalysis
        fields = ("cause", "action")
        widgets = {"cause": forms.Textarea(attrs={"rows": 8}), "action": forms.Textarea(attrs={"rows": 8})}
        labels = {"cause": _("Analysis – cause"), "action": _("Activity")}
