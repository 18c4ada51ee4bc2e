"""The forms of a plan's pages: the file and its year, and what a preview hands on to the writing."""

from __future__ import annotations

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.plan import spec
from goals.plan.carrying import dumped, loaded
from organisation.administration.periods import FIRST_YEAR, LAST_YEAR
from organisation.imports.reading import sentence

SALT = "goals.plan.preview"


class FileForm(forms.Form):
    """A spreadsheet with the plan of a year."""

    year = forms.IntegerField(
        label=gettext_lazy("The plan's year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file."), "missing": gettext_lazy("Choose a file.")},
        help_text=gettext_lazy("The template, filled in: Excel (.xlsx), at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, is_too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_too_large:
            self.fields["file"].error_messages["required"] = sentence("too_large")


class SeenForm(forms.Form):
    """What a preview showed, signed: the plan, whose it is, and the seal of the plan it was compared with."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, board: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.board = board

    def clean_seen(self) -> tuple[spec.Plan, str]:
        try:
            data = signing.loads(self.cleaned_data["seen"], salt=SALT)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("Read the file again: this is not what was shown.")) from error
        if data["board"] != self.board:
            raise forms.ValidationError(_("Read the file again: this was shown for another board."))
        return loaded(data["plan"]), data["seen"]


def signed(board: str, plan: spec.Plan, seen: str) -> str:
    """What `SeenForm` takes back."""
    return signing.dumps({"board": board, "plan": dumped(plan), "seen": seen}, salt=SALT, compress=True)
