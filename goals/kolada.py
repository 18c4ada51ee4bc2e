"""A saved answer of Kolada's (v3): what a key figure is in a region, a municipality or the country, year by year.

Kolada is kept by RKA, and its figures may be used under CC BY 4.0 where the source is named. Nothing is fetched: the
answer is saved as a file and handed in, so the portal needs no way out. The form of an answer is

    {"values": [{"kpi": "N79191", "municipality": "0024", "period": 2024,
                 "values": [{"gender": "T", "count": 1, "status": "", "value": 79.1}]}]}

with «ou» instead of «municipality» for a unit, and gender T for all, K for women and M for men.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from followup.numbers import round_half_up, trimmed

SOURCE = "Kolada (RKA), CC BY 4.0"
MB = 1024 * 1024
# A key figure of every region and municipality for twenty years is 0.9 MB.
MAX_FILE = 2 * MB
MAX_VALUES = 5_000
MAX_DIGITS = 15
DECIMALS = 6
YEARS = range(1990, 2101)
GENDERS = {"T": "", "K": "women", "M": "men"}
_ID = 20


class Unreadable(Exception):
    """The file is refused; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Given:
    """One value of the file: `breakdown` is "" for all; `value` None where Kolada has none."""

    kpi: str
    place: str
    year: int
    breakdown: str
    value: Decimal | None
    status: str = ""

    @property
    def missing_reason(self) -> str:
        """Why there is none: too few to be told, or not reported."""
        if self.value is not None:
            return ""
        return "confidential" if self.status.casefold() in {"private", "confidential"} else "not_reported"


@dataclass(frozen=True)
class Answer:
    """What a file says, in its own order; `is_partial` where Kolada has divided the answer into several pages."""

    values: tuple[Given, ...]
    is_partial: bool

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(one.place for one in self.values))


def read(content: bytes) -> Answer:
    """The values of a saved answer. Raises Unreadable."""
    if len(content) > MAX_FILE:
        raise Unreadable(_("The file is larger than 2 MB. Ask Kolada for fewer years or fewer regions at a time."))
    data = _parsed(content)
    if not isinstance(data, dict) or not isinstance(data.get("values"), list):
        raise Unreadable(_("The file is no answer of Kolada's: it has no list of values."))
    found = [given for number, row in enumerate(data["values"], 1) for given in _row(row, number)]
    if not found:
        raise Unreadable(_("There are no values in the file."))
    if len(found) > MAX_VALUES:
        raise Unreadable(_("The file holds more than 5 000 values. Ask Kolada for fewer years or fewer regions."))
    _refuse_twice(found)
    return Answer(tuple(found), bool(data.get("next_url") or data.get("next_page") or data.get("next")))


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number
        )
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise Unreadable(
            _("The file is not JSON. Save the answer from Kolada as it is, and choose that file.")
        ) from error


def _no_number(word: str):
    raise ValueError(word)


def _row(row: Any, number: int) -> list[Given]:
    """The values of one key figure, place and year."""
    if not isinstance(row, dict) or not isinstance(row.get("values"), list):
        raise _wrong(number, _("it is not a key figure with values"))
    kpi, place = row.get("kpi"), row.get("municipality", row.get("ou"))
    if not _is_id(kpi):
        raise _wrong(number, _("it names no key figure"))
    if not _is_id(place):
        raise _wrong(number, _("it names no region or municipality"))
    year = _year(row.get("period"))
    if year is None:
        raise _wrong(number, _("its year is not a year"))
    return [_given(one, kpi, place, year, number) for one in row["values"]]


def _given(one: Any, kpi: str, place: str, year: int, number: int) -> Given:
    if not isinstance(one, dict):
        raise _wrong(number, _("one of its values is no value"))
    gender, value, status = one.get("gender", "T"), one.get("value"), one.get("status") or ""
    if not isinstance(gender, str) or gender not in GENDERS:
        raise _wrong(number, _("a gender is neither T, K nor M"))
    if not isinstance(status, str):
        raise _wrong(number, _("a status is no text"))
    if value is not None and not _is_number(value):
        raise _wrong(number, _("a value is no number"))
    exact = None if value is None else trimmed(round_half_up(value, DECIMALS))
    return Given(kpi, place, year, GENDERS[gender], exact, status)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _ID and value.isalnum()


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal) and value.is_finite() and value.adjusted() < MAX_DIGITS


def _year(value: Any) -> int | None:
    """2024, and «2024»."""
    if isinstance(value, str) and value.isdecimal() and len(value) == 4:
        value = Decimal(value)
    return int(value) if isinstance(value, Decimal) and value in YEARS else None


def _wrong(number: int, what: str) -> Unreadable:
    words = {"number": number, "what": what}
    return Unreadable(_("Entry %(number)s of the file cannot be read: %(what)s. Nothing is imported.") % words)


def _refuse_twice(found: list[Given]) -> None:
    seen = set()
    for one in found:
        key = (one.kpi, one.place, one.year, one.breakdown)
        if key in seen:
            words = {"kpi": one.kpi, "place": one.place, "year": one.year}
            raise Unreadable(_("The file says %(kpi)s for %(place)s in %(year)s twice. Nothing is imported.") % words)
        seen.add(key)
