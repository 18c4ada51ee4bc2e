"""How exactly a number was given."""

from decimal import Decimal

import pytest

from followup.numbers import Amount, parse_amount
from followup.precision import as_given, common_precision, shifted_decimals, typed_text


@pytest.mark.parametrize(
    ("typed", "unit", "decimals"),
    [
        (["-112"], "mnkr", 0),
        (["-112,5", "30"], "mnkr", 1),
        (["-112", "616 280 kr"], "kr", 0),
        (["1,25", "300 tkr"], "tkr", 0),
        (["1,2505", "300 tkr"], "tkr", 1),
        ([], "mnkr", 0),
    ],
)
def test_the_finest_unit_tells_how_exactly_amounts_were_given(typed, unit, decimals):
    amounts = [parse_amount(text, default_unit="mnkr") for text in typed]
    assert common_precision(amounts, default="mnkr") == (unit, decimals)


@pytest.mark.parametrize(
    ("decimals", "unit", "to_unit", "expected"),
    [
        (0, "mnkr", "mnkr", 0),
        (0, "mnkr", "tkr", -3),
        (0, "tkr", "mnkr", 3),
        (0, "kr", "mnkr", 6),
        (1, "mnkr", "kr", -5),
        (-3, "tkr", "mnkr", 0),
    ],
)
def test_precision_follows_the_unit(decimals, unit, to_unit, expected):
    assert shifted_decimals(decimals, unit, to_unit) == expected


def test_what_is_not_money_has_the_most_decimals_of_any():
    amounts = [Amount(kronor=Decimal(1), unit="%", decimals=decimals) for decimals in (0, 2, 1)]
    assert common_precision(amounts, default="%") == ("%", 2)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("5.80", 1, "5.8"), ("34.00", 0, "34"), ("5.00", 1, "5.0"), ("40.5", 0, "40.5"), ("-26.000", 0, "-26")],
)
def test_a_number_keeps_the_decimals_it_was_given_in(value, decimals, expected):
    assert as_given(Decimal(value), decimals) == expected


def test_no_number_is_no_string():
    assert as_given(None, 1) is None


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("1700.000", 0, "1\u00a0700"),
        ("3.7", 2, "3,70"),
        ("3.814", 2, "3,814"),
        ("20000", -3, "20\u00a0000"),
        ("0.00", 1, "0,0"),
    ],
)
def test_a_number_is_typed_with_the_decimals_it_was_given_in(value, decimals, expected):
    assert typed_text(Decimal(value), decimals) == expected
