"""People who log in through the page, as people do."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from tests.conftest import PASSWORD

ADDRESSES = ("192.0.2.1", "192.0.2.2")
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def log_in(client):
    """Posts the form of /login/ and gives the answer: log_in("planner")."""

    def post(login, password=PASSWORD, *, to="/login/", by=client, **kwargs):
        return by.post(to, {"login": login, "password": password}, **kwargs)

    return post


@pytest.fixture
def logged_in(log_in):
    """A browser of its own where somebody has logged in: logged_in(planner, HTTP_USER_AGENT="…")."""

    def browser(user, **kwargs):
        found = Client(**kwargs)
        assert log_in(user.username, by=found).status_code == 302
        return found

    return browser


@pytest.fixture
def phone(monkeypatch):
    """An app that shows codes, and a clock that it shares with the portal: `phone.code(secret)`, `phone.tick()`."""
    return Phone(monkeypatch)


class Phone:
    """The clock stands still between ticks, so that no test falls on the border between two codes."""

    def __init__(self, monkeypatch):
        self.counter = 60_000_000
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: [self.counter])

    def tick(self):
        self.counter += 1

    def code(self, secret):
        return format_hotp_value(hotp_value(secret, self.counter))


@pytest.fixture
def with_phone():
    """Sets two-step login up for somebody and gives the secret of the phone."""

    def set_up(user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return secret

    return set_up


@pytest.fixture
def with_recovery_codes():
    """Somebody's recovery codes."""
    return lambda user: RecoveryCodes.activate(user).generate_codes()
