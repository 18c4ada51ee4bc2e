"""Cells as values: numbers as systems print them, amounts in the unit and with the signs of the file, dates.

What cannot be read for certain is refused in a sentence, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from django.utils.translation import gettext as _

from followup.numbers import (
    MAX_DIGITS,
    UNIT_FACTORS,
    Amount,
    NumberError,
    decimals_of,
    format_number,
    parse_amount,
    parse_number,
    round_half_up,
)
from organisation.imports.months import month_of
from organisation.imports.reading import Cell
from organisation.imports.target import Column, Figure

# A spreadsheet keeps and shows 15 digits; what stands after them is noise of its arithmetic: 0.30000000000000004.
_SHEET = Context(prec=MAX_DIGITS, rounding=ROUND_HALF_EVEN)
_ORE = 2
_DASHES = "−–—‐‑‒﹣－-"
_NOTHING = re.compile(f"[{_DASHES}]+")
_AS_MINUS = str.maketrans(dict.fromkeys(_DASHES, "-"))
_RANGE = re.compile(rf"\d[\d\s,]*\s?[{_DASHES}]\s?\d[\d\s,]*%?")
# What systems print in place of a figure: «..», «–», «*», «<10».
_SIGN = re.compile(rf"[.*…?{_DASHES}]+|[<≤]\s?\d{{1,6}}")
_IN_PARENTHESES = re.compile(r"\(\s*([^()]*?)\s*\)(\s*%?)")
_MINUS_LAST = re.compile(r"([0-9][0-9\s.,]*?)\s*-(\s*%?)")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[ T]00:00(?::00)?)?")


class CellError(ValueError):
    """The cell cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Convention:
    """How a file states amounts: kr, tkr or mnkr, and whether costs carry a minus."""

    unit: str
    costs_negative: bool


def value_of(cell: Cell | None, column: Column, convention: Convention) -> Any:
    """The value of a cell as its column's kind says; None for an empty one, or a lone dash. Raises CellError."""
    if cell is None:
        return None
    if cell.kind == "e":
        raise CellError(_error(cell.text))
    if column.kind in ("key", "text"):
        return _words(cell)
    if column.kind == "date":
        return _date(cell)
    if column.kind == "month":
        return _month(cell)
    if column.kind == "printed" and cell.kind == "s" and _SIGN.fullmatch(cell.text.strip()):
        return Figure(None, cell.text.strip())
    if cell.kind == "s" and _NOTHING.fullmatch(cell.text.strip()):
        return None
    if cell.kind not in ("n", "p", "s"):
        raise CellError(_("“%(text)s” is a date or a time, where a number is expected.") % {"text": _words(cell)})
    try:
        return _figure(cell) if column.kind in ("figure", "printed") else _number(cell, column, convention)
    except NumberError as error:
        raise CellError(str(error)) from error


def _number(cell: Cell, column: Column, convention: Convention) -> Decimal | Amount:
    if column.kind == "percent":
        return _per_cent(cell)
    if cell.kind == "p" or "%" in cell.text:
        raise CellError(_("“%(text)s” is per cent, where something else is expected.") % {"text": _words(cell)})
    if column.kind == "number":
        return _exact(cell.text) if cell.kind == "n" else parse_number(with_minus_first(cell.text))
    amount = _amount(cell, convention.unit)
    if column.kind == "cost" and convention.costs_negative and amount.kronor:
        return Amount(kronor=-amount.kronor, unit=amount.unit, decimals=amount.decimals)
    return amount


def _figure(cell: Cell) -> Figure:
    """A number, per cent as 5 for «5 %»; or words, as they are printed. What looks like a number and can be read in
    more ways than one is no words: it raises NumberError."""
    is_percent = cell.kind == "p" or cell.text.rstrip().endswith("%")
    if cell.kind != "s":
        number = _per_cent(cell) if is_percent else _exact(cell.text)
        return Figure(number, format_number(number), is_percent)
    words = " ".join(cell.text.split())
    try:
        return Figure(parse_number(with_minus_first(words).removesuffix("%")), words, is_percent)
    except NumberError:
        if any(sign.isalpha() for sign in words) or _RANGE.fullmatch(words):
            return Figure(None, words)
        raise


def _amount(cell: Cell, unit: str) -> Amount:
    if cell.kind == "s":
        found = parse_amount(with_minus_first(cell.text), default_unit=unit)
    else:
        number = _exact(cell.text)
        found = Amount(kronor=number * UNIT_FACTORS[unit], unit=unit, decimals=decimals_of(number))
    # Kronor are kept with two decimals: what is smaller than an öre is rounded here, so that the same file twice is
    # the same amounts.
    most = _ORE + UNIT_FACTORS[found.unit].adjusted()
    return Amount(kronor=round_half_up(found.kronor, _ORE), unit=found.unit, decimals=min(found.decimals, most))


def _per_cent(cell: Cell) -> Decimal:
    """Per cent as a number: 5 for «5 %», and for 0,05 in a cell that is shown as per cent."""
    if cell.kind == "p":
        return _plain(_exact(cell.text) * 100)
    if cell.kind == "n":
        return _exact(cell.text)
    text = with_minus_first(cell.text)
    return parse_number(text.removesuffix("%"))


def _exact(text: str) -> Decimal:
    """The number of a cell, exactly as its 15 digits say."""
    number = Decimal(text)
    if len(number.as_tuple().digits) > MAX_DIGITS:
        number = _SHEET.plus(number).normalize(_SHEET)
    if number.adjusted() >= MAX_DIGITS:
        raise NumberError(_("The number has more than %(count)s digits. Check it.") % {"count": MAX_DIGITS})
    return _plain(number)


def _plain(number: Decimal) -> Decimal:
    """Without an exponent, and without noughts that multiplying left at the end."""
    return Decimal(format(number.normalize(), "f"))


def with_minus_first(text: str) -> str:
    """«(1 234)», «1 234-» and any kind of dash as «-1 234»; anything else as it stands."""
    clean = text.strip().translate(_AS_MINUS)
    if found := _IN_PARENTHESES.fullmatch(clean):
        return f"-{found[1]}{found[2]}" if "-" not in found[1] else clean
    if found := _MINUS_LAST.fullmatch(clean):
        return f"-{found[1].strip()}{found[2]}"
    return clean


def _words(cell: Cell) -> str | None:
    if cell.kind == "b":
        return _("yes") if cell.text == "1" else _("no")
    return " ".join(cell.text.split()) or None


def _date(cell: Cell) -> date:
    found = _DAY.fullmatch(cell.text.strip()) if cell.kind in ("d", "s", "n") else None
    try:
        return date(*map(int, found.groups())) if found else datetime.fromisoformat(_day_text(cell)).date()
    except ValueError as error:
        said = {"text": cell.text[:40]}
        raise CellError(_("“%(text)s” is not a date. Write year, month and day: 2025-08-31.") % said) from error


def _day_text(cell: Cell) -> str:
    return cell.text if cell.kind == "d" else ""


def _month(cell: Cell) -> date:
    if cell.kind in ("d", "s", "n") and (found := month_of(cell.text)):
        return found
    said = {"text": cell.text[:40]}
    raise CellError(_("“%(text)s” is not a month. Write year and month: 2025-08.") % said)


def _error(text: str) -> str:
    if text.startswith("#"):
        return _("The cell is an error in the spreadsheet, %(error)s. Mend the formula, save and import again.") % {
            "error": text
        }
    return _("The cell holds a formula that has not been calculated. Open the file in Excel, save it, and try again.")
