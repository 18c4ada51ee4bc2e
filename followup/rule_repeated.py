"""R5 and R12 over items: the same thing twice, with other attributes (R5) or word for word (R12).

Pure functions over a payload's items. Items are the same where they have the same key, or the same kind and title
but for case and spaces. What is kept over the years (the register of commissions) is another list of the same
things, and is not held against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.findings import Finding, Severity
from followup.numbers import date_text
from followup.rule_items import forecast_words, name_of, said, status_words
from followup.sections import Item

_KINDS = {"goal", "sub_goal", "perspective", "indicator", "commission", "commission_part", "activity", "measure"}
# Two of these with one title are one thing. Indicators and activities may have a name in common under two goals.
_ONE_BY_TITLE = {"goal", "sub_goal", "commission", "measure"}
_COMPARED = ("status", "forecast", "start", "end", "target", "giver", "periodicity", "decision")


def check_repeated(items: Iterable[Item]) -> list[Finding]:
    """Items that stand twice: a warning where they say different things, else a notice."""
    known = [item for item in items if item.kind in _KINDS]
    return [finding for same in _same(known) for finding in _judge(same)]


def _same(items: list[Item]) -> list[list[Item]]:
    """The items that are the same thing, in groups of two and more."""
    by_key: dict[str, list[Item]] = {}
    by_title: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        by_key.setdefault(item.key, []).append(item)
        by_title.setdefault((item.kind, " ".join(item.title.casefold().split())), []).append(item)
    with_one_key = [some for some in by_key.values() if len(some) > 1]
    with_one_title = [some for some in by_title.values() if len({one.key for one in some}) > 1]
    return with_one_key + with_one_title


def _judge(same: Sequence[Item]) -> Iterator[Finding]:
    has_one_key = len({one.key for one in same}) == 1
    found = []
    if has_one_key or same[0].kind in _ONE_BY_TITLE:
        found = [finding for pair in combinations(same, 2) for finding in _differences(*pair)]
    if found:
        yield from found
    elif not has_one_key:
        yield _twice(same)


def _differences(first: Item, second: Item) -> Iterator[Finding]:
    for name in _COMPARED:
        one, other = said(first, name), said(second, name)
        if not one or not other or one == other:
            continue
        words = {"name": name_of(first), "first": _words(first, name), "second": _words(second, name)}
        words["what"] = _what(name)
        yield Finding(
            rule="R5",
            severity=Severity.WARNING,
            place=second.key,
            expected=words["first"],
            found=words["second"],
            sentence=_("“%(name)s” stands twice, with two answers about %(what)s: “%(first)s” and “%(second)s”.")
            % words,
            proposal=_("Decide which one is right, and let it stand once."),
        )


def _what(name: str) -> str:
    return {
        "status": pgettext("two answers about", "the status"),
        "forecast": pgettext("two answers about", "the forecast"),
        "start": pgettext("two answers about", "the start date"),
        "end": pgettext("two answers about", "the end date"),
        "target": pgettext("two answers about", "the target"),
        "giver": pgettext("two answers about", "the giver"),
        "periodicity": pgettext("two answers about", "the periodicity"),
        "decision": pgettext("two answers about", "the decision"),
    }[name]


def _words(item: Item, name: str) -> str:
    if name == "status":
        return status_words(item)
    if name == "forecast":
        return forecast_words(said(item, name))
    try:
        return date_text(date.fromisoformat(said(item, name)))
    except ValueError:
        return said(item, name)


def _twice(same: Sequence[Item]) -> Finding:
    words = {"name": name_of(same[0]), "count": len({one.key for one in same})}
    return Finding(
        rule="R12",
        severity=Severity.NOTICE,
        place=same[-1].key,
        expected="1",
        found=str(words["count"]),
        sentence=_("“%(name)s” is the name of %(count)s of the same kind: a reader cannot tell them apart.") % words,
        proposal=_("Take one of them away, or give each a name of its own."),
    )
