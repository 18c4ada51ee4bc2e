"""What the giver has decided about a commission, as it is typed from the minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import Commission, Decision
from organisation.models import Body


class DecisionForm(forms.Form):
    """A decision that changes, closes or cancels a commission. The giver is proposed as who decides."""

    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=[("", _("Choose")), *((kind.value, kind.label) for kind in Decision.Kind if kind != "given")],
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        empty_label=None,
        label=_("Decided by"),
        help_text=_("Only the one who gave it closes or cancels it."),
    )
    on = forms.DateField(
        label=_("Date of the decision"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    paragraph = forms.CharField(label=_("Paragraph"), max_length=40, help_text=_("As in the minutes: § 45."))
    dnr = forms.CharField(label=_("Diary number"), max_length=60)
    note = forms.CharField(label=_("Remark"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data=None, *, commission: Commission, **kwargs):
        super().__init__(data, initial={"body": commission.giver_id}, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(organisation=commission.organisation_id)

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
