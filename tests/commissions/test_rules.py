"""Which commissions are reported when."""

from datetime import date

import pytest

from commissions.rules import is_reported

YEAR_END = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("periodicity", "kinds"),
    [
        ("every_meeting", {"meeting"}),
        ("month", {"month"}),
        ("tertial", {"tertial", "year"}),
        ("half_year", {"half_year", "year"}),
        ("year", {"year"}),
    ],
)
def test_the_periodicity_decides_the_kinds_of_period(periodicity, kinds):
    all_kinds = ["tertial", "half_year", "quarter", "month", "year", "meeting"]
    found = {
        kind
        for kind in all_kinds
        if is_reported(
            periodicity=periodicity, kind=kind, start=date(2025, 1, 1), end=YEAR_END, commission_end=YEAR_END
        )
    }
    assert found == kinds


@pytest.mark.parametrize(
    ("kind", "start", "end", "commission_end", "expected"),
    [
        ("tertial", date(2025, 1, 1), date(2025, 8, 31), date(2025, 8, 31), True),
        ("tertial", date(2025, 1, 1), date(2025, 8, 31), date(2025, 9, 1), False),
        ("tertial", date(2025, 9, 1), YEAR_END, date(2025, 8, 31), False),
        ("year", date(2025, 1, 1), YEAR_END, YEAR_END, True),
        ("meeting", date(2025, 1, 1), YEAR_END, date(2025, 6, 18), False),
        ("year", date(2025, 1, 1), YEAR_END, None, True),
        ("tertial", date(2025, 1, 1), date(2025, 8, 31), None, False),
    ],
)
def test_once_is_in_the_period_where_it_ends(kind, start, end, commission_end, expected):
    assert is_reported(periodicity="once", kind=kind, start=start, end=end, commission_end=commission_end) is expected
