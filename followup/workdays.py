"""Swedish working days.

Public holidays follow the act on public holidays (lag (1989:253) om allmänna helgdagar). Midsummer's eve, Christmas
eve and New Year's eve are no public holidays, but nobody is at work: they are counted as days off by custom.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar, by the anonymous algorithm of Meeus, Jones and Butcher."""
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_centuries - moon + 15) % 30
    leaps, rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def days_off(year: int) -> frozenset[date]:
    """The public holidays of a year that may fall on a working day, and the three eves."""
    sunday = easter(year)
    midsummer = _first(SATURDAY, date(year, 6, 20))
    by_date = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    # Good Friday, Easter Monday, Ascension Day; All Saints' Day is a Saturday, and so is Midsummer's Day.
    by_easter = [sunday - 2 * DAY, sunday + DAY, sunday + 39 * DAY]
    return frozenset([*(date(year, *one) for one in by_date), *by_easter, midsummer - DAY])


def is_working_day(day: date) -> bool:
    """Whether people are at work that day: no weekend, no public holiday, and none of the three eves."""
    return day.weekday() < SATURDAY and day not in days_off(day.year)


def working_day_by(day: date) -> date:
    """The day itself where it is a working day, otherwise the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def working_day_before(day: date, count: int) -> date:
    """The working day that comes so many working days before the day; the day itself is not counted.

    With 0 it is the day itself where that is a working day, otherwise the last working day before it.
    """
    found = working_day_by(day) if count == 0 else day
    for _one in range(count):
        found = working_day_by(found - DAY)
    return found


def _first(weekday: int, day: date) -> date:
    """The first such weekday on or after the day, Monday being 0."""
    return day + (weekday - day.weekday()) % 7 * DAY
