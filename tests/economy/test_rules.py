from datetime import date
from decimal import Decimal

import pytest

from economy import rules


@pytest.mark.parametrize(
    ("start", "end", "cumulative", "factor"),
    [
        (date(2025, 1, 1), date(2025, 8, 31), True, "12/8"),
        (date(2024, 1, 1), date(2024, 2, 29), True, "12/2"),
        (date(2025, 1, 1), date(2025, 12, 31), True, ""),
        (date(2025, 1, 1), date(2025, 8, 15), True, ""),
        (date(2025, 5, 1), date(2025, 8, 31), True, ""),
        (date(2025, 1, 1), date(2025, 8, 31), False, ""),
    ],
)
def test_the_pace_is_known_for_whole_months_from_the_turn_of_the_year(start, end, cumulative, factor):
    assert rules.pace_factor(start, end, is_cumulative=cumulative) == factor


@pytest.mark.parametrize(
    ("deviation", "factor", "expected"),
    [("-335000000", "12/8", "-502500000"), ("0", "12/8", "0"), ("4000000", "12/4", "12000000")],
)
def test_the_pace_so_far_lasts_the_year(deviation, factor, expected):
    assert rules.mechanical(Decimal(deviation), factor) == Decimal(expected)


@pytest.mark.parametrize(
    ("kronor", "unit", "expected"),
    [("-112000000.00", "mnkr", "-112"), ("616280", "tkr", "616.28"), ("0.00", "kr", "0")],
)
def test_an_amount_is_shown_without_noughts_at_the_end(kronor, unit, expected):
    assert str(rules.in_unit(Decimal(kronor), unit)) == expected
