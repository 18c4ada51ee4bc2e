"""The forms of a board's settings, its periods, and its lists of frames, areas and bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import administration
from organisation.admin_forms import Difference, SeenForm
from organisation.models import Body, DeviationArea, Frame, ReportingPeriod, Unit
from organisation.outline import Line, OutlineError, folded, parse

_NAME_LENGTH = 120


class BoardForm(SeenForm):
    """How a board reports, or a new board."""

    slug = forms.CharField(
        label=gettext_lazy("In addresses"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Empty: made from the name. It cannot be changed later."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the reports"), choices=settings.LANGUAGES)

    class Meta:
        model = Unit
        fields = ["name", "short_name", "amount_unit", "cost_sign", "frame_word", "language", "is_made_up"]
        labels = {
            "name": gettext_lazy("Name"),
            "short_name": gettext_lazy("Short name"),
            "amount_unit": gettext_lazy("Unit of amounts"),
            "cost_sign": gettext_lazy("Sign of costs"),
            "frame_word": gettext_lazy("Word for frames"),
            "is_made_up": gettext_lazy("Made-up figures"),
        }
        help_texts = {
            "is_made_up": gettext_lazy("The board is an example: every page and file of it says so."),
        }

    def __init__(self, *args, instance: Unit, **kwargs):
        super().__init__(*args, instance=instance, shown=administration.board_values(instance), **kwargs)
        if instance.pk:
            del self.fields["slug"]
        else:
            self.order_fields(["name", "short_name", "slug"])

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "slug"}


class PeriodForm(forms.Form):
    """A new period of a board."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[one for one in ReportingPeriod.Kind.choices if one[0] != ReportingPeriod.Kind.MEETING],
    )
    start = forms.DateField(label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    due = forms.DateField(
        label=gettext_lazy("To be handed in"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    label = forms.CharField(
        label=gettext_lazy("Label"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Empty: made from the kind and the last day, as Quarter 1 2026."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("In addresses"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Empty: made from the kind and the last day. It cannot be changed later."),
    )
    is_cumulative = forms.BooleanField(
        label=gettext_lazy("Figures accumulate from the start of the year"), required=False, initial=True
    )


class DueForm(SeenForm):
    """The day that a period is handed in."""

    class Meta:
        model = ReportingPeriod
        fields = ["due"]
        labels = {"due": gettext_lazy("To be handed in")}
        help_texts = {"due": gettext_lazy("Empty: on no certain day. Reminders are sent anew when the day changes.")}
        widgets = {"due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args, instance: ReportingPeriod, **kwargs):
        super().__init__(*args, instance=instance, shown=administration.period_values(instance), **kwargs)


class QuartersForm(forms.Form):
    """The year whose quarters are added."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)


class OutlineForm(forms.Form):
    """A list of names, one a line."""

    length = _NAME_LENGTH
    is_flat = True
    lines = forms.CharField(
        label=gettext_lazy("One a line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "What keeps its name keeps its figures, wherever it stands. To rename, write: old name → new name."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    differences: tuple[Difference, ...] = ()

    def __init__(self, *args, shown: list[Line], **kwargs):
        values = administration.outline_values(shown)
        initial = values | {"seen": administration.fingerprint(values)}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_lines(self) -> list[Line]:
        try:
            return parse(self.cleaned_data["lines"], max_length=self.length, is_flat=self.is_flat)
        except OutlineError as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def meet(self, current: dict[str, Any]) -> None:
        """Keep what was typed and show it beside what is stored now; the next save starts from that."""
        label = str(self.fields["lines"].label)
        self.differences = (Difference(label, self.data.get("lines", ""), current["lines"]),)
        self.data = self.data.copy()
        self.data["seen"] = administration.fingerprint(current)


class FramesForm(OutlineForm):
    """The board's frames as a tree."""

    length = Frame._meta.get_field("name").max_length
    is_flat = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].label = _("One a line, what belongs to it indented below it")


class AreasForm(OutlineForm):
    """The areas whose deviations the board explains."""

    length = DeviationArea._meta.get_field("name").max_length


class BodiesForm(OutlineForm):
    """The bodies of the board's organisation, each with its kind after a bar."""

    # The bar and the longest word for a kind stand in the line too.
    length = Body._meta.get_field("name").max_length + 40

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = ", ".join(str(label) for label in Body.Kind.labels)
        self.fields["lines"].help_text = _(
            "A name, a bar and a kind: Council of Example | Council. The kinds are: %(kinds)s. "
            "To rename, write: old name → new name | kind."
        ) % {"kinds": kinds}

    def clean(self):
        """The names without their kinds, and the kinds beside them."""
        cleaned = super().clean()
        if "lines" not in cleaned:
            return cleaned
        known = {folded(str(label)): value for value, label in Body.Kind.choices}
        lines, kinds = [], []
        for line in cleaned["lines"]:
            name, bar, word = (part.strip() for part in line.name.rpartition("|"))
            kind = known.get(folded(word)) or (word if word in Body.Kind.values else "")
            if not (bar and name and kind):
                said = _("“%(line)s”: write the name, a bar (|) and one of the kinds.") % {"line": line.name}
                self.add_error("lines", said)
                return cleaned
            lines.append(Line(name, renamed_from=line.renamed_from))
            kinds.append(kind)
        return cleaned | {"lines": lines, "kinds": kinds}
