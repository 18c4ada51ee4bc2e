"""Sums of parts, and shares of sums."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.rollup import Part, rolled_up, rolling_12, rolling_label

AMOUNTS = st.decimals(0, 100_000, places=1)
SHARES = st.builds(
    lambda above, below: Part(label="x", numerator=above, denominator=below), AMOUNTS, st.decimals(1, 10_000, places=1)
)


def test_a_share_is_formed_of_the_sums_of_its_parts_and_not_of_the_shares():
    # 10 % of 10 and 50 % of 90: 46 of 100, where the mean of the two would be 30.
    parts = [
        Part(label="A", value=Decimal(10), numerator=Decimal(1), denominator=Decimal(10)),
        Part(label="B", value=Decimal(50), numerator=Decimal(45), denominator=Decimal(90)),
    ]
    found = rolled_up("ratio", parts, factor=100)
    assert (found.value, found.numerator, found.denominator, found.is_complete) == (46, 46, 100, True)


def test_what_is_missing_is_named_and_is_not_0():
    found = rolled_up("sum", [Part(label="A", value=Decimal(3)), Part(label="B")])
    assert (found.value, found.answered, found.asked, found.missing, found.is_complete) == (3, 1, 2, ("B",), False)
    assert rolled_up("sum", [Part(label="A"), Part(label="B")]).value is None


def test_shares_without_their_parts_are_not_averaged():
    found = rolled_up("ratio", [Part(label="A", value=Decimal(10)), Part(label="B", value=Decimal(20))], factor=100)
    assert (found.value, found.missing, bool(found.why)) == (None, ("A", "B"), True)


@pytest.mark.parametrize("rollup", ["sum", "ratio"])
def test_one_hidden_part_hides_the_whole_since_it_could_be_worked_out(rollup):
    seen = [Part(label=name, value=Decimal(9), numerator=Decimal(9), denominator=Decimal(50)) for name in "AB"]
    small = [
        Part(label=name, value=Decimal(1), numerator=Decimal(1), denominator=Decimal(3), hidden=True) for name in "CD"
    ]
    assert rolled_up(rollup, [*seen, small[0]]).value is None
    found = rolled_up(rollup, [*seen, *small])
    assert (found.value, found.missing) == (rolled_up(rollup, seen).value, ("C", "D"))


def test_what_is_not_to_be_added_up_is_not():
    assert rolled_up("none", [Part(label="A", value=Decimal(3))]).value is None


def test_nothing_is_divided_by_nothing():
    found = rolled_up("ratio", [Part(label="A", numerator=Decimal(0), denominator=Decimal(0))])
    assert (found.value, bool(found.why)) == (None, True)


@given(st.lists(SHARES, min_size=1, max_size=12), st.randoms())
def test_order_and_grouping_do_not_matter(parts, chance):
    mixed = list(parts)
    chance.shuffle(mixed)
    cut = chance.randrange(len(mixed) + 1)
    groups = [rolled_up("ratio", some) for some in (mixed[:cut], mixed[cut:]) if some]
    again = [Part(label="g", numerator=one.numerator, denominator=one.denominator) for one in groups]
    assert rolled_up("ratio", again).value == rolled_up("ratio", parts).value


@given(st.lists(SHARES, min_size=12, max_size=12))
def test_rolling_twelve_is_the_sum_over_the_sum(months):
    above, below = sum(one.numerator for one in months), sum(one.denominator for one in months)
    assert rolling_12(months, rollup="ratio", factor=100).value == above / below * 100


def test_rolling_twelve_takes_all_twelve():
    months = [Part(label=str(number), value=Decimal(number)) for number in range(1, 13)]
    assert rolling_12(months, rollup="sum").value == 78
    found = rolling_12([*months[:-1], Part(label="12")], rollup="sum")
    assert (found.value, found.missing) == (None, ("12",))
    with pytest.raises(ValueError, match="12 months, not 11"):
        rolling_12(months[1:], rollup="sum")


def test_the_label_names_both_months():
    assert rolling_label((2024, 9), (2025, 8)) == "2409–2508"
