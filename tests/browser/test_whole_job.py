"""The whole job by keyboard alone: the planner reports everything, the manager returns it with a reason, the planner
mends it, the manager approves, the controller seals it and takes the PDF. At 1280 px, and at 400 % zoom."""

from __future__ import annotations

import hashlib
import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from boardportal.demo import PASSWORD
from tests.browser.pages import BOARD, IN_BETWEEN
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

REASON = "Analysen av delmål 1.1 säger inte varför."
FIRST = "Första utkastet utan orsak."
MENDED = "Köerna minskar därför att linjen har fått tolv nya behandlare."
NUMBER = "HSN 777-2025"


class Person:
    """Somebody at the keyboard: a browser of their own, and no mouse."""

    def __init__(self, visit, account: str, width: int):
        self.visitor = visit(width=width)
        self.page: Page = self.visitor.page
        self.page.set_viewport_size({"width": width, "height": 900 if width > 320 else 256})
        self.page.goto("/login/")
        tab_to(self.page, "[name=login]")
        self.page.keyboard.type(account)
        tab_to(self.page, "[name=password]")
        self.page.keyboard.type(PASSWORD)
        self.enter()
        expect(self.page.locator("main form.sign-in")).to_have_count(0)

    def enter(self) -> None:
        self.page.keyboard.press("Enter")

    def follow(self, selector: str, *, key: str = "Tab") -> None:
        """To the link or button by Tab, and through it to the page it leads to."""
        tab_to(self.page, selector, key)
        with self.page.expect_navigation():
            self.enter()

    def start(self) -> None:
        self.follow("a.brand")

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())


