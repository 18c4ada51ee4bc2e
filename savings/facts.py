"""The facts of savings: each amount, count and share with its key, where it is from and how it is reckoned.

Amounts of measures are in tkr, those of targets in the unit they were given in, shares in per cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from followup.numbers import in_unit, round_half_up, trimmed
from followup.precision import shifted_decimals
from followup.sections import NO_ROW, Fact, day, decimal_string
from organisation.models import ReportingPeriod, Unit
from organisation.places import figure_url
from savings import rules
from savings.models import GivenAmount
from savings.reading import MeasureLine, TargetLine


@dataclass(frozen=True)
class Desk:
    """Makes facts for one unit and period."""

    unit: Unit
    period: ReportingPeriod

    def fact(self, key: str, label: str, value: Decimal | int | None, unit: str, **kwargs) -> Fact:
        """A fact that was computed or set, or with `row` one that was reported in it."""
        return Fact(
            key=key,
            label=label,
            value=decimal_string(value),
            unit=unit,
            as_of=day(self.period.end),
            url=figure_url(self.unit, self.period, key),
            **{"row": NO_ROW} | kwargs,
        )

    def money(
        self, key: str, label: str, kronor: Decimal | None, given: GivenAmount, *, unit: str = "", **kwargs
    ) -> Fact:
        """An amount as it was given, or in `unit` with the same precision."""
        shown = unit or given.amount_unit
        return self.fact(
            key,
            label,
            None if kronor is None else trimmed(in_unit(kronor, shown)),
            shown,
            decimals=shifted_decimals(given.amount_decimals, given.amount_unit, shown),
            approximate=given.approximate,
            **kwargs,
        )

    def count(self, key: str, label: str, number: int, rule: str = "") -> Fact:
        return self.fact(key, label, number, "count", rule=rule or _("Counted in the portal."))

    def total(self, key: str, label: str, parts: Iterable[Fact], rule: str, *, empty: Decimal | None = None) -> Fact:
        """The sum of facts in tkr, as finely given as the finest of them; `empty` where no value is known."""
        known = [part for part in parts if part.number is not None]
        value = rules.total(part.number for part in known)
        return self.fact(
            key,
            label,
            empty if value is None else value,
            "tkr",
            decimals=max((part.decimals for part in known), default=0),
            approximate="about" if any(part.approximate for part in known) else "",
            missing="not_reported" if value is None and empty is None else "",
            rule=rule,
        )

    def share(self, key: str, label: str, part: Decimal | None, whole: Decimal, rule: str, missing: str = "") -> Fact:
        """Part by whole in per cent, with one decimal. Both in kronor."""
        value = rules.share(part, whole)
        return self.fact(
            key,
            label,
            None if value is None else round_half_up(value, 1),
            "%",
            decimals=1,
            missing=(missing or "not_reported") if value is None else "",
            rule=rule,
        )


def effect(desk: Desk, line: MeasureLine) -> Fact:
    """What a measure is reckoned to save in a year, in tkr."""
    measure = line.measure
    return desk.money(
        f"{measure.key}.effect",
        _("%(measure)s, effect a year") % {"measure": measure.title},
        measure.effect,
        measure,
        unit="tkr",
        missing=measure.effect_missing,
        source=measure.source,
        rule=_("The reckoned effect of a whole year, as it was given."),
    )


def realised(desk: Desk, line: MeasureLine) -> Fact:
    """What a measure has saved so far this year, in tkr."""
    row = line.row
    return desk.money(
        f"{line.measure.key}.realised",
        _("%(measure)s, realised this year") % {"measure": line.measure.title},
        row.realised,
        row,
        unit="tkr",
        missing="" if row.realised is not None else row.missing_reason or "not_reported",
        source=row.source,
        row=row.key,
        rule=_("Realised from the start of the year to the end of the period, as it was reported."),
    )


def target_amount(desk: Desk, line: TargetLine) -> Fact:
    """What is to be saved, as it was given."""
    target = line.target
    return desk.money(
        target.amount_key,
        target.name,
        target.amount,
        target,
        source=target.source,
        rule=_("The target as it was set."),
    )


def target_realised(desk: Desk, line: TargetLine) -> Fact:
    """What has been reached of a target, as it was given."""
    row = line.row
    return desk.money(
        f"{line.target.key}.realised",
        _("%(target)s, reached") % {"target": line.target.name},
        row.realised,
        row,
        missing="" if row.realised is not None else row.missing_reason or "not_reported",
        source=row.source,
        row=row.key,
        rule=_("Reached from the start of the year to the end of the period, as it was reported."),
    )


def target_share(desk: Desk, line: TargetLine) -> Fact:
    """What has been reached, in per cent of the target."""
    return desk.share(
        f"{line.target.key}.share",
        _("%(target)s, share reached") % {"target": line.target.name},
        line.row.realised,
        line.target.amount,
        _("What has been reached divided by the target."),
        missing=line.row.missing_reason,
    )


def target_change(desk: Desk, line: TargetLine) -> Fact | None:
    """How the source says that the share has changed, in percentage points; None where it says nothing."""
    change = line.row.change_printed
    if change is None:
        return None
    value = trimmed(change)
    return desk.fact(
        f"{line.target.key}.change",
        _("%(target)s, change of the share as printed") % {"target": line.target.name},
        value,
        "pp",
        decimals=max(0, -value.as_tuple().exponent),
        signed=True,
        source=line.row.source,
        row=line.row.key,
        rule=_("As the source prints it; the portal has not reckoned it."),
    )
