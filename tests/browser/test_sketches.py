"""Forms that are saved by their button alone keep what is typed until the portal has it."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import until

ASK = "/vasterbotten-hsn/2024-06-19/questions/ask/commissions.v03/"
TEXT = "Hur många av de tolv är tillsatta, och när kommer resten?"


@pytest.fixture
def asking(visit):
    visitor = visit("ledamot")
    assert visitor.go(ASK) == 200
    return visitor


def _field(page):
    return page.locator("textarea[name=text]")


def _write(page, text=TEXT):
    _field(page).press_sequentially(text)
    until(lambda: page.evaluate("localStorage.length") == 1)


def test_a_window_that_is_closed_gives_it_back(asking):
    _write(asking.page)
    context = asking.page.context
    asking.page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(ASK)
    expect(_field(page)).to_have_value(TEXT)
    expect(page.locator("form .notice[role=status]")).to_have_text(
        "Det du skrev här förut är tillbaka: det hade inte sparats."
    )
    # Of this window now: one draft, not two.
    until(lambda: page.evaluate("localStorage.length") == 1)


def test_a_connection_that_is_gone_when_the_button_is_pressed_loses_nothing(asking):
    page = asking.page
    _write(page)
    page.context.set_offline(True)
    page.locator("main button[type=submit]").click()
    until(lambda: page.url.startswith("chrome-error") or page.locator("textarea").count() == 0)
    page.context.set_offline(False)
    page.goto(ASK)
    expect(_field(page)).to_have_value(TEXT)


def test_what_the_portal_has_is_kept_no_longer(asking):
    page = asking.page
    _write(page)
    page.locator("main button[type=submit]").click()
    expect(page.locator(".messages")).to_be_visible()
    until(lambda: page.evaluate("localStorage.length") == 0)
    page.goto(ASK)
    expect(_field(page)).to_have_value("")


def test_who_cancels_has_thrown_it_away(asking):
    page = asking.page
    _write(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("form [data-cancel]").click()
    page.wait_for_url(lambda url: not url.endswith(ASK))
    until(lambda: page.evaluate("localStorage.length") == 0)
    expect(page.get_by_text(TEXT)).to_have_count(0)
