"""Who else has a form open: told of another tab, and not of the page that one has just left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.pages import BOARD
from tests.faults.typist import until

pytestmark = pytest.mark.browser

STATUS, VERIFY = f"{BOARD}savings/s07/", f"{BOARD}savings/s07/verify/"


def _is_beat(answer: Response) -> bool:
    """Whether somebody's form asked who is there, and was answered. A page on its way out asks nothing."""
    is_leaving = "leave=1" in (answer.request.post_data or "")
    return answer.url.endswith("/presence/") and answer.status == 200 and not is_leaving


def _told(page: Page, path: str) -> str:
    """What the form at the address says of who else has it open, once the portal has answered."""
    with page.expect_response(_is_beat) as answered:
        page.goto(path)
    sentence = answered.value.json()["sentence"]
    expect(page.locator(".presence")).to_have_text(sentence)
    return sentence


def test_moving_between_two_forms_of_a_row_is_no_other_tab(visit):
    page = visit("controller").page
    for path in (STATUS, VERIFY, STATUS):
        _told(page, path)
        # A page may be there before the word that the one before it is gone, and asks once more; nobody else would
        # be gone so soon.
        until(lambda: not page.locator(".presence").inner_text(), "nobody else to be told of", seconds=8)


def test_another_tab_is_told_until_it_goes_elsewhere(visit):
    visitor = visit("controller")
    other = visitor.another()
    assert (_told(visitor.page, STATUS), _told(other, VERIFY)) == ("", "Också öppet hos: du, i en annan flik")
    visitor.go(BOARD)
    # It is said on the way out, and nobody waits for the answer.
    until(lambda: not _told(other, VERIFY), "the tab that went elsewhere to be gone")


def test_the_two_forms_of_a_row_are_told_apart_by_their_titles(visit):
    page = visit("controller").page
    titles = []
    for path in (STATUS, VERIFY):
        page.goto(path)
        titles.append((page.title().split(" · ")[0], page.locator("h1").inner_text()))
    (status, shown), (verify, shown_too) = titles
    assert (verify, shown_too) == (f"Verifiera: {status}", f"Verifiera: {shown}")
