"""Nothing that was typed is lost when the session, the network, the browser or the server goes away. The judge is
the journal of whoever typed: each word is in the database, or offered for recovery."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from tests.browser.databases import SqliteDatabase
from tests.faults import stored
from tests.faults.journal import Journal
from tests.faults.typist import Typist, log_in_again, until

pytestmark = pytest.mark.browser

NETWORK = Path(__file__).parents[1] / "faults" / "network.js"
# How soon trouble is said, in seconds.
SOON = 5


def _typist(visitor, page=None, **kwargs) -> Typist:
    page = page or visitor.page
    page.add_init_script(path=NETWORK)
    return Typist(page, Journal(), **kwargs).open()


def _caret(typist: Typist) -> list:
    return typist.page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]")


def test_text_session_expires_while_typing(visit, portal):
    typist = _typist(visit("planerare"))
    typist.type(60)
    typist.wait("saved")
    portal.database.run("DELETE FROM django_session")
    typist.type(500)
    typist.page.keyboard.press("ArrowLeft")
    where = _caret(typist)

    # It is said while one types, and asked for only when the hands are off the keys.
    expect(typist.page.locator("dialog.login-again")).to_be_visible()
    assert typist.state == "unsaved"
    log_in_again(typist.page)
    assert _caret(typist) == where
    typist.wait("saved", seconds=SOON)
    assert typist.lost(portal.database) == []
    assert typist.stored(portal.database) == typist.text


def test_text_csrf_rotated_in_other_tab(visit, portal):
    visitor = visit("planerare")
    typist = _typist(visitor)
    refused = []
    typist.page.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
    # What this page has read no longer holds.
    visitor.context.clear_cookies(name="csrftoken")
    typist.type(60)
    typist.wait("saved")
    assert refused != []
    assert typist.lost(portal.database) == []
    # Refused, and sent again: no more than one change is stored.
    assert len(stored.revisions(portal.database, typist.key)) == 1


def test_text_browser_offline_then_online(visit, portal):
    visitor = visit("planerare")
    typist = _typist(visitor)
    typist.type(30)
    typist.wait("saved")
    visitor.context.set_offline(True)
    typist.type(30)
    typist.wait("unsaved", seconds=SOON)
    assert typist.said != ""
    assert typist.said == typist.row.form.locator(".save-state").inner_text()
    typist.type(200)
    visitor.context.set_offline(False)
    typist.wait("saved", seconds=SOON)
    assert typist.lost(portal.database) == []
    assert typist.page.evaluate("localStorage.length") == 0


def _closed(visitor, page) -> None:
    page.close(run_before_unload=False)


def _killed(visitor, page) -> None:
    """The page's process ends at once, as when memory runs out."""
    # Chromium answers nothing after this.
    with pytest.raises(Error):
        page.goto("chrome://crash", timeout=5000)
    page.close()


@pytest.mark.parametrize("end", [_closed, _killed])
def test_text_tab_closed_crashed(visit, portal, end):
    visitor = visit("planerare")
    typist = _typist(visitor)
    before = typist.type(30)
    typist.wait("saved")
    typist.page.evaluate("badNetwork.drop = 1")
    after = typist.type(60)
    typist.wait("unsaved", seconds=SOON)
    end(visitor, typist.page)
    assert len(typist.lost(portal.database)) == len(after.split())

    again = Typist(visitor.another(), typist.journal).open()
    offer = again.row.form.locator(".left-behind")
    expect(offer).to_be_visible()
    # What is offered stands beside what is stored, and neither goes away before somebody chooses.
    assert [cell.inner_text().strip() for cell in offer.locator("tbody td").all()] == [
        (before + after).strip(),
        before.strip(),
    ]
    assert again.text == before
    offer.locator("[data-restore]").click()
    again.wait("saved")
    assert again.lost(portal.database) == []
    assert again.page.evaluate("localStorage.length") == 0


def test_text_server_killed_mid_save(visit, portal):
    visitor = visit("planerare")
    visitor.expected |= {500, 502, 503}
    typist = _typist(visitor)
    for delay in (0, 0.005, 0.01, 0.02, 0.04):
        # Longer than the page waits for an answer that the killed server will never give.
        with typist.page.expect_request(lambda asked: "x-autosave" in asked.headers, timeout=40_000):
            typist.type(20)
        typist.page.wait_for_timeout(delay * 1000)
        portal.kill()
        assert stored.half_written(portal.database) == []
        portal.start()
    typist.wait("saved", seconds=30)
    assert typist.lost(portal.database) == []
    assert stored.half_written(portal.database) == []
    assert typist.stored(portal.database) == typist.text


def test_text_db_down_10s(visit, portal):
    visitor = visit("planerare")
    visitor.expected |= {503}
    typist = _typist(visitor)
    typist.type(20)
    typist.wait("saved")
    portal.database.take_away()
    typist.type(60)
    typist.wait("unsaved", seconds=SOON)
    assert typist.said != ""
    typist.page.wait_for_timeout(4000)
    typist.type(30)
    typist.page.wait_for_timeout(2000)
    portal.database.mend()
    typist.wait("saved", seconds=25)
    assert typist.lost(portal.database) == []
    assert stored.half_written(portal.database) == []


