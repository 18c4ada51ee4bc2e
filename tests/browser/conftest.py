"""One server and one Chromium for the tests of this folder, a fresh database and a context of its own for each."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, sync_playwright

from boardportal.demo import PASSWORD
from tests.browser import portal as server
from tests.browser.visitor import Visitor

ACCOUNTS = ["planerare", "chef", "controller", "ledamot", "administrator", "jamtland-planerare", "exempel-planerare"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def running(tmp_path_factory, worker_id):
    """The server. Of the package, not of the session: it ends before the tests of the next folder begin."""
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent
    portal = server.start(tmp_path_factory.mktemp("portal"), common)
    yield portal
    portal.stop()


@pytest.fixture(scope="package")
def chromium():
    """Playwright runs an event loop in this thread as long as it lives, and Django refuses its database to
    code inside one: it lives for this folder only, whose tests leave the database to the server."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sessions(running, chromium) -> dict[str, dict]:
    """The cookies of each account, logged in once; the database keeps their sessions through every reset."""
    found = {name: _logged_in(chromium, running.url, name) for name in ACCOUNTS}
    running.keep()
    return found


def _logged_in(chromium: Browser, url: str, name: str) -> dict:
    context = chromium.new_context(base_url=url)
    page = context.new_page()
    page.goto("/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{url}/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def portal(running, sessions):
    """The server, with the demo as it was loaded."""
    running.reset()
    return running


@pytest.fixture
def visit(portal, chromium, sessions):
    """Opens a browser for an account (or for nobody): `visit("planerare", width=390)`. What the browser
    complains about on the way fails the test at its end."""
    visitors = []

    def opened(account: str = "", **kwargs) -> Visitor:
        visitor = Visitor(chromium, portal, sessions.get(account), **kwargs)
        visitors.append(visitor)
        return visitor

    yield opened
    complaints = [one for visitor in visitors for one in visitor.close()]
    assert complaints == [], portal.complaints()
