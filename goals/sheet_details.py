"""What an indicator is, and where its value comes from, as things that are said of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.numbers import date_text, format_number, format_value, trimmed
from followup.sections import Fact
from goals.models import Indicator
from goals.overview import Overview, Reading
from goals.parts import formula
from goals.small_groups import visible
from goals.words import unit_words
from organisation.places import Place


@dataclass(frozen=True)
class Detail:
    """One thing that is said, in `lang`; perhaps with a link."""

    label: str
    text: str
    lang: str = ""
    url: str = ""


def definition_details(overview: Overview, reading: Reading) -> list[Detail]:
    """What the indicator is and how it is judged; what the plan does not say is left out."""
    one, own = reading.indicator, overview.lang
    goal = reading.node.goal if reading.node else None
    found = [
        Detail(_("Goal"), overview.heading(goal) if goal else "", own),
        Detail(_("Definition"), one.definition, own),
        Detail(_("How it is measured"), one.method, own),
        Detail(_("Data source"), one.data_source, own),
        Detail(_("Who answers for it"), one.owner_role, own),
        Detail(_("Known problems of quality"), one.known_problems, own),
        Detail(_("Measured in"), unit_words(one.unit) or str(one.get_unit_display())),
        Detail(_("Decimals"), "" if one.is_text else format_number(one.decimals)),
        Detail(_("Direction"), str(one.get_direction_display())),
        Detail(_("How often"), str(one.get_frequency_display())),
        Detail(_("What a value is of"), str(one.get_aggregation_display())),
        Detail(_("The units' values"), str(one.get_rollup_display()) if one.by_unit else ""),
        Detail(_("Rating"), threshold_text(one)),
        Detail(_("Base value"), _base(one)),
        Detail(_("Small groups"), _suppression(one)),
        Detail(_("Id in Kolada"), one.kolada_kpi_id),
        Detail(_("Valid"), _validity(one)),
        Detail(_("Replaces"), one.replaces.title if one.replaces_id else "", own),
    ]
    return [detail for detail in found if detail.text]


def threshold_text(one: Indicator) -> str:
    """«Uppfyllt från 100 % av målvärdet, delvis från 80 %», or that it is judged by hand."""
    if one.is_text or one.direction in {Indicator.Direction.REFERENCE, Indicator.Direction.NONE}:
        return _("Judged by hand")
    met, partly = (format_value(trimmed(limit), "%") for limit in one.thresholds)
    return _("Met from %(met)s of the target, partly met from %(partly)s") % {"met": met, "partly": partly}


def _base(one: Indicator) -> str:
    if one.baseline_value is None:
        return ""
    value = format_value(trimmed(one.baseline_value), one.unit)
    return f"{value} ({one.baseline_year})" if one.baseline_year else value


def _suppression(one: Indicator) -> str:
    limit = one.suppress_below
    return _("Fewer than %(limit)s are not shown.") % {"limit": format_number(limit)} if limit else ""


def _validity(one: Indicator) -> str:
    first, last = date_text(one.valid_from), date_text(one.valid_to)
    if first and last:
        return f"{first} – {last}"
    if first:
        return _("from %(day)s") % {"day": first}
    return _("until %(day)s") % {"day": last} if last else ""


def provenance_details(place: Place, reading: Reading, facts: tuple[Fact, ...]) -> list[Detail]:
    """Where the value comes from: the source, its day, who entered it and who approved it, and the calculation.
    Nothing where nothing is reported."""
    row, own = reading.row, place.unit.root.language
    if row is None or not row.is_given:
        return []
    is_shown = visible(reading.indicator, row)[0] is not None
    source = row.source or _("Reported by %(unit)s") % {"unit": place.unit.short_name}
    found = [
        Detail(_("Source"), source, own if row.source else get_language() or "sv"),
        Detail(_("As of"), date_text(row.as_of or place.period.end)),
        Detail(_("Quality"), str(row.get_quality_display())),
        Detail(_("Calculation"), formula(row) if is_shown else ""),
        Detail(_("Printed in the source as"), row.printed_as if is_shown else "", own),
        Detail(_("Entered"), _entered(row)),
        Detail(_("Approved"), approved_text(place)),
    ]
    found += [Detail(_("Why this figure?"), facts[0].label, own, facts[0].url)] if facts and not row.value_text else []
    return [detail for detail in found if detail.text]


def _entered(row) -> str:
    """Who saved it last, and when; nothing of what was read from a document."""
    if row.saved_by is None or row.saved_by.is_source:
        return ""
    return _("%(who)s, %(when)s") % {"who": row.saved_by.shown_name, "when": _moment(row.saved_at)}


def approved_text(place: Place) -> str:
    """Who has approved what the unit hands in, and when; "" while it is open."""
    submission = place.submission
    if not submission.is_decided or submission.approved_by is None:
        return ""
    return _("%(who)s, %(when)s") % {
        "who": submission.approved_by.shown_name,
        "when": _moment(submission.approved_at),
    }


def _moment(at) -> str:
    local = timezone.localtime(at)
    return f"{date_text(local)} {local:%H:%M}"
