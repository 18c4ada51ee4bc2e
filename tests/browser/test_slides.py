"""The presentation of a meeting's papers: by keyboard, without JavaScript, on a phone, and from the back of a room."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import MEETING, until

pytestmark = pytest.mark.browser

PATH = f"{MEETING}report/slides/"
# What is read from the back of a room, in px on a window of 1280 px.
READABLE = 28

# What each text on the slides is, and how large it is set; the foot says what is said elsewhere on the page.
SIZES = """() => {
    const found = [];
    for (const slide of document.querySelectorAll(".slide")) {
        const words = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
        while (words.nextNode()) {
            const box = words.currentNode.parentElement;
            if (!words.currentNode.data.trim() || box.closest(".slide-foot, .visually-hidden, svg")) continue;
            found.push([parseFloat(getComputedStyle(box).fontSize), words.currentNode.data.trim()]);
        }
    }
    return found;
}"""

# What reaches beyond the window without being in something that scrolls by itself.
TOO_WIDE = """() => {
    const wide = [...document.querySelectorAll("body *")].filter((one) =>
        !one.closest(".slide-table, dialog, .visually-hidden") && one.getBoundingClientRect().right > innerWidth + 1);
    const page = document.documentElement;
    return [page.scrollWidth > page.clientWidth ? "the page" : "", ...wide.map((one) => one.className || one.tagName)]
        .filter(Boolean);
}"""

# A slide begins where the bar ends (within what is rounded), or is wholly in sight at the end of the page.
BELOW_THE_BAR = """(id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    const bar = document.querySelector(".slides-bar").offsetHeight;
    return Math.abs(top - bar) < 4 || (top >= bar - 4 && bottom <= innerHeight + 1);
}"""


@pytest.fixture
def opened(visit):
    """The presentation at its first slide."""
    visitor = visit("planerare")
    assert visitor.go(PATH) == 200
    expect(visitor.page.locator(".slides-steps")).to_be_visible()
    return visitor.page


def count_of(page: Page) -> int:
    return page.locator(".slide").count()


def at_slide(page: Page, number: int) -> None:
    """The slide fills the window below the bar, has the focus on its title, and its place is said."""
    title = page.locator(f"#slide-{number}-title")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    said = " ".join(title.inner_text().split())
    expect(page.locator(".slides-place")).to_have_text(f"Bild {number} av {count_of(page)}: {said}")
    assert page.url.endswith(f"#slide-{number}")
    until(lambda: page.evaluate(BELOW_THE_BAR, f"slide-{number}"))


KEYS = [
    (["ArrowRight"], 2),
    (["ArrowRight", "ArrowRight", "ArrowLeft"], 2),
    (["PageDown", "PageDown", "PageDown"], 4),
    (["PageDown", "PageDown", "PageUp"], 2),
    (["ArrowDown", "ArrowUp", "ArrowLeft"], 1),
    (["End"], -1),
    (["End", "ArrowRight", "PageDown"], -1),
    (["End", "Home"], 1),
]


@pytest.mark.parametrize(("keys", "expected"), KEYS, ids=[" ".join(keys) for keys, _number in KEYS])
def test_keys_go_from_slide_to_slide(opened, keys, expected):
    for key in keys:
        opened.keyboard.press(key)
    at_slide(opened, expected if expected > 0 else count_of(opened))


def test_every_slide_is_come_to_one_after_the_other(opened):
    for number in range(2, count_of(opened) + 1):
        opened.keyboard.press("PageDown")
        at_slide(opened, number)


def test_the_place_is_said_politely(opened):
    place = opened.locator(".slides-place")
    assert (place.get_attribute("role"), place.get_attribute("aria-live")) == ("status", "polite")
    assert re.fullmatch(r"Bild 1 av \d+: Sammanträdeshandlingar", place.inner_text())


def test_a_slide_with_more_text_than_the_window_is_read_to_its_end_first(opened):
    opened.set_viewport_size({"width": 640, "height": 360})
    heights = opened.evaluate("[...document.querySelectorAll('.slide')].map((one) => one.offsetHeight)")
    tall = next(number for number, height in enumerate(heights, 1) if height > 720)
    for _step in range(tall - 1):
        opened.keyboard.press("PageDown")
    at_slide(opened, tall)
    top = opened.evaluate("scrollY")
    opened.keyboard.press("ArrowDown")
    until(lambda: opened.evaluate("scrollY") > top)
    assert opened.url.endswith(f"#slide-{tall}")


def test_full_screen_is_on_f(opened):
    opened.keyboard.press("f")
    until(lambda: opened.evaluate("document.fullscreenElement !== null"))
    expect(opened.locator(".slides-bar")).to_be_hidden()
    opened.keyboard.press("PageDown")
    at_slide(opened, 2)
    opened.keyboard.press("f")
    until(lambda: opened.evaluate("document.fullscreenElement === null"))
    expect(opened.locator("#slide-2-title")).to_be_focused()


def test_the_keys_are_listed_on_a_question_mark_and_the_focus_comes_back(opened):
    opened.keyboard.press("PageDown")
    opened.keyboard.press("?")
    keys = opened.locator("dialog.slides-keys")
    expect(keys).to_be_visible()
    assert opened.evaluate("document.activeElement.closest('dialog') !== null")
    # While it is open no key goes to another slide.
    opened.keyboard.press("PageDown")
    opened.keyboard.press("f")
    assert (opened.evaluate("document.fullscreenElement"), opened.url.endswith("#slide-2")) == (None, True)
    opened.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    at_slide(opened, 2)


def test_letters_with_a_modifier_are_the_browsers_own(opened):
    opened.keyboard.press("Control+ArrowRight")
    opened.keyboard.press("Alt+ArrowDown")
    assert opened.url.endswith("#slide-1")


def test_the_bar_does_what_the_keys_do(opened):
    opened.locator("button[data-step='1']").press("Enter")
    at_slide(opened, 2)
    opened.locator("button[data-step='-1']").press("Enter")
    at_slide(opened, 1)
    opened.locator("button[data-keys]").press("Enter")
    expect(opened.locator("dialog.slides-keys")).to_be_visible()


def test_the_mouse_steps_on_without_looking_for_the_bar(opened):
    ahead = opened.locator("button[data-step='1']").bounding_box()
    for number in (2, 3, 4):
        opened.mouse.click(ahead["x"] + ahead["width"] / 2, ahead["y"] + ahead["height"] / 2)
        at_slide(opened, number)
        # The place is said in more or fewer words: the button may have moved sideways.
        ahead = opened.locator("button[data-step='1']").bounding_box()
        assert 0 <= ahead["y"] < opened.evaluate("innerHeight")


def test_an_address_with_a_slide_opens_there(visit):
    visitor = visit("planerare")
    visitor.go(f"{PATH}#slide-5")
    expect(visitor.page.locator(".slides-place")).to_contain_text("Bild 5 av")
    visitor.page.keyboard.press("PageDown")
    at_slide(visitor.page, 6)


def test_without_javascript_it_is_a_page_to_scroll_with_every_heading(visit, opened):
    titles = opened.locator(".slide-title").all_inner_texts()
    plain = visit("planerare", javascript=False)
    plain.go(PATH)
    page = plain.page
    assert page.locator(".slide :is(h1, h2).slide-title").all_inner_texts() == titles
    expect(page.locator(".slides-steps")).to_be_hidden()
    expect(page.locator("dialog.slides-keys")).to_be_hidden()
    for slide in page.locator(".slide").all():
        expect(slide).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator(".slide").last).to_be_in_viewport(ratio=0.5)
    assert [slide.get_attribute("hidden") for slide in page.locator(".slide").all()] == [None] * len(titles)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_is_wider_than_a_phone(visit, language):
    visitor = visit("planerare").set(width=390, language=language)
    visitor.go(PATH)
    visitor.settle()
    assert visitor.page.evaluate(TOO_WIDE) == []


def test_text_is_large_enough_for_the_back_of_a_room(opened):
    sizes = opened.evaluate(SIZES)
    assert len(sizes) > 100
    assert [(size, text) for size, text in sizes if size < READABLE] == []


def test_text_in_charts_is_large_enough_too(opened):
    small = opened.evaluate(
        """least => [...document.querySelectorAll(".slide svg text")]
            .map((one) => [one.getScreenCTM().a * parseFloat(getComputedStyle(one).fontSize), one.textContent])
            .filter(([size]) => size < least)""",
        arg=READABLE,
    )
    assert small == []
