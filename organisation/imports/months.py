"""Months as systems write them: 2024-01, jan-24, januari 2024, 2401, 202401, or the date of a day in it."""

from __future__ import annotations

import re
from datetime import date

_SHORT = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_NUMBERS = re.compile(r"(?P<year>20\d{2}|19\d{2})[-/. ]?(?P<month>0[1-9]|1[0-2])(?:[-/. ]?\d{2})?(?: 00:00(?::00)?)?")
_COMPACT = re.compile(r"(?P<year>\d{2})(?P<month>0[1-9]|1[0-2])")
_MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>20\d{2})")
_WORDS = re.compile(r"(?P<name>[a-z]{3,9})[.]?[-/ ]?(?P<year>(?:20)?\d{2})")
_WORDS_LAST = re.compile(r"(?P<year>20\d{2})[-/ ]?(?P<name>[a-z]{3,9})[.]?")
_LONG = {
    **{
        name: number
        for number, name in enumerate(
            (
                "januari",
                "februari",
                "mars",
                "april",
                "maj",
                "juni",
                "juli",
                "augusti",
                "september",
                "oktober",
                "november",
                "december",
            ),
            1,
        )
    },
    **{
        name: number
        for number, name in enumerate(
            (
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ),
            1,
        )
    },
    **{name: number for number, name in enumerate(_SHORT, 1)},
    **_ENGLISH,
    "sept": 9,
}


def month_of(text: str) -> date | None:
    """The first day of the month that the text names; None where it names none, or could mean more than one."""
    clean = " ".join(text.casefold().split())
    for pattern in (_NUMBERS, _COMPACT, _MONTH_FIRST):
        if found := pattern.fullmatch(clean):
            return date(_year(found["year"]), int(found["month"]), 1)
    found = _WORDS.fullmatch(clean) or _WORDS_LAST.fullmatch(clean)
    if found and (number := _LONG.get(found["name"])):
        return date(_year(found["year"]), number, 1)
    return None


def _year(text: str) -> int:
    """Two digits are of this century: no export of figures is older."""
    return int(text) if len(text) == 4 else 2000 + int(text)
