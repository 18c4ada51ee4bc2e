"""Which commissions are reported when. Pure: no queries, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissions.models import Periodicity
from organisation.models import ReportingPeriod

_KIND = ReportingPeriod.Kind

# The kinds of period in which a commission of each periodicity is reported. The last tertial and the last
# half-year end with the year, which is reported as a whole.
_KINDS: dict[str, frozenset[str]] = {
    Periodicity.EVERY_MEETING: frozenset({_KIND.MEETING}),
    Periodicity.MONTH: frozenset({_KIND.MONTH}),
    Periodicity.TERTIAL: frozenset({_KIND.TERTIAL, _KIND.YEAR}),
    Periodicity.HALF_YEAR: frozenset({_KIND.HALF_YEAR, _KIND.YEAR}),
    Periodicity.YEAR: frozenset({_KIND.YEAR}),
}


def is_reported(
    *,
    periodicity: str,
    kind: str,
    start: date,
    end: date,
    commission_end: date | None,
    dates: Iterable[tuple[date, bool]] = (),
) -> bool:
    """Whether a commission is to be reported for a period from `start` to `end` of this kind.

    One that is reported once is reported in the period that its own end falls in, meetings aside; one
    without an end, at the end of the year. One with days of its own, (day, whether the month alone is decided), is
    reported at the meetings that meet them.
    """
    days = list(dates)
    if kind == _KIND.MEETING and days:
        return any(_meets(one, start, end, month_only=month_only) for one, month_only in days)
    if periodicity != Periodicity.ONCE:
        return kind in _KINDS[periodicity]
    if commission_end is None:
        return kind == _KIND.YEAR
    return kind != _KIND.MEETING and start <= commission_end <= end


def is_under_way(*, start: date | None, end: date | None, period_start: date, period_end: date) -> bool:
    """Whether a part that goes on from `start` to `end`, as far as they are known, does so in the period."""
    return (start is None or start <= period_end) and (end is None or end >= period_start)


def _meets(day: date, start: date, end: date, *, month_only: bool) -> bool:
    """Whether the day lies in the period, or the period ends in the month that is decided."""
    return (day.year, day.month) == (end.year, end.month) if month_only else start <= day <= end
