"""Every interaction by htmx: what is swapped in is what a reload shows, the focus stays where one works, and nothing
else on the page moves away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.pages import BOARD, IN_BETWEEN, Row, add_matter
from tests.project.routes import AT, ROUTES

pytestmark = pytest.mark.browser

# route of a form → the list that its row stands in, and what is typed
FORMS = {
    "goals:assess": ("goals/", {"analysis": "Ord för ord."}),
    "goals:indicator": ("goals/", {"comment": "Ord för ord."}),
    "commissions:report": ("commissions/", {"analysis": "Ord för ord."}),
    "commissions:figure": ("commissions/", {"value": "12"}),
    "savings:status": ("savings/", {"comment": "Ord för ord."}),
    "savings:target": ("savings/", {"comment": "Ord för ord."}),
    "staffing:sick": ("staffing/", {"value": "5,8"}),
    "staffing:hired": ("staffing/", {"cost": "12"}),
    "staffing:share": ("staffing/", {"share_r12": "3,8"}),
    "staffing:headcount": ("staffing/", {"change": "−12"}),
    "staffing:text": ("staffing/", {"text": "Ord för ord."}),
    "economy:outcome": ("economy/", {"deviation": "−12"}),
    "economy:figure": ("economy/", {"change": "−12"}),
    "economy:commentary": ("economy/", {"text": "Ord för ord."}),
    "economy:forecast": ("economy/", {"comment": "Ord för ord."}),
    "economy:deviation": ("economy/", {"cause": "Ord för ord."}),
    "reports:chapter": ("report/chapters/", {"text": "Ord för ord."}),
}

# What a template asks for by htmx, and where that is tested.
TESTED = {
    "boardportal/_progress_counts.html": "test_how_far_each_unit_has_come",
    "organisation/_entry_form.html": "test_a_form_in_a_list",
    "boardportal/_reporting_row.html": "test_a_form_on_the_page_of_everything, test_unchanged",
    "boardportal/_reporting_head.html": "test_a_form_on_the_page_of_everything",
    "savings/_measure_row.html": "test_what_a_controller_verifies",
    "savings/_quick.html": "test_a_status_chosen_in_the_list",
    "goals/unit_head.html": "test_unit_by_keyboard.py: test_a_unit_is_reported_with_the_keyboard_alone",
    "commissions/_part_quick.html": "test_how_far_a_part_has_come_is_chosen_in_the_list",
    "savings/_filters.html": "test_a_list_that_is_narrowed",
    "organisation/imports/_progress.html": "test_a_long_file_is_read_in_sight",
    "reports/_figure_picker.html": "test_a_figure_is_put_into_a_chapter",
    "reports/_rendering.html": "test_a_file_is_written_in_sight",
}
OPENS = 'hx-get="{{ row.edit_url }}"'


def test_every_template_that_uses_htmx_is_tested_here():
    folder = Path(settings.BASE_DIR) / "templates"
    using = {}
    for path in folder.rglob("*.html"):
        asked = re.findall(r'hx-(?:get|post|put|patch|delete)="[^"]*"?', path.read_text("utf-8"))
        # A row's own link to its form is the first step of each test below.
        if [one for one in asked if one != OPENS]:
            using[str(path.relative_to(folder))] = asked
    assert sorted(using) == sorted(TESTED)


def _find_row(page: Page, route: str) -> Row:
    """The row by the form that its link leads to: its key is the wing's own affair."""
    url = reverse(route, kwargs=ROUTES[route].kwargs)
    link = page.locator(f"main a.button[href='{url}'][hx-get]").first
    return Row(page, link.get_attribute("id").removesuffix("-edit"))


def _page(page: Page) -> str:
    """The main content as it stands, without the marks of what has just happened."""
    return page.evaluate(
        """() => {
            const copy = document.getElementById("main").cloneNode(true);
            for (const one of copy.querySelectorAll("*")) {
                one.classList.remove("row-saved", "htmx-settling", "htmx-added");
                if (!one.classList.length) one.removeAttribute("class");
                one.removeAttribute("hx-swap-oob");
                if (one.matches(".row, .row-title, #main")) one.removeAttribute("tabindex");
            }
            copy.querySelectorAll("input[name=csrfmiddlewaretoken], .messages").forEach((one) => one.remove());
            return copy.innerHTML.replace(/\\s+/g, " ").replace(/> </g, "><");
        }"""
    )


def _still(page: Page) -> None:
    expect(page.locator(IN_BETWEEN)).to_have_count(0)


