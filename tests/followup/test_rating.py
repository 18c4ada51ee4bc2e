from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from followup.missing import MISSING
from followup.rating import CUMULATIVE, rate

HYR = {"operator": "lt", "target": "3.7", "direction": "lower", "unit": "%"}
SPAN = {"operator": "between", "target": 20, "target_high": 35, "direction": "range"}
HIGHER = {"operator": "ge", "direction": "higher"}
LOWER = {"operator": "le", "direction": "lower"}
CHANGE = {"operator": "relative_change", "target": -15, "direction": "lower"}
OPERATORS = ("ge", "gt", "le", "lt", "between", "eq", "relative_change", "text")
DIRECTIONS = ("higher", "lower", "range", "reference", "none")
BEST_FIRST = ["met", "partly", "not_met"]
# One decimal, both sides of zero: as indicators are reported.
FIGURES = st.decimals(-10000, 10000, places=1)
POSITIVE = st.decimals("0.1", 10000, places=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def rounded(ratio):
    return None if ratio is None else f"{ratio:.1f}"


@pytest.mark.parametrize(
    ("name", "case", "ratio", "status"),
    [
        ("hired staff, rolling 12", {**HYR, "value": "3.81"}, "97.1", "partly"),
        ("hired staff exactly", {**HYR, "value": "3.70"}, "100.0", "partly"),
        ("crisis preparedness", {**HIGHER, "target": 9500, "value": 1700}, "17.9", "not_met"),
        ("business trips", {**CHANGE, "value": "-4.8"}, "32.0", "not_met"),
        ("business trips, from the base", {**CHANGE, "base": 1000, "value": 952}, "32.0", "not_met"),
        ("people per manager, inside", {**SPAN, "value": 27}, "100.0", "met"),
        ("people per manager, below", {**SPAN, "value": 19}, "95.0", "partly"),
        ("people per manager, above", {**SPAN, "value": 41}, "85.4", "partly"),
        ("beds", {**HIGHER, "target": 25, "value": 18}, "72.0", "not_met"),
        ("on-call time taken as leave", {**HIGHER, "target": 50, "value": 45}, "90.0", "partly"),
        ("hole in the printed scale", {**HIGHER, "target": 100, "value": "99.5"}, "99.5", "partly"),
        ("just below the lower step", {**HIGHER, "target": 100, "value": "79.9"}, "79.9", "not_met"),
        ("the lower step itself", {**HIGHER, "target": 100, "value": 80}, "80.0", "partly"),
        ("RJH sick leave", {**LOWER, "target": "5.5", "value": "7.1"}, "77.5", "not_met"),
        ("RJH equity", {**HIGHER, "target": "-15.8", "value": "-14.5"}, None, "met"),
        ("RJH net cost", {**LOWER, "target": "0.6", "value": "11.6"}, "5.2", "not_met"),
        ("RJH debt ceiling", {**LOWER, "target": 14, "value": 11}, "127.3", "met"),
        ("VGR CO2", {**LOWER, "target": "10.1", "value": "10.2"}, "99.0", "partly"),
        (
            "VGR managers, own limits",
            {**HIGHER, "target": 73, "value": "71.4", "thresholds": (100, 99)},
            "97.8",
            "not_met",
        ),
        ("VGR managers, common limits", {**HIGHER, "target": 73, "value": "71.4"}, "97.8", "partly"),
        (
            "nothing after the change of system",
            {**HIGHER, "target": 5, "value": None, "missing": "x"},
            None,
            "no_data",
        ),
        ("a target in words", {"operator": "text", "direction": "none", "target": None, "value": 5}, None, "manual"),
    ],
)
def test_every_known_case_is_rated_as_the_domain_says(name, case, ratio, status):
    rating = rate(**case)
    assert (rounded(rating.ratio), rating.status) == (ratio, status)


@pytest.mark.parametrize(
    ("case", "status", "ratio"),
    [
        ({**HIGHER, "target": 100, "value": 100}, "met", "100.0"),
        ({**HIGHER, "target": 100, "value": 80}, "partly", "80.0"),
        ({**HIGHER, "target": 100, "value": "79.99"}, "not_met", "80.0"),
        ({**HIGHER, "target": 100, "value": "99.99"}, "partly", "100.0"),
        ({**HIGHER, "target": 100, "value": 0}, "not_met", None),
        ({**HIGHER, "target": 100, "value": -5}, "not_met", None),
        ({**HIGHER, "target": 0, "value": 0}, "met", None),
        ({**HIGHER, "target": 0, "value": -1}, "not_met", None),
        ({**LOWER, "target": 0, "value": 0}, "met", None),
        ({**LOWER, "target": 5, "value": 0}, "met", None),
        ({**LOWER, "target": 0, "value": 1}, "not_met", None),
        ({**HIGHER, "operator": "gt", "target": 50, "value": 50}, "partly", "100.0"),
        ({**HIGHER, "operator": "gt", "target": 50, "value": "50.1"}, "met", "100.2"),
        ({**HYR, "value": "3.69"}, "met", "100.3"),
        ({**SPAN, "value": 20}, "met", "100.0"),
        ({**SPAN, "value": 35}, "met", "100.0"),
        ({**SPAN, "value": 0}, "not_met", None),
        ({**SPAN, "value": 15}, "not_met", "75.0"),
        ({"operator": "eq", "direction": "range", "target": 4, "value": 4}, "met", "100.0"),
        ({"operator": "eq", "direction": "range", "target": 4, "value": 5}, "partly", "80.0"),
        ({**CHANGE, "value": 85, "base": 100}, "met", "100.0"),
        ({**CHANGE, "value": 88, "base": 100}, "partly", "80.0"),
        ({**CHANGE, "value": 103, "base": 100}, "not_met", "0.0"),
        ({**CHANGE, "value": 0}, "not_met", "0.0"),
        ({**CHANGE, "target": 0, "value": -2}, "met", None),
        ({**CHANGE, "target": 0, "value": 2}, "not_met", None),
        ({**CHANGE, "target": 10, "direction": "higher", "value": 115, "base": 100}, "met", "150.0"),
        ({**HIGHER, "target": 100, "value": 96, "thresholds": ("95", "80")}, "met", "96.0"),
    ],
)
def test_limits_zero_and_negative_figures_are_rated(case, status, ratio):
    rating = rate(**case)
    assert (rating.status, rounded(rating.ratio)) == (status, ratio)


@pytest.mark.parametrize(
    ("case", "status", "explanation"),
    [
        ({**HIGHER, "target": 5, "value": None}, "unassessed", "No value has been reported."),
        (
            {**HIGHER, "target": 5, "value": None, "missing": "confidential"},
            "no_data",
            "No data: too few to be shown.",
        ),
        (
            {**HIGHER, "target": 5, "value": None, "missing": "Cosmic lämnar inga data"},
            "no_data",
            "No data: Cosmic lämnar inga data.",
        ),
        (
            {**HIGHER, "target": 5, "value": None, "aggregation": "annual_only"},
            "no_data",
            "No data: measured once a year.",
        ),
        (
            {"operator": "text", "direction": "higher", "target": None, "value": 5},
            "manual",
            "The target is in words and is judged by hand.",
        ),
        (
            {"operator": "ge", "direction": "reference", "target": 1100, "value": 1400},
            "manual",
            "The value is there to compare with and is judged by hand.",
        ),
        (
            {**HIGHER, "target": None, "value": 5},
            "manual",
            "No target is set, so the value is judged by hand.",
        ),
        (
            {**SPAN, "target_high": None, "value": 5},
            "manual",
            "No target is set, so the value is judged by hand.",
        ),
        (
            {"operator": "le", "direction": "higher", "target": 4, "value": 5},
            "manual",
            "The target points one way and the wanted direction the other, so the value is judged by hand.",
        ),
        (
            {**CHANGE, "value": 5, "base": 0},
            "manual",
            "A change in per cent needs a base above zero, so the value is judged by hand.",
        ),
        (
            {**HYR, "value": "3.81"},
            "partly",
            "3,81\u00a0% against the target under 3,7\u00a0%: 97,1\u00a0% of the target, partly.",
        ),
        (
            {**HYR, "value": "3.70"},
            "partly",
            "3,70\u00a0% against the target under 3,7\u00a0%: 100\u00a0% of the target, partly. "
            "The target itself is not enough: the value must pass it.",
        ),
        (
            {**HIGHER, "target": 100, "value": "99.97"},
            "partly",
            "99,97 against the target at least 100: 99,97\u00a0% of the target, partly.",
        ),
        (
            {**SPAN, "value": 27, "unit": "people"},
            "met",
            "27\u00a0people lies within the target 20–35\u00a0people: met.",
        ),
        ({**SPAN, "value": 19}, "partly", "19 against the target 20–35: 95\u00a0% of the nearest limit, partly."),
        (
            {**CHANGE, "value": "-4.8"},
            "not_met",
            "\u22124,8\u00a0% against the target \u221215\u00a0%: 32\u00a0% of the target, not met.",
        ),
        (
            {**CHANGE, "value": "952", "base": 1000, "unit": "tkr"},
            "not_met",
            "\u22124,8\u00a0% against the target \u221215\u00a0%: 32\u00a0% of the target, not met.",
        ),
        (
            {**CHANGE, "value": 3},
            "not_met",
            "+3\u00a0% against the target \u221215\u00a0%: no step towards the target, not met.",
        ),
        (
            {**HIGHER, "target": "-15.8", "value": "-14.50", "unit": "%", "decimals": 1},
            "met",
            "\u221214,5\u00a0% against the target at least \u221215,8\u00a0%: met.",
        ),
    ],
)
def test_the_explanation_says_in_words_why(case, status, explanation):
    rating = rate(**case)
    assert (rating.status, rating.explanation) == (status, explanation)


def test_a_change_of_a_percentage_is_told_in_per_cent_and_in_percentage_points():
    rating = rate(value="5.0", base="5.7", operator="relative_change", target=-10, direction="lower", unit="%")
    assert rating.explanation == (
        "\u221212,3\u00a0% (\u22120,7\u00a0percentage points) against the target \u221210\u00a0%: "
        "122,8\u00a0% of the target, met."
    )


@pytest.mark.parametrize(
    ("aggregation", "elapsed", "pace"),
    [
        ("cumulative_mandate", (32, 48), 6333),
        ("cumulative_year", (8, 12), 6333),
        ("period", (8, 12), None),
        ("cumulative_year", None, None),
        ("cumulative_year", (0, 0), None),
    ],
)
def test_a_cumulative_value_has_a_pace_beside_its_ratio(aggregation, elapsed, pace):
    rating = rate(**HIGHER, target=9500, value=1700, aggregation=aggregation, elapsed=elapsed)
    assert (rating.pace and int(rating.pace)) == pace
    assert rating.status == "not_met"


def test_the_pace_is_told_in_words():
    rating = rate(**HIGHER, target=9500, value=1700, aggregation="cumulative_mandate", elapsed=(32, 48))
    assert rating.explanation == (
        "1\u00a0700 against the target at least 9\u00a0500: 17,9\u00a0% of the target, not met. "
        "At an even pace it would be 6\u00a0333 after 32 of 48 months."
    )


def test_the_explanation_is_in_swedish_for_a_swedish_reader():
    with translation.override("sv"):
        assert rate(**HYR, value="3.81").explanation == (
            "3,81\u00a0% mot mål under 3,7\u00a0%: 97,1\u00a0% av målet, delvis."
        )


# ---- What holds for every figure ----


@pytest.mark.parametrize(
    ("case", "same"),
    [
        ({**HIGHER, "target": 50}, {**HIGHER, "operator": "gt", "target": 50}),
        ({**LOWER, "target": 50}, {**LOWER, "operator": "lt", "target": 50}),
    ],
)
@given(FIGURES)
def test_a_strict_target_differs_only_at_the_target_itself(case, same, value):
    assume(value != 50)
    assert rate(**case, value=value).status == rate(**same, value=value).status
    assert [rate(**one, value=50).status for one in (case, same)] == ["met", "partly"]


@pytest.mark.parametrize(("direction", "operator"), [("higher", "gt"), ("lower", "lt")])
@given(target=FIGURES)
def test_a_strict_target_is_never_met_by_the_target_itself(direction, operator, target):
    rating = rate(value=target, target=target, operator=operator, direction=direction)
    assert rating.status == ("partly" if target > 0 else "not_met")


@pytest.mark.parametrize(("operator", "mirrored"), [("ge", "le"), ("gt", "lt")])
@given(value=FIGURES, target=FIGURES)
def test_higher_and_lower_mirror_each_other(operator, mirrored, value, target):
    """The share of the target is value by target one way, and target by value the other."""
    higher = rate(value=value, target=target, operator=operator, direction="higher")
    lower = rate(value=target, target=value, operator=mirrored, direction="lower")
    assert (higher.status, higher.ratio) == (lower.status, lower.ratio)


@given(st.lists(POSITIVE, min_size=2, max_size=2).map(sorted), FIGURES)
def test_a_range_includes_both_its_ends_and_nothing_outside(ends, value):
    span = {"operator": "between", "direction": "range", "target": ends[0], "target_high": ends[1]}
    assert [rate(**span, value=end).status for end in ends] == ["met", "met"]
    assert (rate(**span, value=value).status == "met") == (ends[0] <= value <= ends[1])


@pytest.mark.parametrize("case", [HIGHER, LOWER])
@given(target=FIGURES, pair=st.lists(FIGURES, min_size=2, max_size=2).map(sorted))
def test_a_better_value_is_never_rated_lower(case, target, pair):
    low, high = (BEST_FIRST.index(rate(**case, target=target, value=value).status) for value in pair)
    assert (high <= low) if case is HIGHER else (low <= high)


@given(POSITIVE, POSITIVE)
def test_the_steps_are_half_open_and_the_ratio_is_not_rounded_before_it_is_judged(value, target):
    rating = rate(**HIGHER, target=target, value=value)
    # Compared without a division, so that nothing is rounded.
    step = 0 if value >= target else 1 if value * 100 >= target * 80 else 2
    assert rating.status == BEST_FIRST[step]


@given(POSITIVE, POSITIVE, st.sampled_from([10, 1000, Decimal("0.001")]))
def test_the_rating_is_the_same_in_kronor_and_in_thousands(value, target, factor):
    there = rate(**HIGHER, target=target * factor, value=value * factor)
    assert there.status == rate(**HIGHER, target=target, value=value).status


@given(
    operator=st.sampled_from(OPERATORS),
    direction=st.sampled_from(DIRECTIONS),
    target=st.none() | FIGURES,
    missing=st.sampled_from(["", *MISSING]),
)
def test_a_missing_value_is_never_0_and_says_why(operator, direction, target, missing):
    rating = rate(
        value=None, target=target, target_high=target, operator=operator, direction=direction, missing=missing
    )
    assert (rating.status, rating.ratio) == ("no_data" if missing else "unassessed", None)
    assert [sign for sign in rating.explanation if sign.isdigit()] == []


@pytest.mark.parametrize("aggregation", sorted(CUMULATIVE))
@given(value=FIGURES, target=POSITIVE, passed=st.integers(0, 12))
def test_the_pace_is_told_beside_a_rating_that_it_does_not_change(aggregation, value, target, passed):
    case = {**HIGHER, "target": target, "value": value}
    paced = rate(**case, aggregation=aggregation, elapsed=(passed, 12))
    assert (paced.status, paced.ratio, paced.pace) == (*_judged(case), target * passed / 12)


def _judged(case):
    rating = rate(**case)
    return rating.status, rating.ratio
