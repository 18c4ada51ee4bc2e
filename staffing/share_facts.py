"""The share of hired staff and its target as facts, and how they stand against each other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.numbers import decimals_of, in_unit, trimmed
from followup.rating import Rating, rate
from followup.sections import Fact
from staffing import rules
from staffing.facts import Desk
from staffing.models import HiredShare
from staffing.reading import Hired
from staffing.words import target_words


def rating_of(row: HiredShare | None) -> Rating:
    """How the share stands against its target: lower is better."""
    if row is None:
        return rate(value=None, target=None, operator=HiredShare.Operator.LT, direction="lower")
    return rate(
        value=row.share_r12,
        target=row.target,
        operator=row.target_operator,
        direction="range" if row.target_operator == HiredShare.Operator.EQ else "lower",
        unit="%",
        decimals=row.decimals,
        missing=row.missing_reason,
    )


def share_facts(desk: Desk, hired: Hired) -> list[Fact]:
    row = hired.share
    months = row.months if row and row.months else rules.rolling_label(hired.period.end)
    rule = _("The cost of hired staff divided by the cost of own staff, %(months)s.") % {"months": months}
    share = desk.fact(
        "staffing.hired.share",
        row,
        label=_("Hired staff as a share of own staff, rolling twelve months"),
        value=row.share_r12 if row else None,
        unit="%",
        decimals=row.decimals if row else 2,
        missing=row.missing_reason if row else "",
        rule=f"{rule} {rating_of(row).explanation}",
    )
    target = desk.fact(
        "staffing.hired.target",
        row,
        label=_("Target for the share of hired staff"),
        value=row.target if row else None,
        unit="%",
        decimals=row.target_decimals if row else 1,
        rule=_("Lower is better: %(target)s.") % {"target": target_words(row)} if row and row.target else "",
    )
    return [share, target, *_parts_of_share(desk, row)]


def _parts_of_share(desk: Desk, row: HiredShare | None) -> list[Fact]:
    """What is divided by what, where both are known."""
    if row is None or None in (row.numerator, row.denominator):
        return []
    unit = desk.unit.root.amount_unit
    rule = _("The sum of the twelve months %(months)s.") % {"months": row.months}
    parts = {
        "numerator": (_("Cost of hired staff, twelve months"), in_unit(row.numerator, unit)),
        "denominator": (_("Cost of own staff, twelve months"), in_unit(row.denominator, unit)),
    }
    return [
        desk.fact(
            f"staffing.hired.share.{name}",
            row,
            label=label,
            value=amount,
            unit=unit,
            decimals=decimals_of(trimmed(amount)),
            rule=rule,
        )
        for name, (label, amount) in parts.items()
    ]
