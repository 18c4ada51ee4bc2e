"""A unit reports eight indicators and three texts with the keyboard alone, pastes a column, and takes it back; and a
planner takes what a unit has written into the board's text."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser
LIST = "/vasterbotten-hsn-umea/2025/goals/"
PAGE = f"{LIST}report/"
GOALS = ["m1a", "m1b", "m2a"]
INDICATORS = ["i01", "i02", "i13", "i03", "i04", "i05", "i14", "i06"]
TEXT = "Vi har nått dit vi skulle."
STATUS_COLUMNS = "status, forecast, analysis"


@pytest.fixture
def unit(portal):
    """A unit with three sub-goals and eight indicators to report: of the real board's plan."""
    marks = ", ".join(["%s"] * len(INDICATORS))
    portal.database.run(f"UPDATE goals_indicator SET by_unit = TRUE WHERE code IN ({marks})", *INDICATORS)
    marks = ", ".join(["%s"] * len(GOALS))
    portal.database.run(
        f"UPDATE goals_goal SET valid_to = '2024-12-31' WHERE valid_from IS NULL AND code NOT IN ({marks}) "
        f"AND id NOT IN (SELECT parent_id FROM goals_goal WHERE code IN ({marks}))",
        *GOALS,
        *GOALS,
    )
    return portal


@pytest.fixture
def page(unit, visit):
    visitor = visit("planerare")
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=unit.url)
    visitor.go(PAGE)
    return visitor.page


def saved(portal, table: str, columns: str, **where) -> list[tuple]:
    """What is stored for the unit in the period, by code."""
    of = {"goals_goalassessment": "goal", "goals_indicatorvalue": "indicator"}[table]
    return portal.database.run(
        f"SELECT plan.code, {columns} FROM {table} AS row JOIN goals_{of} AS plan ON plan.id = row.{of}_id "
        "JOIN organisation_unit AS unit ON unit.id = row.unit_id "
        "JOIN organisation_reportingperiod AS period ON period.id = row.period_id "
        "WHERE unit.slug = 'vasterbotten-hsn-umea' AND period.slug = '2025' ORDER BY plan.code"
    )


def forms(page: Page) -> list[str]:
    """The rows of the page in order: «goals-m1a»."""
    return [
        one.removeprefix("row-")
        for one in page.locator("#report-rows .row").evaluate_all("all => all.map(one => one.id)")
    ]


def choose(page: Page, name: str, letters: str) -> None:
    """The status in the field with the focus, as one chooses it by its first letters."""
    expect(page.locator("*:focus")).to_have_attribute("name", name)
    page.keyboard.type(letters)
    page.keyboard.press("Tab")


def assess(page: Page) -> None:
    choose(page, "status", "Uppfylls helt")
    choose(page, "forecast", "Kommer helt")
    expect(page.locator("*:focus")).to_have_attribute("name", "analysis")
    page.keyboard.type(TEXT)
    page.keyboard.press("Control+Enter")


def all_is_saved(page: Page, done: int) -> None:
    expect(page.locator("#unit-head progress")).to_have_attribute("value", str(done))
    expect(page.locator(".save-state[data-state=unsaved]")).to_have_count(0)


def test_a_unit_is_reported_with_the_keyboard_alone(page, unit):
    page.goto(LIST)
    tab_to(page, f"a[href='{PAGE}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}")
    order = forms(page)
    assert (len(order), sum(one.startswith("goals-m") for one in order)) == (11, 3)
    tab_to(page, "#report-rows select")
    for number, key in enumerate(order, start=1):
        expect(page.locator("*:focus")).to_have_id(f"row-{key}-{'status' if key.startswith('goals-m') else 'value'}")
        if key.startswith("goals-m"):
            assess(page)
        else:
            page.keyboard.type(f"{number},5")
            page.keyboard.press("Enter")
    expect(page.locator("*:focus")).to_have_id("submit")
    all_is_saved(page, 11)
    assert saved(unit, "goals_goalassessment", STATUS_COLUMNS) == [(code, "met", "met", TEXT) for code in GOALS]
    values = {code: float(value) for code, value in saved(unit, "goals_indicatorvalue", "value")}
    assert values == {
        key.removeprefix("goals-"): number + 0.5
        for number, key in enumerate(order, start=1)
        if key.startswith("goals-i")
    }
    page.keyboard.press("Enter")
    page.wait_for_url("**/vasterbotten-hsn-umea/2025/reporting/")


