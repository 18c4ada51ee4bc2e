"""The arithmetic of staffing, as tables of cases."""

from datetime import date
from decimal import Decimal

import pytest

from staffing import rules


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("cost", "change", "prior"),
    [("81", "-4", "85"), ("10", "0", "10"), ("10", "3", "7"), (None, "3", None), ("10", None, None)],
)
def test_the_cost_the_year_before_is_the_cost_less_the_change(cost, change, prior):
    assert rules.prior_cost(number(cost), number(change)) == number(prior)


@pytest.mark.parametrize(
    ("cost", "prior", "change"), [("81", "85", "-4"), ("0", "85", "-85"), (None, "85", None), ("81", None, None)]
)
def test_the_change_is_the_cost_less_that_of_the_year_before(cost, prior, change):
    assert rules.change_since(number(cost), number(prior)) == number(change)


@pytest.mark.parametrize(
    ("change", "prior", "share"),
    [("-26", "191", "-13.6"), ("-4", "85", "-4.7"), ("5", "0", None), ("5", "-1", None), (None, "85", None)],
)
def test_a_change_in_per_cent_needs_a_cost_to_compare_with(change, prior, share):
    assert rules.change_share(number(change), number(prior)) == number(share)


@pytest.mark.parametrize(
    ("cost", "share", "extra"), [("81", "50", "40.5"), ("84", "50", "42"), ("81", "0", "0"), ("81", None, None)]
)
def test_the_extra_cost_is_a_share_of_the_cost(cost, share, extra):
    assert rules.extra_cost(number(cost), number(share)) == number(extra)


@pytest.mark.parametrize(
    ("values", "total"), [(["81", "84"], "165"), (["-4", "-22"], "-26"), (["81", None], None), ([], None)]
)
def test_a_sum_with_a_gap_is_no_sum(values, total):
    assert rules.added([number(value) for value in values]) == number(total)


@pytest.mark.parametrize(
    ("end", "label"),
    [(date(2025, 8, 31), "2409–2508"), (date(2025, 12, 31), "2501–2512"), (date(2025, 1, 31), "2402–2501")],
)
def test_twelve_months_end_with_the_period(end, label):
    assert rules.rolling_label(end) == label
