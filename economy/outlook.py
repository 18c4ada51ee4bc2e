"""The forecast: what the pace so far leads to beside what is assessed, and whether the frame is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import facts as make
from economy import rules, tables
from economy.charts import forecast_picture
from economy.forecast_charts import range_picture
from economy.hits import hits, hits_sentence, hits_table
from economy.models import TOTAL, Account, ForecastAssessment, Topic
from economy.money_tables import year_table
from economy.reported import Reported
from followup.sections import NO_ROW, Block, Fact, Figures, Prose, Relation, Section, day, decimal_string
from organisation.models import ReportingPeriod, Unit
from organisation.places import figure_url

ASSESSED, PACE = "economy.forecast.assessed", "economy.forecast.mechanical"


def forecast(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The year's deviation: what the pace so far leads to, what is assessed, and whether the frame is kept."""
    return forecast_of(Reported(unit, period))


def forecast_of(at: Reported) -> Section:
    """The same of rows that are already at hand."""
    row, factor = at.assessment, factor_of(at)
    pace, assessed = mechanical_fact(at, factor, TOTAL), assessed_fact(at, row)
    frames = [mechanical_fact(at, factor, frame.code) for frame, _level in at.tree()]
    found = [pace, assessed, *(fact for fact in frames if fact.value is not None)]
    shown = [pace.key, assessed.key]
    if row and row.mechanical_printed is not None:
        printed = _printed_fact(at, row)
        found.append(printed)
        shown.append(printed.key)
    made = hits(at)
    found += [fact for hit in made for fact in hit.facts]
    facts = {fact.key: fact for fact in (*_year_facts(at), *found)}
    blocks: list[Block | None] = [
        Figures(facts=tuple(shown)),
        forecast_picture(at, pace, assessed),
        range_picture(at, facts, made),
        year_table(at, facts),
        hits_table(at, made, assessed),
        tables.prose(at, Topic.FORECAST),
    ]
    if row and row.comment.strip():
        blocks.append(Prose(text=row.comment.strip(), lang=at.lang))
    for said in (hits_sentence(at, made, assessed), notification(row)):
        blocks.append(Prose(text=said, lang=get_language(), is_composed=True) if said else None)
    return Section(
        key="economy.forecast",
        title=_("Forecast of net costs"),
        lang=get_language(),
        blocks=tuple(block for block in blocks if block),
        facts=tuple(found),
        relations=tuple(_relations(at, factor, found)),
    )


def factor_of(at: Reported) -> str:
    """What the deviation so far is multiplied by to last the year, "" where it cannot be said."""
    return rules.pace_factor(at.period.start, at.period.end, is_cumulative=at.period.is_cumulative)


def _year_facts(at: Reported) -> Iterator[Fact]:
    """The net amounts of the total and of each frame, which the table of the year shows."""
    for code in (TOTAL, *(frame.code for frame, _level in at.tree())):
        yield from make.outcome_facts(at, code, Account.NET)


def _relations(at: Reported, factor: str, found: list[Fact]) -> Iterator[Relation]:
    keys = {fact.key for fact in found}
    codes = [TOTAL, *(frame.code for frame, _level in at.tree())] if factor else []
    for code in codes:
        if (key := _pace_key(code)) in keys:
            yield Relation(kind="scaling", result=key, parts=(f"{make.row_key(code)}.deviation",), factor=factor)
    if "economy.forecast.mechanical_printed" in keys:
        yield Relation(kind="repetition", result="economy.forecast.mechanical_printed", parts=(PACE,))
    expected = at.amount(TOTAL, "forecast_deviation")
    if expected.origin == "difference":
        yield Relation(kind="repetition", result=ASSESSED, parts=(f"{make.row_key(TOTAL)}.forecast_deviation",))
    elif expected:
        terms = at.ledger.terms(TOTAL, Account.NET, "forecast_deviation")
        parts = tuple(f"{make.row_key(code)}.forecast_deviation" for code in terms)
        yield Relation(kind="sum", result=ASSESSED, parts=parts)


def _pace_key(code: str) -> str:
    return PACE if code == TOTAL else f"{make.row_key(code)}.mechanical"


def mechanical_fact(at: Reported, factor: str, code: str) -> Fact:
    """The deviation so far in the pace of the year: a missing one says why there is none."""
    key, row, known = _pace_key(code), at.outcome(code), at.amount(code, "deviation")
    value, label = None, _("The year at the pace so far")
    if known and factor:
        value = rules.in_unit(round(rules.mechanical(known.kronor, factor), 2), at.money)
    return Fact(
        key=key,
        label=label if code == TOTAL else f"{make.frame_name(at, code)}: {label[:1].lower()}{label[1:]}",
        value=decimal_string(value),
        unit=at.money,
        decimals=known.decimals + _more_decimals(factor) if value is not None else 0,
        missing="" if value is not None else make.NOT_REPORTED if factor else "not_applicable",
        as_of=day(at.period.end),
        source=row.source if row and known.origin != "subtotal" else "",
        rule=_("The deviation so far, with the same deviation each month for the rest of the year."),
        url=figure_url(at.unit, at.period, key),
        signed=True,
        row=NO_ROW,
    )


def _more_decimals(factor: str) -> int:
    """One decimal more than was given where the months do not divide the year: dividing leaves a fraction."""
    above, below = map(int, factor.split("/"))
    return 1 if above % below else 0


def assessed_fact(at: Reported, row: ForecastAssessment | None) -> Fact:
    """The deviation that is expected for the year: as assessed, else as the forecasts per frame come to."""
    expected = at.amount(TOTAL, "forecast_deviation")
    if expected and (row is None or row.deviation is None):
        return _expected_fact(at, expected)
    rule = _("What the unit expects the deviation from budget to be for the whole year.")
    hedge = row.approximate if row else ""
    return make.amount_fact(at, ASSESSED, _("Assessed for the year"), row, "deviation", rule=rule, hedge=hedge)


def _expected_fact(at: Reported, expected) -> Fact:
    total = at.total
    return Fact(
        key=ASSESSED,
        label=_("Assessed for the year"),
        value=decimal_string(rules.in_unit(expected.kronor, at.money)),
        unit=at.money,
        decimals=expected.decimals,
        as_of=day(at.period.end),
        source=total.source if total and expected.origin == "difference" else "",
        rule=_("Computed: the budget of the year less the forecast."),
        url=figure_url(at.unit, at.period, ASSESSED),
        signed=True,
        row=NO_ROW,
    )


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
    if row.notified_with and row.notified_date:
        told = _("%(who)s was notified of this on %(when)s with: %(with)s.")
    elif row.notified_with:
        told = _("%(who)s was notified of this with: %(with)s.")
    elif row.notified_date:
        told = _("%(who)s was notified of this on %(when)s.")
    else:
        told = _("%(who)s was notified of this.")
    return f"{sentence} {told % said}"
