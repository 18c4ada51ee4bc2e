"""Cells as values: every way that systems print a number, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.numbers import Amount
from organisation.imports.reading import Cell
from organisation.imports.target import Column
from organisation.imports.values import CellError, Convention, value_of

MNKR, KR = Convention("mnkr", costs_negative=False), Convention("kr", costs_negative=False)


def _value(text, kind="number", cell="s", convention=KR):
    return value_of(Cell(cell, text), Column(code="x", label="X", kind=kind), convention)


@pytest.mark.parametrize(
    "text",
    [
        "-1234.5", "-1234,5", "−1 234,5", "– 1\u00a0234,5", "—1\u2009234,5", "‒1\u202f234,5", "‑1 234,5",
        "(1 234,5)", "( 1234,5 )", "1 234,5-", "1 234,5 −", "\ufe631234,5", "－1234,5",
    ],
)  # fmt: skip
def test_minus_is_read_in_any_form_and_thousands_with_any_space(text):
    assert _value(text) == Decimal("-1234.5")


@pytest.mark.parametrize("text", ["-", "–", "−", " — "])
def test_a_lone_dash_is_an_empty_cell(text):
    assert (_value(text), _value(text, "cost"), _value(text, "percent")) == (None, None, None)


@pytest.mark.parametrize(
    "text", ["1.234", "1,234.5", "1.234,5", "12 34", "tolv", "1e5", "--1", "(-1)", "-(1", "1-2", "∞"]
)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_refused(text, english):
    with pytest.raises(CellError):
        _value(text)


@pytest.mark.parametrize(
    ("cell", "text", "per_cent"),
    [("p", "0.05", "5"), ("p", "-0.0125", "-1.25"), ("p", "0.285", "28.5"), ("n", "5", "5"), ("s", "5 %", "5"),
     ("s", "−5,0%", "-5.0"), ("s", "(5 %)", "-5"), ("s", "5,5", "5.5")],
)  # fmt: skip
def test_per_cent_is_the_same_however_it_is_shown(cell, text, per_cent):
    assert str(_value(text, "percent", cell)) == per_cent


@pytest.mark.parametrize(("cell", "text"), [("p", "0.05"), ("s", "5 %")])
def test_per_cent_is_no_amount(cell, text, english):
    for kind in ("amount", "cost", "number"):
        with pytest.raises(CellError, match="is per cent"):
            _value(text, kind, cell)


@pytest.mark.parametrize(
    ("cell", "text", "convention", "amount"),
    [
        ("n", "12.5", MNKR, ("12500000", "mnkr", 1)),
        ("n", "-112", MNKR, ("-112000000", "mnkr", 0)),
        ("n", "0.1234567891", MNKR, ("123456.79", "mnkr", 8)),
        ("n", "1234567.891", KR, ("1234567.89", "kr", 2)),
        ("n", "0.30000000000000004", MNKR, ("300000.00", "mnkr", 1)),
        ("n", "1e-07", MNKR, ("0.10", "mnkr", 7)),
        ("s", "1 234,50", KR, ("1234.50", "kr", 2)),
        ("s", "12,5 mnkr", KR, ("12500000", "mnkr", 1)),
        ("s", "(1 234) tkr", KR, None),
    ],
)
def test_amounts_are_kronor_in_the_unit_and_decimals_of_the_file(cell, text, convention, amount, english):
    if amount is None:
        with pytest.raises(CellError):
            _value(text, "amount", cell, convention)
        return
    kronor, unit, decimals = amount
    assert _value(text, "amount", cell, convention) == Amount(kronor=Decimal(kronor), unit=unit, decimals=decimals)


@pytest.mark.parametrize(
    ("kind", "negative", "kronor"), [("cost", True, 5), ("cost", False, -5), ("amount", True, -5)]
)
def test_costs_follow_the_sign_of_the_file_and_other_amounts_keep_theirs(kind, negative, kronor):
    assert _value("-5", kind, "n", Convention("kr", negative)).kronor == kronor


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_of_the_spreadsheet_is_refused_by_its_name(error, english):
    for kind in ("key", "text", "amount", "percent", "date"):
        with pytest.raises(CellError, match=error.replace("/", "/")):
            _value(error, kind, "e")


def test_a_formula_that_was_never_calculated_says_what_to_do(english):
    with pytest.raises(CellError, match="Open the file in Excel, save it"):
        _value("formula", "amount", "e")


@pytest.mark.parametrize(("cell", "text"), [("d", "2025-08-31"), ("d", "2025-08-31 07:30:00"), ("s", "2025-08-31"),
                                            ("s", "20250831"), ("n", "20250831")])  # fmt: skip
def test_dates(cell, text):
    assert _value(text, "date", cell) == date(2025, 8, 31)


@pytest.mark.parametrize("text", ["31/8/2025", "2025-13-01", "augusti"])
def test_what_is_no_date_is_refused(text, english):
    with pytest.raises(CellError, match="is not a date"):
        _value(text, "date")


def test_a_date_is_no_number(english):
    with pytest.raises(CellError, match="where a number is expected"):
        _value("2025-08-31", "amount", "d")


def test_words_are_folded_and_numbers_that_are_names_stay_as_written():
    assert [_value(" Primär \n vård ", "key"), _value("3010", "key", "n"), _value("", "text")] == [
        "Primär vård", "3010", None
    ]  # fmt: skip


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(" \u00a0\u2009\u202f"),
       st.sampled_from(["-{}", "−{}", "({})", "{}-"]))  # fmt: skip
def test_every_number_printed_in_any_of_the_ways_is_read_as_itself(number, space, minus):
    printed = f"{abs(number):,.2f}".replace(",", space).replace(".", ",")
    assert _value(minus.format(printed) if number < 0 else printed) == number


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
def test_a_number_of_a_workbook_is_kept_to_its_15_digits(number):
    found = _value(repr(number), "number", "n")
    assert found == Decimal(f"{number:.15g}") or abs(found - Decimal(repr(number))) <= abs(
        Decimal(repr(number))
    ) * Decimal("1e-14")
