"""What an indicator is elsewhere: in the country, in a group of others. Shown beside, never judged by."""

from __future__ import annotations

from django.utils.text import slugify
from django.utils.translation import gettext as _

from followup.missing import MISSING
from followup.numbers import format_value, round_half_up
from followup.sections import NO_ROW, Fact, decimal_string
from goals.models import Comparison
from goals.overview import Overview, Reading
from organisation.places import figure_url


def group_text(breakdown: str) -> str:
    """What a breakdown is called: the sexes by their words, anything else by its own."""
    words = {"": _("All"), "women": _("Women"), "men": _("Men")}
    return words.get(breakdown, breakdown)


def latest_comparisons(reading: Reading) -> list[Comparison]:
    """The latest year of each that is compared with, as a whole, in the order of their names."""
    found = {one.name: one for one in reading.comparisons if not one.breakdown}
    return list(found.values())


def comparison_text(one: Comparison) -> str:
    """«3,2 %», or why it is missing."""
    if one.value is None:
        return str(MISSING[one.missing_reason])
    return format_value(one.value, one.indicator.unit, decimals=one.decimals)


def comparison_key(reading: Reading, one: Comparison) -> str:
    """The key of the figure: stable over the years that it is the latest of."""
    return f"{reading.key}.elsewhere.{slugify(one.name) or one.pk}"


def comparison_facts(overview: Overview, reading: Reading) -> list[Fact]:
    """What the indicator is elsewhere in the latest year known."""
    return [_fact(overview, reading, one) for one in latest_comparisons(reading)]


def _fact(overview: Overview, reading: Reading, one: Comparison) -> Fact:
    key = comparison_key(reading, one)
    words = {"indicator": reading.indicator.title, "who": one.name, "year": one.year}
    return Fact(
        key=key,
        label=_("%(indicator)s: %(who)s %(year)s") % words,
        value=None if one.value is None else decimal_string(round_half_up(one.value, one.decimals)),
        unit=reading.indicator.unit,
        decimals=one.decimals,
        missing=one.missing_reason,
        as_of=f"{one.year}-12-31",
        source=one.source,
        rule=_("To compare with: what the indicator is elsewhere, for the whole year. It is not judged by."),
        url=figure_url(overview.unit, overview.period, key),
        row=NO_ROW,
    )
