"""R12 over texts and figures: the same sentence in two places, the same figure entered twice.

Pure functions over sections. Texts are those of `written.py`; what is short is not held against anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import format_fact
from followup.sections import NO_ROW, Fact, Relation, Section
from followup.written import on_one_line, quoted, sentences_of, written_in

# How many words a sentence, or all that is written, has at least to be held against others. An action is a short
# line; in prose a formula («a forecast is hard to make with what there is») may well come back.
_FEWEST_IN_SENTENCE = 15
_FEWEST_IN_TEXT = 12
_FEWEST_IN_ACTION = 6
_WORD = re.compile(r"\w+")


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
    for one in written_in(section):
        fewest = (_FEWEST_IN_ACTION, _FEWEST_IN_ACTION) if one.is_of_item else (_FEWEST_IN_SENTENCE, _FEWEST_IN_TEXT)
        yield _text(one.place, one.name, one.text, *fewest)


def _text(place: str, name: str, text: str, in_sentence: int, in_text: int) -> _Text:
    whole = _pair(text)
    pairs = [one for one in map(_pair, sentences_of(text)) if _count(one[1]) >= in_sentence]
    return _Text(
        place=place,
        name=name,
        sentences=(*pairs, *([whole] if whole not in pairs and _count(whole[1]) >= in_text else [])),
        words=whole[1],
    )


def _pair(text: str) -> tuple[str, str]:
    """(as it is written, on one line, and its words alone)"""
    return on_one_line(text), " ".join(_WORD.findall(text.casefold()))


def _count(words: str) -> int:
    return words.count(" ") + 1


def _finding(texts: list[_Text], written: str) -> Finding:
    names = list(dict.fromkeys(text.name or _("the report") for text in texts))
    words = {"text": quoted(written), "places": ", ".join(names)}
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
