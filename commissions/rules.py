"""Which commissions are reported when. Pure: no queries, no clock."""

from __future__ import annotations

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


def is_reported(*, periodicity: str, kind: str, start: date, end: date, commission_end: date | None) -> bool:
    """Whether a commission is to be reported for a period from `start` to `end` of this kind.

    One that is reported once is reported in the period that its own end falls in, meetings aside; one
    without an end, at the end of the year.
    """
    if periodicity != Periodicity.ONCE:
        return kind in _KINDS[periodicity]
    if commission_end is None:
        return kind == _KIND.YEAR
    return kind != _KIND.MEETING and start <= commission_end <= end
