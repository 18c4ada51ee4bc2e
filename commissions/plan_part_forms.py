"""The rows of a commission's plan: its sub-projects and activities, with two empty ones to add."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import Commission, Part
from commissions.plan_forms import DAY


class PartPlanForm(forms.ModelForm):
    """One sub-project or activity. Its code is given when it is first saved, and stays."""

    class Meta:
        model = Part
        fields = ["title", "kind", "parent", "start", "end", "responsible_role", "is_preliminary", "order", "source"]
        labels = {
            "title": _("What is to be done"),
            "kind": _("Kind"),
            "parent": _("Part of"),
            "start": _("Start"),
            "end": _("End"),
            "responsible_role": _("Responsible role"),
            "is_preliminary": _("Preliminary"),
            "order": _("Order"),
            "source": _("Source"),
        }
        help_texts = {
            "parent": _("A sub-project that has been saved, for an activity of it."),
            "responsible_role": _("A role and no name of a person."),
        }
        widgets = {"start": DAY, "end": DAY}

    def has_changed(self):
        """A new row with nothing but the values that it was given is none."""
        if self.instance.pk:
            return super().has_changed()
        return bool(set(self.changed_data) - {"order", "kind"})

    def clean(self):
        data = super().clean()
        parent = data.get("parent")
        if parent and parent.pk == self.instance.pk:
            self.add_error("parent", _("It cannot be a part of itself."))
        return data


class BasePartFormSet(forms.BaseInlineFormSet):
    """The parts of one commission."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        projects = Part.objects.filter(commission=self.instance, kind=Part.Kind.SUB_PROJECT)
        form.fields["parent"].queryset = projects
        form.fields["parent"].empty_label = _("Of the commission itself")
        if index is not None and not form.instance.pk:
            last = max((part.order for part in self.get_queryset()), default=0)
            form.initial["order"] = last + 1 + index - self.initial_form_count()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this part")

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            part = form.instance
            if part.pk and part.reports.exists():
                words = _("It has been reported and stays. Give it an end date instead.")
                form.add_error(None, words)
                raise forms.ValidationError(words)
            if part.pk and part.children.exists():
                words = _("It has activities. Remove them, or move them, first.")
                form.add_error(None, words)
                raise forms.ValidationError(words)

    def save_new(self, form, commit=True):
        form.instance.code = self._next_code()
        return super().save_new(form, commit)

    def _next_code(self) -> str:
        """p1, p2 … : the first that no part of the commission has."""
        taken = set(Part.objects.filter(commission=self.instance).values_list("code", flat=True))
        number = 1
        while f"p{number}" in taken:
            number += 1
        return f"p{number}"


PartFormSet = forms.inlineformset_factory(
    Commission,
    Part,
    form=PartPlanForm,
    formset=BasePartFormSet,
    extra=2,
    can_delete=True,
    can_delete_extra=False,
    max_num=80,
)
