from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from followup.numbers import (
    UNIT_FACTORS,
    UNITS,
    Amount,
    NumberError,
    amount_text,
    date_text,
    decimals_given,
    format_fact,
    format_number,
    format_value,
    parse_amount,
    parse_number,
    short_date,
    trimmed,
)
from followup.sections import Fact

numbers = st.decimals(min_value=-(10**11), max_value=10**11, places=3, allow_nan=False, allow_infinity=False)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "options", "shown"),
    [
        (None, {}, ""),
        (0, {}, "0"),
        (0, {"signed": True}, "0"),
        ("-0", {}, "0"),
        ("-0.04", {"decimals": 1}, "0,0"),
        (999, {}, "999"),
        (1000, {}, "1\u00a0000"),
        ("-1234567.50", {}, "\u22121\u00a0234\u00a0567,50"),
        ("1E+6", {}, "1\u00a0000\u00a0000"),
        (56, {"signed": True}, "+56"),
        (-335, {"signed": True}, "\u2212335"),
        ("3.700", {}, "3,700"),
        ("3.705", {"decimals": 2}, "3,71"),
        ("-3.705", {"decimals": 2}, "\u22123,71"),
        ("2.5", {"decimals": 0}, "3"),
        (1255, {"decimals": -1}, "1\u00a0260"),
        (502, {"decimals": -2}, "500"),
        (Decimal("35"), {"decimals": 1}, "35,0"),
    ],
)
def test_a_number_is_formatted_the_swedish_way(value, options, shown):
    assert format_number(value, **options) == shown


@pytest.mark.parametrize(
    ("value", "unit", "options", "shown"),
    [
        (None, "mnkr", {}, ""),
        ("1234.5", "mnkr", {}, "1\u00a0234,5\u00a0mnkr"),
        ("5.8", "%", {}, "5,8\u00a0%"),
        (3, "pp", {}, "3\u00a0percentage points"),
        (1, "pp", {}, "1\u00a0percentage point"),
        (-1, "days", {"signed": True}, "\u22121\u00a0day"),
        ("1.0", "hours", {}, "1,0\u00a0hours"),
        (12, "count", {}, "12"),
        (12, "besök", {}, "12\u00a0besök"),
        (500, "mnkr", {"approximate": "over"}, "just over 500\u00a0mnkr"),
        (80, "mnkr", {"approximate": "about"}, "about 80\u00a0mnkr"),
        (80, "mnkr", {"approximate": "under"}, "just under 80\u00a0mnkr"),
        (56, "mnkr", {"signed": True}, "+56\u00a0mnkr"),
    ],
)
def test_a_value_has_its_unit_and_its_hedge(value, unit, options, shown):
    assert format_value(value, unit, **options) == shown


def test_units_and_hedges_are_shown_in_swedish_by_default():
    with translation.override("sv"):
        assert [str(UNITS[code]) for code in ("pp", "hours", "days", "people")] == [
            "procentenheter",
            "timmar",
            "dagar",
            "personer",
        ]
        assert [format_value(500, "mnkr", approximate=hedge) for hedge in ("about", "over", "under")] == [
            "ca 500\u00a0mnkr",
            "drygt 500\u00a0mnkr",
            "knappt 500\u00a0mnkr",
        ]


