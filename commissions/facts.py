"""Every number about commissions as a fact, and how the numbers follow from each other."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from commissions.models import Commission, CommissionFigure, CommissionGroup, Grant, GrantUse
from commissions.reading import Line
from commissions.stated import is_stated
from commissions.words import SCALE, status_of
from followup.numbers import in_unit, round_half_up
from followup.sections import NO_ROW, Fact, Relation, day, decimal_string
from followup.status import SCALES
from organisation.models import ReportingPeriod, Unit
from organisation.places import figure_url

TOTAL = "commissions.total"
STATUSES = {code: f"commissions.status.{code}" for code in SCALES[SCALE]}


def group_key(group: CommissionGroup) -> str:
    return f"commissions.group.{group.code}"


def count_facts(lines: list[Line], unit: Unit, period: ReportingPeriod) -> list[Fact]:
    """The total, one count for each status of the scale (none is 0, which is a count) and one for each group."""
    by_status = Counter(line.report.status for line in lines)
    by_group = Counter(line.commission.group for line in lines)
    sources = {line.report.source for line in lines if line.is_written and line.report.source}
    source = sources.pop() if len(sources) == 1 else _("Counted in the portal")

    def count(key: str, label: str, number: int, rule: str) -> Fact:
        return Fact(
            key=key,
            label=label,
            value=str(number),
            unit="count",
            as_of=day(period.end),
            source=source,
            rule=rule,
            url=figure_url(unit, period, key),
            row=NO_ROW,
        )

    of_all = _("The number of commissions that the board follows up this year.")
    of_status = _("The number of commissions that are reported with this status.")
    of_group = _("The number of commissions in this group that the board follows up this year.")
    return [
        count(TOTAL, _("Commissions"), len(lines), of_all),
        *(count(key, status_of(code, unit).label, by_status[code], of_status) for code, key in STATUSES.items()),
        *(count(group_key(group), group.title, number, of_group) for group, number in by_group.items()),
    ]


def count_relations(lines: list[Line]) -> list[Relation]:
    """The total is the sum of the statuses, and of the groups."""
    groups = dict.fromkeys(group_key(line.commission.group) for line in lines)
    by_status = Relation(kind="sum", result=TOTAL, parts=tuple(STATUSES.values()))
    return [by_status, Relation(kind="sum", result=TOTAL, parts=tuple(groups))] if groups else [by_status]


def figure_fact(figure: CommissionFigure) -> Fact:
    """A figure that is stated in a report, as it was given."""
    rule = _("Stated in the report on %(commission)s.") % {"commission": figure.commission.name}
    return Fact(
        key=figure.key,
        label=figure.label,
        value=figure.shown_value,
        unit=figure.value_unit,
        decimals=figure.decimals,
        approximate=figure.approximate,
        missing=figure.missing_reason or ("" if figure.value is not None else "not_reported"),
        as_of=day(figure.period.end),
        source=figure.source or _("Reported in the portal"),
        rule=f"{rule} {figure.note}".strip(),
        url=figure_url(figure.unit, figure.period, figure.key),
        signed=figure.is_change,
        row=figure.key,
    )


def amount_fact(commission: Commission, unit: Unit, period: ReportingPeriod) -> Fact:
    """The amount that the commission itself names."""
    key = f"{commission.key}.amount"
    return Fact(
        key=key,
        label=_("Amount of the commission"),
        value=commission.shown_amount,
        unit=commission.amount_unit,
        decimals=commission.amount_decimals,
        approximate=commission.amount_approximate,
        as_of=day(commission.start),
        source=commission.source,
        rule=_("The amount in the title of the commission: %(title)s") % {"title": commission.title},
        url=figure_url(unit, period, key),
        row=NO_ROW,
    )


def grant_fact(grant: Grant, unit: Unit, period: ReportingPeriod) -> Fact:
    """What one grant amounts to."""
    return Fact(
        key=grant.key,
        label=grant.name,
        value=grant.shown_amount,
        unit=grant.amount_unit,
        decimals=grant.amount_decimals,
        approximate=grant.amount_approximate,
        missing="" if grant.amount is not None else "not_reported",
        as_of=day(grant.valid_from),
        source=grant.source,
        rule=_("The amount that has been granted."),
        url=figure_url(unit, period, grant.key),
        row=NO_ROW,
    )


def used_fact(grant: Grant, use: GrantUse, unit: Unit, period: ReportingPeriod) -> Fact:
    """How much of a grant has been used until the end of the period."""
    shown = None if use.used is None else in_unit(Decimal(use.used), grant.amount_unit)
    return Fact(
        key=use.key,
        label=_("%(grant)s: used so far") % {"grant": grant.name},
        value=None if shown is None else decimal_string(round_half_up(shown, use.decimals)),
        unit=grant.amount_unit,
        decimals=use.decimals,
        missing=use.missing_reason or ("" if use.used is not None else "not_reported"),
        as_of=day(period.end),
        source=use.source or _("Reported in the portal"),
        rule=f"{_('What has been used of the grant until the end of the period.')} {use.note}".strip(),
        url=figure_url(unit, period, use.key),
        row=use.key,
    )


def left_fact(grant: Grant, use: GrantUse, unit: Unit, period: ReportingPeriod) -> Fact:
    """What is left of a grant: as exact as the less exact of the two."""
    known = grant.amount is not None and use.used is not None
    decimals = min(grant.amount_decimals, use.decimals)
    left = in_unit(Decimal(grant.amount) - Decimal(use.used), grant.amount_unit) if known else None
    key = f"{grant.key}.left"
    return Fact(
        key=key,
        label=_("%(grant)s: left") % {"grant": grant.name},
        value=None if left is None else decimal_string(round_half_up(left, decimals)),
        unit=grant.amount_unit,
        decimals=decimals,
        approximate=grant.amount_approximate,
        missing="" if known else "not_reported",
        as_of=day(period.end),
        source=_("Reckoned in the portal"),
        rule=_("What was granted less what has been used."),
        url=figure_url(unit, period, key),
        row=NO_ROW,
    )


def left_relation(grant: Grant) -> Relation:
    return Relation(kind="difference", result=f"{grant.key}.left", parts=(grant.key, f"{grant.key}.used"))


def figure_relations(line: Line) -> list[Relation]:
    """How the figures of one commission follow from each other. A part with a point in its name is a key of its
    own, as a grant's is."""
    key = line.commission.key
    return [
        Relation(
            kind=one["kind"],
            result=f"{key}.{one['result']}",
            parts=tuple(part if "." in part else f"{key}.{part}" for part in one["parts"]),
            factor=one.get("factor", ""),
            complete=one.get("complete", True),
            printed=one.get("printed", ""),
            place=one.get("place", ""),
        )
        for one in line.commission.relations
        if not is_stated(one)
    ]
