"""The limits and the four signals, against series worked by hand."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from followup.spc import FEWEST, explained, process, too_short


def numbers(*values):
    return [None if value is None else Decimal(str(value)) for value in values]


# 11 on average, 2 from each to the next: 11 ± 2,66 · 2.
STEADY = numbers(*[10, 12] * 6)
# Sum 178 of 12: 14,83. Moves 10 · 8 + 42 = 122, of 11. Upper limit 14,83 + 2,66 · 122/11 = 44,34.
OUTSIDE = numbers(*[8, 16] * 5, 8, 50)
# Sum 153 of 12: 12,75. Moves 4·2 + 5 + 6·2 = 25, of 11. The last seven lie above 12,75, none near 18,80.
SHIFT = numbers(9, 11, 9, 11, 9, 14, 16, 14, 16, 14, 16, 14)
# The last seven rise from 10 to 16. Mean 12,67, limits 8,56 and 16,78.
TREND = numbers(13, 11, 13, 11, 13, 10, 11, 12, 13, 14, 15, 16)
# Sum 208 of 13: 16. Moves 9 · 8 + 3 · 20 = 132, of 12: 11. Two thirds of 2,66 · 11 are 19,51: 36 lies 20 above.
NEAR = numbers(*[8, 16] * 5, 36, 16, 36)


def test_the_limits_are_the_mean_and_two_point_sixty_six_moving_ranges():
    found = process(STEADY)
    assert (found.mean, found.moving_range, found.lower, found.upper) == (
        Decimal(11),
        Decimal(2),
        Decimal("5.68"),
        Decimal("16.32"),
    )
    assert found.signals == ()


@pytest.mark.parametrize(
    ("series", "kind", "points"),
    [
        (OUTSIDE, "outside", (11,)),
        (SHIFT, "shift", (5, 6, 7, 8, 9, 10, 11)),
        (TREND, "trend", (5, 6, 7, 8, 9, 10, 11)),
        (NEAR, "near_limit", (10, 12)),
    ],
)
@pytest.mark.parametrize(("direction", "means"), [("higher", "better"), ("lower", "worse"), ("range", "change")])
def test_each_signal_is_seen_at_its_points_and_means_what_the_direction_says(series, kind, points, direction, means):
    assert [(one.kind, one.points, one.side, one.means) for one in process(series, direction=direction).signals] == [
        (kind, points, 1, means)
    ]


@pytest.mark.parametrize("series", [OUTSIDE, SHIFT, TREND, NEAR])
def test_below_the_mean_the_same_is_seen_the_other_way_round(series):
    mirrored = process([-value for value in series], direction="higher").signals
    straight = process(series, direction="lower").signals
    assert [(one.kind, one.points, -one.side, one.means) for one in mirrored] == [
        (one.kind, one.points, one.side, one.means) for one in straight
    ]


def test_six_on_one_side_and_six_that_rise_are_no_signal():
    assert process(numbers(9, 11, 9, 11, 9, 11, 14, 16, 14, 16, 14, 16)).signals == ()
    assert process(numbers(13, 11, 13, 11, 13, 11, 10, 11, 12, 13, 14, 13)).signals == ()


def test_a_value_on_the_mean_ends_a_run():
    # Mean 12: three above, one on it, three above.
    series = numbers(10, 10, 10, 10, 10, 10, 14, 14, 14, 12, 14, 14, 14)
    assert process(series).mean == 12
    assert [one.kind for one in process(series).signals if one.kind == "shift"] == []


def test_a_series_that_never_moves_has_no_signals():
    found = process(numbers(*[7] * 15))
    assert (found.lower, found.upper, found.signals) == (7, 7, ())


def test_a_season_is_told_as_what_it_is_beside_limits_that_do_not_know_it():
    # Two alike years from 1 to 6 and back: mean 3,5, moves 20 of 23, limits 1,19 and 5,81.
    found = process(numbers(*[1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1] * 2))
    assert {one.kind for one in found.signals} == {"outside"}
    assert [one.points[0] for one in found.signals] == [0, 5, 6, 11, 12, 17, 18, 23]


def test_fewer_than_twelve_values_have_no_limits_and_say_so():
    short = numbers(*range(FEWEST - 1), None, None)
    assert process(short) is None
    with override("en"):
        assert too_short(11) == "11 values are too few to tell a change from chance: that takes 12."


def test_points_without_a_value_are_passed_over_and_keep_their_place():
    found = process(numbers(*[8, 16] * 5, None, 8, None, 50))
    assert [(one.kind, one.points) for one in found.signals] == [("outside", (13,))]


def test_limits_can_rest_on_the_first_values_alone():
    found = process([*STEADY, *numbers(17, 17)], based_on=12)
    assert (found.mean, found.upper, found.count) == (11, Decimal("16.32"), 14)
    assert [(one.kind, one.points) for one in found.signals] == [("outside", (12,)), ("outside", (13,))]


def test_a_limit_that_no_value_can_reach_is_drawn_at_the_floor():
    found = process(numbers(*[0, 4] * 6), floor=Decimal(0))
    assert (found.lower < 0, found.lower_drawn) == (True, 0)


def test_each_signal_is_a_sentence_with_its_first_and_last_point():
    labels = [f"m{number}" for number in range(1, 13)]
    with override("en"):
        assert explained(process(SHIFT, direction="lower"), labels) == [
            "m6–m12: 7 values in a row above the mean, a deterioration that is not chance."
        ]
        assert explained(process(OUTSIDE), labels) == ["m12: above the upper limit, a change that is not chance."]
        assert explained(process(STEADY), labels) == ["The values vary as chance makes them vary: no change is shown."]


@given(st.lists(st.decimals(-1000, 1000, places=1), min_size=FEWEST, max_size=40), st.decimals(-50, 50, places=1))
def test_moving_a_whole_series_moves_its_limits_and_no_signal(series, by):
    straight, moved = process(series), process([value + by for value in series])
    assert [(one.kind, one.points) for one in moved.signals if one.kind == "trend"] == [
        (one.kind, one.points) for one in straight.signals if one.kind == "trend"
    ]
    assert abs(moved.upper - straight.upper - by) < Decimal("0.000001")
