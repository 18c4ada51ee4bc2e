"""Sessions: how long, where, and who ends them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from boardportal.accounts.devices import device
from tests.html import page, words

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/19.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (FIREFOX, "Firefox, Windows"),
        (PHONE, "Safari, iPhone"),
        (EDGE, "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", "Chrome, Linux"),
        ("curl/8", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_so_that_its_owner_knows_it(english, user_agent, expected):
    assert device(user_agent) == expected


def rows(browser):
    found = page(browser.get("/account/sessions/")).xpath("//*[@id='main']//tbody/tr")
    return [[words(cell) for cell in row.xpath("th|td")] for row in found]


@pytest.fixture
def here(logged_in, planner):
    return logged_in(planner, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.1")


@pytest.fixture
def there(here, logged_in, planner):
    return logged_in(planner, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="192.0.2.2")


def test_the_list_says_when_and_where_and_which_is_this_one(here, there):
    here.cookies["django_language"] = "en"
    names = [(row[0], row[2], row[3]) for row in rows(here)]
    assert names == [("Firefox, Windows (this one)", "192.0.2.1", ""), ("Safari, iPhone", "192.0.2.2", "End it")]


def test_one_session_is_ended_and_the_others_go_on(here, there, planner):
    other = planner.usersession_set.get(ip="192.0.2.2")
    assert here.post(f"/account/sessions/{other.pk}/end/")["Location"] == "/account/sessions/"
    assert [browser.get("/account/").status_code for browser in (here, there)] == [200, 302]
    assert len(rows(here)) == 1


def test_all_the_others_are_ended_at_once(here, there, logged_in, planner):
    third = logged_in(planner)
    here.post("/account/sessions/")
    assert [browser.get("/account/").status_code for browser in (here, there, third)] == [200, 302, 302]


def test_nobody_ends_the_session_of_somebody_else(here, logged_in, manager, planner):
    theirs = logged_in(manager)
    mine = planner.usersession_set.get()
    assert theirs.post(f"/account/sessions/{mine.pk}/end/").status_code == 404
    assert here.get("/account/").status_code == 200


def test_nobody_sees_the_session_of_somebody_else(here, logged_in, manager):
    assert len(rows(logged_in(manager))) == 1


def test_a_disabled_person_is_out_at_the_next_request(here, planner):
    planner.is_active = False
    planner.save()
    assert here.get("/account/").status_code == 302


def test_a_session_lasts_twelve_hours_from_the_login_whatever_is_done(here):
    session = Session.objects.get(pk=here.session.session_key)
    ends = session.expire_date
    assert timedelta(hours=11, minutes=59) < ends - timezone.now() <= timedelta(hours=12)
    # A request that writes to the session moves nothing.
    stored = here.session
    stored["anything"] = 1
    stored.save()
    session.refresh_from_db()
    assert abs(session.expire_date - ends) < timedelta(seconds=1)


def test_a_session_past_its_end_is_over(here):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert here.get("/account/").status_code == 302


def test_the_cookie_is_out_of_the_reach_of_scripts(client, log_in, planner):
    cookie = log_in("planner").cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
