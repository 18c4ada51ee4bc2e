"""R12 over texts and figures: the same sentence in two places, the same figure entered twice.

Pure functions over sections. Texts are prose, what explains a status, and the `cause` and `action` of an item. What
somebody else wrote (prose with an origin) may well be quoted, what the portal composes is made of figures, and an
explanation of why nothing is said may well be the same; none of them is held against anything, nor is what is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import format_fact
from followup.rule_items import cut, said
from followup.sections import NO_ROW, Fact, Prose, Relation, Section, StatusList

# How many words a sentence, or all that is written, has at least to be held against others. An action is a short
# line; in prose a formula («a forecast is hard to make with what there is») may well come back.
_FEWEST_IN_SENTENCE = 15
_FEWEST_IN_TEXT = 12
_FEWEST_IN_ACTION = 6
_LONGEST_QUOTE = 140
_REFERENCE = re.compile(r"\[\[[^|\]]*\|([^\]]*)\]\]")
_ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"\w+")
_TEXTS = ("cause", "action")


@dataclass(frozen=True)
class _Text:
    """Something that is written, with where it stands: `place` is the key of an item or a figure, `name` in words."""

    place: str
    name: str
    sentences: tuple[tuple[str, str], ...]
    """(as it is written, its words alone)"""
    words: str


def check_texts(sections: Iterable[Section]) -> list[Finding]:
    """A notice for each two places, or more, that have sentences in common word for word."""
    texts = [text for section in sections for text in _texts_of(section) if text.sentences]
    shared: dict[tuple[int, ...], str] = {}
    index = _Index(texts)
    seen: set[str] = set()
    for text in texts:
        for written, words in text.sentences:
            if words in seen:
                continue
            seen.add(words)
            where = index.places_of(words)
            # Of all that two places have in common the longest sentence is shown.
            if len(where) > 1 and len(written) > len(shared.get(where, "")):
                shared[where] = written
    return [_finding([texts[at] for at in where], written) for where, written in shared.items()]


class _Index:
    """In which texts a run of words stands."""

    def __init__(self, texts: list[_Text]):
        self.texts = texts
        self.by_start: dict[str, set[int]] = {}
        for at, text in enumerate(texts):
            words = text.words.split()
            for first in range(len(words) - _FEWEST_IN_ACTION + 1):
                self.by_start.setdefault(" ".join(words[first : first + _FEWEST_IN_ACTION]), set()).add(at)

    def places_of(self, words: str) -> tuple[int, ...]:
        """Each text that the words stand in, as many times as they do."""
        start = " ".join(words.split()[:_FEWEST_IN_ACTION])
        some = sorted(self.by_start.get(start, ()))
        return tuple(at for at in some for _time in range(f" {self.texts[at].words} ".count(f" {words} ")))


def _texts_of(section: Section) -> Iterator[_Text]:
    place = _place(section)
    for block in section.blocks:
        if isinstance(block, Prose) and not (block.origin or block.is_composed):
            about = _item_of(section, block)
            yield _text(about or place, _name(section, block, has_item=bool(about)), block.text)
        elif isinstance(block, StatusList):
            for entry in block.entries:
                if entry.now.code != "unassessed":
                    yield _text(entry.key if _has(section, entry.key) else place, entry.title, entry.text)
    for item in section.items:
        for name in _TEXTS:
            yield _text(item.key, item.title, said(item, name), _FEWEST_IN_ACTION, _FEWEST_IN_ACTION)


def _text(
    place: str, name: str, text: str, in_sentence: int = _FEWEST_IN_SENTENCE, in_text: int = _FEWEST_IN_TEXT
) -> _Text:
    shown = _REFERENCE.sub(r"\1", text)
    whole = _pair(shown)
    pairs = [one for one in map(_pair, _ENDS.split(shown)) if _count(one[1]) >= in_sentence]
    return _Text(
        place=place,
        name=name,
        sentences=(*pairs, *([whole] if whole not in pairs and _count(whole[1]) >= in_text else [])),
        words=whole[1],
    )


def _pair(text: str) -> tuple[str, str]:
    """(as it is written, on one line, and its words alone)"""
    return " ".join(text.split()).strip(" *_#>-"), " ".join(_WORD.findall(text.casefold()))


def _count(words: str) -> int:
    return words.count(" ") + 1


def _name(section: Section, block: Prose, *, has_item: bool) -> str:
    """What the text is called: by its own heading where that names an item, else by its section's."""
    return block.heading if has_item or not section.title else section.title


def _has(section: Section, key: str) -> bool:
    return any(item.key == key for item in section.items)


def _item_of(section: Section, block: Prose) -> str:
    """The item that the prose is about: the one whose number its heading begins with."""
    number = block.heading.partition(" ")[0].casefold()
    return next((item.key for item in section.items if number and item.key.rsplit(".", 1)[-1] == number), "")


def _place(section: Section) -> str:
    """The section's own item, else the first of its items, else the first of its figures."""
    keys = [item.key for item in section.items]
    if section.key in keys:
        return section.key
    return next(iter([*keys, *(fact.key for fact in section.facts)]), "")


def _finding(texts: list[_Text], written: str) -> Finding:
    names = list(dict.fromkeys(text.name or _("the report") for text in texts))
    words = {"text": cut(written.rstrip(".:; "), _LONGEST_QUOTE), "places": ", ".join(names)}
    return Finding(
        rule="R12",
        severity=Severity.NOTICE,
        place=next((text.place for text in reversed(texts) if text.place), ""),
        expected="1",
        found=str(len(texts)),
        sentence=_("The same words stand %(count)s times: “%(text)s” (%(places)s).") % (words | {"count": len(texts)}),
        proposal=_("Say it once, and refer to it; or say what differs."),
    )


def check_figures(facts: Iterable[Fact], relations: Iterable[Relation] = ()) -> list[Finding]:
    """A notice for each figure that is entered twice under the same name, where no relation says that it is."""
    known = {
        frozenset(pair)
        for one in relations
        if one.kind == "repetition"
        for pair in combinations((one.result, *one.parts), 2)
    }
    seen: dict[tuple[str, str, str], Fact] = {}
    found = []
    for fact in facts:
        if fact.value is None or fact.row == NO_ROW or not fact.label:
            continue
        same = seen.setdefault((" ".join(fact.label.casefold().split()), fact.unit, fact.value), fact)
        if same.key != fact.key and frozenset({same.key, fact.key}) not in known:
            found.append(_entered_twice(fact))
    return found


def _entered_twice(fact: Fact) -> Finding:
    words = {"label": fact.label, "value": format_fact(fact)}
    return Finding(
        rule="R12",
        severity=Severity.NOTICE,
        place=fact.key,
        expected="1",
        found="2",
        sentence=_("“%(label)s” is entered twice: both times it is %(value)s.") % words,
        proposal=_("Enter it once, or give each figure a name of its own."),
    )
