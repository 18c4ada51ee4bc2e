"""What differs between two texts, word by word: pure functions, without a database or markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

# A word with the blanks after it, or the end of a line: «ny rad» is a change that a reader sees.
_TOKEN = re.compile(r"\n|[^\s]+[^\S\n]*|[^\S\n]+")
# Above this many pairs of words or lines, frequent ones no longer start a match: it keeps long texts below a second.
_EXACT_PAIRS = 250_000


class Change(StrEnum):
    """What became of a piece of the text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of words that share what became of them."""

    change: Change
    text: str

    @property
    def is_added(self) -> bool:
        return self.change == Change.ADDED

    @property
    def is_removed(self) -> bool:
        return self.change == Change.REMOVED


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces whose words, without those added, are those of `before`, and without those removed of `after`.

    Words are compared without the blanks behind them, lines first and then the words of what differs.
    Line ends are compared as «\\n», whichever they were. Empty texts give no pieces.
    """
    old, new = _lines(before), _lines(after)
    found = []
    for tag, a1, a2, b1, b2 in _opcodes(old, new):
        if tag == "equal":
            found.append((Change.SAME, "".join(new[b1:b2])))
        else:
            found += _words("".join(old[a1:a2]), "".join(new[b1:b2]))
    return _joined(found)


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def _opcodes(old: list[str], new: list[str]) -> list:
    return SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > _EXACT_PAIRS).get_opcodes()


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)


def _words(before: str, after: str) -> list[tuple[Change, str]]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found = []
    for tag, a1, a2, b1, b2 in _opcodes([_key(one) for one in old], [_key(one) for one in new]):
        if tag == "equal":
            # The last word of one text has no blank behind it: the other's keeps it from the next piece.
            pairs = zip(old[a1:a2], new[b1:b2], strict=True)
            found.append((Change.SAME, "".join(max(pair, key=len) for pair in pairs)))
            continue
        found.append((Change.REMOVED, "".join(old[a1:a2])))
        found.append((Change.ADDED, "".join(new[b1:b2])))
    return found


def _key(token: str) -> str:
    return token if token == "\n" else token.rstrip()


def _joined(found: list[tuple[Change, str]]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece; empty ones left out."""
    filled = [one for one in found if one[1]]
    groups = groupby(filled, key=lambda one: one[0])
    return tuple(Piece(change, "".join(text for _change, text in group)) for change, group in groups)