@pytest.mark.parametrize("route", FORMS)
def test_a_form_in_a_list(visit, route):
    path, typed = FORMS[route]
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + path)
    _goes_round(page, _find_row(page, route), typed)


def _goes_round(page: Page, row: Row, typed: dict[str, str]) -> None:
    """The row's form is opened and left, and opened and saved: then the page is as a reload shows it."""
    row.open()
    assert page.evaluate("document.activeElement.closest('form')?.closest('.row')?.id") == row.dom_id

    page.keyboard.press("Escape")
    expect(row.form).to_have_count(0)
    expect(row.edit_link).to_be_focused()

    row.open().fill(**typed)
    row.save()
    expect(row.edit_link).to_be_focused()
    expect(page.locator("#live")).to_have_text("Sparat")
    _still(page)
    swapped = _page(page)
    page.reload()
    assert _page(page) == swapped


def test_a_matter_that_was_just_added(visit):
    visitor = visit("planerare")
    page = visitor.page
    add_matter(visitor, "Statusrapport om ekonomin")
    assert page.url.endswith("/report/cases/statusrapport-om-ekonomin/")
    visitor.go(BOARD + "report/cases/")
    row = Row(page, "row-reports-case-statusrapport-om-ekonomin")
    _goes_round(page, row, {"dnr": "HSN 1-2025", "proposal": "Nämnden godkänner rapporten."})
    assert [text in row.words for text in ("HSN 1-2025", "Nämnden godkänner rapporten.")] == [True, True]


@pytest.mark.parametrize("route", ["goals:assess", "economy:forecast"])
def test_what_saves_itself_leaves_the_focus_and_the_caret(visit, route):
    path, typed = FORMS[route]
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + path)
    row = _find_row(page, route).open()
    (name,) = typed
    row.field(name).click()
    page.keyboard.type("Ett två tre")
    page.keyboard.press("ArrowLeft")
    before = _place(page)
    expect(row.form.locator(".save-state")).to_have_attribute("data-state", "saved")
    assert _place(page) == before
    assert page.locator("#live").get_attribute("role") == "status"
    expect(page.locator("#live")).to_contain_text("Sparad")


def _place(page: Page) -> list:
    return page.evaluate(
        """() => [document.activeElement.id, document.activeElement.selectionStart, window.scrollY,
                  Math.round(document.activeElement.getBoundingClientRect().top)]"""
    )


