"""The forms of the plan: a measure with what it overlaps, its steps, and a savings target."""

from __future__ import annotations

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from commissions.models import Commission
from followup import precision
from organisation.forms import AmountField
from organisation.models import Body, Frame, Unit
from savings.models import Measure, MeasureStep, SavingsTarget

# Words that addresses below the ledger's begin with, and those that keys of sums begin with: «savings.once.realised».
RESERVED = {"targets", "measures", "plan"} | {"target", "total", "totals", "count", "once", "reach"}
RESERVED |= {"decided", "realised", "verified", "this_year", "next_year"}
_OF_GROUPS = "by_"
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.ModelForm):
    """One thing of the board's plan. `seen` is the seal of what the form showed: see planning.seal_of."""

    AMOUNT = ""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, board: Unit, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.board = board
        instance.board = board
        self.fields[self.AMOUNT].given_in(
            instance.amount_unit, instance.amount_decimals, default_unit=instance.amount_unit
        )
        if "commission" in self.fields:
            self.fields["commission"].queryset = Commission.objects.filter(board=board)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = _("Not stated")
        if instance.pk:
            # Codes are what figures and files are found by: they stay.
            del self.fields["code"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].lower()
        if code in RESERVED or code.startswith(_OF_GROUPS):
            raise forms.ValidationError(_("This word means something else in addresses. Choose another code."))
        # The key «savings.s18» is one thing's, and so is its history.
        other = SavingsTarget if isinstance(self.instance, Measure) else Measure
        if other.objects.filter(board=self.board, code=code).exists():
            raise forms.ValidationError(_("The board already has a measure or a target with this code."))
        return code

    def clean(self):
        """The amount in kronor, with how it was typed beside it."""
        data = super().clean()
        amount = data.get(self.AMOUNT)
        if amount is None or not hasattr(amount, "kronor"):
            return data
        if self[self.AMOUNT].data != self.fields[self.AMOUNT].prepare_value(self.initial.get(self.AMOUNT)):
            given = precision.common_precision([amount], default=self.instance.amount_unit)
            self.instance.amount_unit, self.instance.amount_decimals = given
        return data | {self.AMOUNT: amount.kronor}

    def _get_validation_exclusions(self):
        # The board is no field of the form, and yet a code is unique within it.
        return super()._get_validation_exclusions() - {"board"}


class MeasureForm(PlanForm):
    """A measure: what, where, for whom, by how much and from when, who decides, and what it overlaps."""

    AMOUNT = "effect"

    effect = AmountField(label=_("Effect a year"), help_text=_("Of a whole year, or all of it for a one-off."))

    class Meta:
        model = Measure
        fields = [
            "code",
            "title",
            "area_text",
            "area",
            "staff_category",
            "listed_under",
            "presented_in",
            "deciding_body",
            "decided_date",
            "decision_ref",
            "effect",
            "effect_missing",
            "start",
            "end",
            "is_permanent",
            "one_off",
            "commission",
            "frame",
            "owner_role",
            "replaces",
            "overlaps",
            "source",
        ]
        labels = {
            "code": _("Code"),
            "title": _("Measure"),
            "area_text": _("Area as printed"),
            "area": _("Unit"),
            "staff_category": _("Staff category"),
            "listed_under": _("Listed under"),
            "presented_in": _("Presented in"),
            "deciding_body": _("Decided by"),
            "decided_date": _("Decided on"),
            "decision_ref": _("Decision"),
            "effect_missing": _("Why there is no amount"),
            "start": _("Start"),
            "end": _("End"),
            "is_permanent": _("Permanent"),
            "one_off": _("One-off"),
            "commission": _("Commission"),
            "frame": _("Frame"),
            "owner_role": _("Responsible role"),
            "replaces": _("Replaces"),
            "overlaps": _("Overlaps"),
            "source": _("Source"),
        }
        help_texts = {
            "code": _("A short name without spaces, such as s18. It stays."),
            "decision_ref": _("Such as HSN § 45."),
            "start": _("The effect counts from the month it starts in."),
            "end": _("The effect counts to the month it ends in. Leave it empty if it goes on."),
            "owner_role": _("A role and no name of a person."),
            "replaces": _("The measure that failed, if this one comes in its place."),
            "overlaps": _("Measures that cut the same cost: what they share is counted once."),
        }
        widgets = {"decided_date": _DAY, "start": _DAY, "end": _DAY, "overlaps": forms.CheckboxSelectMultiple}

    def __init__(self, *args, board: Unit, instance, **kwargs):
        super().__init__(*args, board=board, instance=instance, **kwargs)
        others = Measure.objects.filter(board=board).exclude(pk=instance.pk)
        for name in ("replaces", "overlaps"):
            self.fields[name].queryset = others
            self.fields[name].label_from_instance = _numbered
        self.fields["area"].queryset = Unit.objects.filter(board=board)
        self.fields["deciding_body"].queryset = Body.objects.filter(organisation=board.organisation)
        self.fields["frame"].queryset = Frame.objects.filter(board=board)

    def save(self, commit=True):
        if not self.instance.pk:
            last = Measure.objects.filter(board=self.board).aggregate(Max("order"))["order__max"]
            self.instance.order = (last or 0) + 1
        return super().save(commit)


class SavingsTargetForm(PlanForm):
    """A target: how much is to be saved, and by what."""

    AMOUNT = "amount"

    amount = AmountField(label=_("Amount"), required=True, help_text=_("With its unit: 213 mnkr."))

    class Meta:
        model = SavingsTarget
        fields = ["code", "name", "basis", "amount", "commission", "source"]
        labels = {
            "code": _("Code"),
            "name": _("Savings target"),
            "basis": _("Reached by"),
            "commission": _("Commission"),
            "source": _("Source"),
        }
        help_texts = {"code": _("A short name without spaces, such as s18. It stays.")}

    def save(self, commit=True):
        if not self.instance.pk:
            last = SavingsTarget.objects.filter(board=self.board).aggregate(Max("order"))["order__max"]
            self.instance.order = (last or 0) + 1
        return super().save(commit)


class StepForm(forms.ModelForm):
    """One step of a measure."""

    class Meta:
        model = MeasureStep
        fields = ["kind", "date", "body", "reference", "state", "note", "order"]
        labels = {
            "kind": _("Step"),
            "date": _("Date"),
            "body": _("Body"),
            "reference": _("Reference"),
            "state": _("State of the step"),
            "note": _("Note"),
            "order": _("Order"),
        }
        widgets = {"date": _DAY}

    def has_changed(self):
        """A new step with nothing but the number that it was given is none."""
        if self.instance.pk:
            return super().has_changed()
        return bool(set(self.changed_data) - {"order"})


class BaseStepFormSet(forms.BaseInlineFormSet):
    """The steps of one measure, with two empty ones to add."""

    def __init__(self, *args, board: Unit, **kwargs):
        self.bodies = Body.objects.filter(organisation=board.organisation)
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["body"].queryset = self.bodies
        form.fields["body"].empty_label = _("Not stated")
        if index is not None and not form.instance.pk:
            last = max((step.order for step in self.get_queryset()), default=0)
            form.initial["order"] = last + 1 + index - self.initial_form_count()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this step")


StepFormSet = forms.inlineformset_factory(
    Measure,
    MeasureStep,
    form=StepForm,
    formset=BaseStepFormSet,
    extra=2,
    can_delete=True,
    can_delete_extra=False,
    max_num=30,
)


def _numbered(measure: Measure) -> str:
    return f"{measure.number} {measure.title}"
