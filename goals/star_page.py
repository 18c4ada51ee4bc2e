"""The page of the quality star: its rows, the star over time, and up to three units side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.charts import Chart
from goals.models import Goal
from goals.overview import Overview, load
from goals.rows import Count, Group, groups_of
from goals.star import rays_of_units, rays_over_time, summary, time_chart, units_chart
from goals.units import below_for
from organisation.models import Submission, Unit
from organisation.places import Place


class CompareForm(forms.Form):
    """Which units are laid over each other: three at most."""

    first = forms.ChoiceField(label=_("First unit"), required=False)
    second = forms.ChoiceField(label=_("Second unit"), required=False)
    third = forms.ChoiceField(label=_("Third unit"), required=False)

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, auto_id="compare-%s", **kwargs)
        self.units = {one.slug: one for one in units}
        for field in self.fields.values():
            field.choices = [("", pgettext_lazy("choice of a unit", "None")), *((one.slug, one.name) for one in units)]

    @property
    def chosen(self) -> list[Unit]:
        """Each unit once, in the order of the fields."""
        return [self.units[slug] for slug in dict.fromkeys(self.cleaned_data.values()) if slug]


@dataclass(frozen=True, kw_only=True)
class StarPage:
    """The page, finished. `units` is None until units are chosen, `form` None where there is only one to choose."""

    summary: str
    tally: tuple[Count, ...]
    groups: tuple[Group, ...]
    time: Chart
    form: CompareForm | None
    units: Chart | None


def star_page(place: Place, chosen) -> StarPage | None:
    """The page of the place, or None where its board has no star in the period. `chosen` is the page's query."""
    overview = load(unit=place.unit, period=place.period, tree=Goal.Tree.STAR, below=below_for(place))
    if not overview.assessed:
        return None
    counts = overview.status_counts.items()
    units = _comparable(place)
    form = CompareForm(chosen or None, units=units) if len(units) > 1 else None
    return StarPage(
        summary=summary(overview),
        tally=tuple(Count(status=overview.shown("goal_status", code), count=count) for code, count in counts if count),
        groups=tuple(groups_of(place, overview)),
        time=time_chart(overview, rays_over_time(overview, decided_only=not place.sees_drafts)),
        form=form,
        units=_side_by_side(overview, form),
    )


def _comparable(place: Place) -> list[Unit]:
    """The units of the board that the reader may see in the period, the board first: those that are approved, for
    whoever reads no drafts."""
    found = Unit.objects.of_board(place.unit.root)
    if not place.sees_drafts:
        decided = Submission.objects.decided().filter(period=place.period).values("unit")
        found = found.filter(pk__in=decided)
    return sorted(found, key=lambda unit: (not unit.is_board, unit.order, unit.name))


def _side_by_side(overview: Overview, form: CompareForm | None) -> Chart | None:
    if form is None or not form.is_bound or not form.is_valid() or not form.chosen:
        return None
    return units_chart(overview, rays_of_units(overview, form.chosen))
