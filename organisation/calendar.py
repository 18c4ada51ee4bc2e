"""Dates that are planned backwards from a meeting, or from the day that a report must be where it is to be. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.numbers import date_text
from followup.workdays import working_day_before, working_day_by
from organisation.models import Anchor, Handover, PlanningStep, ReportingPeriod, Role

# What the law says reaches the council and the auditors within two months: LKBR 13 kap. and KL 11 kap. 16 §.
WITHIN_MONTHS = 2
BY_LAW = (Handover.Receiver.COUNCIL, Handover.Receiver.AUDITORS)


@dataclass(frozen=True)
class Dated:
    """A planning step with the day that it falls on, and where `before` is counted from, in words."""

    code: str
    label: str
    who: str
    role: str
    day: date
    before: str
    rule: str

    def is_past(self, today: date) -> bool:
        return self.day < today


def steps_of(steps: Iterable[PlanningStep], unit_id: int | None) -> list[PlanningStep]:
    """The steps that hold for a unit: the board's, its own instead of those with the same code, and its others."""
    by_code = {step.code: step for step in steps if step.unit_id is None}
    by_code |= {step.code: step for step in steps if step.unit_id is not None and step.unit_id == unit_id}
    return list(by_code.values())


def day_of(step: PlanningStep, anchor: date) -> date:
    """When a step is done: so many working days before the anchor, or so many calendar days, then on the working day
    before where that is none."""
    if step.counted == PlanningStep.Counted.WORKING:
        return working_day_before(anchor, step.days_before)
    return working_day_by(anchor - timedelta(days=step.days_before))


def planned(steps: Iterable[PlanningStep], anchors: dict[str, date]) -> list[Dated]:
    """The steps with their days, earliest first, for the anchors that have a day."""
    found = [_dated(step, anchors[step.anchor]) for step in steps if step.anchor in anchors]
    return sorted(found, key=lambda one: (one.day, one.label))


def last_day_by_law(period: ReportingPeriod) -> date | None:
    """The last day for an interim report to reach the council and the auditors: two months after its period.

    None where the period is not one of those that the law knows: from the beginning of the year, over at least half
    of it and at most two thirds. Source: 13 kap. lag (2018:597), 11 kap. 16 § kommunallagen, RKR R17.
    """
    year = period.start.year
    if period.is_meeting or period.start != date(year, 1, 1):
        return None
    if not date(year, 6, 30) <= period.end <= date(year, 8, 31):
        return None
    month = period.end.month + WITHIN_MONTHS
    last = monthrange(year, month)[1]
    # The last day of a month is answered by the last day of a month.
    ends_month = period.end.day == monthrange(year, period.end.month)[1]
    return date(year, month, last if ends_month else min(period.end.day, last))


def lateness(handover: Handover) -> str:
    """That a report is planned to come later than the law allows, in words; "" where it is not."""
    last = last_day_by_law(handover.period)
    if handover.receiver not in BY_LAW or last is None or handover.date <= last:
        return ""
    return _(
        "%(receiver)s: the interim report of %(period)s is planned for %(day)s. The council and the auditors are to "
        "have the region's interim report within two months of the end of the period, here by %(last)s "
        "(11 kap. 16 § kommunallagen)."
    ) % {
        "receiver": handover.get_receiver_display(),
        "period": handover.period.label,
        "day": date_text(handover.date),
        "last": date_text(last),
    }


def rule_of(step: PlanningStep) -> str:
    """How its day is counted, in words: «10 working days before the meeting»."""
    if step.counted == PlanningStep.Counted.WORKING:
        words = ngettext("%(days)s working day before", "%(days)s working days before", step.days_before)
    else:
        words = ngettext("%(days)s calendar day before", "%(days)s calendar days before", step.days_before)
    return words % {"days": step.days_before} + ": " + _lower(str(Anchor(step.anchor).label))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _dated(step: PlanningStep, anchor: date) -> Dated:
    who = str(Role(step.role).label) if step.role else ""
    before = str(Anchor(step.anchor).label)
    return Dated(step.code, step.label, who, step.role, day_of(step, anchor), before, rule_of(step))