def test_text_slow_3g_reordered(visit, portal):
    """Requests and answers up to a second late each, where a bad network takes ten; some sent again even later."""
    typist = _typist(visit("planerare"))
    typist.page.evaluate("Object.assign(badNetwork, {before: 1000, after: 1000, again: 0.7, deaf: 0.2})")
    for _ in range(6):
        typist.type(20)
        typist.page.wait_for_timeout(800)
    typist.page.evaluate("badNetwork = {}")
    typist.wait("saved", seconds=30)
    shown = typist.text
    # The last ones that are sent again come now.
    typist.page.wait_for_timeout(2200)
    assert typist.stored(portal.database) == shown
    assert typist.lost(portal.database) == []
    texts = [after["analysis"] for after in stored.revisions(portal.database, typist.key)]
    assert texts == sorted(texts, key=len)
    assert stored.half_written(portal.database) == []


def test_text_slow_3g_taken_back_after_an_answer_was_lost(visit, portal):
    """What was stored without the browser's knowing does not come back when it is deleted there."""
    typist = _typist(visit("planerare"))
    before = typist.type(30)
    typist.wait("saved")
    typist.page.evaluate("badNetwork.deaf = 1")
    late = typist.type(9)
    until(lambda: typist.stored(portal.database) == before + late, "the save whose answer is lost")
    for _sign in late:
        typist.page.keyboard.press("Backspace")
    typist.journal.removed(late)
    typist.page.evaluate("badNetwork = {}")
    typist.wait("saved")
    assert typist.text == before
    assert typist.stored(portal.database) == before


AGAIN = """([url, body, headers, times]) => Promise.all(
  Array.from({length: times}, () => fetch(url, {method: "POST", body, headers}).then((answer) => answer.status)))"""


@pytest.mark.parametrize("times", [2, 5])
def test_text_double_submit_idempotent(visit, portal, times):
    typist = _typist(visit("planerare"))
    with typist.page.expect_request(lambda asked: "x-autosave" in asked.headers) as sent:
        typist.type(40)
    typist.wait("saved")
    asked = sent.value
    headers = {name: value for name, value in asked.headers.items() if name.startswith(("x-", "content-type"))}
    statuses = typist.page.evaluate(AGAIN, [asked.url, asked.post_data, headers, times - 1])
    assert statuses == [200] * (times - 1)
    assert len(stored.revisions(portal.database, typist.key)) == 1
    assert typist.lost(portal.database) == []


def _room(portal, most: int) -> None:
    """How large a file may become that the server writes, in bytes."""
    family = subprocess.run(["pgrep", "-g", str(portal.process.pid)], capture_output=True, text=True, check=True)
    for pid in family.stdout.split():
        resource.prlimit(int(pid), resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_text_disk_full(visit, portal):
    """No write gets any room: it is said, nothing is half written, and it is saved once there is room."""
    if not isinstance(portal.database, SqliteDatabase):
        pytest.skip("PostgreSQL's disk is not the portal's to fill")
    visitor = visit("planerare")
    visitor.expected |= {503, 507}
    typist = _typist(visitor)
    typist.type(20)
    typist.wait("saved")
    _room(portal, 0)
    typist.type(60)
    typist.wait("unsaved", seconds=SOON)
    assert typist.said != ""
    assert stored.half_written(portal.database) == []
    _room(portal, resource.RLIM_INFINITY)
    typist.wait("saved")
    assert typist.lost(portal.database) == []
    assert stored.half_written(portal.database) == []
    assert portal.database.run("PRAGMA integrity_check") == [("ok",)]


def test_text_deploy_new_assets(visit, portal):
    """A form that was opened before the server was changed for a new one still saves."""
    visitor = visit("planerare")
    visitor.expected |= {502, 503}
    typist = _typist(visitor)
    portal.kill()
    portal.start()
    typist.type(40)
    typist.wait("saved", seconds=30)
    assert typist.lost(portal.database) == []


def test_text_draft_key_comes_late(visit, portal):
    """The key of drafts is not to be had when the form opens: the text is kept as soon as it is."""
    visitor = visit("planerare")
    visitor.page.route("**/drafts/key/", lambda route: route.abort())
    typist = _typist(visitor)
    typist.page.evaluate("badNetwork.drop = 1")
    typist.type(40)
    typist.wait("unsaved", seconds=SOON)
    assert typist.page.evaluate("localStorage.length") == 0
    typist.page.unroute("**/drafts/key/")
    typist.page.evaluate("badNetwork = {drop: 0}")
    typist.page.route("**/goals/m1a/", lambda route: route.abort())
    until(lambda: typist.page.evaluate("localStorage.length") == 1, "the draft")
    typist.page.unroute("**/goals/m1a/")
    typist.wait("saved")
    assert typist.lost(portal.database) == []
