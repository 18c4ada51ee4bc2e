"""How long the reporting of a unit takes, from the first form that was opened to the submission: as an aggregate over
units, never of one unit or person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles

from django.utils import timezone
from django.utils.translation import ngettext

from organisation.models import FirstOpened, ReportingPeriod, Submission, Unit
from organisation.places import Place

# Of fewer units one could tell which is which.
FEWEST = 5


@dataclass(frozen=True)
class TimeTaken:
    """The time from the first form to the submission in one period: how many units, and the quartiles, None where the
    units are fewer than FEWEST."""

    period: ReportingPeriod
    count: int
    first_quartile: timedelta | None = None
    median: timedelta | None = None
    third_quartile: timedelta | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The quartiles in words, the lowest first; none where there are none."""
        found = (self.first_quartile, self.median, self.third_quartile)
        return tuple(duration_text(one) for one in found if one is not None)


def duration_text(time: timedelta) -> str:
    """«25 minutes», «6 hours», «3 days»: in whole ones of the largest that says something."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 2 * 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 2 * 24:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def note(place: Place, *, now: datetime | None = None) -> None:
    """Remember that somebody has a form of the place open for the first time, while it can be written in."""
    where = {"unit": place.unit, "period": place.period}
    if place.locked_reason or FirstOpened.objects.filter(**where).exists():
        return
    # Two who open at the same time: the first one stands.
    FirstOpened.objects.bulk_create([FirstOpened(**where, at=now or timezone.now())], ignore_conflicts=True)


def times_taken(board: Unit, periods: list[ReportingPeriod]) -> list[TimeTaken]:
    """The time taken in each of the periods in which any unit below the board has opened a form and handed in. The
    board's own report is not counted: it waits for the units'. Two queries."""
    opened = {
        (unit, period): at
        for unit, period, at in FirstOpened.objects.filter(unit__board=board, period__in=periods).values_list(
            "unit", "period", "at"
        )
    }
    handed_in = Submission.objects.filter(unit__board=board, period__in=periods, submitted_at__isnull=False)
    taken: dict[int, list[timedelta]] = {}
    for unit, period, at in handed_in.values_list("unit", "period", "submitted_at"):
        began = opened.get((unit, period))
        if began and began <= at:
            taken.setdefault(period, []).append(at - began)
    return [_taken(period, taken[period.pk]) for period in periods if period.pk in taken]


def _taken(period: ReportingPeriod, times: list[timedelta]) -> TimeTaken:
    if len(times) < FEWEST:
        return TimeTaken(period, len(times))
    seconds = quantiles([one.total_seconds() for one in times], n=4, method="inclusive")
    return TimeTaken(period, len(times), *(timedelta(seconds=one) for one in seconds))