def test_a_form_on_the_page_of_everything(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(reverse("reporting", kwargs=AT))
    row = _find_row(page, "goals:assess").open()
    assert page.evaluate("document.activeElement.closest('.row')?.id") == row.dom_id
    row.field("analysis").click()
    page.keyboard.type("Ett två")
    # The head tells how far one has come, while the caret stays in the text.
    with page.expect_response(lambda answer: answer.url.endswith("/reporting/head/")):
        expect(row.form.locator(".save-state")).to_have_attribute("data-state", "saved")
    expect(row.field("analysis")).to_be_focused()
    page.keyboard.type(" tre")
    expect(row.field("analysis")).to_have_value("Ett två tre")
    with page.expect_response(lambda answer: answer.url.endswith("/reporting/head/")):
        row.save()
    expect(row.edit_link).to_be_focused()
    _still(page)
    swapped = _page(page)
    page.reload()
    assert _page(page) == swapped


def test_unchanged(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(reverse("reporting", kwargs=AT))
    row = _find_row(page, "goals:assess")
    with page.expect_response(lambda answer: answer.url.endswith("/reporting/head/")):
        row.element.locator("[data-carry]").click()
    expect(row.element).to_contain_text("Oförändrat sedan Tertial 2 2025")
    assert page.evaluate("document.activeElement.closest('.row')?.id") == row.dom_id
    _still(page)
    swapped = _page(page)
    page.reload()
    assert _page(page) == swapped


def test_a_status_chosen_in_the_list(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + "savings/")
    choice = page.locator("#row-savings-s09-status")
    choice.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/s09/status/")):
        choice.select_option("implementing")
    expect(page.locator("#live")).to_have_text("Sparat")
    expect(choice).to_be_focused()
    # At once again: one's own choice is no conflict.
    with page.expect_response(lambda answer: answer.url.endswith("/s09/status/")) as answered:
        choice.select_option("implemented")
    assert answered.value.status == 200
    expect(page.locator("#live")).to_have_text("Sparat")
    expect(choice).to_be_focused()
    _still(page)
    swapped = _page(page)
    page.reload()
    assert _page(page) == swapped


def test_how_far_a_part_has_come_is_chosen_in_the_list(visit):
    visitor = visit("jamtland-planerare")
    page = visitor.page
    visitor.go("/jamtland-harjedalen-hsn/2026-03/commissions/")
    part = page.locator("form.quick select").first.get_attribute("id")
    choice = page.locator(f"#{part}")
    for status in ("ongoing", "done"):
        choice.focus()
        with page.expect_response(lambda answer: answer.url.endswith("/status/")) as answered:
            choice.select_option(status)
        assert answered.value.status == 200
        expect(page.locator("#live")).to_have_text("Sparat")
        expect(choice).to_be_focused()
        expect(choice).to_have_value(status)
    _still(page)
    swapped = _page(page)
    page.reload()
    assert _page(page) == swapped


def test_what_a_controller_verifies(visit):
    planner, controller = visit("planerare"), visit("controller")
    planner.go(BOARD + "savings/")
    _find_row(planner.page, "savings:status").open().fill(realised="800").save()
    page = controller.page
    controller.go(BOARD + "savings/")
    row = _find_row(page, "savings:status")
    row.element.locator("a[href$='/verify/']").click()
    expect(row.field("verified")).to_be_focused()
    row.fill(verified="900", evidence="Verifikation 1204").save_in_vain(422)
    row.fill(verified="700").save()
    expect(page.locator("#live")).to_have_text("Sparat")
    assert page.evaluate("document.activeElement.closest('.row')?.id") == row.dom_id
    _still(page)
    swapped = _page(page)
    page.reload()
    assert _page(page) == swapped


def test_a_list_that_is_narrowed(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + "savings/")
    words = page.locator("#filter-q")
    words.focus()
    with page.expect_response(lambda answer: "q=semester" in answer.url):
        page.keyboard.type("semester")
    expect(page.locator("#row-savings-s16")).to_be_visible()
    expect(page.locator("#row-savings-s01")).to_have_count(0)
    expect(words).to_be_focused()
    expect(words).to_have_value("semester")
    assert page.locator("#savings-shown").get_attribute("role") == "status"
    expect(page.locator("#savings-shown")).not_to_be_empty()
    _still(page)
    ledger = page.locator("#savings-ledger")
    swapped = ledger.inner_text()
    page.reload()
    assert ledger.inner_text() == swapped


def test_a_long_file_is_read_in_sight(visit):
    visitor = visit("controller")
    page = visitor.page
    rows = "\n".join(f"x{number};{number}" for number in range(1, 1201))
    visitor.go(BOARD + "imports/new/")
    page.select_option("[name=target]", "savings.outcomes")
    page.fill("[name=source]", "Åtgärdslista")
    file = {"name": "utfall.csv", "mimeType": "text/csv", "buffer": f"Kod;Realiserat\n{rows}\n".encode()}
    page.set_input_files("[name=file]", file)
    page.click("main form button[type=submit]")
    with page.expect_response(lambda answer: answer.url.endswith("/read/")):
        page.click("main form button[type=submit]")
    expect(page.locator("main progress")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("1\u00a0200")
    assert page.locator("main table tbody tr, main .row").count() > 0


def test_a_figure_is_put_into_a_chapter(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + "report/chapters/")
    row = _find_row(page, "reports:chapter").open().fill(text="Ord för ord.")
    page.keyboard.press("Control+End")
    page.click(".figure-picker summary")
    page.fill("#figure-search", "delmål")
    button = page.locator(".figure-results button").first
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        button.click()
    text = row.form.locator("textarea").input_value()
    assert re.fullmatch(r"Ord för ord\. \[\[[\w.-]+\|[^|\]]+\]\]", text)
    # What was searched for is no part of what is saved.
    visitor.go(BOARD + "report/chapters/")
    assert "[[" not in page.locator("main .row-text").first.text_content()
    expect(page.locator("main .row-text").first).to_contain_text("Ord för ord.")


def test_a_file_is_written_in_sight(visit):
    visitor = visit("planerare")
    page = visitor.page
    visitor.go(BOARD + "report/")
    with page.expect_navigation():
        page.click("main button[formaction$='/files/docx/']")
    expect(page.locator("main progress")).to_be_visible()
    before = page.locator("main h1").text_content()
    visitor.portal.write_files()
    expect(page.locator("main [role=status]")).to_contain_text("Filen är klar.")
    expect(page.locator("main progress")).to_have_count(0)
    swapped = _page(page)
    page.reload()
    assert (_page(page), page.locator("main h1").text_content()) == (swapped, before)
