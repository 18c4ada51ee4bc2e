"""The arithmetic of savings."""

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis.strategies import (
    dates,
    decimals,
    dictionaries,
    integers,
    lists,
    none,
    one_of,
    randoms,
    sampled_from,
    tuples,
)

from followup.status import SCALES
from savings import rules


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (Decimal(137), Decimal(593), "23.1"),
        (Decimal(0), Decimal(593), "0.0"),
        (Decimal(-10), Decimal(100), "-10.0"),
        (None, Decimal(593), None),
        (Decimal(137), Decimal(0), None),
        (Decimal(137), None, None),
    ],
)
def test_a_share_is_part_by_whole_in_per_cent(part, whole, expected):
    found = rules.share(part, whole)
    assert (None if found is None else f"{found:.1f}") == expected


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([Decimal(3), None, Decimal(4)], Decimal(7)),
        ([Decimal(3), Decimal(-3)], Decimal(0)),
        ([None, None], None),
        ([], None),
    ],
)
def test_a_sum_counts_what_is_known_and_is_unknown_where_nothing_is(amounts, expected):
    assert rules.total(amounts) == expected


def test_every_status_is_at_one_stage():
    stages = {code: rules.stage(code) for code in SCALES["measure"]}
    assert stages == {
        "idea": "prepared",
        "prepared": "prepared",
        "risk_assessment": "prepared",
        "decided": "decided",
        "implementing": "decided",
        "implemented": "decided",
        "dropped": "rest",
        "resting": "rest",
        "unassessed": "rest",
    }


@pytest.mark.parametrize(
    ("kronor", "expected"), [(None, None), (Decimal("20000000.00"), "20000"), (Decimal("1500.50"), "1.5005")]
)
def test_kronor_become_tkr_without_noughts_at_the_end(kronor, expected):
    found = rules.in_tkr(kronor)
    assert (None if found is None else str(found)) == expected


@pytest.mark.parametrize(
    ("start", "end", "one_off", "this_year", "next_year"),
    [
        (date(2025, 7, 1), None, False, 600, 1200),
        (date(2025, 7, 31), None, False, 600, 1200),
        (date(2025, 1, 1), None, False, 1200, 1200),
        (date(2024, 3, 1), None, False, 1200, 1200),
        (date(2025, 12, 31), None, False, 100, 1200),
        (date(2026, 2, 1), None, False, 0, 1100),
        (date(2027, 1, 1), None, False, 0, 0),
        (date(2025, 1, 1), date(2025, 12, 31), False, 1200, 0),
        (date(2025, 3, 1), date(2025, 5, 31), False, 300, 0),
        (date(2025, 11, 1), date(2026, 1, 15), False, 200, 100),
        (date(2023, 1, 1), date(2024, 12, 31), False, 0, 0),
        (date(2025, 7, 1), None, True, 1200, 0),
        (date(2024, 7, 1), None, True, 0, 0),
        (date(2026, 1, 1), None, True, 0, 1200),
        (None, None, False, None, None),
        (None, date(2025, 6, 30), False, None, None),
        (None, None, True, None, None),
    ],
)
def test_an_effect_counts_by_whole_months_from_the_one_it_starts_in(start, end, one_off, this_year, next_year):
    effect = Decimal(1200)
    assert rules.effect_this_year(effect, start, end, 2025, one_off) == this_year
    assert rules.effect_next_year(effect, start, end, 2025, one_off) == next_year
    assert rules.effect_this_year(None, start, end, 2025, one_off) is None


