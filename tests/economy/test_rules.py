from datetime import date
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def _decimal(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("budget", "actual", "is_income", "expected"),
    [
        ("100", "112", False, "-12"),
        ("112", "100", False, "12"),
        ("100", "112", True, "12"),
        ("0", "0", False, "0"),
        ("-5", "-8", False, "3"),
        (None, "112", False, None),
        ("100", None, True, None),
    ],
)
def test_a_deviation_is_minus_where_it_is_a_deficit(budget, actual, is_income, expected):
    assert rules.deviation(_decimal(budget), _decimal(actual), is_income=is_income) == _decimal(expected)


@pytest.mark.parametrize(
    ("actual", "before", "expected"),
    [("110", "100", "10"), ("90", "100", "-10"), ("0", "100", "-100"), ("5", "0", None), ("5", "-5", None)],
)
def test_growth_is_a_share_of_what_there_was(actual, before, expected):
    assert rules.growth(Decimal(actual), Decimal(before)) == _decimal(expected)


@pytest.mark.parametrize("pair", [(None, Decimal(1)), (Decimal(1), None)])
def test_growth_is_unknown_where_a_year_is(pair):
    assert rules.growth(*pair) is None


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [(["1", "2"], "3"), (["0"], "0"), (["-1", "1"], "0"), (["1", None], None), ([], None)],
)
def test_a_subtotal_is_known_where_every_part_is(amounts, expected):
    assert rules.subtotal(map(_decimal, amounts)) == _decimal(expected)


@pytest.mark.parametrize(
    ("forecast", "outcome", "base", "expected"),
    [
        ("-550", "-500", "1000", "5"),
        ("-500", "-550", "1000", "5"),
        ("-550", "-550", "1000", "0"),
        ("10", "-10", "-200", "10"),
        ("-550", "-500", "0", None),
        ("-550", "-500", None, None),
        (None, "-500", "1000", None),
        ("-550", None, "1000", None),
    ],
)
def test_a_forecast_hits_as_near_as_it_came_to_the_outcome(forecast, outcome, base, expected):
    assert rules.hit_rate(_decimal(forecast), _decimal(outcome), _decimal(base)) == _decimal(expected)


def test_the_production_loss_of_the_plans_is_a_quarter_over_the_year():
    steps = [
        (date(2025, 5, 1), date(2025, 9, 30), Decimal(-33)),
        (date(2025, 10, 1), date(2025, 12, 31), Decimal(-25)),
        (date(2026, 1, 1), date(2026, 4, 30), Decimal(-14)),
    ]
    assert round(rules.mean_by_month(steps), 1) == Decimal("-24.7")


@pytest.mark.parametrize("steps", [[], [(date(2025, 5, 1), date(2025, 5, 15), Decimal(-33))]])
def test_a_mean_by_month_needs_whole_months(steps):
    assert rules.mean_by_month(steps) is None


_AMOUNTS = st.lists(st.integers(-(10**14), 10**14).map(lambda ore: Decimal(ore) / 100), min_size=1, max_size=20)


@given(st.data(), _AMOUNTS)
def test_a_subtotal_does_not_depend_on_the_order(data, amounts):
    assert rules.subtotal(data.draw(st.permutations(amounts))) == rules.subtotal(amounts)


@given(st.lists(_AMOUNTS, min_size=1, max_size=8))
def test_a_subtotal_does_not_depend_on_the_grouping(groups):
    assert rules.subtotal(rules.subtotal(group) for group in groups) == rules.subtotal(chain(*groups))


@given(_AMOUNTS, st.integers(min_value=0, max_value=19))
def test_one_unknown_part_makes_the_subtotal_unknown(amounts, place):
    assert rules.subtotal([*amounts[:place], None, *amounts[place:]]) is None
