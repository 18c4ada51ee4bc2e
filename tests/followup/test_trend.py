"""Better, worse or unchanged."""

from decimal import Decimal

import pytest

from followup.trend import Given, trend


def given(value, decimals=0, approximate=""):
    return None if value is None else Given(value=Decimal(str(value)), decimals=decimals, approximate=approximate)


@pytest.mark.parametrize(
    ("direction", "before", "now", "code"),
    [
        ("higher", 10, 12, "better"),
        ("higher", 12, 10, "worse"),
        ("lower", 12, 10, "better"),
        ("lower", 10, 12, "worse"),
        ("none", 10, 12, "changed"),
        ("reference", 12, 10, "changed"),
        ("range", 10, 15, "better"),
        ("range", 40, 34, "better"),
        ("range", 34, 41, "worse"),
        ("range", 22, 30, "unchanged"),
        ("higher", 12, 12, "unchanged"),
        ("higher", None, 12, ""),
        ("higher", 12, None, ""),
    ],
)
def test_the_direction_says_what_a_difference_means(direction, before, now, code):
    assert trend(given(now), given(before), direction=direction, target=(Decimal(20), Decimal(35))).code == code


def test_a_range_that_is_not_known_has_no_better():
    assert trend(given(12), given(10), direction="range").code == "changed"


@pytest.mark.parametrize(
    ("now", "before", "code"),
    [
        (given(1700, -2, "over"), given(1600, -2), "unchanged"),
        (given(1700, -2, "over"), given(1500, -2), "better"),
        (given(13), given(12), "better"),
    ],
)
def test_a_difference_within_what_about_means_is_none(now, before, code):
    assert trend(now, before, direction="higher").code == code