class Planner(Person):
    """Reports: what stands as it did in one key, the rest field by field."""

    def report_everything(self) -> None:
        self.follow("main .panel a.button-primary")
        self.page.wait_for_url(f"**{BOARD}reporting/**")
        total = int(self.page.locator("#reporting-head progress").get_attribute("max"))
        for _row in range(total + 1):
            if not self._next():
                return
        raise AssertionError(f"something is missing after {total} rows")

    def _next(self) -> bool:
        """The next row that lacks something, done; False where there is none."""
        row = self.page.evaluate("document.querySelector(`#report-rows .row:not([data-state=done])`)?.id ?? ''")
        if not row:
            return False
        self.page.keyboard.press("n")
        row = self.page.evaluate("document.activeElement.closest('.row')?.id")
        here = self.page.locator(f"#{row}")
        if here.locator("[data-carry]").count():
            self.page.keyboard.press("o")
            expect(here.locator("[data-carry]")).to_have_count(0)
            self._still()
            if here.get_attribute("data-state") == "done":
                return True
        self.page.keyboard.press("e")
        expect(here.locator("form[data-guard]")).to_be_visible()
        self._still()
        self._fill(here)
        self.page.keyboard.press("Control+Enter")
        expect(here.locator("form[data-guard]")).to_have_count(0)
        expect(here).to_have_attribute("data-state", "done")
        self._still()
        return True

    def _fill(self, row) -> None:
        """Each field that is said to be missing and is empty, in the way of its kind."""
        names = row.evaluate(
            """row => [...document.querySelectorAll(`#reporting-head a[data-row="${row.id}"]`)]
                .map((link) => link.dataset.field)
                .filter((name) => ["", "unassessed", "open"].includes(row.querySelector(`[name="${name}"]`).value))"""
        )
        for name in names:
            field = f"#{row.get_attribute('id')} [name={name}]"
            # The form opens with the focus in its first field.
            if not self.page.evaluate("selector => document.activeElement.matches(selector)", field):
                tab_to(self.page, field)
            kind = self.page.evaluate("document.activeElement.tagName")
            if kind == "SELECT":
                self.page.keyboard.press("ArrowDown")
            elif kind == "TEXTAREA":
                self.page.keyboard.insert_text("Skrivet vid tangenterna.")
            else:
                self.page.keyboard.insert_text("5")

    def _still(self) -> None:
        expect(self.page.locator(IN_BETWEEN)).to_have_count(0)

    def write_first_analysis(self, text: str) -> None:
        self._to_first_row()
        self.page.keyboard.press("e")
        row = self.page.locator("#row-goals-m1a")
        expect(row.locator("form[data-guard]")).to_be_visible()
        self._still()
        tab_to(self.page, "#row-goals-m1a [name=analysis]")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Control+Enter")
        expect(row.locator("form[data-guard]")).to_have_count(0)
        self._still()

    def _to_first_row(self) -> None:
        for _row in range(200):
            self.page.keyboard.press("k")
            if self.page.evaluate("document.activeElement.id") == "row-goals-m1a-edit":
                return
        raise AssertionError("the keys do not reach the first row")

    def submit(self) -> None:
        self.page.keyboard.press("s")
        expect(self.page.locator("#submit")).to_be_focused()
        with self.page.expect_navigation():
            self.enter()
        expect(self.page.locator("main [role=alert]")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_whole_job_by_keyboard_alone(visit, portal, width):
    planner = Planner(visit, "planerare", width)
    planner.report_everything()
    planner.write_first_analysis(FIRST)
    planner.submit()

    manager = Person(visit, "chef", width)
    manager.follow("#waiting ~ ul a")
    tab_to(manager.page, "summary:has(+ form[action$='/return/'])")
    manager.enter()
    tab_to(manager.page, "#reason-return")
    manager.page.keyboard.type(REASON)
    manager.follow("form[action$='/return/'] button")
    manager.start()
    assert manager.page.locator("#waiting").count() == 0

    planner.start()
    assert REASON in planner.words
    planner.follow("main .panel a.button-primary")
    planner.write_first_analysis(MENDED)
    planner.submit()

    manager.page.reload()
    manager.follow("#waiting ~ ul a")
    assert manager.page.locator("a[href*='/history/']").count() == 1
    manager.follow("form[action$='/approve/'] button")
    manager.start()
    assert manager.page.locator("#waiting").count() == 0

    controller = Person(visit, "controller", width)
    # The period before waits for its seal too.
    controller.follow(f"#waiting ~ ul a[href^='{BOARD}']")
    controller.follow("a[href$='/report/seal/']")
    for name, text in {"diary_number": NUMBER, "paragraph": "45", "decided_on": "2026-02-12"}.items():
        tab_to(controller.page, f"[name={name}]")
        controller.page.keyboard.type(_as_typed(controller.page, text))
    # The goals of the period cannot be judged: it is sealed with them as exceptions.
    tab_to(controller.page, "[name=exceptions]")
    controller.page.keyboard.press("Space")
    controller.follow("main form button[type=submit]")
    sealed = _download(controller)
    text = _unbroken("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sealed)).pages))
    found = [one for one in (MENDED, NUMBER, FIRST) if _unbroken(one) in text]
    assert found == [MENDED, NUMBER]

    digest = hashlib.sha256(sealed).hexdigest()
    assert digest in "".join(controller.words.split())
    portal.kill()
    portal.start()
    portal.database.run("UPDATE goals_goal SET title = %s WHERE code = %s", "Ett helt annat namn", "m1a")
    controller.page.reload()
    assert hashlib.sha256(_download(controller)).hexdigest() == digest
    assert "Ett helt annat namn" not in controller.words
    planner.visitor.go(BOARD)
    assert "Ett helt annat namn" not in planner.words


def _unbroken(text: str) -> str:
    """Text without what a line break adds to it: white space and hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def _as_typed(page: Page, text: str) -> str:
    """A date field takes day, month and year one after the other, as the browser's language has them."""
    if page.evaluate("document.activeElement.type") != "date":
        return text
    year, month, day = text.split("-")
    order = page.evaluate("new Intl.DateTimeFormat().formatToParts(new Date()).map((part) => part.type)")
    parts = {"year": year, "month": month, "day": day}
    return "".join(parts[one] for one in order if one in parts)


def _download(person: Person) -> bytes:
    tab_to(person.page, "main a[href*='/sealed/'][href$='file.pdf']")
    with person.page.expect_download() as started:
        person.enter()
    return started.value.path().read_bytes()
