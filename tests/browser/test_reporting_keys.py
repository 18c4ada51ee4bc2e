"""«Min rapportering» without a mouse: from row to row, into a form and out of it, and on to the next."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import BOARD, IN_BETWEEN, Row

pytestmark = pytest.mark.browser
PAGE = f"{BOARD}reporting/"


def _focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def _press(page, key: str) -> str:
    page.keyboard.press(key)
    return _focused(page)


def _waits(page):
    expect(page.locator(IN_BETWEEN)).to_have_count(0)


@pytest.fixture
def page(visit):
    visitor = visit("planerare")
    visitor.go(PAGE)
    return visitor.page


def test_letters_move_between_rows_and_to_the_button(page):
    assert [_press(page, key) for key in ("j", "j", "k", "ArrowDown", "ArrowUp", "n", "s")] == [
        "row-goals-m1a-edit",
        "row-goals-i01-edit",
        "row-goals-m1a-edit",
        "row-goals-i01-edit",
        "row-goals-m1a-edit",
        "row-goals-i01-edit",
        "submit",
    ]


def test_a_row_is_written_and_the_next_one_opens_without_the_mouse(page):
    page.keyboard.press("j")
    page.keyboard.press("e")
    row = Row(page, "row-goals-m1a")
    expect(row.field("status")).to_be_focused()
    row.field("analysis").focus()
    page.keyboard.type("jkons skrivs som text")
    expect(row.field("analysis")).to_have_value("jkons skrivs som text")
    page.keyboard.press("Alt+n")
    following = Row(page, "row-goals-i01")
    expect(following.form).to_be_visible()
    expect(row.form).to_have_count(0)
    expect(following.field("value")).to_be_focused()
    expect(row.element.locator(".report-shown")).to_contain_text("4 ")


def test_unchanged_is_one_key_and_the_head_follows_without_taking_the_focus(page):
    page.keyboard.press("j")
    page.keyboard.press("o")
    row = page.locator("#row-goals-m1a")
    expect(row).to_have_attribute("data-state", "done")
    expect(row.locator(".carried")).to_contain_text("Tertial 2 2025")
    expect(page.locator("#reporting-head progress")).to_have_attribute("value", "1")
    _waits(page)
    assert _focused(page) == "row-goals-m1a-edit"


def test_what_is_missing_opens_the_form_at_the_very_field(page):
    page.locator("#report-missing summary").click()
    page.locator("#step-row-goals-m1a-analysis").click()
    expect(Row(page, "row-goals-m1a").field("analysis")).to_be_focused()


def test_what_is_missing_leads_to_the_field_without_javascript(visit):
    visitor = visit("planerare", javascript=False)
    visitor.go(PAGE)
    visitor.page.locator("#report-missing summary").click()
    visitor.page.locator("#step-row-goals-m1a-analysis").click()
    visitor.page.wait_for_url(f"**{BOARD}goals/m1a/#row-goals-m1a-analysis")
    expect(visitor.page.locator("#row-goals-m1a-analysis")).to_be_visible()


def test_the_letters_can_be_turned_off_and_stay_so(page):
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#keys-single").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.reload()
    assert [_press(page, key) for key in ("j", "?")] == ["", ""]
    page.locator("#keys-open").click()
    expect(page.locator("#keys-single")).not_to_be_checked()


def test_a_refused_submission_stands_at_the_pages_own_address(page):
    page.locator("#submit").click()
    expect(page.locator("main [role=alert]")).to_be_visible()
    page.wait_for_url(f"**{PAGE}")
    Row(page, "row-reports-summary").open().fill(text="Kort.").save()
    expect(page.locator("#row-reports-summary")).to_have_attribute("data-state", "done")