def test_alt_n_goes_to_the_next_form_where_something_is_missing(page):
    first, second, third = [one for one in forms(page) if one.startswith("goals-i")][:3]
    page.locator(f"#row-{second}-value").focus()
    page.keyboard.type("4")
    page.keyboard.press("Control+Enter")
    all_is_saved(page, 1)
    page.locator(f"#row-{first}-value").focus()
    seen = []
    for _press in range(len(forms(page))):
        page.keyboard.press("Alt+n")
        seen.append(page.evaluate("document.activeElement.closest('.row').id.replace('row-', '')"))
    assert second not in seen
    assert third in seen


def copy(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def column(page: Page) -> list[str]:
    return page.locator("#report-rows [name=value]").evaluate_all("all => all.map(one => one.value)")


def test_a_pasted_column_fills_the_values_below_and_can_be_taken_back(page, unit):
    copy(page, "12\r\n3,5\r\nca 20–30\r\n\r\ndrygt 1 700\r\n")
    page.locator("#report-rows [name=value]").first.focus()
    page.keyboard.press("Control+v")
    assert column(page)[:6] == ["12", "3,5", "", "", "1 700", ""]
    expect(page.locator("#pasted [role=status]")).to_contain_text("4")
    # Words are an answer too.
    all_is_saved(page, 4)
    page.keyboard.press("Escape")
    assert column(page) == [""] * 8
    all_is_saved(page, 0)
    assert {value for _code, value in saved(unit, "goals_indicatorvalue", "value")} == {None}


def test_words_in_a_column_are_kept_and_nothing_that_has_no_field_is_lost(page):
    fields = page.locator("#report-rows [name=value]")
    copy(page, "Stängt\n7\n8\n9")
    fields.nth(6).focus()
    page.keyboard.press("Control+v")
    row = fields.nth(6).locator("xpath=ancestor::li")
    texts = row.locator("[name=value_text], [name=comment]").evaluate_all("all => all.map(one => one.value)")
    assert [one for one in texts if one] == ["Stängt"]
    assert column(page)[6:] == ["", "7"]
    expect(page.locator("#pasted [role=status]")).to_contain_text("8 · 9")
    # What is on its way when the page is left would come to the next test.
    expect(page.locator(".save-state[data-state=saved]")).to_have_count(2)


def test_several_columns_are_not_pasted(page):
    copy(page, "Mått\t12\nMått 2\t13")
    page.locator("#report-rows [name=value]").first.focus()
    page.keyboard.press("Control+v")
    expect(page.locator("#pasted")).to_be_visible()
    assert column(page) == [""] * 8


def test_the_page_holds_no_more_than_its_window(page):
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_units_text_is_taken_into_the_boards_analysis_at_the_caret(visit, unit):
    visitor = visit("planerare")
    visitor.go(f"{LIST}m1a/")
    own = visitor.page
    own.locator("[name=analysis]").fill("I Umeå går det bra.")
    expect(own.locator(".save-state")).to_have_attribute("data-state", "saved")
    own.goto("/vasterbotten-hsn/2025/goals/m1a/")
    analysis = own.locator("[name=analysis]")
    analysis.fill("Före.Efter.")
    analysis.evaluate("field => field.setSelectionRange(5, 5)")
    own.locator("[data-insert]").click()
    expect(analysis).to_have_value("Före.\n\nNärsjukvård Umeå: I Umeå går det bra.\n\nEfter.")
    expect(own.locator(".save-state")).to_have_attribute("data-state", "saved")
    own.reload()
    expect(own.locator("[name=analysis]")).to_have_value("Före.\n\nNärsjukvård Umeå: I Umeå går det bra.\n\nEfter.")


def test_without_javascript_the_units_text_is_there_to_copy(visit, unit):
    visitor = visit("planerare")
    visitor.go(f"{LIST}m1a/")
    visitor.page.locator("[name=analysis]").fill("I Umeå går det bra.")
    expect(visitor.page.locator(".save-state")).to_have_attribute("data-state", "saved")
    plain = visit("planerare", javascript=False)
    plain.go("/vasterbotten-hsn/2025/goals/m1a/")
    expect(plain.page.locator(".beside")).to_contain_text("I Umeå går det bra.")
    expect(plain.page.locator("[data-insert]")).to_be_hidden()
