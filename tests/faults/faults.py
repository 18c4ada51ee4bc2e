"""What goes wrong, one at a time: each is begun, something is typed meanwhile, and it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from playwright.sync_api import Error

from tests.faults import stored

# A key that is pressed less than this before the browser itself dies, in milliseconds, may die with it: the page
# encrypts what it keeps, and that takes a moment.
LAST_KEY = 250


@contextmanager
def nothing(world, tab) -> Iterator[None]:
    yield


@contextmanager
def offline(world, tab) -> Iterator[None]:
    tab.context.set_offline(True)
    yield
    world.pause(0.2, 1.5)
    tab.context.set_offline(False)


@contextmanager
def server_killed(world, tab) -> Iterator[None]:
    """Around the moment that the save of what is typed arrives."""
    yield
    world.pause(0, 1)
    world.portal.kill()
    world.pause(0, 0.5)
    world.portal.start()


@contextmanager
def session_over(world, tab) -> Iterator[None]:
    sql = (
        "DELETE FROM django_session WHERE session_key IN (SELECT session_key FROM usersessions_usersession "
        "WHERE user_id = (SELECT id FROM organisation_user WHERE username = %s))"
    )
    world.portal.database.run(sql, tab.name.split("-")[0])
    yield
    try:
        tab.page.wait_for_selector("dialog.login-again[open]", timeout=2500)
    except Error:
        # Nothing was to be saved.
        return
    tab.answer()


@contextmanager
def token_rotated(world, tab) -> Iterator[None]:
    tab.context.clear_cookies(name="csrftoken")
    yield


@contextmanager
def database_away(world, tab) -> Iterator[None]:
    world.portal.database.take_away()
    yield
    world.pause(0.5, 2)
    world.portal.database.mend()


def network(**how: float) -> Callable[..., AbstractContextManager]:
    """A bad network for the tab's page, as network.js makes it."""

    @contextmanager
    def bad(world, tab) -> Iterator[None]:
        tab.page.evaluate("(how) => (window.badNetwork = how)", how)
        yield
        world.pause(0.5, 2)
        world.story(tab.type())
        tab.page.evaluate("window.badNetwork = {}")

    return bad


@contextmanager
def storage_full(world, tab) -> Iterator[None]:
    tab.page.evaluate("window.badNetwork = {quota: true, drop: 1}")
    yield
    world.pause(0.3, 1.5)
    tab.page.evaluate("window.badNetwork = {}")
    # A page that says «keep this page open» is kept open.
    world.until_safe(tab)


@contextmanager
def page_reloaded(world, tab) -> Iterator[None]:
    yield
    world.pause(0, 0.6)
    tab.reload()


@contextmanager
def tab_closed(world, tab) -> Iterator[None]:
    yield
    world.pause(LAST_KEY / 1000, 0.8)
    tab.new()


@contextmanager
def renderer_crashed(world, tab) -> Iterator[None]:
    yield
    world.pause(LAST_KEY / 1000, 0.8)
    # Chromium answers nothing after this.
    with suppress(Error):
        tab.page.goto("chrome://crash", timeout=1500)
    tab.new()


@contextmanager
def closed_by_escape(world, tab) -> Iterator[None]:
    """And typed on in the moment before it closes."""
    yield
    world.pause(0, 0.5)
    tab.page.keyboard.press("Escape")
    for _ in range(4):
        world.story(tab.type(at=1))
        world.pause(0, 0.1)


@contextmanager
def save_pressed(world, tab) -> Iterator[None]:
    """In the middle of typing."""
    yield
    press = "(id) => document.querySelector(`#${id} form [type=submit]`)?.click()"
    tab.page.evaluate(press, world.chance.choice(tab.forms).dom_id)
    for _ in range(3):
        world.story(tab.type(at=1))
        world.pause(0, 0.1)


@contextmanager
def period_locked(world, tab) -> Iterator[None]:
    """Somebody else hands the report in, and it is opened again."""
    stored.lock(world.portal.database)
    yield
    world.pause(0.5, 1.5)
    stored.unlock(world.portal.database)


FAULTS: dict[str, Callable[..., AbstractContextManager]] = {
    "none": nothing,
    "offline": offline,
    "server killed": server_killed,
    "session over": session_over,
    "token rotated": token_rotated,
    "database away": database_away,
    "slow and reordered": network(before=800, after=800),
    "sent again late": network(again=1, after=300),
    "answer lost": network(deaf=1),
    "request lost": network(drop=1),
    "storage full": storage_full,
    "page reloaded": page_reloaded,
    "tab closed": tab_closed,
    "renderer crashed": renderer_crashed,
    "closed by Esc": closed_by_escape,
    "Save while typing": save_pressed,
    "period locked": period_locked,
}
