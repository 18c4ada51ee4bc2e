"""Types and breaks things, step by step, and judges now and then whether every word is still there."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Browser, Error

from tests.browser.portal import Portal
from tests.faults import stored
from tests.faults.faults import FAULTS
from tests.faults.journal import Journal, Loss
from tests.faults.tab import FORMS, Tab

# Judged so often, in steps.
EVERY = 25
# Two tabs of one person and one of another, often on the same forms.
TABS = [("planerare", "planerare-1"), ("planerare", "planerare-2"), ("chef", "chef-1")]


class World:
    """The portal, three tabs, and the journal of everything that is typed. The same seed makes the same choices."""

    def __init__(self, portal: Portal, browser: Browser, cookies: dict[str, dict], seed: int):
        self.portal, self.chance = portal, random.Random(seed)
        self.journal, self.counts = Journal(), Counter()
        self.faults: Counter[str] = Counter()
        self.told: list[tuple[int, str]] = []
        self.losses: list[Loss] = []
        self.wrong: list[str] = []
        self.contexts = {
            name: browser.new_context(base_url=portal.url, storage_state=cookies[name]) for name, _tab in TABS
        }
        self.tabs = [Tab(tab, self.contexts[name], self.journal, self.chance, self.counts) for name, tab in TABS]

    def begin(self) -> None:
        for tab in self.tabs:
            tab.new()

    def pause(self, least: float, most: float) -> None:
        """Lets the browser go on for a while, in seconds."""
        self.tabs[0].page.wait_for_timeout(self.chance.uniform(least, most) * 1000)

    def story(self, line: str) -> None:
        self.told.append((self.journal.step, line))

    def step(self, kinds: dict = FAULTS) -> None:
        """One fault while something is typed."""
        self.journal.step += 1
        tab = self.chance.choice(self.tabs)
        kind = self.chance.choice(sorted(kinds))
        self.faults[kind] += 1
        self.story(f"{kind}: {tab.name} on {tab.page.url.rsplit('/', 2)[1]}")
        if self.chance.random() < 0.8:
            tab.answer()
        tab.open()
        with kinds[kind](self, tab):
            for _ in range(self.chance.randint(1, 2)):
                self.story(tab.type())
            if self.chance.random() < 0.1:
                tab.choose()
        for one in self.tabs:
            seen = one.look()
            for note in one.notes:
                self.story(f"{one.name}: {note}")
            one.notes.clear()
            if one is tab:
                self.story(f"{one.name} says {[(form['key'], form['state']) for form in seen]}")

    def run(self, steps: int, *, say: Callable[[str], None]) -> None:
        """All the steps. Stops at the first loss, with the story that led to it."""
        self.begin()
        for number in range(1, steps + 1):
            try:
                self.step()
            except Error as error:
                # The driver's own trouble, as a page that is busy with a fault; the words are judged all the same.
                self.counts["steps cut short"] += 1
                self.story(f"cut short: {str(error).splitlines()[0]}")
                self.heal()
            if number % EVERY == 0 or number == steps:
                losses = self.judge()
                say(f"step {number}: {len(self.journal.standing)} words stand, {len(losses)} lost")
                if losses or self.wrong:
                    return

    # ---- The judgement ----

    def judge(self) -> list[Loss]:
        """Mends everything, answers everything, takes back everything that is offered, and looks for each word."""
        self.heal()
        for tab in self.tabs:
            self.until_safe(tab)
        for user in self.contexts:
            tab = next(tab for tab in self.tabs if tab.name.startswith(user))
            for path in ("goals/", "savings/"):
                tab.new(path)
                self.until_safe(tab)
        losses = self.journal.losses(self.held())
        self.journal.forgive(losses)
        self.losses += losses
        for loss in losses[:1]:
            self._trace(loss)
        self.wrong += stored.half_written(self.portal.database)
        return losses

    def _trace(self, loss: Loss) -> None:
        """How the first word that is lost came into the portal, and went."""
        form, column = next((form, one) for form in FORMS for one in form.columns if form.place(one) == loss.place)
        for line in stored.passage(self.portal.database, form.key, column, loss.word):
            self.story(f"{loss.word}: {line}")

    def heal(self) -> None:
        """Ends every fault that may be going on."""
        if self.portal.process is None:
            self.portal.start()
        self.portal.database.mend()
        stored.unlock(self.portal.database)
        for tab in self.tabs:
            try:
                tab.context.set_offline(False)
                tab.page.evaluate("window.badNetwork = {}")
            except Error:
                tab.new()

    def held(self) -> dict[str, list[str]]:
        """What is stored for each place: in the row, or as a text that came too late."""
        kept = stored.kept(self.portal.database)
        found = {}
        for form in FORMS:
            texts = stored.row(self.portal.database, form.key, *form.columns) or [""] * len(form.columns)
            found |= {form.place(column): [text, *kept] for column, text in zip(form.columns, texts, strict=True)}
        return found

    def until_safe(self, tab: Tab, *, seconds: float = 40) -> None:
        """Answers and, after a while, presses Save, as a person does, until the page says that all is saved."""
        began, pressed = time.monotonic(), 0.0
        while time.monotonic() - began < seconds:
            tab.answer()
            unsaved = [form["key"] for form in tab.look() if form["state"] not in {"saved", "idle"}]
            if not unsaved:
                return
            if time.monotonic() - began - pressed > 8:
                pressed = time.monotonic() - began
                self.story(f"{tab.name} presses Save: {unsaved}")
                tab.page.evaluate("document.querySelector('form[data-autosave] [type=submit]')?.click()")
            tab.page.wait_for_timeout(100)
        self.story(f"{tab.name} does not get saved: {unsaved}")