def test_every_amount_unit_is_a_unit():
    assert set(UNIT_FACTORS) - set(UNITS) == set()


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (Fact(key="a", label="A", value="-335", unit="mnkr", signed=True), "\u2212335\u00a0mnkr"),
        (Fact(key="a", label="A", value="3.81", unit="%", decimals=2), "3,81\u00a0%"),
        (Fact(key="a", label="A", value=None, missing="annual_only"), "Measured once a year"),
        (Fact(key="a", label="A", value=None, missing="byts i oktober"), "byts i oktober"),
        (Fact(key="a", label="A", value=None), "–"),
    ],
)
def test_a_fact_is_shown_with_what_it_says_or_why_it_is_missing(fact, shown):
    assert format_fact(fact) == shown


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1700", "1700"),
        (" 1 700,0 ", "1700.0"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1\u2009234,5", "1234.5"),
        ("3,81", "3.81"),
        ("3.81", "3.81"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("1.2345", "1.2345"),
        ("-335", "-335"),
        ("\u2212335", "-335"),
        ("–335", "-335"),
        ("\u2212 335", "-335"),
        ("+56", "56"),
        ("007", "7"),
        ("123456789012345", "123456789012345"),
    ],
)
def test_a_number_is_read_the_way_people_type_it(text, number):
    assert str(parse_number(text)) == number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a number."),
        ("  ", "Write a number."),
        (
            "1.234",
            "“1.234” can be read in more than one way. Write 1\u00a0234 if you mean thousands, "
            "or 1,234 if you mean decimals.",
        ),
        (
            "1,234.5",
            "“1,234.5” can be read in more than one way. "
            "Write thousands with spaces and decimals with a comma: 1 234,5.",
        ),
        (
            "1.234.567",
            "“1.234.567” can be read in more than one way. "
            "Write thousands with spaces and decimals with a comma: 1 234,5.",
        ),
        ("1234567890123456", "The number has more than 15 digits. Check it."),
        ("abc", "“abc” is not a number. Write digits only, with a comma before decimals: 1 234,5."),
        ("12 34", "“12 34” is not a number. Write digits only, with a comma before decimals: 1 234,5."),
    ],
)
def test_a_number_that_cannot_be_read_is_refused_with_what_to_do(text, sentence):
    with pytest.raises(NumberError) as refusal:
        parse_number(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e5", "1_000", "١٢", "--1", "5,", ",5", "1/2", "0x10", "5 %"])
def test_what_python_would_read_as_a_number_is_refused_too(text):
    with pytest.raises(NumberError):
        parse_number(text)


@given(numbers)
def test_a_formatted_number_is_read_back_as_the_same(number):
    assert parse_number(format_number(number)) == number
    assert parse_number(format_number(number, signed=True)) == number


@given(st.text(max_size=30))
def test_any_text_is_a_finite_number_or_refused(text):
    try:
        number = parse_number(text)
    except NumberError:
        return
    assert number.is_finite()


@given(st.integers(min_value=-(10**9), max_value=10**9), st.sampled_from(sorted(UNIT_FACTORS)))
def test_an_amount_that_is_shown_is_read_back_as_the_same(number, unit):
    kronor = number * UNIT_FACTORS[unit]
    assert parse_amount(amount_text(kronor, unit)) == Amount(kronor=kronor, unit=unit, decimals=0)


@pytest.mark.parametrize(
    ("text", "kronor", "unit", "decimals"),
    [
        ("250 Mkr", 250_000_000, "mnkr", 0),
        ("250 mnkr", 250_000_000, "mnkr", 0),
        ("5,3mkr", 5_300_000, "mnkr", 1),
        ("12,40 MSEK", 12_400_000, "mnkr", 2),
        ("2 miljoner kronor", 2_000_000, "mnkr", 0),
        ("2 miljoner", 2_000_000, "mnkr", 0),
        ("80 000 tkr", 80_000_000, "tkr", 0),
        ("80 kkr", 80_000, "tkr", 0),
        ("616\u00a0280\u00a0kr", 616_280, "kr", 0),
        ("100 SEK", 100, "kr", 0),
        ("\u2212335", -335_000_000, "mnkr", 0),
    ],
)
def test_an_amount_is_kept_in_kronor_with_the_precision_it_was_given_in(text, kronor, unit, decimals):
    assert parse_amount(text) == Amount(kronor=Decimal(kronor), unit=unit, decimals=decimals)


def test_an_amount_without_a_unit_is_in_the_default_unit():
    assert parse_amount("12", default_unit="tkr").kronor == 12_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12 euro", "“euro” is not a unit of money. Write kr, tkr or mnkr after the number."),
        ("mnkr", "Write a number."),
        ("", "Write a number."),
        ("1-2 mnkr", "“1-2” is not a number. Write digits only, with a comma before decimals: 1 234,5."),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused_with_what_to_do(text, sentence):
    with pytest.raises(NumberError) as refusal:
        parse_amount(text)
    assert str(refusal.value) == sentence


def test_an_amount_is_shown_in_any_unit():
    amount = parse_amount("80 000 tkr")
    assert [amount.in_unit(unit) for unit in ("kr", "tkr", "mnkr")] == [80_000_000, 80_000, 80]
    assert amount_text(Decimal(-335_400_000), "mnkr", 0, signed=True) == "\u2212335\u00a0mnkr"
    assert amount_text(None, "mnkr") == ""


@pytest.mark.parametrize(("text", "decimals"), [("1 700,0", 1), ("500", 0), ("3.81", 2)])
def test_the_decimals_that_were_typed_are_known(text, decimals):
    assert decimals_given(text) == decimals


@pytest.mark.parametrize(("value", "shown"), [("3.700", "3.7"), ("100.0", "100"), ("100", "100"), ("0.00", "0")])
def test_noughts_at_the_end_are_trimmed(value, shown):
    assert str(trimmed(Decimal(value))) == shown


def test_dates_are_written_out_in_the_language_and_short_in_iso():
    day = date(2025, 8, 31)
    assert date_text(day, "sv") == "31 augusti 2025"
    assert date_text(day, "en") == "31 August 2025"
    assert date_text(day) == "31 August 2025"
    assert date_text(None) == ""
    assert short_date(day) == "2025-08-31"
    assert short_date(None) == ""
