"""What the register can be narrowed to and sorted by: by the address alone, so that it can be kept and sent."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.register import Entry

STATES = (("open", pgettext_lazy("several commissions", "Open")), ("ended", _("Ended")), ("all", _("All")))
COLUMNS = (
    ("title", _("Commission")),
    ("out", _("What stands out")),
    ("giver", _("Given by")),
    ("receivers", _("Directed to")),
    ("board", _("Board")),
    ("origin", _("Budget year")),
    ("due", _("To be reported next")),
    ("age", _("Age")),
    ("report", _("Last report")),
)
BACKWARDS = tuple((f"-{code}", code) for code, _label in COLUMNS)


class RegisterForm(forms.Form):
    """Filters and order, each by what there is in the register (`entries`)."""

    giver = forms.ChoiceField(label=_("Given by"), required=False)
    receiver = forms.ChoiceField(label=_("Directed to"), required=False)
    board = forms.ChoiceField(label=_("Board"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    before = forms.DateField(
        label=_("To be reported before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sort = forms.ChoiceField(label=_("Order"), required=False)
    out = forms.BooleanField(label=_("Only those that stand out"), required=False)

    def __init__(self, data, *, entries: list[Entry], **kwargs):
        super().__init__(data, auto_id="filter-%s", **kwargs)
        one = [entry.commission for entry in entries]
        self._offer("giver", {(each.giver.code, each.giver.name) for each in one})
        self._offer("receiver", {(body.code, body.name) for each in one for body in each.receivers.all()})
        self._offer("board", {(each.board.slug, each.board.short_name) for each in one})
        self.fields["sort"].choices = [("", _("Open ones first, latest year first")), *COLUMNS, *self._backwards()]

    def _offer(self, name: str, found: set[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("Show all")), *sorted(found, key=lambda pair: pair[1])]

    @staticmethod
    def _backwards():
        labels = dict(COLUMNS)
        return [(back, _("%(column)s, backwards") % {"column": labels[code]}) for back, code in BACKWARDS]
