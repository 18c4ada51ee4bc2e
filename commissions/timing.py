"""When a commission is to be reported, whether that has been done, and how old it is: days alone, no database."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from commissions.models import Periodicity
from commissions.rules import is_reported
from organisation.models import ReportingPeriod

# How many months may pass between two reports. A board meets at least every second month, summer aside.
MONTHS = {
    Periodicity.EVERY_MEETING.value: 2,
    Periodicity.MONTH.value: 1,
    Periodicity.TERTIAL.value: 4,
    Periodicity.HALF_YEAR.value: 6,
    Periodicity.YEAR.value: 12,
}
# A report is written after the time that it is about.
MONTHS_TO_WRITE = 1
# What is reported on a day of its own is about a tertial at most: what ended earlier was for another day.
_LONGEST = 4


@dataclass(frozen=True, kw_only=True)
class Due:
    """A day by which a commission is to be reported: met by a report on a time that ends later than `after`."""

    day: date
    after: date
    label: str = ""
    """The period that is reported, where the day is a period's."""
    month_only: bool = False


def given_days(days: Iterable[tuple[date, bool]], *, periodicity: str) -> list[Due]:
    """Days of its own, each with whether the month alone is decided: one is met by what is reported since the last,
    and not too long before."""
    found, last = [], date.min
    for day, month_only in sorted(days):
        earliest = months_later(day, -min(MONTHS.get(periodicity, _LONGEST), _LONGEST))
        found.append(Due(day=day, after=max(last, earliest), month_only=month_only))
        last = day
    return found


def period_days(
    *, periodicity: str, year: int, commission_end: date | None, periods: Iterable[ReportingPeriod]
) -> list[Due]:
    """The days that the board's periods of the year ask for, in order: a period's due day, else its last."""
    asked = [
        one
        for one in periods
        if one.end.year == year
        and is_reported(
            periodicity=periodicity, kind=one.kind, start=one.start, end=one.end, commission_end=commission_end
        )
    ]
    found = [Due(day=one.due or one.end, after=one.end - timedelta(days=1), label=one.label) for one in asked]
    return sorted(found, key=lambda due: (due.day, due.after))


def missed(dues: Iterable[Due], *, last: date | None, today: date) -> Due | None:
    """The first day that has passed without a report; `last` is the end of the latest time reported on."""
    return next((due for due in dues if due.day < today and not _met(due, last)), None)


def coming(dues: Iterable[Due], *, last: date | None, today: date) -> Due | None:
    """The next day on which something is to be reported, and has not been yet."""
    return next((due for due in dues if due.day >= today and not _met(due, last)), None)


def is_silent(*, periodicity: str, since: date, today: date) -> bool:
    """Whether more time has passed since a day than its periodicity allows, and than it takes to write a report."""
    months = MONTHS.get(periodicity)
    return months is not None and months_later(since, months + MONTHS_TO_WRITE) < today


def months_later(day: date, months: int) -> date:
    """The same day that many months later, the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another; 0 where the second comes first."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (months_later(first, max(0, months)) > last))


def _met(due: Due, last: date | None) -> bool:
    return last is not None and last > due.after
