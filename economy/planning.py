"""The board's assumptions as its planners enter them: a name, a base, and steps written one per line."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from economy.models import AssumptionProfile, AssumptionStep
from economy.steps import Step, read_steps
from organisation import plans
from organisation.administration.acts import fingerprint
from organisation.models import ReportingPeriod, Unit, User


class ProfileForm(forms.ModelForm):
    """An assumption with its steps. `shown` is what the form was made from: a change since is not written over."""

    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One per line: first month, last month and change in per cent. 2025-05 2025-09 −33"),
        max_length=4000,
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = AssumptionProfile
        fields = ("name", "base", "source")
        labels = {
            "name": gettext_lazy("What is assumed"),
            "base": gettext_lazy("What the per cent are of"),
            "source": gettext_lazy("Where the assumption comes from"),
        }

    def __init__(self, *args, instance: AssumptionProfile, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        values = values_of(instance)
        self.fields["steps"].initial = values.get("steps", "")
        self.fields["shown"].initial = fingerprint(values)

    def names(self, fields: Iterable[str]) -> list[str]:
        """What the fields are called, in the form's order."""
        named = set(fields)
        return [str(field.label) for name, field in self.fields.items() if name in named]

    def show_again(self) -> None:
        """Let what stands now be what was shown, so that the next save is made knowing it."""
        stored = AssumptionProfile.objects.filter(pk=self.instance.pk).first()
        self.data = self.data.copy()
        self.data[self.add_prefix("shown")] = fingerprint(values_of(stored))

    def clean_steps(self) -> list[Step]:
        return read_steps(self.cleaned_data["steps"])


def values_of(profile: AssumptionProfile | None) -> plans.Values:
    """What is entered of a profile, as text; of one that is not stored, nothing."""
    if profile is None or profile.pk is None:
        return {}
    texts = [Step(start=s.start, end=s.end, pct=s.pct, decimals=s.decimals).as_text() for s in profile.steps.all()]
    return {"name": profile.name, "base": profile.base, "source": profile.source, "steps": "\n".join(texts)}


def store(*, form: ProfileForm, board: Unit, period: ReportingPeriod, by: User) -> bool:
    """Write a valid form: the profile, its steps, and the change in the log of plans; whether anything changed.
    Raises what plans.change does."""
    profile = form.instance

    def save() -> None:
        if profile.pk is None:
            profile.board, profile.code = board, _free_code(board, form.cleaned_data["name"])
        profile.save()
        _write_steps(profile, form.cleaned_data["steps"])

    return plans.change(
        board=board,
        period=period,
        owner=profile,
        values_of=values_of,
        seen=form.cleaned_data["shown"],
        save=save,
        by=by,
    )


def _write_steps(profile: AssumptionProfile, steps: list[Step]) -> None:
    profile.steps.all().delete()
    AssumptionStep.objects.bulk_create(
        AssumptionStep(profile=profile, start=step.start, end=step.end, pct=step.pct, decimals=step.decimals)
        for step in steps
    )


def _free_code(board: Unit, name: str) -> str:
    taken = set(board.assumption_profiles.values_list("code", flat=True))
    stem = slugify(name)[:36].strip("-") or "antagande"
    return next(code for number in range(1, len(taken) + 2) if (code := _numbered(stem, number)) not in taken)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"
