"""The forms of the plan: a commission with its receivers, targets and report dates, a heading, and a grant."""

from __future__ import annotations

from django import forms
from django.db.models import Max
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissions import deciding
from commissions.models import Commission, CommissionGroup, Grant, ReportDate, SubTarget
from commissions.report_days import read_days, written
from followup import precision
from organisation.forms import AmountField
from organisation.models import Body, Unit, User

# Words that addresses below the list, and keys of figures, begin with: «commissions.grants.dispp».
RESERVED = {"register", "ledger", "figures", "plan", "grants", "groups", "group", "status", "total", "table"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_CODE_HELP = _("A short name without spaces, such as u15. It stays.")


class PlanForm(forms.ModelForm):
    """One thing of the board's plan. `seen` is the seal of what the form showed: see planning.seal_of."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, board: Unit, by: User, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.board, self.by = board, by
        instance.board = board
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = _("Not stated")
        if instance.pk:
            # Codes are what figures and files are found by: they stay.
            del self.fields["code"]

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()

    def save(self, commit=True):
        if not self.instance.pk:
            last = type(self.instance).objects.filter(board=self.board).aggregate(Max("order"))["order__max"]
            self.instance.order = (last or 0) + 1
        return super().save(commit)

    def _get_validation_exclusions(self):
        # Neither is a field of the form, and yet a code is unique within it.
        return super()._get_validation_exclusions() - {"board", "organisation"}


class AmountPlanForm(PlanForm):
    """One with an amount, in kronor, with how it was typed beside it."""

    amount = AmountField(label=_("Amount"), help_text=_("With its unit: 213 mnkr."))

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        unit = instance.amount_unit
        self.fields["amount"].given_in(unit, instance.amount_decimals, default_unit=unit)

    def clean(self):
        data = super().clean()
        amount = data.get("amount")
        if amount is None:
            return data
        if self["amount"].data != self.fields["amount"].prepare_value(self.initial.get("amount")):
            given = precision.common_precision([amount], default=self.instance.amount_unit)
            self.instance.amount_unit, self.instance.amount_decimals = given
            self.instance.amount_approximate = ""
        return data | {"amount": amount.kronor}


class CommissionForm(AmountPlanForm):
    """A commission: what, from whom and to whom, for which year, and when it is reported.

    A new one is given by a decision, which is recorded with it. Who gave it stays: only the giver ends it.
    """

    sub_targets = forms.CharField(
        label=_("Targets"), required=False, widget=forms.Textarea({"rows": 4}), help_text=_("One on each line.")
    )
    report_dates = forms.CharField(
        label=_("Days of its own to be reported on"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One on each line: 2026-03-18, or 2026-03 where only the month is decided."),
    )
    decided_on = forms.DateField(label=_("Decided on"), required=False, widget=DAY)
    paragraph = forms.CharField(label=_("Paragraph"), required=False, max_length=40)
    dnr = forms.CharField(label=_("Diary number"), required=False, max_length=60)

    class Meta:
        model = Commission
        fields = [
            "code", "number", "title", "short_title", "group", "kind", "giver", "receivers", "year", "origin_year",
            "origin", "amount", "within_budget", "dimension", "periodicity", "periodicity_text", "start", "end",
            "owner_role", "leader_role", "predecessor", "source",
        ]  # fmt: skip
        labels = {
            "code": _("Code"),
            "number": _("Number of the commission"),
            "title": _("Commission"),
            "short_title": _("Short title"),
            "group": _("Heading"),
            "kind": _("Kind"),
            "giver": _("Given by"),
            "receivers": _("Directed to"),
            "year": _("Followed up in the year"),
            "origin_year": _("Budget year it was given in"),
            "origin": _("Decided in"),
            "within_budget": _("Within the budget"),
            "dimension": _("Dimension"),
            "periodicity": _("When reported"),
            "periodicity_text": _("When reported, as printed"),
            "start": _("Start"),
            "end": _("End"),
            "owner_role": _("Owner"),
            "leader_role": _("Leader"),
            "predecessor": _("Continues"),
            "source": _("Source"),
        }
        help_texts = {
            "code": _CODE_HELP,
            "year": _("Another year moves the commission there; what has been approved stays as it was."),
            "receivers": _("Each board among them that is in the portal reports the commission."),
            "owner_role": _("A role and no name of a person."),
            "leader_role": _("A role and no name of a person."),
        }
        widgets = {"start": DAY, "end": DAY, "receivers": forms.CheckboxSelectMultiple}

    def __init__(self, *args, board: Unit, instance, **kwargs):
        super().__init__(*args, board=board, instance=instance, **kwargs)
        instance.organisation = board.organisation
        bodies = Body.objects.filter(organisation=board.organisation)
        self.fields["group"].queryset = CommissionGroup.objects.filter(board=board)
        self.fields["receivers"].queryset = bodies
        others = Commission.objects.filter(board=board).exclude(pk=instance.pk).order_by("-year", "code")
        self.fields["predecessor"].queryset = others
        self.fields["predecessor"].label_from_instance = lambda one: f"{one.name} ({one.year})"
        self.fields["giver"].queryset = bodies
        if instance.pk:
            self.fields["sub_targets"].initial = "\n".join(one.text for one in instance.sub_targets.all())
            self.fields["report_dates"].initial = written(instance.report_dates.all())
            for name in ("giver", "decided_on", "paragraph", "dnr"):
                del self.fields[name]

    def clean_code(self) -> str:
        code = super().clean_code()
        if code in RESERVED:
            raise forms.ValidationError(_("This word means something else in addresses. Choose another code."))
        return code

    def clean_sub_targets(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["sub_targets"].splitlines() if line.strip()]
        if any(len(line) > 400 for line in lines):
            raise forms.ValidationError(_("A target takes at most 400 characters. Shorten it, or divide it."))
        return lines

    def clean_report_dates(self):
        try:
            return read_days(self.cleaned_data["report_dates"])
        except ValueError as error:
            sentence = _now("“%(line)s” is no day. Write 2026-03-18, or 2026-03 where only the month is decided.")
            raise forms.ValidationError(sentence % {"line": str(error)}) from error

    def save(self, commit=True):
        if self.instance.pk:
            super().save()
        else:
            last = Commission.objects.filter(board=self.board).aggregate(Max("order"))["order__max"]
            self.instance.order = (last or 0) + 1
            given = {"on": self.cleaned_data["decided_on"]}
            given |= {name: self.cleaned_data[name].strip() for name in ("paragraph", "dnr")}
            deciding.give(self.instance, by=self.by, **given)
            self._save_m2m()
        self._save_lines()
        return self.instance

    def _save_lines(self) -> None:
        """The targets and report dates anew, where they are others than before."""
        one, targets, days = self.instance, self.cleaned_data["sub_targets"], self.cleaned_data["report_dates"]
        if targets != [row.text for row in one.sub_targets.all()]:
            one.sub_targets.all().delete()
            rows = enumerate(targets, start=1)
            SubTarget.objects.bulk_create(SubTarget(commission=one, text=text, order=order) for order, text in rows)
        if days != [(row.date, row.month_only) for row in one.report_dates.all()]:
            one.report_dates.all().delete()
            ReportDate.objects.bulk_create(
                ReportDate(commission=one, date=day, month_only=month_only) for day, month_only in days
            )


class GroupForm(PlanForm):
    """A heading that commissions stand under in the board's report."""

    class Meta:
        model = CommissionGroup
        fields = ["code", "title"]
        labels = {"code": _("Code"), "title": _("Heading")}
        help_texts = {"code": _CODE_HELP}


class GrantForm(AmountPlanForm):
    """A grant: from whom, for what, how much, and from when to when it can be used."""

    class Meta:
        model = Grant
        fields = ["code", "name", "giver", "purpose", "amount", "commission", "valid_from", "valid_to", "source"]
        labels = {
            "code": _("Code"),
            "name": _("Grant"),
            "giver": _("Given by"),
            "purpose": _("Purpose"),
            "commission": _("Commission"),
            "valid_from": _("Can be used from"),
            "valid_to": _("Can be used to"),
            "source": _("Source"),
        }
        help_texts = {"code": _CODE_HELP}
        widgets = {"valid_from": DAY, "valid_to": DAY, "purpose": forms.Textarea({"rows": 3})}

    def __init__(self, *args, board: Unit, instance, **kwargs):
        super().__init__(*args, board=board, instance=instance, **kwargs)
        self.fields["commission"].queryset = Commission.objects.filter(board=board).order_by("-year", "code")
        self.fields["commission"].label_from_instance = lambda one: f"{one.name} ({one.year})"
