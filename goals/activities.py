"""What is done to reach a goal, and how far a unit has come with it, read in two queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from followup.numbers import format_value
from goals.models import Activity, ActivityStatus
from organisation.models import ReportingPeriod, Unit

UNREPORTED = "unassessed"


@dataclass(kw_only=True)
class Progress:
    """One activity with what is reported of it, and what was reported last time."""

    activity: Activity
    row: ActivityStatus | None = None
    previous: ActivityStatus | None = None

    @property
    def key(self) -> str:
        return self.activity.key

    @property
    def status(self) -> str:
        return self.row.status if self.row else UNREPORTED


def read_activities(
    goals: Iterable[int], *, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None
) -> list[Progress]:
    """The activities of the goals, by primary key, that the unit reports: all of them for the board. In the order of
    the plan. Two queries.
    """
    asked = Q() if unit.is_board else Q(by_unit=True)
    found = Activity.objects.valid_in(period).filter(asked, goal__in=list(goals))
    progress = {one.pk: Progress(activity=one) for one in found}
    rows = ActivityStatus.objects.filter(
        unit=unit, activity__in=progress, period__in=[one for one in (period, previous) if one]
    )
    for row in rows.select_related("saved_by"):
        one = progress[row.activity_id]
        row.activity = one.activity
        if row.period_id == period.pk:
            one.row = row
        else:
            one.previous = row
    return list(progress.values())


def percent_text(row: ActivityStatus | None) -> str:
    """«40 %», or "" where nothing is given."""
    return format_value(row.percent, "%") if row and row.percent is not None else ""


def percent_or_why(row: ActivityStatus | None) -> str:
    """«40 %», or that none is given: what is not given is not nothing."""
    return percent_text(row) or (_("Per cent not given") if row and row.version else _("Not yet reported"))