@given(start=dates(date(2000, 1, 1), date(2040, 12, 31)), months=integers(0, 60))
def test_the_years_of_a_measure_come_to_its_months(start, months):
    last = start.year * 12 + start.month - 1 + months
    end = date(last // 12, last % 12 + 1, 28) if months else start
    years = range(start.year - 1, end.year + 2)
    assert sum(rules.months_in(year, start, end) for year in years) == months + 1


CODES = sampled_from([f"s{number}" for number in range(8)])
AMOUNTS = dictionaries(CODES, one_of(none(), integers(0, 1000).map(Decimal)), min_size=1)
OVERLAPS = lists(tuples(CODES, CODES), max_size=12)


@given(AMOUNTS, OVERLAPS)
def test_what_is_counted_once_lies_between_the_largest_and_the_sum(amounts, overlaps):
    known = [amount for amount in amounts.values() if amount is not None]
    once = rules.counted_once(amounts, overlaps)
    if not known:
        assert once.total is None
    else:
        assert max(known) <= once.total <= sum(known)
        assert once.total == sum(amounts[code] for code in once.counted)
    beside = {frozenset(pair) for pair in overlaps if pair[0] != pair[1]}
    assert not any(pair <= once.counted for pair in beside)


@given(AMOUNTS, OVERLAPS, randoms(use_true_random=False))
def test_what_is_counted_once_depends_neither_on_order_nor_on_grouping(amounts, overlaps, random):
    keys, pairs = list(amounts), [random.choice([pair, pair[::-1]]) for pair in overlaps]
    random.shuffle(keys)
    random.shuffle(pairs)
    shuffled = rules.counted_once({key: amounts[key] for key in keys}, pairs)
    assert shuffled.total == rules.counted_once(amounts, overlaps).total


@given(AMOUNTS, OVERLAPS)
def test_no_choice_without_overlaps_comes_to_more(amounts, overlaps):
    known = {code: amount for code, amount in amounts.items() if amount is not None}
    beside = {frozenset(pair) for pair in overlaps if pair[0] != pair[1]}
    best = max(
        (
            sum((known[code] for code in some), Decimal(0))
            for size in range(len(known) + 1)
            for some in combinations(known, size)
            if not any(pair <= set(some) for pair in beside)
        ),
    )
    assert (rules.counted_once(amounts, overlaps).total or 0) == best


def test_three_that_overlap_count_as_the_largest_and_the_others_beside():
    amounts = {"s02": Decimal(1), "s05": Decimal(4), "s17": Decimal(40), "s07": Decimal(80), "s03": None}
    once = rules.counted_once(amounts, [("s02", "s05"), ("s02", "s17"), ("s05", "s17")])
    assert (once.total, once.counted) == (Decimal(120), {"s17", "s07"})


def test_a_chain_of_overlaps_is_solved_and_not_just_its_largest():
    amounts = {"a": Decimal(5), "b": Decimal(7), "c": Decimal(5)}
    assert rules.counted_once(amounts, [("a", "b"), ("b", "c")]).counted == {"a", "c"}


def test_a_group_that_is_too_large_to_try_gives_a_lower_bound():
    amounts = {f"s{number:02}": Decimal(number + 1) for number in range(40)}
    chain = [(f"s{number:02}", f"s{number + 1:02}") for number in range(39)]
    once = rules.counted_once(amounts, chain)
    assert max(amounts.values()) <= once.total <= sum(amounts.values())
    assert once.counted == {f"s{number:02}" for number in range(1, 40, 2)}


@given(lists(one_of(none(), decimals(min_value=-(10**9), max_value=10**9, places=2)), max_size=12), integers(0, 12))
def test_a_total_depends_neither_on_order_nor_on_grouping(amounts, cut):
    groups = [rules.total(amounts[:cut]), rules.total(amounts[cut:])]
    assert rules.total(amounts) == rules.total(reversed(amounts)) == rules.total(groups)


def test_reach_is_the_share_of_each_amount_and_unknown_where_it_is():
    assert rules.reach(Decimal(200), {"listed": Decimal(219), "decided": Decimal(50), "realised": None}) == {
        "listed": Decimal("109.5"),
        "decided": Decimal(25),
        "realised": None,
    }


def test_what_costs_more_is_taken_off_also_where_overlaps_are_counted_once():
    once = rules.counted_once({"a": Decimal(10), "b": Decimal(-3), "c": None}, [("a", "b")])
    assert (once.total, once.counted) == (Decimal(7), {"a", "b"})
