"""R15: a text tells of what was done after the last day that the report tells of.

Pure functions over sections. Swedish texts are read: a verb in the past («genomfördes», «har beslutats») beside a day,
a month or a season that begins when the period has ended. A sentence that speaks of what is to come («ska»,
«planeras»), or of another time as well («i fjol»), is left alone, as is a text in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import date_text
from followup.rule_items import cut
from followup.sections import Section
from followup.written import Written, sentences_of, written_in

_LONGEST_QUOTE = 140
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
# The first month of each, as they are spoken of in Sweden; the winter lies in two years and is left alone.
_SEASONS = {"våren": 3, "sommaren": 6, "hösten": 9}
_MONTH = "|".join(_MONTHS)
_WHEN = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|\b(?:den\s+)?(?P<day>\d{{1,2}})\s+(?P<month_of_day>{_MONTH})(?:\s+(?P<year_of_day>\d{{4}}))?\b"
    rf"|\b(?:i|under)\s+(?P<month>{_MONTH})(?:\s+(?P<year_of_month>\d{{4}}))?\b"
    rf"|\bunder\s+(?P<season>{'|'.join(_SEASONS)})(?:\s+(?P<year_of_season>\d{{4}}))?\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:\w+(?:ades|rdes|ndes|ldes|ttes|ddes|ktes|ptes)|hölls|startade|inleddes|avslutade|invigdes"
    r"|(?:har|hade)\s+(?:\w+\s+)?\w+(?:ats|rts|tts|nts|lts|kts))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:ska|skall|skulle|kommer|planeras|planerades|planerats|beräknas|väntas|förväntas|avses|tänkt"
    r"|förra|fjol|fjolårets|föregående|tidigare|inför|till|från)\b",
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
    return next((found[0] for found in _WHEN.finditer(sentence) if _begins_after(found, ends)), "")


def _begins_after(found: re.Match, ends: date) -> bool:
    """A time without a year is one of the year that the report tells of."""
    part = {name: text.lower() for name, text in found.groupdict().items() if text}
    year = int(next((text for name, text in part.items() if name.startswith("year")), ends.year))
    if season := part.get("season"):
        return date(year, _SEASONS[season], 1) > ends
    if month := part.get("month"):
        return date(year, _MONTHS.index(month) + 1, 1) > ends
    try:
        if "iso" in part:
            return date.fromisoformat(part["iso"]) > ends
        return date(year, _MONTHS.index(part["month_of_day"]) + 1, int(part["day"])) > ends
    except ValueError:
        return False


def _finding(one: Written, sentence: str, when: str, ends: date) -> Finding:
    quoted = cut(" ".join(sentence.split()).strip(" *_#>-").rstrip(".:; "), _LONGEST_QUOTE)
    words = {"name": one.name or _("the report"), "text": quoted, "when": when, "ends": date_text(ends)}
    return Finding(
        rule="R15",
        severity=Severity.NOTICE,
        place=one.place,
        expected=words["ends"],
        found=when,
        sentence=_("%(name)s tells of what was done “%(when)s”, and the report ends on %(ends)s: “%(text)s”.") % words,
        proposal=_("Write it as something planned, give the right time, or leave it to the next report."),
    )
