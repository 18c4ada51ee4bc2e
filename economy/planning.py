"""The board's assumptions as its planners enter them: a name, a base, and steps written one per line."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django import forms
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from economy.models import AssumptionProfile, AssumptionStep
from followup.numbers import NumberError, decimals_of, format_number, parse_number
from organisation.administration.acts import changed, fingerprint, log
from organisation.models import Unit, User

_DAY = r"\d{4}-\d{2}(?:-\d{2})?"
_LINE = re.compile(rf"(?P<start>{_DAY})(?:\s+|\s*–\s*)(?P<end>{_DAY})\s*[:;]?\s+(?P<pct>\S.*?)\s*%?")
_MOST_STEPS = 60
_LARGEST = Decimal(9999)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line: from the first day to the last, the change in per cent and its decimals."""

    start: date
    end: date
    pct: Decimal
    decimals: int

    def as_text(self) -> str:
        return f"{_day_text(self.start, is_end=False)} {_day_text(self.end, is_end=True)} " + format_number(
            self.pct, decimals=self.decimals
        )


def read_steps(text: str) -> list[Step]:
    """The steps of lines such as «2025-05 2025-09 −33», in order of time.

    Raises ValidationError with a sentence for each line that cannot be read, and where steps overlap.
    """
    errors, found = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_read_line(line.strip()))
        except ValueError as error:
            errors.append(_("Line %(number)s: %(why)s") % {"number": number, "why": error})
    found.sort(key=lambda step: step.start)
    if any(later.start <= step.end for step, later in pairwise(found)):
        errors.append(_("Two steps overlap: let each begin after the one before has ended."))
    if not found and not errors:
        errors.append(_("Write at least one step."))
    if len(found) > _MOST_STEPS:
        errors.append(_("At most %(count)s steps can be kept.") % {"count": _MOST_STEPS})
    if errors:
        raise forms.ValidationError(errors)
    return found


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
        self.before = values_of(instance)
        self.fields["steps"].initial = self.before["steps"]
        self.fields["shown"].initial = fingerprint(self.before)

    def clean_steps(self) -> list[Step]:
        return read_steps(self.cleaned_data["steps"])


def values_of(profile: AssumptionProfile) -> dict[str, str]:
    """What is entered of a profile, as text; of one that is not stored, nothing."""
    steps = profile.steps.all() if profile.pk else ()
    texts = [Step(start=s.start, end=s.end, pct=s.pct, decimals=s.decimals).as_text() for s in steps]
    return {"name": profile.name, "base": profile.base, "source": profile.source, "steps": "\n".join(texts)}


def store(*, form: ProfileForm, board: Unit, by: User) -> AssumptionProfile | None:
    """Write a valid form: the profile, its steps, and the act in the log. None where somebody changed it since it was
    shown; the form says so then, and keeps what was typed.
    """
    with transaction.atomic():
        # One writer at a time for the board's plans: whoever comes second finds what the first one wrote.
        Unit.objects.select_for_update(no_key=True).get(pk=board.pk)
        profile = _current(form, board)
        before = values_of(profile)
        if form.cleaned_data["shown"] != fingerprint(before):
            form.add_error(None, _("Somebody changed this after you opened it. Read what stands now, and save again."))
            form.data = form.data.copy()
            form.data[form.add_prefix("shown")] = fingerprint(before)
            return None
        for name in form.Meta.fields:
            setattr(profile, name, form.cleaned_data[name])
        profile.save()
        _write_steps(profile, form.cleaned_data["steps"])
        after = values_of(AssumptionProfile.objects.get(pk=profile.pk))
        was, becomes = changed(before, after)
        if becomes:
            log("plan_assumption", board=board, by=by, subject=profile.code, before=was, after=becomes)
    return profile


def _current(form: ProfileForm, board: Unit) -> AssumptionProfile:
    if form.instance.pk:
        return AssumptionProfile.objects.get(pk=form.instance.pk)
    return AssumptionProfile(board=board, code=_free_code(board, form.cleaned_data["name"]))


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


def _read_line(line: str) -> Step:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(_("write first month, last month and per cent, as in 2025-05 2025-09 −33."))
    start, end = _day(match["start"], is_end=False), _day(match["end"], is_end=True)
    if start > end:
        raise ValueError(_("the step ends before it starts."))
    try:
        pct = parse_number(match["pct"])
    except NumberError as error:
        raise ValueError(str(error)) from error
    if abs(pct) > _LARGEST or decimals_of(pct) > 2:
        raise ValueError(_("write the per cent with at most two decimals."))
    return Step(start=start, end=end, pct=pct, decimals=decimals_of(pct))


def _day(text: str, *, is_end: bool) -> date:
    """A day, or the first or last of a month. Raises ValueError with a sentence on one that does not exist."""
    parts = [int(part) for part in text.split("-")]
    try:
        if len(parts) == 2:
            parts.append(monthrange(*parts)[1] if is_end else 1)
        return date(*parts)
    except ValueError as error:
        raise ValueError(_("“%(day)s” is no month or day.") % {"day": text}) from error


def _day_text(day: date, *, is_end: bool) -> str:
    edge = monthrange(day.year, day.month)[1] if is_end else 1
    return f"{day:%Y-%m}" if day.day == edge else day.isoformat()
