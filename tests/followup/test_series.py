from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from followup.series import Observation, accumulated, period_label, rolling_12, same_period_last_year

AUGUST = date(2025, 8, 31)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def month(year, number, **options):
    ends = date(year, number, 28)
    return Observation(period_start=date(year, number, 1), period_end=ends, **options)


def twelve(**options):
    """September 2024 through August 2025."""
    return [month(2024 + (number > 12), (number - 1) % 12 + 1, **options) for number in range(9, 21)]


def test_rolling_twelve_divides_the_sums_once():
    months = twelve(numerator=Decimal(2), denominator=Decimal(50))
    months[0] = month(2024, 9, numerator=Decimal(30), denominator=Decimal(450))
    rolled = rolling_12(months, end=AUGUST)
    assert (rolled.value, rolled.numerator, rolled.denominator) == (Decimal("5.2"), 52, 1000)
    assert (rolled.label, rolled.reason) == ("2409–2508", "")


def test_rolling_twelve_reads_only_its_own_twelve_months():
    months = [
        month(2024, 8, numerator=Decimal(99), denominator=Decimal(1)),
        *twelve(numerator=Decimal(2), denominator=Decimal(50)),
        month(2025, 9, numerator=Decimal(99), denominator=Decimal(1)),
    ]
    assert rolling_12(months, end=AUGUST).value == 4


@pytest.mark.parametrize(
    ("months", "reason"),
    [
        (twelve(numerator=Decimal(2), denominator=Decimal(50))[1:], "2024-09 is missing."),
        (
            [],
            ", ".join([f"2024-{n:02}" for n in range(9, 13)] + [f"2025-{n:02}" for n in range(1, 9)])
            + " are missing.",
        ),
        ([*twelve(numerator=Decimal(2), denominator=Decimal(50))[:-1], month(2025, 8)], "2025-08 is missing."),
        (
            twelve(value=Decimal("3.8")),
            "Only the percentages are known, and percentages of months cannot be averaged.",
        ),
        (
            twelve(numerator=Decimal(0), denominator=Decimal(0)),
            "There is nothing to divide by: the denominators sum to 0.",
        ),
    ],
)
def test_rolling_twelve_is_missing_with_the_reason_why(months, reason):
    rolled = rolling_12(months, end=AUGUST)
    assert (rolled.value, rolled.reason, rolled.label) == (None, reason, "2409–2508")


def test_a_period_longer_than_a_month_is_no_month():
    tertial = Observation(period_start=date(2025, 5, 1), period_end=AUGUST, value=Decimal(5))
    months = [month(2025, number, value=Decimal(1)) for number in (6, 7, 8)]
    added = accumulated([*months, tertial], start=date(2025, 5, 1), end=AUGUST)
    assert (added.value, added.reason) == (None, "2025-05 is missing.")


@pytest.mark.parametrize(
    ("values", "total"), [(("10", "-4", "0"), "6"), (("0", "0", "0"), "0"), (("1.5", "2.5", "3.0"), "7.0")]
)
def test_values_are_accumulated_by_adding(values, total):
    months = [month(2025, number, value=Decimal(value)) for number, value in enumerate(values, 6)]
    added = accumulated(months, start=date(2025, 6, 1), end=AUGUST)
    assert (added.value, added.label) == (Decimal(total), "2506–2508")


def test_accumulating_over_the_turn_of_the_year():
    months = [month(2024, 12, value=Decimal(1)), month(2025, 1, value=Decimal(2))]
    assert accumulated(months, start=date(2024, 12, 1), end=date(2025, 1, 31)).value == 3


def test_shares_are_accumulated_as_sum_by_sum():
    months = [
        month(2025, 7, value=Decimal(50), numerator=Decimal(1), denominator=Decimal(2)),
        month(2025, 8, value=Decimal(10), numerator=Decimal(1), denominator=Decimal(8)),
    ]
    assert accumulated(months, start=date(2025, 7, 1), end=AUGUST).value == 20


def test_a_month_with_only_a_percentage_among_shares_gives_no_value():
    months = [month(2025, 7, value=Decimal(50)), month(2025, 8, numerator=Decimal(1), denominator=Decimal(8))]
    added = accumulated(months, start=date(2025, 7, 1), end=AUGUST)
    assert added.reason == "Only the percentages are known, and percentages of months cannot be averaged."


def period(start, end):
    return Observation(period_start=start, period_end=end, value=Decimal(1))


@pytest.mark.parametrize(
    ("this", "last"),
    [
        ((date(2025, 1, 1), AUGUST), (date(2024, 1, 1), date(2024, 8, 31))),
        ((date(2025, 2, 1), date(2025, 2, 28)), (date(2024, 2, 1), date(2024, 2, 29))),
        ((date(2024, 2, 1), date(2024, 2, 29)), (date(2023, 2, 1), date(2023, 2, 28))),
        ((date(2024, 12, 1), date(2025, 1, 31)), (date(2023, 12, 1), date(2024, 1, 31))),
    ],
)
def test_the_same_period_last_year_is_found(this, last):
    others = [period(date(2024, 1, 1), date(2024, 4, 30)), period(*this)]
    assert same_period_last_year([*others, period(*last)], period(*this)) == period(*last)
    assert same_period_last_year(others, period(*this)) is None


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2024, 9, 1), AUGUST, "2409–2508"),
        (date(2025, 8, 1), AUGUST, "2508"),
        (date(2024, 12, 1), date(2025, 1, 31), "2412–2501"),
    ],
)
def test_a_period_is_labelled_with_both_months(start, end, label):
    assert period_label(start, end) == label
