"""Logging in on top of the page: the same person is back where they were, anybody else sends nothing of theirs."""

import pytest
from playwright.sync_api import expect

from boardportal.demo import PASSWORD

pytestmark = pytest.mark.browser

PAGE = "/account/password/"
FIELD = "[name=oldpassword]"
ASK = """async () => {
  const { logInAgain } = await import("/static/js/session.js");
  const user = document.body.dataset.user;
  window.answers = Promise.all([logInAgain({ user }), logInAgain({ user })]);
}"""
WHERE = "(field) => [document.activeElement === field, field.selectionStart, field.selectionEnd, field.value]"


@pytest.fixture
def reader(visit):
    """Somebody with half a text and the caret in the middle of it, whose session has just ended."""
    visitor = visit("planerare")
    visitor.go(PAGE)
    visitor.page.fill(FIELD, "halv text")
    visitor.page.locator(FIELD).evaluate("(field) => { field.focus(); field.setSelectionRange(2, 4); }")
    visitor.portal.database.run("DELETE FROM django_session")
    return visitor


def _ask(page):
    page.evaluate(ASK)


def _log_in(page, name="planerare", password=PASSWORD):
    page.fill("dialog [name=login]", name)
    page.fill("dialog [name=password]", password)
    page.keyboard.press("Enter")


def _answers(page):
    return page.evaluate("() => window.answers")


def test_the_same_person_is_back_at_the_same_caret(reader):
    page = reader.page
    _ask(page)
    expect(page.locator("dialog.login-again")).to_have_count(1)
    expect(page.locator("dialog [name=password]")).to_be_focused()
    _log_in(page)
    assert _answers(page) == [True, True]
    assert page.locator(FIELD).evaluate(WHERE) == [True, 2, 4, "halv text"]
    expect(page.locator("dialog.login-again")).to_have_count(0)


def test_the_page_goes_on_with_the_new_token(reader):
    page = reader.page
    before = page.input_value("main [name=csrfmiddlewaretoken]")
    _ask(page)
    _log_in(page)
    _answers(page)
    assert page.input_value("main [name=csrfmiddlewaretoken]") != before
    page.fill("[name=password1]", "fyra gula hästar i regn")
    page.fill("[name=password2]", "fyra gula hästar i regn")
    page.click("main button[type=submit]")
    expect(page.locator("main .form-errors a[href='#id_oldpassword']")).to_be_visible()


def test_a_wrong_password_is_said_in_the_dialog(reader):
    page = reader.page
    _ask(page)
    _log_in(page, password="fel")
    expect(page.locator("dialog [role=alert]")).to_be_visible()
    expect(page.locator("dialog [name=password]")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    assert _answers(page) == [True, True]


def test_escape_leaves_everything_as_it_was(reader):
    page = reader.page
    _ask(page)
    # A key before the dialog is there closes nothing, and nobody would answer.
    expect(page.locator("dialog [name=password]")).to_be_focused()
    page.keyboard.press("Escape")
    assert _answers(page) == [False, False]
    assert page.locator(FIELD).evaluate(WHERE) == [True, 2, 4, "halv text"]


def test_somebody_else_is_told_so_and_is_not_the_same(reader):
    page = reader.page
    _ask(page)
    _log_in(page, name="chef")
    expect(page.locator("dialog [role=alert]")).to_be_visible()
    expect(page.locator("dialog [type=submit]")).to_be_hidden()
    page.click("dialog [data-close]")
    assert _answers(page) == [False, False]


def test_who_has_logged_in_again_in_another_tab_is_not_asked(reader):
    other = reader.context.new_page()
    other.goto("/login/")
    other.fill("[name=login]", "planerare")
    other.fill("[name=password]", PASSWORD)
    other.click("main button[type=submit]")
    expect(other.locator("main form.sign-in")).to_have_count(0)
    _ask(reader.page)
    assert _answers(reader.page) == [True, True]
