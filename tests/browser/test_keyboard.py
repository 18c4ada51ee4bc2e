"""The keyboard alone is enough, and no page is wider than its window."""

from __future__ import annotations

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from boardportal.demo import PASSWORD
from tests.browser.pages import APPROVED, BOARD, Row, main_pages, plain

pytestmark = pytest.mark.browser


# What has the focus, where it is not marked as such or something lies over it.
UNSEEN = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    // The middle of what is in the window: a long text is higher than a low window.
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const there = top < bottom ? document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2) : null;
    const isOnScreen = one.contains(there) || there?.contains(one);
    const outline = getComputedStyle(one);
    const isMarked = outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) >= 2;
    return one === document.body || (isOnScreen && isMarked)
        ? "" : `${one.outerHTML.slice(0, 200)} at ${box.top} to ${box.bottom} of ${innerHeight}`;
}"""


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Presses Tab until the focus is there. On every stop of the way it is marked and nothing lies over it."""
    for _press in range(120):
        page.keyboard.press(key)
        # The browser scrolls to the focus in the frame after.
        for _frame in range(100):
            unseen = page.evaluate(UNSEEN)
            if not unseen:
                break
            page.wait_for_timeout(20)
        assert unseen == ""
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def _log_in(page: Page):
    page.goto("/login/")
    tab_to(page, "[name=login]")
    page.keyboard.type("planerare")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("main form.sign-in")).to_have_count(0)


def test_a_sub_goal_is_reported_and_exported_by_keyboard_alone(visit, tmp_path):
    page = visit().page
    _log_in(page)
    tab_to(page, f"main a.button[href='{BOARD}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BOARD}")
    tab_to(page, f".site-nav a[href='{BOARD}goals/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BOARD}goals/")
    row = Row(page, "row-goals-m1a")
    tab_to(page, "#row-goals-m1a-edit")
    page.keyboard.press("Enter")

    expect(row.field("status")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=forecast]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=analysis]")
    page.keyboard.type("Skrivet utan mus.")
    chosen = [row.chosen("status"), row.chosen("forecast")]
    page.keyboard.press("Control+Enter")

    expect(row.edit_link).to_be_focused()
    expect(page.locator("#live")).to_have_text("Sparat")
    assert [text for text in [*chosen, "Skrivet utan mus."] if text not in row.words] == []

    tab_to(page, f".site-nav a[href='{BOARD}report/']", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BOARD}report/")
    tab_to(page, "main a[href$='file.html']")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    report = plain(html.fromstring(started.value.path().read_bytes()).text_content())
    assert [text for text in ["UTKAST", *chosen, "Skrivet utan mus."] if text not in report] == []


def test_escape_closes_a_form_that_is_unchanged_and_the_focus_is_where_it_was(visit):
    visitor = visit("planerare")
    visitor.go(BOARD + "goals/")
    row = Row(visitor.page, "row-goals-m1a").open()
    visitor.page.keyboard.press("Escape")
    expect(row.form).to_have_count(0)
    expect(row.edit_link).to_be_focused()
    expect(visitor.page.locator("#live")).to_have_text("")


def test_a_menu_opens_and_closes_by_key(visit):
    visitor = visit("planerare")
    visitor.go(APPROVED)
    tab_to(visitor.page, ".menu-end summary")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".menu-end .menu-body")).to_be_visible()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".menu-end .menu-body")).to_be_hidden()
    expect(visitor.page.locator(".menu-end summary")).to_be_focused()


def test_the_first_stop_leads_past_the_menus(visit):
    visitor = visit("planerare")
    visitor.go(APPROVED)
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator("a.skip")).to_be_focused()
    expect(visitor.page.locator("a.skip")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_is_wider_than_its_window(visit, width):
    visitor = visit("planerare", width=width)
    assert [found for path in main_pages() if (found := _too_wide(visitor, path))] == []


def _too_wide(visitor, path: str) -> str:
    """What stands out of the window on the right, innermost last; empty where nothing does."""
    visitor.go(path)
    return visitor.page.evaluate(
        """path => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return "";
            const wide = [...document.querySelectorAll("main *, header *")].filter(
                (one) => one.getBoundingClientRect().left + one.scrollWidth > root.clientWidth
                    && !one.closest(".table-scroll, .visually-hidden"));
            const names = wide.slice(-3).map((one) => `${one.tagName}.${one.className}`).join(", ");
            return `${path}: ${root.scrollWidth} px, ${names}`;
        }""",
        path,
    )
