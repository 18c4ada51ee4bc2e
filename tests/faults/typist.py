"""Somebody who types into one text of one form, and writes down each word."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page

from boardportal.demo import PASSWORD
from tests.browser.pages import BOARD, Row
from tests.faults import stored
from tests.faults.journal import Journal


class Typist:
    """`column` is both the form's field and the column of the row with `key`."""

    def __init__(
        self,
        page: Page,
        journal: Journal,
        *,
        path: str = "goals/",
        dom_id: str = "row-goals-m1a",
        column: str = "analysis",
    ):
        self.page, self.journal = page, journal
        self.path, self.dom_id, self.column = path, dom_id, column
        self.key = dom_id.removeprefix("row-").replace("-", ".", 1)
        self.row = Row(page, dom_id)

    def open(self) -> Typist:
        self.page.goto(BOARD + self.path)
        self.row.open()
        self.to_the_end()
        return self

    def to_the_end(self) -> None:
        self.field.click()
        self.page.keyboard.press("Control+End")

    @property
    def field(self) -> Locator:
        return self.row.field(self.column)

    @property
    def text(self) -> str:
        return self.field.input_value()

    def type(self, characters: int) -> str:
        """Types new words where the caret is, key by key, and gives them."""
        words = self.journal.words(characters) + " "
        self.page.keyboard.type(words)
        self.journal.typed(self.dom_id, words)
        return words

    @property
    def state(self) -> str:
        return self.row.form.locator(".save-state").get_attribute("data-state")

    @property
    def said(self) -> str:
        """What is read aloud."""
        return self.page.locator("#live").inner_text()

    def wait(self, state: str, *, seconds: float = 20) -> float:
        """Waits until the page says so of the text; the seconds that took."""
        return until(lambda: self.state == state, f"the state «{state}», not «{self.state}»", seconds=seconds)

    def stored(self, database) -> str:
        found = stored.row(database, self.key, self.column)
        return found[0] if found else ""

    def lost(self, database, *offered: str) -> list:
        """The judgement on everything typed so far."""
        return self.journal.losses({self.dom_id: [self.stored(database), *offered]})


def log_in_again(page: Page) -> None:
    """In the dialog on top of the page."""
    dialog = page.locator("dialog.login-again")
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("[type=submit]").click()
    dialog.wait_for(state="detached")


def until(holds: Callable[[], Any], what: str, *, seconds: float = 20) -> float:
    """Waits until `holds()`; the seconds that took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.05)
    return time.monotonic() - began
