"""What stands where: a phone shows what one came for first, and figures beside each other stand in line."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages import APPROVED, BOARD, Row

pytestmark = pytest.mark.browser

PHONES = (360, 390)


@pytest.mark.parametrize("width", PHONES)
def test_the_history_stands_beside_the_button_on_a_phone(visit, width):
    visitor = visit("planerare", width=width)
    visitor.go(BOARD + "goals/m1a/")
    Row(visitor.page, "row-goals-m1a").fill(analysis="En mening.")
    expect(visitor.page.locator(".save-state")).to_have_attribute("data-state", "saved")
    visitor.go(BOARD + "goals/m1a/")
    bar = visitor.page.locator(".entry .form-actions")
    save, history = (bar.locator(one).bounding_box() for one in ("button[type=submit]", ".history-link"))
    assert abs(save["y"] + save["height"] / 2 - history["y"] - history["height"] / 2) < 2
    assert history["x"] + history["width"] <= width


@pytest.mark.parametrize(("width", "is_open"), [(390, False), (1280, True)])
def test_the_filters_are_folded_on_a_phone_and_open_in_a_wide_window(visit, width, is_open):
    visitor = visit("planerare", width=width)
    visitor.go(APPROVED + "savings/")
    field, summary = visitor.page.locator("#filter-status"), visitor.page.locator(".filters-fold > summary")
    assert (field.is_visible(), summary.is_visible()) == (is_open, not is_open)


def test_the_fold_counts_what_is_chosen_and_stays_open(visit):
    visitor = visit("planerare", width=390)
    visitor.go(APPROVED + "savings/")
    summary = visitor.page.locator(".filters-fold > summary")
    before = summary.inner_text()
    summary.click()
    visitor.page.select_option("#filter-status", "decided")
    expect(visitor.page.locator("#savings-set")).to_contain_text("1")
    assert (visitor.page.locator("#filter-status").is_visible(), summary.inner_text().startswith(before)) == (
        True,
        True,
    )
    visitor.page.reload()
    assert visitor.page.locator("#filter-status").is_visible()


def test_figures_beside_each_other_stand_in_line(visit):
    visitor = visit("planerare")
    visitor.go(APPROVED + "economy/")
    boxes = [one.bounding_box() for one in visitor.page.locator("#economy-overview .figures .figure-number").all()]
    assert (len(boxes), len({round(box["y"]) for box in boxes})) == (4, 1)
