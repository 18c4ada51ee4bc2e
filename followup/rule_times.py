"""R15: a text tells of what was done after the last day that the report tells of.

Pure functions over sections. Swedish texts are read: a verb in the past («genomfördes», «har beslutats») beside a day,
a month or a season that begins when the period has ended. A time without a year is the nearest: in the tertial after
the period it is judged, and any later one is taken for that of the year before. A sentence that speaks of what is to
come («ska», «planeras»), or of another time as well («i fjol»), is left alone, as is a text in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import date_text
from followup.sections import Section
from followup.written import Written, quoted, sentences_of, written_in

# The first month of each, as they are spoken of in Sweden; the winter lies in two years and is left alone.
_SEASONS = {"våren": 3, "sommaren": 6, "hösten": 9}
_TERTIAL = timedelta(days=123)
_PAST = re.compile(
    r"\b(?:\w+(?:ades|rdes|ändes|ldes|ttes|ddes|ktes|ptes)|hölls|startade|inleddes|avslutade"
    r"|(?:har|hade)\s+(?:\w+\s+)?(?!\w*(?:plats|insats|satsats)\b)\w+(?:ats|its|örts|jorts|llts|änts))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:ska|skall|skulle|kommer|planeras|planerades|planerats|beräknas|väntas|förväntas|avses|tänkt"
    r"|förra|fjol|fjolårets|föregående|tidigare)\b",
    re.IGNORECASE,
)
# Not when it was done, but until or before when it holds; and what stands after «att» may be what was decided of.
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:till(?:\s+och\s+med|\s+den)?|t\.o\.m\.|från(?:\s+och\s+med|\s+den)?|fr\.o\.m\.|inför|före|senast|att\b.*)\s*$",
    re.IGNORECASE,
)


def check_times(sections: Iterable[Section], *, ends: date | None = None) -> list[Finding]:
    """A notice for each sentence that tells of something done after `ends`; without it nothing is judged."""
    if not ends:
        return []
    return [
        _finding(one, sentence, found, ends)
        for section in sections
        for one in written_in(section)
        if one.place
        for sentence in sentences_of(one.text)
        if (found := _done_later(sentence, ends))
    ]


def _done_later(sentence: str, ends: date) -> str:
    """The words of the first time after `ends` in a sentence about what was done; "" where there is none."""
    if not _PAST.search(sentence) or _NOT_YET.search(sentence):
        return ""
    return next(
        (
            found[0]
            for found in _when().finditer(sentence)
            if not _OF_ANOTHER_TIME.search(sentence[: found.start()]) and _is_after(found, ends)
        ),
        "",
    )


@cache
def _months() -> dict[str, int]:
    with translation.override("sv"):
        return {str(name).lower(): number for number, name in MONTHS.items()}


@cache
def _when() -> re.Pattern[str]:
    """A day, a month or a season, the last two after «i» or «under»: the groups are `iso`, `day`, `word`, `year`."""
    months, seasons = "|".join(_months()), "|".join(_SEASONS)
    return re.compile(
        rf"\b(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
        rf"|(?:(?:den\s+)?(?P<day>\d{{1,2}})\s+(?=(?:{months})\b)|(?:i|under)\s+)"
        rf"(?P<word>{months}|{seasons})(?:\s+(?P<year>\d{{4}}))?)\b",
        re.IGNORECASE,
    )


def _is_after(found: re.Match[str], ends: date) -> bool:
    """Whether the time begins after the period. A day that does not exist is not judged."""
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"]) > ends
        word = found["word"].lower()
        month = _SEASONS.get(word) or _months()[word]
        begins = date(int(found["year"] or ends.year), month, int(found["day"] or 1))
    except ValueError:
        return False
    if found["year"]:
        return begins > ends
    return ends < begins <= ends + _TERTIAL


def _finding(one: Written, sentence: str, when: str, ends: date) -> Finding:
    words = {"name": one.name or _("the report"), "text": quoted(sentence), "when": when, "ends": date_text(ends)}
    return Finding(
        rule="R15",
        severity=Severity.NOTICE,
        place=one.place,
        expected=words["ends"],
        found=when,
        sentence=_("%(name)s tells of what was done “%(when)s”, and the report ends on %(ends)s: “%(text)s”.") % words,
        proposal=_("Write it as something planned, give the right time, or leave it to the next report."),
    )
