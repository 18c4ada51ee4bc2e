"""Two tabs of one person on one text, and a network that delays, repeats and loses: a schedule of steps at random.

A tab behaves as static/js/autosave.js does: one save at a time, numbered in the order of typing, each with the
version that the form started from; after a conflict both texts are put one after the other.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from organisation import actions
from organisation.actions import Stamp
from organisation.models import User
from reports.models import ChapterText


@dataclass(frozen=True)
class Save:
    """A save on its way. `seen` are the words that its tab had been shown when it was sent."""

    tab: str
    sequence: int
    version: int
    text: str
    seen: frozenset[str]


@dataclass
class Tab:
    """One form: what stands in it, the version it starts from, and the save whose answer it waits for."""

    name: str
    text: str = ""
    version: int = 0
    sequence: int = 0
    waits_for: Save | None = None
    conflict: tuple[str, int] | None = None
    saved: str = ""
    acknowledged: int = 0
    seen: set[str] = field(default_factory=set)


class Schedule:
    """Runs steps chosen by a seed. `faults` are the invariants that broke, in words."""

    def __init__(self, seed: int, *, row: ChapterText, by: User):
        self.chance = random.Random(seed)
        self.row, self.by = row, by
        self.tabs = [Tab("aaaaaaaa-0001"), Tab("bbbbbbbb-0002")]
        self.network: list[Save] = []
        self.faults: list[str] = []
        self.conflicts = self.words = 0

    def run(self, steps: int) -> None:
        for _step in range(steps):
            getattr(
                self,
                self.chance.choice(
                    [
                        "type",
                        "type",
                        "send",
                        "send",
                        "send",
                        "deliver",
                        "deliver",
                        "deliver",
                        "give_up",
                        "settle",
                        "undo",
                    ]
                ),
            )(self.chance.choice(self.tabs))
        while self.network:
            self.deliver(self.tabs[0])

    def type(self, tab: Tab) -> None:
        self.words += 1
        tab.text = f"{tab.text} {tab.name[0]}{self.words}".strip()
        tab.seen.add(f"{tab.name[0]}{self.words}")

    def undo(self, tab: Tab) -> None:
        """Back to what was acknowledged last, which makes the next save one that changes nothing."""
        if tab.acknowledged and not tab.conflict:
            tab.text = tab.saved

    def send(self, tab: Tab) -> None:
        if tab.waits_for or tab.conflict or not tab.text:
            return
        tab.sequence += 1
        tab.waits_for = Save(tab.name, tab.sequence, tab.version, tab.text, frozenset(tab.seen))
        self.network.append(tab.waits_for)

    def give_up(self, tab: Tab) -> None:
        """The answer, or the save itself, is late or lost: what arrives later is no longer waited for."""
        tab.waits_for = None

    def settle(self, tab: Tab) -> None:
        """Both texts, one after the other."""
        if tab.conflict:
            theirs, tab.version = tab.conflict
            tab.text = " ".join(dict.fromkeys([*theirs.split(), *tab.text.split()]))
            tab.conflict = None

    def deliver(self, _tab: Tab) -> None:
        """Any save that is on its way arrives; one in four arrives again later, one in five is not answered."""
        if not self.network:
            return
        save = self.chance.choice(self.network)
        if self.chance.random() > 0.25:
            self.network.remove(save)
        tab = next(one for one in self.tabs if one.name == save.tab)
        before = self._stored()
        answer = self._write(save)
        self._judge(save, tab, before, self._stored())
        if tab.waits_for is save:
            tab.waits_for = None
            if self.chance.random() > 0.2:
                self._answered(tab, save, answer)

    def _write(self, save: Save):
        try:
            return actions.write(
                row=self.row,
                version=save.version,
                changes={"text": save.text},
                by=self.by,
                stamp=Stamp(save.tab, save.sequence),
            ).version
        except actions.AlreadySaved as late:
            return late.version
        except actions.Conflict as conflict:
            self.conflicts += 1
            return conflict

    def _answered(self, tab: Tab, save: Save, answer) -> None:
        if isinstance(answer, actions.Conflict):
            tab.conflict = (answer.current.text, answer.current.version)
            tab.seen |= set(answer.current.text.split())
            return
        tab.version, tab.saved, tab.acknowledged = answer, save.text, save.sequence

    def _judge(self, save: Save, tab: Tab, before: str, now: str) -> None:
        if before == now:
            return
        if save.sequence < tab.acknowledged:
            self.faults.append(f"{save.sequence} of {tab.name} written over its own {tab.acknowledged}")
        unseen = set(before.split()) - set(now.split()) - save.seen
        if unseen:
            self.faults.append(f"{sorted(unseen)} replaced by {tab.name}, which had not seen them")

    def _stored(self) -> str:
        return ChapterText.objects.filter(**self.row.identity()).values_list("text", flat=True).first() or ""
