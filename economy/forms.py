"""The forms of the economy: amounts as people type them, «−112», «112 mnkr», «616 280 kr»."""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from economy.models import (
    AssumptionObserved,
    DeviationAnalysis,
    DeviationPart,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)
from followup import numbers
from organisation.forms import AmountField, AmountForm, EntryForm, MissingField, NumberField


class PrintedField(AmountField):
    """An amount as the board prints it: `sign` is -1 where it is stored with the other sign."""

    sign = 1

    def read(self, text):
        amount = super().read(text)
        return replace(amount, kronor=self.sign * amount.kronor) if amount.kronor else amount

    def shown(self, value):
        return super().shown(self.sign * value if value else value)


class OutcomeForm(AmountForm):
    """The outcome of one account in one frame. `sign` is -1 where the board prints its amounts with a minus."""

    DECIMALS = {"growth_pct": "growth_decimals"}
    FOLDED = ("forecast", "prior_forecast", "budget_year", "prior_year_final")
    FOLDED_LABEL = _("The whole year: forecast, budget and last year's outcome")

    deviation = AmountField(
        label=_("Deviation from budget"),
        help_text=_("Minus is a deficit. Leave it empty to have it computed from outcome and budget."),
    )
    actual = PrintedField(label=_("Actual"), help_text=_("Costs and net costs as positive amounts."))
    budget = PrintedField(label=_("Budget"))
    prior_actual = PrintedField(label=_("Actual last year"), help_text=_("The same period of last year."))
    change = PrintedField(label=_("Change from last year"))
    growth_pct = NumberField(
        label=_("Growth from last year"),
        unit="%",
        signed=True,
        help_text=_("Leave it empty to have it computed from this year's outcome and last year's."),
    )
    missing_reason = MissingField(label=_("Why the deviation is missing"))
    forecast = PrintedField(label=_("Forecast for the year"))
    prior_forecast = PrintedField(label=_("Previous forecast"))
    budget_year = PrintedField(label=_("Budget for the year"))
    prior_year_final = PrintedField(label=_("Final outcome last year"))

    class Meta:
        model = FrameOutcome
        fields = (
            "deviation",
            "approximate",
            "actual",
            "budget",
            "prior_actual",
            "change",
            "growth_pct",
            "missing_reason",
            "note",
            "forecast",
            "prior_forecast",
            "budget_year",
            "prior_year_final",
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "approximate": _("How exact the amounts are"),
            "note": _("Note"),
        }

    def __init__(self, *args, instance, sign: int = 1, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PrintedField):
                field.sign = sign
        if sign < 0:
            self.fields["actual"].help_text = _("Costs and net costs with a minus, as your tables print them.")


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


class ObservedForm(EntryForm):
    """What has been observed of an assumption, in per cent; one figure, or two to say from and to."""

    SOURCED = ("low", "high", "approximate", "note")

    low = NumberField(label=_("Observed"), unit="%", signed=True, help_text=_("Minus is a loss: −20."))
    high = NumberField(label=_("To, where it is a span"), unit="%", signed=True, help_text=_("For example −15."))

    class Meta:
        model = AssumptionObserved
        fields = ("low", "high", "approximate", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {"approximate": _("How exact the figures are"), "note": _("How it was observed")}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        for name in ("low", "high"):
            self.fields[name].decimals = instance.decimals

    def changes(self):
        typed = [self.cleaned_data[name] for name in ("low", "high") if self.cleaned_data[name] is not None]
        if not typed or not self.retyped(("low", "high")):
            return super().changes()
        return super().changes() | {"decimals": min(2, max(numbers.decimals_of(one) for one in typed))}


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
