"""The values of the units below, rolled up: as facts with their relations, as a table of the report, and as the list
of goals and the form of a value show them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from followup.missing import MISSING
from followup.numbers import decimals_of, format_fact, round_half_up, trimmed
from followup.precision import as_given, typed_text
from followup.rollup import answered_text
from followup.sections import NO_ROW, Block, Cell, Column, Fact, Relation, Row, Table, day, decimal_string
from goals.models import Indicator
from goals.overview import Overview, Reading
from goals.rolled import FromUnits, UnitPart
from goals.small_groups import HIDDEN
from goals.words import value_text
from organisation.places import figure_url


@dataclass(frozen=True, kw_only=True)
class PartShown:
    """One unit and what it has given, in words."""

    name: str
    text: str
    is_missing: bool


@dataclass(frozen=True, kw_only=True)
class RolledShown:
    """What the list and the form show of an indicator that is rolled up. `fill` is what «Take over» writes in which
    field, as JSON; "" where there is nothing to take over."""

    label: str
    fact: Fact
    text: str
    note: str
    brief: str
    """The same without the names."""
    parts: tuple[PartShown, ...]
    lang: str
    fill: str


def rolled_shown(overview: Overview, reading: Reading, dom_id: str) -> RolledShown | None:
    """What is shown, or None where the indicator is not rolled up or no unit is asked."""
    found = reading.from_units
    if found is None:
        return None
    fact = _total(overview, reading, found)
    return RolledShown(
        label=_label(reading.indicator),
        fact=fact,
        text=format_fact(fact) if fact.value is not None else str(MISSING[fact.missing]),
        note=_note(found),
        brief=_answered(found),
        parts=tuple(_shown(reading, part) for part in found.parts),
        lang=overview.lang,
        fill=_fill(found, dom_id),
    )


def rolled_facts(overview: Overview, reading: Reading) -> tuple[Fact, ...]:
    """What is rolled up, the sums that a share is formed of, and what each unit has given."""
    found = reading.from_units
    if found is None or not found.has_answers:
        return ()
    parts = [_part_fact(overview, reading, found, part, name) for part in found.parts for name in _names(reading)]
    return (_total(overview, reading, found), *_sums(overview, reading, found), *parts)


def rolled_relations(reading: Reading) -> tuple[Relation, ...]:
    """What is rolled up is the sum of the parts, or the ratio of their sums; the unit's own value repeats it where
    all have answered."""
    found = reading.from_units
    if found is None or found.result.value is None:
        return ()
    total = _key(reading)
    counted = [part for part in found.parts if part.is_counted]

    def parts(name: str) -> tuple[str, ...]:
        return tuple(_part_key(reading, part, name) for part in counted)

    if reading.indicator.rollup == Indicator.Rollup.SUM:
        relations = [Relation(kind="sum", result=total, parts=parts("value"))]
    else:
        ends = [f"{total}.{name}" for name in ("numerator", "denominator")]
        relations = [
            Relation(kind="sum", result=end, parts=parts(name))
            for end, name in zip(ends, ("numerator", "denominator"), strict=True)
        ]
        if reading.indicator.unit in {"%", "ratio"}:
            relations.append(Relation(kind="ratio", result=total, parts=tuple(ends)))
    own = reading.row
    if found.result.is_complete and own is not None and own.value is not None:
        relations.append(Relation(kind="repetition", result=f"{reading.key}.value", parts=(total,)))
    return tuple(relations)


def rolled_blocks(overview: Overview, readings: list[Reading]) -> list[Block]:
    """A table for each indicator that units have reported: their values, and what they make together."""
    return [_table(overview, one) for one in readings if one.from_units and one.from_units.has_answers]


def _table(overview: Overview, reading: Reading) -> Table:
    found = reading.from_units
    parts = [_part_row(reading, part) for part in found.parts]
    total = _total(overview, reading, found)
    text = format_fact(total) if total.value is not None else str(MISSING[total.missing])
    whole = Row(cells=(Cell(text=_label(reading.indicator)), Cell(text=text, fact=total.key)), total=True)
    return Table(
        key=f"{reading.key}.by_unit",
        caption=_("The values of the units: %(indicator)s") % {"indicator": reading.indicator.title},
        columns=(Column(label=_("Unit")), Column(label=_("Outcome"), kind="number", width=30)),
        rows=(*parts, whole),
        note=_note(found),
    )


def _part_row(reading: Reading, part: UnitPart) -> Row:
    shown = _shown(reading, part)
    fact = _part_key(reading, part, _names(reading)[0]) if part.is_counted and _names(reading) == ("value",) else ""
    return Row(cells=(Cell(text=shown.name), Cell(text=shown.text, fact=fact)))


def _shown(reading: Reading, part: UnitPart) -> PartShown:
    if part.is_hidden:
        text = str(MISSING[HIDDEN])
    else:
        text = value_text(reading.indicator, part.row) or str(MISSING["not_reported"])
    return PartShown(name=part.unit.short_name, text=text, is_missing=not part.is_counted)


def _label(indicator: Indicator) -> str:
    is_sum = indicator.rollup == Indicator.Rollup.SUM
    return _("The units together") if is_sum else _("The units' parts over their wholes")


def _note(found: FromUnits) -> str:
    """How many have answered, who has not, and why there is no sum, where there is none."""
    missing = _("Without a value: %(units)s.") % {"units": ", ".join(found.result.missing)}
    return f"{_answered(found)} {missing if found.result.missing else ''}".strip()


def _answered(found: FromUnits) -> str:
    return found.result.why or f"{answered_text(found.result)}."


def _key(reading: Reading) -> str:
    return f"{reading.key}.rolled_up"


def _names(reading: Reading) -> tuple[str, ...]:
    is_sum = reading.indicator.rollup == Indicator.Rollup.SUM
    return ("value",) if is_sum else ("numerator", "denominator")


def _part_key(reading: Reading, part: UnitPart, name: str) -> str:
    return f"{reading.key}.by.{part.unit.slug}.{name}"


def _fact(overview: Overview, found: FromUnits, key: str, **kwargs) -> Fact:
    # The page of a figure tells what is approved: a number with drafts in it has none, nor has one of nothing.
    has_page = found.has_answers and not found.unapproved
    kwargs.setdefault("url", figure_url(overview.unit, overview.period, key) if has_page else "")
    source = _("Reported by the units below %(unit)s") % {"unit": overview.unit.short_name}
    return Fact(key=key, as_of=day(overview.period.end), row=NO_ROW, **{"source": source, **kwargs})


def _total(overview: Overview, reading: Reading, found: FromUnits) -> Fact:
    value, hidden = found.result.value, sum(part.is_hidden for part in found.parts) == 1
    return _fact(
        overview,
        found,
        _key(reading),
        label=f"{_label(reading.indicator)}: {reading.indicator.title}",
        value=None if value is None else decimal_string(round_half_up(value, found.decimals)),
        unit=reading.indicator.unit,
        decimals=found.decimals,
        approximate=found.approximate,
        missing="" if value is not None else (HIDDEN if hidden else "not_reported"),
        rule=f"{_rule(reading.indicator)} {_note(found)}".strip(),
    )


def _rule(indicator: Indicator) -> str:
    if indicator.rollup == Indicator.Rollup.SUM:
        return _("The values of the units below, added up.")
    return _("What the units below have counted, added up, over what they have counted it among, added up.")


def _sums(overview: Overview, reading: Reading, found: FromUnits) -> list[Fact]:
    """Numerator and denominator of a share that is rolled up."""
    labels = {"numerator": _("Numerator"), "denominator": _("Denominator")}
    values = {name: getattr(found.result, name) for name in labels}
    if found.result.value is None or None in values.values():
        return []
    return [
        _number(overview, found, f"{_key(reading)}.{name}", f"{labels[name]}: {reading.indicator.title}", value)
        for name, value in values.items()
    ]


def _number(overview: Overview, found: FromUnits, key: str, label: str, value: Decimal) -> Fact:
    rule = _("What the units below have given, added up.")
    exact = trimmed(value)
    return _fact(
        overview, found, key, label=label, value=decimal_string(exact), decimals=decimals_of(exact), rule=rule
    )


def _part_fact(overview: Overview, reading: Reading, found: FromUnits, part: UnitPart, name: str) -> Fact:
    """What one unit has given: it leads to the figure on the unit's own page."""
    value = getattr(part.row, name) if part.is_counted else None
    decimals = part.row.decimals if part.row and name == "value" else 0
    reason = HIDDEN if part.is_hidden else (part.row.missing_reason if part.row else "")
    return _fact(
        overview,
        found,
        _part_key(reading, part, name),
        label=f"{part.unit.short_name}: {reading.indicator.title}",
        value=as_given(value, decimals),
        unit=reading.indicator.unit if name == "value" else "",
        decimals=decimals if name == "value" or value is None else decimals_of(trimmed(value)),
        approximate=part.row.approximate if part.is_counted and name == "value" else "",
        missing="" if value is not None else reason or "not_reported",
        rule=reading.indicator.definition or _("The value that was reported for the indicator."),
        source=(part.row.source if part.row else "") or _("Reported by %(unit)s") % {"unit": part.unit.short_name},
        url=figure_url(part.unit, overview.period, f"{reading.key}.{name}") if part.is_counted else "",
    )


def _fill(found: FromUnits, dom_id: str) -> str:
    result = found.result
    if result.value is None:
        return ""
    value = round_half_up(result.value, found.decimals)
    values = {"value": typed_text(value, found.decimals), "approximate": found.approximate, "missing_reason": ""}
    if result.numerator is not None and result.denominator is not None:
        values |= {name: typed_text(getattr(result, name), 0) for name in ("numerator", "denominator")}
    return json.dumps({f"{dom_id}-{name}": text for name, text in values.items()}, ensure_ascii=False)
