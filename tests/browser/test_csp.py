"""The content security policy holds: nothing is refused, nothing is asked for elsewhere, and charts come alive.

What the browser says about a page (a refused script or style, an error, a request to another origin) every
test of this folder collects, and fails on at its end: `visit` in conftest.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages import APPROVED, BOARD

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    APPROVED,
    BOARD,
    *(APPROVED + part for part in ("goals/", "commissions/", "savings/", "staffing/", "economy/", "report/")),
    APPROVED + "figures/goals.total/",
    BOARD + "report/chapters/",
    BOARD + "goals/m1a/",
    "/there-is-no-such-page/",
]
WITH_CHARTS = [APPROVED, APPROVED + "report/"]


def test_the_browser_has_nothing_to_say_about_any_page(visit):
    visitor = visit("planerare")
    for path in PAGES:
        visitor.go(path)
        visitor.settle()
    assert visitor.complaints == []


def test_what_the_policy_forbids_is_heard_by_the_tests(visit):
    visitor = visit()
    visitor.go("/login/")
    visitor.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
    visitor.page.evaluate("fetch('https://example.org/').catch(() => {})")
    visitor.page.wait_for_timeout(300)
    heard, visitor.complaints = visitor.complaints, []
    assert [one for one in heard if "style" in one and "Content Security Policy" in one] != []
    assert [one for one in heard if "example.org" in one] != []


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_every_chart_comes_alive_on_a_wide_screen(visit, path):
    visitor = visit("planerare")
    visitor.go(path)
    visitor.settle()
    charts = visitor.page.locator(".chart:visible")
    assert charts.count() > 0
    assert charts.locator(".chart-live:visible").count() == charts.count()
    # The picture gives way to the live chart: never both, never neither.
    expect(charts.locator(".chart-picture:visible")).to_have_count(0)


@pytest.mark.parametrize(("width", "javascript"), [(390, True), (1280, False), (390, False)])
def test_a_chart_is_a_picture_on_a_phone_and_without_javascript(visit, width, javascript):
    visitor = visit("planerare", width=width, javascript=javascript)
    visitor.go(APPROVED)
    charts = visitor.page.locator(".chart:visible")
    pictures = charts.locator(".chart-picture svg:visible")
    assert charts.count() > 0
    assert pictures.count() == charts.count()
    assert all(picture.bounding_box()["height"] > 40 for picture in pictures.all())
    expect(visitor.page.locator(".chart-live:visible")).to_have_count(0)
