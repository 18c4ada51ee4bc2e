"""R8, when: end dates and periodicity against what is stated elsewhere, against each other, and against the status.

Pure functions over a payload's items. They read `start`, `end`, `status` and `periodicity` (in words, with its code
in `periodicity_code`), and what a text says beside them: `continues_until`, `stated_end`, `stated_periodicity`, each
with its place in «<name>_place» and its own words in «<name>_words». A date is ISO; anything else is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import date_text
from followup.rule_items import day_of, name_of, place_of, said, status_words
from followup.sections import Item

_KINDS = {"commission", "commission_part", "activity"}
# A status that tells of no trouble with the time. One that is delayed or paused has said it.
_AS_PLANNED = {"not_started", "on_track", "ongoing"}
_UNDER_WAY = {"on_track", "ongoing", "deviating", "done", "done_deviation"}


def check_dates(items: Iterable[Item], *, ends: date | None = None) -> list[Finding]:
    """What dates and periodicity say against each other. `ends` is the last day that the report tells of: without
    it nothing is held against the calendar."""
    found = []
    for item in items:
        if item.kind not in _KINDS:
            continue
        found += [
            _in_order(item),
            _later_end(item, "continues_until"),
            _later_end(item, "stated_end"),
            _periodicity(item),
            *([_overdue(item, ends), _not_begun(item, ends)] if ends else []),
        ]
    return [finding for finding in found if finding]


def _in_order(item: Item) -> Finding | None:
    start, end = day_of(item, "start"), day_of(item, "end")
    if not start or not end or start <= end:
        return None
    words = {"name": name_of(item), "start": date_text(start), "end": date_text(end)}
    return _finding(
        item,
        Severity.WARNING,
        expected=words["start"],
        found=words["end"],
        sentence=_("%(name)s ends on %(end)s, before it begins on %(start)s.") % words,
        proposal=_("Correct one of the two dates."),
    )


def _later_end(item: Item, name: str) -> Finding | None:
    """The text tells of another end than the one that is registered."""
    stated, end = day_of(item, name), day_of(item, "end")
    if not stated or not end or stated == end or (name == "continues_until" and stated < end):
        return None
    told = date_text(stated)
    if own := said(item, f"{name}_words"):
        told = f"{told} ({own})"
    words = {"place": place_of(item, name), "stated": told, "name": name_of(item), "end": date_text(end)}
    return _finding(
        item,
        Severity.NOTICE,
        expected=words["stated"],
        found=words["end"],
        sentence=_("%(place)s says that the work goes on until %(stated)s; the end date of %(name)s is %(end)s.")
        % words,
        proposal=_("Move the end date, or say that what follows is another commission."),
    )


def _periodicity(item: Item) -> Finding | None:
    stated, registered = said(item, "stated_periodicity"), said(item, "periodicity_code")
    if not stated or not registered or stated == registered:
        return None
    words = {
        "place": place_of(item, "stated_periodicity"),
        "stated": _periodicity_words(stated),
        "name": name_of(item),
        "registered": said(item, "periodicity") or _periodicity_words(registered),
    }
    return _finding(
        item,
        Severity.NOTICE,
        expected=words["stated"],
        found=words["registered"],
        sentence=_("%(place)s says “%(stated)s” of how often %(name)s is reported; the list says “%(registered)s”.")
        % words,
        proposal=_("Decide how often it is reported, and say the same in both places."),
    )


def _periodicity_words(code: str) -> str:
    """A periodicity in words, as the commissions' own list has them; the code itself for any other."""
    known = {
        "every_meeting": _("Every board meeting"),
        "month": _("Monthly"),
        "tertial": _("Each tertial"),
        "half_year": _("Each half-year"),
        "year": _("Yearly"),
        "once": _("Once"),
    }
    return known.get(code, code)


def _overdue(item: Item, ends: date) -> Finding | None:
    """The end date has passed, and nothing in the status says so."""
    end = day_of(item, "end")
    if not end or end >= ends or said(item, "status") not in _AS_PLANNED:
        return None
    words = {"name": name_of(item), "end": date_text(end), "status": status_words(item), "ends": date_text(ends)}
    return _finding(
        item,
        Severity.WARNING,
        expected=words["end"],
        found=words["status"],
        sentence=_("%(name)s was to end on %(end)s, and on %(ends)s the status is “%(status)s”.") % words,
        proposal=_("Report it as done or delayed, or move the end date."),
    )


def _not_begun(item: Item, ends: date) -> Finding | None:
    """Under way before it begins."""
    start = day_of(item, "start")
    if not start or start <= ends or said(item, "status") not in _UNDER_WAY:
        return None
    words = {"name": name_of(item), "start": date_text(start), "status": status_words(item), "ends": date_text(ends)}
    return _finding(
        item,
        Severity.NOTICE,
        expected=words["start"],
        found=words["status"],
        sentence=_("%(name)s begins on %(start)s, and on %(ends)s the status is already “%(status)s”.") % words,
        proposal=_("Correct the status, or the date when it begins."),
    )


def _finding(item: Item, severity: Severity, **words: str) -> Finding:
    return Finding(rule="R8", severity=severity, place=item.key, **words)
