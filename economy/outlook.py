"""The forecast: what the pace so far leads to beside what is assessed, and whether the frame is kept."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import facts as make
from economy import rules, tables
from economy.charts import forecast_picture
from economy.models import ForecastAssessment, Topic
from economy.reported import Reported
from followup.precision import shifted_decimals
from followup.sections import NO_ROW, Fact, Figures, Prose, Relation, Section, day, decimal_string
from organisation.models import ReportingPeriod, Unit
from organisation.places import figure_url


def forecast(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The year's deviation: what the pace so far leads to, what is assessed, and whether the frame is kept."""
    return forecast_of(Reported(unit, period))


def forecast_of(at: Reported) -> Section:
    """The same of rows that are already at hand."""
    row = at.assessment
    factor = rules.pace_factor(at.period.start, at.period.end, is_cumulative=at.period.is_cumulative)
    pace, assessed = _mechanical_fact(at, factor), assessed_fact(at, row)
    found = [pace, assessed]
    relations = []
    if factor:
        parts = ("economy.total.deviation",)
        relations.append(Relation(kind="scaling", result=pace.key, parts=parts, factor=factor))
    if row and row.mechanical_printed is not None:
        printed = _printed_fact(at, row)
        found.append(printed)
        relations.append(Relation(kind="repetition", result=printed.key, parts=(pace.key,)))
    prose = [tables.prose(at, Topic.FORECAST)]
    if row and row.comment.strip():
        prose.append(Prose(text=row.comment.strip(), lang=at.lang))
    if notice := notification(row):
        prose.append(Prose(text=notice, lang=get_language()))
    return Section(
        key="economy.forecast",
        title=_("Forecast of net costs"),
        lang=get_language(),
        blocks=(Figures(facts=tuple(fact.key for fact in found)), forecast_picture(at, pace, assessed), *prose),
        facts=tuple(found),
        relations=tuple(relations),
    )


def _mechanical_fact(at: Reported, factor: str) -> Fact:
    """The deviation so far in the pace of the year: a missing one says why there is none."""
    key, row = "economy.forecast.mechanical", at.total
    kronor = row.deviation if row else None
    value = None if kronor is None or not factor else rules.mechanical(kronor, factor)
    decimals = 0
    if value is not None:
        # One decimal more than it was given in: dividing by the months leaves a fraction.
        decimals = shifted_decimals(row.amount_decimals, row.amount_unit, at.money) + 1
        value = rules.in_unit(round(value, 2), at.money)
    return Fact(
        key=key,
        label=_("The year at the pace so far"),
        value=decimal_string(value),
        unit=at.money,
        decimals=decimals,
        missing="" if value is not None else make.NOT_REPORTED if factor else "not_applicable",
        as_of=day(at.period.end),
        source=row.source if row else "",
        rule=_("The deviation so far, with the same deviation each month for the rest of the year."),
        url=figure_url(at.unit, at.period, key),
        signed=True,
        row=NO_ROW,
    )


def assessed_fact(at: Reported, row: ForecastAssessment | None) -> Fact:
    rule = _("What the unit expects the deviation from budget to be for the whole year.")
    hedge = row.approximate if row else ""
    key = "economy.forecast.assessed"
    return make.amount_fact(at, key, _("Assessed for the year"), row, "deviation", rule=rule, hedge=hedge)


def _printed_fact(at: Reported, row: ForecastAssessment) -> Fact:
    rule = _("What the source itself says that the pace so far leads to.")
    key, hedge = "economy.forecast.mechanical_printed", row.printed_approximate
    label = _("The year at the pace so far, as printed")
    return make.amount_fact(at, key, label, row, "mechanical_printed", rule=rule, hedge=hedge)


def notification(row: ForecastAssessment | None) -> str:
    """Whether the frame is kept, and who has been told, as a sentence; "" where nothing is said."""
    if row is None or row.frame_kept != ForecastAssessment.Frame.EXCEEDED:
        return _("The unit assesses that its frame is kept.") if row and row.frame_kept else ""
    sentence = _("The frame cannot be kept.")
    if not row.notified_to:
        return sentence
    said = {"who": row.notified_to, "with": row.notified_with, "when": day(row.notified_date)}
    if row.notified_with:
        told = _("%(who)s was notified of this with: %(with)s.")
    elif row.notified_date:
        told = _("%(who)s was notified of this on %(when)s.")
    else:
        told = _("%(who)s was notified of this.")
    return f"{sentence} {told % said}"
