"""What the units below have reported of one indicator, as far as the reader may see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.sections import NO_ROW, Fact, day, decimal_string
from goals.models import Indicator, IndicatorValue
from goals.small_groups import visible
from goals.units import units_below
from organisation.models import Unit
from organisation.places import Place, figure_url


@dataclass(frozen=True)
class UnitValue:
    """One unit below, and what it has reported; None where it has not, or not what the reader may see yet."""

    unit: Unit
    row: IndicatorValue | None
    is_draft: bool = False

    @property
    def key(self) -> str:
        return f"unit.{self.unit.slug}"


def read_units(place: Place, indicator: Indicator) -> list[UnitValue]:
    """Every unit below that is asked, in the order of the tree; none where each unit does not report it. Two
    queries."""
    if not indicator.by_unit:
        return []
    units = units_below(place.unit, place.period)
    seen = [one for one in units if place.sees_drafts or one.is_decided]
    found = IndicatorValue.objects.filter(indicator=indicator, period=place.period, unit__in=seen, breakdown="")
    rows = {row.unit_id: row for row in found}
    for row in rows.values():
        row.indicator = indicator
    asked = [one for one in units if one.pk in rows or one.stands_on(place.period.end)]
    return [UnitValue(one, rows.get(one.pk), _is_draft(place, one, rows)) for one in asked]


def _is_draft(place: Place, unit: Unit, rows: dict[int, IndicatorValue]) -> bool:
    """Whether there is something that is not approved, or may be for a reader who does not see it."""
    return not unit.is_decided and (unit.pk in rows or not place.sees_drafts)


def unit_facts(place: Place, indicator: Indicator, units: list[UnitValue]) -> list[Fact]:
    """The value of each unit that has reported a number; each leads to the unit's own page of it."""
    return [_fact(place, indicator, one) for one in units if one.row and not one.row.value_text]


def _fact(place: Place, indicator: Indicator, one: UnitValue) -> Fact:
    value, missing = visible(indicator, one.row)
    return Fact(
        key=one.key,
        label=f"{indicator.title}, {one.unit.short_name}",
        value=decimal_string(value),
        unit=indicator.unit,
        decimals=one.row.decimals,
        approximate=one.row.approximate if value is not None else "",
        missing="" if value is not None else missing or "not_reported",
        as_of=day(one.row.as_of or place.period.end),
        source=one.row.source or _("Reported by %(unit)s") % {"unit": one.unit.short_name},
        rule=indicator.definition or _("The value that was reported for the indicator."),
        url=figure_url(one.unit, place.period, f"{indicator.key}.value"),
        row=NO_ROW,
    )
