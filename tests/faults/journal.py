"""What was typed, key by key, by the one who typed it: the judge of whether anything is lost.

Text is typed in words that occur once, «w000123k», so that each can be found again wherever it ends up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

WORD = re.compile(r"w\d{6}[a-z]")


@dataclass
class Typed:
    """One word: where it was typed, at which step, and what the page said of its text when last looked at."""

    word: str
    place: str
    step: int
    said: str = ""


@dataclass
class Loss:
    """A word that is neither stored nor offered. `silent` where the page never said that it was not saved."""

    word: str
    place: str
    step: int
    silent: bool


@dataclass
class Journal:
    """Every word that stands in a form, by place (a form's field), until it is taken away on purpose."""

    standing: dict[str, Typed] = field(default_factory=dict)
    count: int = 0
    characters: int = 0
    step: int = 0

    def word(self) -> str:
        """A word that has not been typed before. The last letter tells a cut word from a whole one."""
        self.count += 1
        return f"w{self.count:06d}{chr(ord('a') + self.count % 26)}"

    def words(self, characters: int) -> str:
        """New words, about as many characters of them."""
        return " ".join(self.word() for _ in range(max(1, characters // 9)))

    def typed(self, place: str, text: str) -> None:
        """`text` was typed into the field at `place`."""
        self.characters += len(text)
        for word in WORD.findall(text):
            self.standing[word] = Typed(word, place, self.step)

    def removed(self, text: str) -> None:
        """`text` was taken away on purpose."""
        for word in WORD.findall(text):
            self.standing.pop(word, None)

    def saw(self, place: str, text: str, state: str) -> None:
        """The page shows `text` in the field and says «saved», «saving» or «unsaved» of it."""
        for word in WORD.findall(text):
            if word in self.standing and self.standing[word].place == place:
                self.standing[word].said = state

    def losses(self, held: Mapping[str, Iterable[str]]) -> list[Loss]:
        """What is not in any of the texts that are stored, or offered for recovery, for its place."""
        found = {place: set(WORD.findall(" ".join(texts))) for place, texts in held.items()}
        gone = [one for one in self.standing.values() if one.word not in found.get(one.place, ())]
        return [Loss(one.word, one.place, one.step, one.said != "unsaved") for one in gone]

    def forgive(self, losses: Iterable[Loss]) -> None:
        """Lost once is counted once."""
        for loss in losses:
            self.standing.pop(loss.word, None)


def characters(losses: Iterable[Loss]) -> int:
    return sum(len(loss.word) for loss in losses)
