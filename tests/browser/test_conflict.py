"""Nothing that was typed is lost: two who save the same row, and what the portal cannot read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.pages import BOARD, Row

pytestmark = pytest.mark.browser

ROW = "row-goals-m1a"


def _opened(visitor, path: str, dom_id: str) -> Row:
    """The row's form, opened from its list."""
    visitor.go(BOARD + path)
    return Row(visitor.page, dom_id).open()


@pytest.mark.parametrize("javascript", [True, False])
def test_who_saves_second_sees_both_texts_and_keeps_the_own(visit, javascript):
    planner, manager = visit("planerare", javascript=javascript), visit("chef", javascript=javascript)
    first, second = _opened(manager, "goals/", ROW), _opened(planner, "goals/", ROW)
    first.fill(status="partly", analysis="Chefens text.").save()
    second.fill(analysis="Planerarens text.", status="met")
    # With the script it is typing that meets the conflict, or the button: what differs gets the focus either way.
    second.save_button.click()

    conflict = second.form.locator(".conflict")
    expect(conflict).to_be_visible()
    cells = conflict.locator("tbody tr:has(th)").filter(has_text="Analys").locator("td")
    assert [cell.inner_text().strip() for cell in cells.all()] == ["Planerarens text.", "Chefens text.", "–"]
    assert "Chef" in conflict.inner_text()
    assert second.field("analysis").input_value() == "Planerarens text."
    assert second.field("status").input_value() == "met"
    if javascript:
        expect(conflict).to_be_focused()

    second.save()
    assert "Planerarens text." in second.words
    manager.page.reload()
    assert "Planerarens text." in first.words


WRONG = [
    ("goals/", "row-goals-i05", {"value": "1.234", "comment": "Räknat för hand."}, "value"),
    ("goals/", "row-goals-i05", {"value": "tolv", "comment": "Räknat för hand."}, "value"),
    ("savings/", "row-savings-s07", {"realised": "3 miljoner ungefär", "comment": "Räknat för hand."}, "realised"),
]


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("path", "dom_id", "typed", "wrong"), WRONG)
def test_a_number_that_cannot_be_read_is_kept_and_explained(visit, path, dom_id, typed, wrong, javascript):
    visitor = visit("planerare", javascript=javascript)
    row = _opened(visitor, path, dom_id).fill(**typed)
    row.save_in_vain(422)

    assert {name: row.field(name).input_value() for name in typed} == typed
    field = row.field(wrong)
    assert field.get_attribute("aria-invalid") == "true"
    summary = row.form.locator(".form-errors")
    link = summary.locator("a")
    assert link.get_attribute("href") == f"#{field.get_attribute('id')}"
    # The sentence beside the field is the one of the summary, and says more than that something is wrong.
    sentence = row.form.locator(f".field:has([name={wrong}]) .errorlist li").inner_text()
    assert link.inner_text().endswith(sentence)
    assert len(sentence.split()) > 4
    if javascript:
        expect(row.form.locator(".save-state")).to_have_attribute("data-state", "unsaved")
        expect(summary).to_be_focused()
        link.click()
        expect(field).to_be_focused()

    row.fill(**{wrong: "12,5"}).save()
    assert "12,5" in row.words
    assert "Räknat för hand." in row.words


def test_the_button_does_not_replace_what_nobody_has_seen(visit):
    """The script meets the conflict while the button is on its way: the button then shows it, and saves nothing."""
    planner, manager = visit("planerare"), visit("chef")
    first, second = _opened(manager, "goals/", ROW), _opened(planner, "goals/", ROW)
    first.fill(analysis="Chefens text.").save()
    second.field("analysis").press_sequentially("Planerarens text.")
    second.field("analysis").press("Control+Enter")
    expect(second.form.locator(".conflict")).to_be_focused()
    manager.page.reload()
    assert "Chefens text." in first.words


def test_both_texts_are_put_together_sentence_by_sentence(visit):
    """What stands in both is said once: two versions of a long text mostly differ in a few of its sentences."""
    planner, manager = visit("planerare"), visit("chef")
    first = _opened(manager, "goals/", ROW).fill(analysis="Inledning.\n\nDelat stycke. Med t.ex. två meningar.")
    first.save()
    second = _opened(planner, "goals/", ROW)
    theirs = "Inledning.\n\nDelat stycke. Chefens mening. Med t.ex. två meningar.\n\nChefens stycke."
    _opened(manager, "goals/", ROW).fill(analysis=theirs).save()
    second.fill(analysis="Planerarens stycke.\n\nDelat stycke. Med t.ex. två meningar.")
    second.form.locator("[data-take=both]").first.click()
    assert second.field("analysis").input_value() == (
        "Planerarens stycke.\n\nDelat stycke. Med t.ex. två meningar.\n\n"
        "Inledning.\n\nChefens mening.\n\nChefens stycke."
    )


def test_closing_a_form_saves_it_first(visit):
    row = _opened(visit("planerare"), "goals/", ROW)
    row.field("analysis").press_sequentially("Halvfärdig text.")
    row.form.locator("[data-cancel]").click()
    expect(row.form).to_have_count(0)
    assert "Halvfärdig text." in row.words


def test_closing_a_form_that_cannot_be_saved_asks_first(visit):
    visitor = visit("planerare")
    row = _opened(visitor, "goals/", ROW)
    visitor.context.set_offline(True)
    row.field("analysis").press_sequentially("Halvfärdig text.")
    with visitor.page.expect_event("dialog") as asked:
        visitor.page.once("dialog", lambda dialog: dialog.dismiss())
        row.form.locator("[data-cancel]").click()
    assert asked.value.type == "confirm"
    assert row.field("analysis").input_value() == "Halvfärdig text."
    visitor.context.set_offline(False)
    expect(row.form.locator(".save-state")).to_have_attribute("data-state", "saved")
