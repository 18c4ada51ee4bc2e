"""The figures of indicators as facts, with the relations that hold between them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from followup.numbers import round_half_up, trimmed
from followup.sections import NO_ROW, Fact, Item, Relation, day, decimal_string
from goals.comparisons import comparison_facts
from goals.models import Indicator, IndicatorValue, Target
from goals.overview import Overview, Reading
from goals.parts import formula
from goals.series import history_facts
from goals.small_groups import visible
from goals.words import target_text
from organisation.places import figure_url


def plain(value: Decimal | None, decimals: int) -> str | None:
    """The number with the decimals it was given in, as facts carry it."""
    return None if value is None else decimal_string(round_half_up(value, decimals))


def indicator_facts(overview: Overview, reading: Reading) -> tuple[Fact, ...]:
    """Value, target and share of the target of one indicator, and the values of its breakdowns. Made once for each
    reading: a page shows them in its rows and judges them in its findings."""
    if reading.facts is None:
        reading.facts = _facts(overview, reading)
    return reading.facts


def _facts(overview: Overview, reading: Reading) -> tuple[Fact, ...]:
    values = [
        fact
        for row in reading.rows or [None]
        if row is None or not row.value_text
        for fact in (_value_fact(overview, reading, row), *_part_facts(overview, reading, row))
    ]
    rated = (*_target_facts(overview, reading), *_ratio_fact(overview, reading))
    earlier = history_facts(reading.history, overview.period) if reading.history else ()
    return (*values, *rated, *comparison_facts(overview, reading), *earlier)


def _fact(
    overview: Overview, key: str, row: IndicatorValue | Target | None, *, is_computed: bool = False, **kwargs
) -> Fact:
    source = row.source if row else ""
    if isinstance(row, IndicatorValue) and not source:
        source = _("Reported by %(unit)s") % {"unit": overview.unit.short_name}
    return Fact(
        key=key,
        source=source,
        as_of=day(getattr(row, "as_of", None) or overview.period.end),
        url=figure_url(overview.unit, overview.period, key),
        row=row.key if isinstance(row, IndicatorValue) and not is_computed else NO_ROW,
        **kwargs,
    )


def _value_fact(overview: Overview, reading: Reading, row: IndicatorValue | None) -> Fact:
    indicator = reading.indicator
    value, missing = visible(indicator, row)
    decimals = row.decimals if row else indicator.decimals
    return _fact(
        overview,
        f"{row.key if row else indicator.key}.value",
        row,
        label=f"{indicator.title}, {row.breakdown}" if row and row.breakdown else indicator.title,
        value=plain(value, decimals),
        unit=indicator.unit,
        decimals=decimals,
        approximate=row.approximate if row else "",
        missing="" if value is not None else missing or "not_reported",
        rule=_value_rule(indicator, row, value),
    )


def _value_rule(indicator: Indicator, row: IndicatorValue | None, value: Decimal | None) -> str:
    """What the value is of. A share of a thousand is no relation of the report's, so its calculation stands here."""
    rule = indicator.definition or _("The value that was reported for the indicator.")
    if row is None or value is None or indicator.unit != Indicator.MeasuredIn.PER_1000 or not formula(row):
        return rule
    return f"{rule} {formula(row)}"


def _part_facts(overview: Overview, reading: Reading, row: IndicatorValue | None) -> list[Fact]:
    """Numerator and denominator, where both are known and the value may be shown."""
    if row is None or None in (row.numerator, row.denominator) or visible(reading.indicator, row)[0] is None:
        return []
    parts = {"numerator": (_("Numerator"), row.numerator), "denominator": (_("Denominator"), row.denominator)}
    rule = _("What the value is a share of, or its share, as reported.")
    return [
        _fact(
            overview,
            f"{row.key}.{name}",
            row,
            label=f"{label}: {reading.indicator.title}",
            value=decimal_string(trimmed(number)),
            decimals=max(0, -trimmed(number).as_tuple().exponent),
            rule=rule,
        )
        for name, (label, number) in parts.items()
    ]


def _target_facts(overview: Overview, reading: Reading) -> list[Fact]:
    target = reading.target
    if not target or target.value is None:
        return []
    unit = "%" if target.operator == Target.Operator.RELATIVE_CHANGE else reading.indicator.unit
    label = _("Target: %(indicator)s") % {"indicator": reading.indicator.title}
    rule = _("The target of the plan for %(years)s.") % {"years": target.years}
    ends = {"target": target.value, "target_high": target.value_high}
    return [
        _fact(
            overview,
            f"{reading.key}.{name}",
            target,
            label=label,
            value=plain(value, target.decimals),
            unit=unit,
            decimals=target.decimals,
            approximate=target.approximate,
            rule=rule,
        )
        for name, value in ends.items()
        if value is not None
    ]


def _ratio_fact(overview: Overview, reading: Reading) -> list[Fact]:
    rating = reading.rating
    if rating.ratio is None:
        return []
    # Of the value, which is reported, and of the target, which stands in the plan.
    return [
        _fact(
            overview,
            f"{reading.key}.ratio",
            reading.row,
            label=_("Share of the target: %(indicator)s") % {"indicator": reading.indicator.title},
            value=plain(rating.ratio, 1),
            unit="%",
            decimals=1,
            rule=rating.explanation,
            is_computed=True,
        )
    ]


def indicator_relations(reading: Reading) -> tuple[Relation, ...]:
    """The share of the target, where one simple division gives it, and each value from its two parts."""
    found = []
    if reading.rating.ratio is not None and reading.target.operator in {"ge", "gt", "le", "lt"}:
        parts = (f"{reading.key}.value", f"{reading.key}.target")
        if reading.indicator.direction == "lower":
            parts = parts[::-1]
        found.append(Relation(kind="ratio", result=f"{reading.key}.ratio", parts=parts))
    for row in reading.rows:
        if None not in (row.numerator, row.denominator) and reading.indicator.unit in {"%", "ratio"}:
            parts = (f"{row.key}.numerator", f"{row.key}.denominator")
            found.append(Relation(kind="ratio", result=f"{row.key}.value", parts=parts))
    return tuple(found)


def indicator_item(overview: Overview, reading: Reading, url: str) -> Item:
    indicator, target = reading.indicator, reading.target
    attributes = {
        "definition": indicator.definition,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "aggregation": indicator.aggregation,
        "thresholds": "/".join(f"{trimmed(limit):f}" for limit in indicator.thresholds),
        "status": reading.rating.status,
        "replaces": indicator.replaces.key if indicator.replaces_id else "",
    }
    if target:
        attributes |= {"operator": target.operator, "target": target_text(reading), "end": str(target.year)}
    shown = {name: value for name, value in attributes.items() if value}
    return Item(
        key=reading.key, kind="indicator", title=indicator.title, lang=overview.lang, attributes=shown, url=url
    )
