"""What systems call the figures by month: «Ack årsarbetare kvartal», «Sjuktimmar kvinnor», «-29 år»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from staffing.models import MonthFigure

_M, _C = MonthFigure.Measure, MonthFigure.Covers
_DASHES = str.maketrans("–—‐‑‒−", "------")
_TWELVE = re.compile(r"\b(r12|(rullande|senaste|rolling) (12|tolv|twelve)( månader(na)?| mån| months)?)\b")
_QUARTER = re.compile(r"\b(kvartal(et|svis)?|kv|quarter( so far)?)\b")
_SO_FAR = re.compile(r"\b(ack(umulerat|umulerad|umulerade)?|hittills|ytd|so far)\b")
# «Ack årsarbetare år», and not the years of «29 år och yngre».
_YEAR = re.compile(r"(?<![0-9+-])(?<![0-9+-] )\b(helår(et)?|år(et|s)?|year)\b(?! och)")
_MONTH = re.compile(r"\b(månad(en|svis)?|mån|month)\b")
_WORKED = re.compile(
    r"\b(ordinarie )?(arbetstid(en)?|arbetade timmar|arbetstimmar|working hours)( i timmar| timmar)?\b"
)
_SICK = re.compile(r"\b(sjuktimmar|sjuktid|sjukfrånvarotimmar|sick hours)( i timmar)?\b")
_MEASURES = {
    _M.LONG: re.compile(r"\b60\b|långtid"),
    _M.WOMEN: re.compile(r"\bkvinn(a|or)\b|\bwomen\b"),
    _M.MEN: re.compile(r"\bmän\b|(?<!wo)\bmen\b"),
    _M.AGE_UNDER_30: re.compile(
        r"(?<![0-9])-\s?29\b|\b29\b( år)? (och|eller|and) (yngre|younger)|\bunder 30\b|≤ ?29\b"
    ),
    _M.AGE_30_49: re.compile(r"\b30\s?-\s?49\b"),
    _M.AGE_50PLUS: re.compile(
        r"\b50\s?(-|\+)(?!\s?[0-9])|\b50\b( år)? (och|eller|and) (äldre|older)|≥ ?50\b|\böver 50\b|\b50 år-"
    ),
    _M.EMPLOYEES: re.compile(r"\banställda\b|\bmedarbetare\b|\bemployees\b|\bheadcount\b"),
    _M.FTE: re.compile(r"\bårsarbetare\b|\bårsarbetskrafter\b|\bfte\b|\bheltidsekvivalenter\b|full-time equivalents"),
    _M.OVERTIME: re.compile(r"\bövertid\b|\bovertime\b"),
    _M.VACANCIES: re.compile(r"\bvakan(s|ser|ta)\b|\bvacan(t|cies)\b"),
    _M.HIRED: re.compile(r"\bhyrpersonal\b|\binhyrd personal\b|\bhired staff\b"),
    _M.BEDS: re.compile(r"\bvårdplatser\b|\bbeds\b"),
}
# All the words of it, so that «Sjukfrånvaro korttid» is never taken for the total.
_OF_TOTAL = {"total", "totalt", "totala", "in", "i", "procent", "%", "sick", "leave"}
_SICK_LEAVE = {"sjukfrånvaro", "sjukfrånvaron", "sjuktal", "sick"}
_CODES = {one.value.replace("_", " "): one.value for one in _M}


@dataclass(frozen=True)
class Said:
    """What a name of a figure says: the measure, what it covers ("" where it does not say), and which part of a share
    the number is: value, numerator or denominator."""

    measure: str
    covers: str = ""
    part: str = "value"


def said_by(text: str) -> Said | None:
    """None where it says none of the measures, or more than one: nothing is guessed."""
    words = " ".join(text.translate(_DASHES).replace("_", " ").casefold().split()).strip(" .:")
    covers, words = _covers(words)
    part = "value"
    for pattern, name in ((_SICK, "numerator"), (_WORKED, "denominator")):
        if part == "value" and pattern.search(words):
            part, words = name, _without(pattern, words)
    measure = _measure(words, part)
    return Said(measure, covers, part) if measure else None


def covers_of(text: str) -> str | None:
    """What the words of a column of its own say that the figure covers; None where the portal does not know them."""
    words = " ".join(text.casefold().split())
    if words in _C.values:
        return words
    covers, rest = _covers(words)
    return covers if covers and not rest else None


def _covers(words: str) -> tuple[str, str]:
    is_so_far = bool(_SO_FAR.search(words))
    rest = _without(_SO_FAR, words)
    for pattern, covers in ((_TWELVE, _C.TWELVE), (_QUARTER, _C.QUARTER), (_YEAR, _C.YEAR), (_MONTH, _C.MONTH)):
        if pattern.search(rest):
            return covers.value, _without(pattern, rest)
    return (_C.YEAR.value, rest) if is_so_far else ("", rest)


def _measure(words: str, part: str) -> str:
    if words in _CODES:
        return _CODES[words]
    found = [one.value for one, pattern in _MEASURES.items() if pattern.search(words)]
    if len(found) == 1:
        return found[0]
    tokens = set(words.replace(",", " ").split())
    is_sick_leave = part != "value" or tokens & _SICK_LEAVE
    is_total = not found and is_sick_leave and tokens <= _OF_TOTAL | _SICK_LEAVE
    return _M.TOTAL.value if is_total else ""


def _without(pattern: re.Pattern, words: str) -> str:
    return " ".join(pattern.sub(" ", words, count=1).split()).strip(" ,")
