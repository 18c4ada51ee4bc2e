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
    second.fill(status="met", analysis="Planerarens text.").save_in_vain(409)

    conflict = second.form.locator(".conflict")
    cells = conflict.locator("tbody tr").filter(has_text="Analys").locator("td")
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
        expect(summary).to_be_focused()
        link.click()
        expect(field).to_be_focused()

    row.fill(**{wrong: "12,5"}).save()
    assert "12,5" in row.words
    assert "Räknat för hand." in row.words


def test_leaving_a_form_with_unsaved_text_asks_first(visit):
    visitor = visit("planerare")
    row = _opened(visitor, "goals/", ROW).fill(analysis="Halvfärdig text.")
    questions = []

    def refuse(dialog):
        questions.append(dialog.type)
        dialog.dismiss()

    visitor.page.on("dialog", refuse)
    row.form.locator("[data-cancel]").click()
    assert questions == ["confirm"]
    assert row.field("analysis").input_value() == "Halvfärdig text."


def test_a_session_that_ends_takes_no_text_with_it(visit):
    visitor = visit("planerare")
    visitor.forgiven.append("Response Status Error Code 401")
    row = _opened(visitor, "goals/", ROW).fill(analysis="Skrivet före lunch.")
    cookies = visitor.context.cookies()
    visitor.context.clear_cookies(name="sessionid")
    row.save_in_vain(401)
    assert row.field("analysis").input_value() == "Skrivet före lunch."
    expect(row.form.locator("[role=alert] a[href='/login/']")).to_be_visible()

    visitor.context.add_cookies(cookies)
    row.save()
    assert "Skrivet före lunch." in row.words
