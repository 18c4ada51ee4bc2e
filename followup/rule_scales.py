"""R9: a scale that does not hold what is said with it, or that leaves a hole between two of its steps.

A scale is an item of the kind «scale», for a board that has words of its own (`scale_item`). Of it the rule reads
`kinds` (the items that are judged by it) and `attribute` (what of them: status or forecast), `words_<code>` (each
step in the board's word) and `counts` (what the facts that count the items begin with).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.findings import Finding, Severity
from followup.numbers import format_value
from followup.rule_items import STATUS_SCALES, label, name_of, said
from followup.sections import Fact, Item
from followup.status import SCALES

KIND = "scale"
_WORDS = "words_"
# One word of a board's own is another name for a step; two and more are the scale that it prints.
_FEWEST = 2
_PER_CENT = re.compile(r"(?:(\d+(?:,\d+)?)\s*[–-]\s*)?(\d+(?:,\d+)?)\s*%")
_BELOW = ("under", "lägre än", "mindre än", "below", "less than", "<")


def scale_item(
    *, key: str, title: str, words: Mapping[str, str], kinds: str, attribute: str, counts: str, lang: str, url: str
) -> Item | None:
    """The scale of a board that prints one: `words` are its own, by code. None where it has no words of its own."""
    if len(words) < _FEWEST:
        return None
    attributes = {"kinds": kinds, "attribute": attribute, "counts": counts}
    attributes |= {f"{_WORDS}{code}": word for code, word in words.items()}
    return Item(key=key, kind=KIND, title=title, lang=lang, attributes=attributes, url=url)


def own_words(items: Iterable[Item]) -> dict[tuple[str, str], dict[str, str]]:
    """The words of the scales that the board prints in its own, by kind of item and attribute."""
    return {
        (kind, said(scale, "attribute")): _words(scale)
        for scale in items
        if scale.kind == KIND
        for kind in said(scale, "kinds").split()
    }


def check_scales(items: Iterable[Item], facts: Mapping[str, Fact]) -> list[Finding]:
    """What is said outside the board's own scale, once for each step; a hole in it; and a code of no scale."""
    known = list(items)
    scales = [item for item in known if item.kind == KIND]
    return [
        *(finding for scale in scales for finding in _outside(scale, known, facts)),
        *(finding for scale in scales for finding in _holes(scale)),
        *(_unknown(item) for item in known if _is_unknown(item)),
    ]


def _outside(scale: Item, items: list[Item], facts: Mapping[str, Fact]) -> Iterator[Finding]:
    """Steps that are used and that the printed scale does not have. What is not assessed yet is no step."""
    name, kinds, words = said(scale, "attribute"), said(scale, "kinds").split(), _words(scale)
    used = Counter(said(item, name) for item in items if item.kind in kinds)
    vocabulary = SCALES["goal_forecast" if name == "forecast" else STATUS_SCALES[kinds[0]][0]]
    for code, count in used.items():
        if code in words or code not in vocabulary or vocabulary[code].is_gap:
            continue
        place = f"{said(scale, 'counts')}.{code}"
        shown = {"scale": scale.title, "step": str(vocabulary[code].label), "count": count}
        shown["steps"] = ", ".join(words.values())
        yield Finding(
            rule="R9",
            severity=Severity.NOTICE,
            place=place if place in facts else scale.key,
            expected=shown["steps"],
            found=shown["step"],
            sentence=ngettext(
                "%(scale)s: “%(step)s” is used %(count)s time, but the board's scale has only %(steps)s.",
                "%(scale)s: “%(step)s” is used %(count)s times, but the board's scale has only %(steps)s.",
                count,
            )
            % shown,
            proposal=_("Add the step to the printed scale, or choose one that it has."),
        )


def _words(scale: Item) -> dict[str, str]:
    return {name.removeprefix(_WORDS): word for name, word in scale.attributes.items() if name.startswith(_WORDS)}


def _holes(scale: Item) -> Iterator[Finding]:
    """Between the highest value of one step and the lowest of the next, where the words give both in per cent."""
    spans = [span for word in _words(scale).values() if (span := _span(word))]
    spans.sort(key=lambda span: span[0])
    for (_low, high, below), (low, _high, _below) in pairwise(spans):
        if high is None or high >= low or (below and high == low):
            continue
        words = {"scale": scale.title, "high": format_value(high, "%"), "low": format_value(low, "%")}
        yield Finding(
            rule="R9",
            severity=Severity.NOTICE,
            place=scale.key,
            expected=words["low"],
            found=words["high"],
            sentence=_(
                "%(scale)s: one step ends at %(high)s and the next begins at %(low)s; what lies between has none."
            )
            % words,
            proposal=_("Let each step begin where the one below it ends."),
        )


def _span(word: str) -> tuple[Decimal, Decimal | None, bool] | None:
    """(lowest, highest or None, whether the highest is outside) of «80–99 %», «minst 100 %» or «under 80 %»."""
    found = _PER_CENT.search(word)
    if not found:
        return None
    first, last = (Decimal(one.replace(",", ".")) if one else None for one in found.groups())
    if first is not None:
        return first, last, False
    return (Decimal(0), last, True) if any(one in word.casefold() for one in _BELOW) else (last, None, False)


def _is_unknown(item: Item) -> bool:
    code, scales = said(item, "status"), STATUS_SCALES.get(item.kind, ())
    return bool(code and scales) and all(code not in SCALES[scale] for scale in scales)


def _unknown(item: Item) -> Finding:
    words = {"name": name_of(item), "status": said(item, "status")}
    words["steps"] = ", ".join(label(scale, code) for scale in STATUS_SCALES[item.kind] for code in SCALES[scale])
    return Finding(
        rule="R9",
        severity=Severity.WARNING,
        place=item.key,
        expected=words["steps"],
        found=words["status"],
        sentence=_("“%(name)s” has the status “%(status)s”, which no step of the scale is.") % words,
        proposal=_("Choose one of: %(steps)s.") % words,
    )
