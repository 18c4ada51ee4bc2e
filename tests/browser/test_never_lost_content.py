"""Nothing that was typed is lost for what it is, for what else stands in the form, or for who comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import BOARD, Row, log_in
from tests.faults import stored
from tests.faults.journal import Journal
from tests.faults.typist import Typist, until

pytestmark = pytest.mark.browser

NETWORK = Path(__file__).parents[1] / "faults" / "network.js"
SOON = 5
WORD_HTML = "<p class=MsoNormal><o:p>Text</o:p> & <b style='mso-bidi-font-weight:normal'>mer</b></p>"

# What is pasted, and what of it is stored: all, save where no database takes it or it is no character.
PASTED = {
    "Word's HTML": (WORD_HTML, WORD_HTML),
    "emoji": ("👩‍👩‍👧‍👦 🇸🇪 👍🏽", "👩‍👩‍👧‍👦 🇸🇪 👍🏽"),
    "right to left": ("עברית \u202eabc\u202c العربية", "עברית \u202eabc\u202c العربية"),
    "vertical tab": ("rad\u000brad", "rad\u000brad"),
    "decomposed": ("a\u030asa a\u0308rende", "a\u030asa a\u0308rende"),
    "half a character": ("före\ud800efter", "före\ufffdefter"),
    "tabs and blanks": ("\t två  blanka \n\n rader \t", "\t två  blanka \n\n rader \t"),
}
PASTE = """([id, codes]) => {
  const field = document.getElementById(id);
  field.value = String.fromCharCode(...codes);
  field.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "insertFromPaste"}));
}"""
LONG = """([id, text, times]) => {
  const field = document.getElementById(id);
  field.value = text.repeat(times);
  field.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "insertFromPaste"}));
}"""


def _typist(visitor, **kwargs) -> Typist:
    return Typist(visitor.page, Journal(), **kwargs).open()


def _paste(typist: Typist, text: str) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    typist.page.evaluate(PASTE, [typist.field.get_attribute("id"), codes])


def test_text_too_long_pasted_word(visit, portal):
    """Stored to the last character; or refused in words with the text still there, and saved once it is mended."""
    typist = _typist(visit("planerare"))
    for name, (pasted, expected) in PASTED.items():
        _paste(typist, pasted)
        until(lambda expected=expected: typist.stored(portal.database) == expected, name)
        typist.wait("saved")
    assert typist.text == PASTED["tabs and blanks"][0]


@pytest.mark.parametrize(("text", "times"), [("a\0b", 1), ("ord ", 262_144), ("😀", 262_144)])
def test_text_too_long_pasted_word_is_refused_with_the_text_still_there(visit, portal, text, times):
    typist = _typist(visit("planerare"))
    typist.page.evaluate(LONG, [typist.field.get_attribute("id"), text, times])
    until(lambda: typist.field.get_attribute("aria-invalid") == "true", "what is wrong with the text", seconds=20)
    assert typist.state == "unsaved"
    assert typist.said == typist.row.form.locator(".save-state").inner_text()
    assert typist.text == text * times
    typist.field.fill("Kortare.")
    typist.wait("saved")
    assert typist.stored(portal.database) == "Kortare."
    assert typist.field.get_attribute("aria-invalid") is None


def test_text_too_long_pasted_word_for_any_answer_is_said_to_be_and_still_there(visit, portal):
    """More than the server reads at all."""
    typist = _typist(visit("planerare"))
    typist.page.evaluate(LONG, [typist.field.get_attribute("id"), "😀", 2_000_000])
    words = typist.page.locator("#live").get_attribute("data-too-long")
    until(lambda: typist.said == words, "what is wrong with the text", seconds=25)
    assert len(typist.text) == 2_000_000
    typist.field.fill("Kortare.")
    typist.wait("saved")
    assert typist.stored(portal.database) == "Kortare."


def test_text_form_error_keeps_all(visit, portal):
    typist = _typist(visit("planerare"), path="savings/", dom_id="row-savings-s07", column="comment")
    amount = typist.row.field("realised")
    amount.fill("tre miljoner ungefär")
    words = typist.journal.words(45_000)
    typist.field.fill(words)
    typist.journal.typed(typist.dom_id, words)
    until(lambda: amount.get_attribute("aria-invalid") == "true", "what is wrong with the amount")
    assert typist.state == "unsaved"
    described = amount.get_attribute("aria-describedby").split()
    assert len(typist.page.locator(f"#{described[-1]} li").inner_text().split()) > 4
    assert (typist.text, amount.input_value()) == (words, "tre miljoner ungefär")

    typist.row.save_in_vain(422)
    assert (typist.text, amount.input_value()) == (words, "tre miljoner ungefär")
    amount.fill("3 mnkr")
    typist.wait("saved")
    assert typist.lost(portal.database) == []


def test_text_validation_by_period_close(visit, portal, tmp_path):
    visitor = visit("planerare")
    typist = _typist(visitor)
    early = typist.type(60)
    typist.wait("saved")
    stored.lock(portal.database)
    with typist.page.expect_response(lambda answer: answer.status == 409):
        late = typist.type(60)
    expect(typist.row.form.locator(".notice[role=alert]")).to_be_visible()
    typist.wait("unsaved", seconds=SOON)
    assert typist.said != ""
    # What is written on is kept as well.
    later = typist.type(60)
    until(lambda: early + late + later in stored.kept(portal.database), "the text that is kept")
    assert typist.stored(portal.database) == early
    assert typist.lost(portal.database, *stored.kept(portal.database)) == []

    typist.row.form.locator(".notice[role=alert] a").click()
    expect(typist.page.locator(".kept-text").filter(has_text=early.strip())).to_have_text(
        (early + late + later).strip()
    )
    with typist.page.expect_download() as started:
        typist.page.click(".kept a[href*='/kept/']")
    started.value.save_as(tmp_path / "text.txt")
    assert (early + late + later).strip() in (tmp_path / "text.txt").read_text(encoding="utf-8")


def test_text_validation_by_period_close_and_opened_again(visit, portal):
    typist = _typist(visit("planerare"))
    stored.lock(portal.database)
    typist.type(60)
    until(lambda: stored.kept(portal.database) != [], "the text that is kept")
    stored.unlock(portal.database)
    typist.type(20)
    typist.wait("saved")
    assert typist.lost(portal.database) == []
    assert stored.kept(portal.database) == []
    expect(typist.row.form.locator(".notice[role=alert]")).to_have_count(0)


def test_text_storage_quota_full(visit, portal):
    visitor = visit("planerare")
    visitor.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    typist = _typist(visitor)
    typist.type(30)
    typist.wait("saved")
    visitor.context.set_offline(True)
    typist.type(30)
    typist.wait("unsaved", seconds=SOON)
    words = typist.page.locator("#live").get_attribute("data-unsaved-full")
    until(lambda: typist.said == words, "the warning", seconds=SOON)
    visitor.context.set_offline(False)
    typist.wait("saved", seconds=SOON)
    assert typist.lost(portal.database) == []


def _unsaved(visitor) -> tuple[Typist, str]:
    """Somebody with text that only the browser holds."""
    visitor.page.add_init_script(path=NETWORK)
    typist = _typist(visitor)
    visitor.page.evaluate("badNetwork.drop = 1")
    words = typist.type(60)
    typist.wait("unsaved", seconds=SOON)
    until(lambda: visitor.page.evaluate("localStorage.length") == 1, "the draft")
    return typist, words


def _log_out(page, answer: str) -> list[str]:
    """Presses «Log out», and answers what is asked on the way."""
    asked = []

    def told(dialog):
        asked.append(dialog.type)
        dialog.accept() if answer == "yes" else dialog.dismiss()

    page.on("dialog", told)
    page.evaluate("document.querySelectorAll('details.menu').forEach((menu) => (menu.open = true))")
    page.locator("form[action$='/logout/'] button").first.click()
    page.wait_for_timeout(500)
    page.remove_listener("dialog", told)
    return asked


def test_text_shared_computer(visit):
    """Logging out says first that unsaved text goes away with it, and does nothing without a yes."""
    visitor = visit("planerare")
    typist, words = _unsaved(visitor)
    kept = visitor.page.evaluate("Object.values({...localStorage})")
    assert [word for word in words.split() if word in kept[0]] == []

    assert _log_out(visitor.page, "no") == ["confirm"]
    assert typist.text == words
    assert visitor.page.evaluate("localStorage.length") == 1

    assert _log_out(visitor.page, "yes") == ["confirm"]
    expect(visitor.page.locator("[name=login]")).to_be_visible()
    assert visitor.page.evaluate("localStorage.length") == 0


def test_text_shared_computer_where_nobody_logged_out(visit, portal):
    """The next person is offered nothing of it, is not told the key, and takes nothing away."""
    visitor = visit("planerare")
    _typist_of_the_first, words = _unsaved(visitor)
    visitor.page.close(run_before_unload=False)
    visitor.context.clear_cookies()

    page = visitor.another()
    page.goto("/login/")
    log_in(page, "chef")
    key = page.evaluate("document.cookie.match(/csrftoken=([^;]+)/)[1]")
    own = page.request.post("/drafts/key/", headers={"X-CSRFToken": key}).json()["key"]
    keys = dict(portal.database.run("SELECT user_id, key FROM organisation_draftkey"))
    assert len(set(keys.values())) == 2
    assert list(keys.values()).count(own) == 1
    page.goto(BOARD + "goals/")
    Row(page, "row-goals-m1a").open()
    page.wait_for_timeout(500)
    assert page.locator(".left-behind, [data-restore]").count() == 0
    assert [word for word in words.split() if word in page.content()] == []
    assert page.evaluate("localStorage.length") == 1
