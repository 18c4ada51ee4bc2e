"""The figures on people as facts, with the relations that hold between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from followup.precision import as_given
from followup.sections import NO_ROW, Fact, Relation, day
from organisation.models import PeriodRow, ReportingPeriod, Unit
from organisation.places import figure_url
from staffing.models import Headcount, SickLeave
from staffing.reading import People
from staffing.span import span_facts
from staffing.words import sick_label, sick_rule

Key = SickLeave.Key
SEXES = (Key.WOMEN, Key.MEN)
AGES = (Key.AGE_UNDER_30, Key.AGE_30_49, Key.AGE_50PLUS)


@dataclass(frozen=True)
class Desk:
    """Makes the facts of one unit and period."""

    unit: Unit
    period: ReportingPeriod

    def fact(self, key: str, row: PeriodRow | None, *, value: Decimal | None, decimals: int = 0, **kwargs) -> Fact:
        """A fact with its source, day and page; without a value and a reason it is not reported."""
        reason = kwargs.pop("missing", "")
        source = row.source if row else ""
        if row and not source:
            source = _("Reported by %(unit)s") % {"unit": self.unit.short_name}
        return Fact(
            key=key,
            value=as_given(value, decimals),
            decimals=decimals,
            missing="" if value is not None else reason or "not_reported",
            source=source,
            as_of=kwargs.pop("as_of", day(self.period.end)),
            url=figure_url(self.unit, self.period, key),
            row=row.key if row else NO_ROW,
            **kwargs,
        )

    def counted(self, key: str, *, value: Decimal, decimals: int = 0, **kwargs) -> Fact:
        """A fact that the portal has counted from others."""
        return Fact(
            key=key,
            value=as_given(value, decimals),
            decimals=decimals,
            as_of=day(self.period.end),
            url=figure_url(self.unit, self.period, key),
            row=NO_ROW,
            **kwargs,
        )


def people_facts(people: People) -> dict[str, Fact]:
    """Headcount, sick leave and the guideline for managers, by key. The statutory figures are always there."""
    desk = Desk(people.unit, people.period)
    found = [*_headcount(desk, people), *_span(desk, people), *span_facts(desk, people.bands, people.span)]
    for measure in SickLeave.OF_ALL_STAFF:
        row = people.sick.get(("", measure))
        if row or measure in SickLeave.STATUTORY:
            found += sick_facts(desk, row, measure)
    for code, measure in people.professions():
        found += sick_facts(desk, people.sick[code, measure], measure, code=code, group=people.groups[code].name)
    return {fact.key: fact for fact in found}


def sick_facts(desk: Desk, row: SickLeave | None, measure: str, *, code: str = "", group: str = "") -> list[Fact]:
    """One key figure, and the earlier value that the source compares it with."""
    key = ".".join(filter(None, ("staffing.sick", code, measure)))
    label = sick_label(measure, group)
    now = desk.fact(
        key,
        row,
        label=label,
        value=row.percent if row else None,
        unit="%",
        decimals=row.decimals if row else 1,
        missing=row.missing_reason if row else "",
        rule=sick_rule(row, measure),
    )
    if row is None or row.before is None or row.is_suppressed:
        return [now]
    words = {"label": label, "when": row.before_label or _("before")}
    before = desk.fact(
        f"{key}.before",
        row,
        label=_("%(label)s, %(when)s") % words,
        value=row.before,
        unit="%",
        decimals=row.before_decimals,
        as_of="",
        rule=_("The earlier value that the source compares with."),
    )
    return [now, before]


def sick_relations(people: People, facts: Mapping[str, Fact]) -> tuple[Relation, ...]:
    """A total lies between women and men, and between the ages, for all staff and for each profession."""
    found = []
    for code in ("", *people.groups):
        prefix = f"staffing.sick.{code}." if code else "staffing.sick."
        total = f"{prefix}{Key.TOTAL}"
        for measures in (SEXES, AGES):
            parts = tuple(f"{prefix}{measure}" for measure in measures)
            if all(key in facts and facts[key].value is not None for key in (total, *parts)):
                found.append(Relation(kind="range", result=total, parts=parts))
    return tuple(found)


def _headcount(desk: Desk, people: People) -> list[Fact]:
    found = _headcount_of(desk, people.headcount.get(""), "staffing.headcount", "")
    for code, group in people.groups.items():
        if row := people.headcount.get(code):
            found += _headcount_of(desk, row, row.key, f"{group.name}: ")
    return found


def _headcount_of(desk: Desk, row: Headcount | None, key: str, prefix: str) -> list[Fact]:
    average = row.is_average if row else True
    rule = (
        _("The average number of employees in the period, less the average in the same months the year before.")
        if average
        else _("The number of employees at the end of the period, less the number a year before.")
    )
    change = desk.fact(
        f"{key}.change",
        row,
        label=prefix + _("Change in the number of employees"),
        value=None if row is None or row.change is None else Decimal(row.change),
        unit="people",
        missing=row.missing_reason if row else "",
        rule=f"{rule} {row.note}".strip() if row else rule,
        signed=True,
    )
    return [change, *_headcount_levels(desk, row, key, prefix)]


def _headcount_levels(desk: Desk, row: Headcount | None, key: str, prefix: str) -> list[Fact]:
    """How many there are, where the source says so."""
    if row is None:
        return []
    average = _("Average over the period.") if row.is_average else _("At the end of the period.")
    levels = (
        ("employees", _("Employees"), row.employees, "people", 0),
        ("fte", _("Full-time equivalents"), row.fte, "count", 1),
    )
    return [
        desk.fact(
            f"{key}.{name}",
            row,
            label=prefix + label,
            value=Decimal(value),
            unit=unit,
            decimals=decimals,
            rule=average,
        )
        for name, label, value, unit, decimals in levels
        if value is not None
    ]


def _span(desk: Desk, people: People) -> list[Fact]:
    """The guideline for employees per manager."""
    row = people.span
    if row is None:
        return []
    numbers = (
        ("low", _("Employees per manager, at least"), row.low),
        ("high", _("Employees per manager, at most"), row.high),
        ("before_low", _("Employees per manager before, at least"), row.before_low),
        ("before_high", _("Employees per manager before, at most"), row.before_high),
        ("managers", _("Managers"), row.managers),
    )
    rule = _("A guideline that the board has decided. Exceptions can be made.")
    return [
        desk.fact(f"{row.key}.{name}", row, label=label, value=Decimal(value), unit="people", rule=rule)
        for name, label, value in numbers
        if value is not None
    ]
