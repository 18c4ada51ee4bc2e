"""When a commission is to be reported, as tables of days."""

from datetime import date

import pytest

from commissions import timing
from commissions.timing import Due
from organisation.models import ReportingPeriod

YEAR = 2025


def period(slug, kind, start, end, due=None):
    return ReportingPeriod(slug=slug, label=slug, kind=kind, start=start, end=end, due=due)


PERIODS = [
    period("helår", "year", date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 30)),
    period("t2", "tertial", date(2025, 1, 1), date(2025, 8, 31), date(2025, 9, 17)),
    period("t1", "tertial", date(2025, 1, 1), date(2025, 4, 30)),
    period("juni", "meeting", date(2025, 5, 1), date(2025, 6, 18), date(2025, 6, 4)),
    period("maj", "month", date(2025, 5, 1), date(2025, 5, 31), date(2025, 6, 10)),
    period("halvår", "half_year", date(2025, 1, 1), date(2025, 6, 30), date(2025, 8, 20)),
    period("t2-24", "tertial", date(2024, 1, 1), date(2024, 8, 31), date(2024, 9, 17)),
]


@pytest.mark.parametrize(
    ("periodicity", "end", "days"),
    [
        ("tertial", None, [date(2025, 4, 30), date(2025, 9, 17), date(2026, 1, 30)]),
        ("every_meeting", None, [date(2025, 6, 4)]),
        ("month", None, [date(2025, 6, 10)]),
        ("half_year", None, [date(2025, 8, 20), date(2026, 1, 30)]),
        ("year", None, [date(2026, 1, 30)]),
        ("once", None, [date(2026, 1, 30)]),
        ("once", date(2025, 12, 31), [date(2026, 1, 30)]),
        ("once", date(2027, 3, 1), []),
    ],
)
def test_the_days_follow_from_the_periodicity_and_the_boards_periods(periodicity, end, days):
    found = timing.period_days(periodicity=periodicity, year=YEAR, commission_end=end, periods=PERIODS)
    assert [due.day for due in found] == days


def test_a_board_without_periods_in_the_year_asks_for_nothing():
    assert timing.period_days(periodicity="tertial", year=2027, commission_end=None, periods=PERIODS) == []


def test_days_of_its_own_follow_each_other():
    days = [(date(2026, 12, 31), True), (date(2026, 6, 10), False), (date(2026, 7, 1), False)]
    assert timing.given_days(days, periodicity="tertial") == [
        Due(day=date(2026, 6, 10), after=date(2026, 2, 10)),
        Due(day=date(2026, 7, 1), after=date(2026, 6, 10)),
        Due(day=date(2026, 12, 31), after=date(2026, 8, 31), month_only=True),
    ]


@pytest.mark.parametrize(
    ("periodicity", "after"),
    [
        ("month", date(2027, 1, 17)),
        ("every_meeting", date(2026, 12, 17)),
        ("tertial", date(2026, 10, 17)),
        ("year", date(2026, 10, 17)),
        ("once", date(2026, 10, 17)),
    ],
)
def test_a_report_on_last_spring_is_none_for_a_day_in_february(periodicity, after):
    [due] = timing.given_days([(date(2027, 2, 17), False)], periodicity=periodicity)
    assert due.after == after


DUES = timing.given_days([(date(2026, 3, 31), False), (date(2026, 9, 30), False)], periodicity="tertial")


@pytest.mark.parametrize(
    ("last", "today", "missed", "coming"),
    [
        (None, date(2026, 3, 30), None, date(2026, 3, 31)),
        # The day itself has not passed.
        (None, date(2026, 3, 31), None, date(2026, 3, 31)),
        (None, date(2026, 4, 1), date(2026, 3, 31), date(2026, 9, 30)),
        (date(2026, 2, 28), date(2026, 4, 1), None, date(2026, 9, 30)),
        # A report until the first day is none for the second.
        (date(2026, 3, 31), date(2026, 10, 1), date(2026, 9, 30), None),
        (date(2026, 8, 31), date(2026, 10, 1), None, None),
        # The first of two that were missed.
        (None, date(2027, 1, 1), date(2026, 3, 31), None),
    ],
)
def test_a_day_is_missed_when_it_has_passed_without_a_report(last, today, missed, coming):
    found = (timing.missed(DUES, last=last, today=today), timing.coming(DUES, last=last, today=today))
    assert tuple(due and due.day for due in found) == (missed, coming)


@pytest.mark.parametrize(
    ("periodicity", "since", "today", "expected"),
    [
        ("tertial", date(2025, 8, 31), date(2026, 1, 31), False),
        ("tertial", date(2025, 8, 31), date(2026, 2, 1), True),
        ("month", date(2025, 12, 31), date(2026, 2, 28), False),
        ("month", date(2025, 12, 31), date(2026, 3, 1), True),
        ("every_meeting", date(2024, 6, 19), date(2024, 9, 19), False),
        ("every_meeting", date(2024, 6, 19), date(2024, 9, 20), True),
        ("half_year", date(2025, 6, 30), date(2026, 1, 31), True),
        ("year", date(2024, 12, 31), date(2026, 1, 31), False),
        ("year", date(2024, 12, 31), date(2026, 2, 1), True),
        ("once", date(2001, 1, 1), date(2026, 1, 1), False),
    ],
)
def test_it_is_silent_when_its_periodicity_and_a_month_to_write_have_passed(periodicity, since, today, expected):
    assert timing.is_silent(periodicity=periodicity, since=since, today=today) == expected


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2025, 1, 31), date(2025, 2, 27), 0),
        (date(2024, 11, 15), date(2026, 11, 14), 23),
        (date(2024, 11, 15), date(2026, 11, 15), 24),
        (date(2026, 1, 1), date(2025, 1, 1), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
    ],
)
def test_months_are_counted_whole(first, last, months):
    assert timing.months_between(first, last) == months
