"""What a reader does on the pages of the portal, by mouse: the same with htmx and without JavaScript."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Download, Locator, Page, expect

from boardportal.demo import PASSWORD
from tests.project.routes import ROUTES

# The board in the period that is open and empty, and in the one that is approved.
BOARD = "/vasterbotten-hsn/2025/"
APPROVED = "/vasterbotten-hsn/2025-t2/"
MEETING = "/vasterbotten-hsn/2024-06-19/"
WINGS = [
    "",
    "reporting/",
    "goals/",
    "commissions/",
    "commissions/register/",
    "commissions/ledger/u03/",
    "savings/",
    "staffing/",
    "economy/",
    "report/",
    "report/chapters/",
    "meetings/",
    "questions/",
]

# What htmx marks while it fetches and puts in place.
IN_BETWEEN = ".htmx-request, .htmx-swapping, .htmx-added, .htmx-settling"


def main_pages() -> list[str]:
    """What a planner meets: the start page, every list in both periods, and every form."""
    forms = [reverse(name, kwargs=route.kwargs) for name, route in ROUTES.items() if route.kind == "edit"]
    return ["/", *(at + wing for at in (BOARD, APPROVED) for wing in WINGS), *forms]


def log_in(page: Page, username: str) -> None:
    """From wherever the portal asks who one is, to the page that was asked for."""
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("main form.sign-in")).to_have_count(0)


class Row:
    """One row of a list, «row-goals-m1a», and its form: in its place, or on a page of its own."""

    def __init__(self, page: Page, dom_id: str):
        self.page, self.dom_id = page, dom_id
        self.element: Locator = page.locator(f"#{dom_id}")
        self.edit_link: Locator = page.locator(f"#{dom_id}-edit")
        self.form: Locator = self.element.locator("form[data-guard]")
        self.save_button: Locator = self.form.locator("button[type=submit]")

    def open(self) -> Row:
        self.edit_link.click()
        expect(self.form).to_be_visible()
        # Until then a key goes elsewhere than to the form.
        expect(self.page.locator(IN_BETWEEN)).to_have_count(0)
        return self

    def field(self, name: str) -> Locator:
        return self.form.locator(f"[name={name}]")

    def fill(self, **values: str) -> Row:
        """Types into text fields and chooses, by code, in selects."""
        for name, value in values.items():
            field = self.field(name)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def chosen(self, name: str) -> str:
        """The words of what is chosen in a select."""
        return self.field(name).locator("option:checked").text_content().strip()

    def save(self) -> None:
        """Saves, and waits until the row is there to read."""
        self.save_button.click()
        expect(self.form).to_have_count(0)
        expect(self.element).to_be_visible()
        expect(self.page.locator(IN_BETWEEN)).to_have_count(0)

    def save_in_vain(self, status: int) -> None:
        """Saves what the portal refuses with this status; the form stays."""
        url = self.form.get_attribute("action")
        with self.page.expect_response(lambda one: one.request.method == "POST" and url in one.url) as answered:
            self.save_button.click()
        assert answered.value.status == status
        expect(self.form.locator("[role=alert]").first).to_be_visible()
        expect(self.page.locator(IN_BETWEEN)).to_have_count(0)

    @property
    def words(self) -> str:
        """The row as it is read, white space folded."""
        return " ".join(self.element.inner_text().split())


def until(holds: Callable[[], object], *, seconds: float = 10) -> None:
    """Waits until `holds()`, asked from here: what a page is asked to poll by itself, its policy refuses."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, f"waited {seconds} s"
        time.sleep(0.05)


def add_matter(visitor, title: str) -> None:
    """Adds a matter to decide on; its form is the page that follows."""
    visitor.go(f"{BOARD}report/cases/add/")
    visitor.page.fill("[name=title]", title)
    with visitor.page.expect_navigation():
        visitor.page.click("main form.form button[type=submit]")
    expect(visitor.page.locator("main [name=proposal]")).to_be_visible()


def download(page: Page, form: str, folder: Path) -> Path:
    """The report as a file, «pdf» or «html», by its link on the report's page."""
    return _saved(page, f"main a[href$='file.{form}']", folder)


def written_file(visitor, folder: Path) -> Path:
    """The report as a PDF: asked for, written in the background, and fetched."""
    page = visitor.page
    with page.expect_navigation():
        page.click("main button[formaction$='/files/pdf/']")
    expect(page.locator("main progress")).to_be_visible()
    visitor.portal.write_files()
    # Without scripts the page asks again by itself, every other second.
    expect(page.locator("main a[href$='/file/']")).to_be_visible()
    return _saved(page, "main a[href$='/file/']", folder)


def _saved(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.click(link)
    found: Download = started.value
    path = folder / found.suggested_filename
    found.save_as(path)
    return path


def plain(text: str) -> str:
    """Text of a file: soft hyphens gone, every kind of white space one space."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))
