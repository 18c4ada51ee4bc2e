"""Sick leave counted from hours: a board worked by hand, and what holds whatever the figures are."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from organisation.actions import record_decided, write
from staffing.models import MonthFigure
from staffing.months.counting import (
    MONTHS_MISSING,
    PERCENT_ONLY,
    UNITS_MISSING,
    months_to,
    over,
    rolled_up,
    rolling,
)
from staffing.months.reading import figures, table
from staffing.months.suppression import determined, hidden_over, hide, with_hidden

AUGUST = date(2025, 8, 1)
BOARD, NORTH, SOUTH = 1, 2, 3
PARENTS = {BOARD: None, NORTH: BOARD, SOUTH: BOARD}


def row(unit, measure, sick=None, work=None, *, month=AUGUST, value=None, n=50, covers="month", group=""):
    """As the database gives a figure: unit, month, covers, group, measure, hours, value, decimals, people, words."""
    return (unit, month, covers, group, measure, sick, work, value, 1, n, "", "", "fil.xlsx")


def shares(frame):
    return {(one.unit_id, one.measure): one.value for one in frame.itertuples()}


# A board of two units, worked by hand. In August:
#            sick   work    per cent
# North
#   women     60    1000    6,0
#   men       12     400    3,0
#   total     72    1400    5,142… = 5,1
#   60 days   18  of 72     25,0 (of the hours of sick leave)
#   –29 20/500 = 4,0 · 30–49 22/500 = 4,4 · 50– 30/400 = 7,5; together 72 and 1400
# South
#   women     90    1200    7,5
#   men        8     400    2,0
#   total     98    1600    6,125 = 6,1
#   60 days   42  of 98     42,857… = 42,9
#   –29 10/300 = 3,333… = 3,3 · 30–49 38/700 = 5,428… = 5,4 · 50– 50/600 = 8,333… = 8,3
# The board: 170/3000 = 5,666… = 5,7; women 150/2200 = 6,818… = 6,8; men 20/800 = 2,5; 60 days 60/170 = 35,294… = 35,3;
#   –29 30/800 = 3,75 = 3,8; 30–49 60/1200 = 5,0; 50– 80/1000 = 8,0. The mean of 5,1 and 6,1 would be 5,6: wrong.
BY_HAND = {
    NORTH: {
        "women": (60, 1000),
        "men": (12, 400),
        "total": (72, 1400),
        "long": (18, None),
        "age_under_30": (20, 500),
        "age_30_49": (22, 500),
        "age_50plus": (30, 400),
    },
    SOUTH: {
        "women": (90, 1200),
        "men": (8, 400),
        "total": (98, 1600),
        "long": (42, None),
        "age_under_30": (10, 300),
        "age_30_49": (38, 700),
        "age_50plus": (50, 600),
    },
}
IN_AUGUST = {
    NORTH: ("5.1", "25.0", "6.0", "3.0", "4.0", "4.4", "7.5"),
    SOUTH: ("6.1", "42.9", "7.5", "2.0", "3.3", "5.4", "8.3"),
    BOARD: ("5.7", "35.3", "6.8", "2.5", "3.8", "5.0", "8.0"),
}
SEVEN = ("total", "long", "women", "men", "age_under_30", "age_30_49", "age_50plus")


def august():
    return [row(unit, measure, *hours) for unit, found in BY_HAND.items() for measure, hours in found.items()]


@pytest.mark.parametrize("unit", [NORTH, SOUTH, BOARD])
def test_the_seven_key_figures_of_a_month_are_those_worked_by_hand(unit):
    found = shares(over(rolled_up(table(august()), PARENTS), [AUGUST]))
    assert tuple(str(found[unit, measure]) for measure in SEVEN) == IN_AUGUST[unit]


def test_rolling_twelve_is_the_sum_of_hours_by_the_sum_of_hours():
    """Eleven months of 40/1000 and August's 72/2400: 512/13 400 = 3,820… = 3,8 per cent. The mean of the shares is
    another: (11 × 4,0 + 3,0)/12 = 3,916… = 3,9. Of long leave 10 of 40 and 18 of 72: (110 + 18)/(440 + 72) = 25,0."""
    earlier = [
        one
        for month in months_to(AUGUST)[:-1]
        for one in (row(NORTH, "total", 40, 1000, month=month), row(NORTH, "long", 10, month=month))
    ]
    frame = table([*earlier, row(NORTH, "total", 72, 2400), row(NORTH, "long", 18)])
    found = rolling(frame, AUGUST)
    assert shares(found) == {(NORTH, "total"): Decimal("3.8"), (NORTH, "long"): Decimal("25.0")}
    total = found[found["measure"] == "total"].iloc[0]
    assert (total["numerator"], total["denominator"], total["n_months"]) == (51_200, 1_340_000, 12)


def test_a_month_that_is_missing_gives_no_rolling_twelve():
    frame = table([row(NORTH, "total", 40, 1000, month=month) for month in months_to(AUGUST)[1:]])
    (found,) = rolling(frame, AUGUST).itertuples()
    assert (found.value, found.why, found.n_months) == (None, MONTHS_MISSING, 11)


def test_a_percentage_alone_is_never_added_up():
    frame = rolled_up(table([row(NORTH, "total", 72, 1400), row(SOUTH, "total", value=Decimal("6.1"))]), PARENTS)
    found = {one.unit_id: (one.value, one.why) for one in over(frame, [AUGUST]).itertuples()}
    assert found == {
        NORTH: (Decimal("5.1"), ""),
        SOUTH: (None, PERCENT_ONLY),
        BOARD: (None, PERCENT_ONLY),
    }


def test_a_unit_that_gave_nothing_this_month_is_missed_in_the_sum():
    july = date(2025, 7, 1)
    rows = [
        row(NORTH, "total", 7, 100),
        row(SOUTH, "total", 9, 100, month=july),
        row(NORTH, "total", 7, 100, month=july),
    ]
    frame = rolled_up(table(rows), PARENTS)
    found = {one.unit_id: (one.value, one.why) for one in over(frame, [AUGUST]).itertuples()}
    assert found == {NORTH: (Decimal("7.0"), ""), BOARD: (None, UNITS_MISSING)}


def test_working_hours_beside_long_term_leave_are_not_what_it_is_counted_among():
    frame = table([row(NORTH, "total", 72, 1400), row(NORTH, "long", 18, 1400)])
    assert shares(over(frame, [AUGUST]))[NORTH, "long"] == Decimal("25.0")


# Whatever the figures are

HOURS = st.tuples(st.integers(0, 500), st.integers(500, 5000))


@given(women=HOURS, men=HOURS)
@settings(max_examples=60, deadline=None)
def test_a_total_lies_between_its_parts(women, men):
    rows = [row(NORTH, "women", *women), row(NORTH, "men", *men)]
    rows.append(row(NORTH, "total", women[0] + men[0], women[1] + men[1]))
    found = shares(over(table(rows), [AUGUST]))
    parts = found[NORTH, "women"], found[NORTH, "men"]
    assert min(parts) <= found[NORTH, "total"] <= max(parts)


@given(st.lists(HOURS, min_size=1, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_sum_of_units_depends_on_neither_order_nor_grouping(hours, random):
    """The same units in a flat board, and below divisions made at random."""
    units = list(range(10, 10 + len(hours)))
    rows = [row(unit, "total", *one) for unit, one in zip(units, hours, strict=True)]
    flat = {1: None, **dict.fromkeys(units, 1)}
    deep = {1: None, 2: 1, 3: 1, 4: 3, **{unit: random.choice([1, 2, 3, 4]) for unit in units}}
    wanted = shares(over(rolled_up(table(rows), flat), [AUGUST]))[1, "total"]
    random.shuffle(rows)
    assert shares(over(rolled_up(table(rows), deep), [AUGUST]))[1, "total"] == wanted


# Small groups


def test_ten_are_hidden_and_eleven_are_shown():
    rows = [row(NORTH, "total", 7, 100, n=10), row(SOUTH, "total", 7, 100, n=11), row(4, "total", 7, 100, n=40)]
    frame = with_hidden(table(rows), {NORTH: None, SOUTH: None, 4: None})
    assert {one.unit_id: one.hidden for one in frame.itertuples()} == {NORTH: True, SOUTH: False, 4: False}


def test_the_other_sex_is_hidden_with_one_that_is_too_few():
    rows = [row(NORTH, "women", 60, 1000), row(NORTH, "men", 2, 90, n=4), row(NORTH, "total", 62, 1090)]
    frame = with_hidden(table(rows), {NORTH: None})
    assert sorted(frame.loc[frame["hidden"], "measure"]) == ["men", "women"]


def test_a_sum_over_months_is_hidden_where_one_of_them_is():
    july = date(2025, 7, 1)
    rows = [row(NORTH, "total", 7, 100, n=9, month=july), row(NORTH, "total", 7, 100, n=30)]
    frame = with_hidden(table(rows), {NORTH: None})
    assert hidden_over(frame, [july, AUGUST]) == {(NORTH, "", "total")}
    assert hidden_over(frame, [AUGUST]) == set()


def known_to_an_attacker(cells, hidden, equations) -> set:
    """By exact elimination: the hidden cells whose value follows from the equations and from all that is shown."""
    places = {cell: at for at, cell in enumerate(sorted(hidden))}
    rows = []
    for whole, *parts in equations:
        one = [Fraction(0)] * len(places)
        for sign, cell in ((1, whole), *((-1, part) for part in parts)):
            if cell in places:
                one[places[cell]] += sign
        if any(one):
            rows.append(one)
    lead = 0
    for column in range(len(places)):
        at = next((at for at in range(lead, len(rows)) if rows[at][column]), None)
        if at is None:
            continue
        rows[lead], rows[at] = rows[at], rows[lead]
        rows[lead] = [value / rows[lead][column] for value in rows[lead]]
        for other in range(len(rows)):
            if other != lead and rows[other][column]:
                by = rows[other][column]
                rows[other] = [a - by * b for a, b in zip(rows[other], rows[lead], strict=True)]
        lead += 1
    alone = [[at for at, value in enumerate(one) if value] for one in rows]
    return {cell for cell, at in places.items() if [at] in alone}


MEASURES = ("total", "women", "men", "young", "middle", "old")


@given(st.integers(2, 5), st.data())
@settings(max_examples=80, deadline=None)
def test_nothing_hidden_follows_from_what_is_shown(count, data):
    """Units below a board, each by sex and by age: whichever cells are too few."""
    units = range(count + 1)
    cells = list(product(units, MEASURES))
    equations = [((unit, "total"), (unit, "women"), (unit, "men")) for unit in units]
    equations += [((unit, "total"), (unit, "young"), (unit, "middle"), (unit, "old")) for unit in units]
    equations += [((0, measure), *((unit, measure) for unit in units if unit)) for measure in MEASURES]
    small = data.draw(st.sets(st.sampled_from(cells), max_size=6))
    sizes = {cell: data.draw(st.integers(1, 900)) for cell in cells}
    hidden = hide(sizes, small, equations)
    assert small <= hidden
    assert known_to_an_attacker(cells, hidden, equations) == set()
    assert determined(hidden, equations) == set()


def test_the_attacker_of_these_tests_finds_what_one_equation_gives_away():
    equations = [("total", "women", "men")]
    assert known_to_an_attacker([], {"men"}, equations) == {"men"}
    assert determined({"men"}, equations) == {"men"}


# What is known in a period


@pytest.fixture
def hand_in(board, planner):
    def one(period, sick, *, month=AUGUST):
        where = {"of_unit": board, "month": month, "measure": "total"}
        hours = {"numerator": sick, "denominator": 1000}
        return write(row=MonthFigure(unit=board, period=period, **where), version=0, changes=hours, by=planner)

    return one


def sick_hours(board, period):
    return [int(one.numerator) for one in figures(board=board, period=period).itertuples()]


def test_a_later_period_corrects_an_earlier_month_once_the_earlier_is_decided(
    board, previous_period, period, hand_in, source
):
    hand_in(previous_period, 40)
    assert sick_hours(board, period) == []
    record_decided(unit=board, period=previous_period, at=timezone.now(), by=source, reason="Källdokument")
    assert sick_hours(board, period) == [4000]
    hand_in(period, 55)
    assert (sick_hours(board, period), sick_hours(board, previous_period)) == ([5500], [4000])


def test_figures_are_read_in_one_query(board, period, hand_in, django_assert_num_queries):
    for number in range(1, 4):
        hand_in(period, 40, month=date(2025, number, 1))
        with django_assert_num_queries(1):
            figures(board=board, period=period, measures=["long"])
