"""Swedish working days: public holidays by law, three eves by custom, and counting backwards over them."""

from datetime import date

import pytest

from followup.workdays import days_off, easter, is_working_day, working_day_before, working_day_by


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2000, (4, 23)), (2038, (4, 25))],
)
def test_easter_falls_where_the_almanac_says(year, sunday):
    assert easter(year) == date(year, *sunday)


@pytest.mark.parametrize(
    ("year", "moving"),
    [
        # Good Friday, Easter Monday, Ascension Day, Midsummer's eve
        (2024, [(3, 29), (4, 1), (5, 9), (6, 21)]),
        (2025, [(4, 18), (4, 21), (5, 29), (6, 20)]),
        (2026, [(4, 3), (4, 6), (5, 14), (6, 19)]),
        (2027, [(3, 26), (3, 29), (5, 6), (6, 25)]),
    ],
)
def test_a_year_has_its_fixed_and_its_moving_days_off(year, moving):
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    assert days_off(year) == {date(year, *day) for day in fixed + moving}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 6, 18), True),
        (date(2026, 6, 19), False),
        (date(2026, 6, 20), False),
        (date(2025, 6, 6), False),
        (date(2025, 5, 30), True),
        (date(2026, 12, 23), True),
        (date(2026, 12, 24), False),
        (date(2027, 1, 4), True),
    ],
)
def test_a_working_day_is_no_weekend_no_holiday_and_no_eve(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 6, 22), 0, date(2026, 6, 22)),
        (date(2026, 6, 22), 1, date(2026, 6, 18)),
        (date(2026, 6, 20), 0, date(2026, 6, 18)),
        (date(2026, 6, 20), 1, date(2026, 6, 18)),
        (date(2024, 6, 19), 10, date(2024, 6, 4)),
        (date(2025, 4, 22), 1, date(2025, 4, 17)),
        (date(2027, 1, 7), 3, date(2026, 12, 30)),
    ],
)
def test_counting_backwards_steps_over_days_off(day, count, found):
    assert working_day_before(day, count) == found


def test_a_day_off_gives_way_to_the_working_day_before():
    assert working_day_by(date(2025, 12, 28)) == date(2025, 12, 23)
