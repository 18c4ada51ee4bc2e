"""The security log: one line for each event, and never a secret or a visitor's own words."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from boardportal.accounts.log import record
from tests.conftest import PASSWORD


@pytest.fixture
def lines(caplog):
    """What the log holds so far, one string a line."""
    caplog.set_level("INFO", logger="boardportal.security")
    return lambda: [one.getMessage() for one in caplog.records if one.name == "boardportal.security"]


def line(event, user, **details):
    told = {"event": event, "user": user.pk if user else None, "ip": "127.0.0.1", **details}
    return " ".join(f"{name}={value!r}" for name, value in told.items())


def test_coming_and_going_is_written_down(lines, client, log_in, planner):
    log_in("planner")
    client.post("/logout/")
    assert lines() == [line("login", planner), line("logout", planner)]


@pytest.mark.parametrize(("name", "known"), [("planner", True), ("PLANNER@example.org", True), ("nobody", False)])
def test_a_failed_login_names_the_account_or_nobody(lines, log_in, planner, name, known):
    log_in(name, "not this one")
    assert lines() == [line("login_failed", planner if known else None)]


def test_what_is_typed_as_a_name_is_never_written_down(lines, log_in, db):
    log_in("my password\r\nevent='login' user=1", "secret")
    assert lines() == [line("login_failed", None)]


def test_a_refusal_for_too_many_attempts_is_written_down(lines, log_in, planner):
    for n in range(6):
        log_in("planner", f"wrong {n}")
    assert lines() == [line("login_failed", planner)] * 5 + [line("login_refused_too_many", None)]


def test_a_line_break_in_a_value_begins_no_line(lines, rf, planner):
    record("test", request=rf.get("/"), user=planner, code="a\r\nb\u2028c")
    assert lines() == [line("test", planner) + r" code='a\r\nb\u2028c'"]


def test_a_changed_password_is_written_down_without_it(lines, login, planner):
    login(planner).post(
        "/account/password/",
        {"oldpassword": PASSWORD, "password1": "fyra gula hästar i regn", "password2": "fyra gula hästar i regn"},
    )
    assert lines() == [line("password_changed", planner)]


def test_the_second_step_is_written_down(lines, client, log_in, planner, with_phone, phone):
    secret = with_phone(planner)
    log_in("planner")
    client.post("/login/code/", {"code": "wrong"})
    client.post("/login/code/", {"code": phone.code(secret)})
    assert lines() == [
        line("second_step_failed", planner, kind="totp"),
        line("second_step", planner, kind="totp"),
        line("login", planner),
    ]


def test_a_session_ended_by_its_owner_is_written_down(lines, logged_in, planner):
    here, _there = logged_in(planner), logged_in(planner)
    newest = planner.usersession_set.latest("pk")
    here.post(f"/account/sessions/{newest.pk}/end/")
    here.post("/account/sessions/")
    assert lines()[2:] == [
        line("session_ended", planner, session=newest.pk),
        line("other_sessions_ended", planner),
    ]


def test_an_address_behind_a_proxy_is_the_visitors(lines, log_in, planner, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    made_up_first = Client(headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
    log_in("planner", by=made_up_first)
    assert lines() == [line("login", planner).replace("127.0.0.1", "192.0.2.7")]


def test_no_second_list_of_addresses_grows(client, log_in, planner):
    """An address that an administrator changes stops opening the account: there is no copy of it."""
    client.post("/account/password/reset/", {"email": "planner@example.org"})
    log_in("planner@example.org")
    assert EmailAddress.objects.count() == 0
