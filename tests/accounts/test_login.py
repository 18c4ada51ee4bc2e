"""Logging in: who gets in, who does not, and that nobody learns which names exist."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.conftest import PASSWORD
from tests.html import page, words

WRONG = "The name, the e-mail address or the password is not right."
TOO_MANY = "Too many attempts have failed. Wait five minutes and try again."


def refusal(response):
    return words(page(response).xpath("//div[contains(@class, 'form-errors')]//li")[0])


@pytest.mark.parametrize("name", ["planner", "PLANNER", "planner@example.org", " Planner@Example.org "])
def test_a_username_and_an_address_open_the_account(log_in, planner, name):
    response = log_in(name)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_page_that_was_asked_for_comes_after_the_login(log_in, planner):
    assert log_in("planner", to="/login/?next=/account/")["Location"] == "/account/"


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_no_address_elsewhere_comes_after_the_login(log_in, planner, address):
    assert log_in("planner", to=f"/login/?next={address}")["Location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("planner", "not this one"),
        ("planner@example.org", "not this one"),
        ("nobody", PASSWORD),
        ("nobody@example.org", PASSWORD),
        ("planner", PASSWORD.upper()),
        ("planner", f"{PASSWORD} "),
    ],
)
def test_an_unknown_name_and_a_wrong_password_answer_alike(in_english, log_in, planner, name, password):
    response = log_in(name, password)
    assert (response.status_code, refusal(response)) == (422, WRONG)


@pytest.mark.parametrize("name", ["planner", "planner@example.org", "nobody", "nobody@example.org"])
def test_every_refusal_costs_one_hash(log_in, planner, name, monkeypatch):
    """The time of an answer tells nothing: hashing is nearly all of it."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: counted.append(1) or encode(*args))
    log_in(name, "not this one")
    assert len(counted) == 1


def test_after_five_wrong_passwords_the_right_one_is_refused_too(in_english, log_in, planner):
    assert [refusal(log_in("planner", f"wrong {n}")) for n in range(5)] == [WRONG] * 5
    assert refusal(log_in("planner")) == TOO_MANY


def test_an_unknown_name_is_refused_alike_after_five(in_english, log_in, db):
    assert [refusal(log_in("nobody", f"wrong {n}")) for n in range(6)] == [WRONG] * 5 + [TOO_MANY]


def test_a_stranger_who_fails_on_purpose_locks_nobody_out(log_in, planner):
    stranger = Client(REMOTE_ADDR="192.0.2.1")
    for n in range(6):
        log_in("planner", f"wrong {n}", by=stranger)
    assert log_in("planner", by=Client(REMOTE_ADDR="192.0.2.2")).status_code == 302


def test_one_address_has_ten_attempts_a_minute_whatever_the_names(in_english, log_in, planner):
    found = [refusal(log_in(f"guess{n}", "wrong")) for n in range(11)]
    assert found == [WRONG] * 10 + [TOO_MANY]


def test_an_address_that_asks_on_and_on_is_told_to_wait(in_english, log_in, db):
    answers = [log_in("nobody", "wrong") for _ in range(31)]
    assert [one.status_code for one in answers] == [422] * 30 + [429]
    assert words(page(answers[-1]).xpath("//h1")[0]) == "Too many attempts"


def test_nobody_signs_up(client, login, planner):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    login(planner)
    assert [client.get(path).status_code for path in ("/signup/", "/account/signup/", "/accounts/")] == [404] * 3


def test_a_closed_account_does_not_open(in_english, log_in, planner):
    planner.is_active = False
    planner.save()
    response = log_in("planner")
    assert (response.status_code, response["Location"]) == (302, "/account/inactive/")
    assert refusal(log_in("planner", "wrong")) == WRONG


def test_logging_out_is_a_post_and_ends_the_session(client, log_in, planner):
    log_in("planner")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/login/"
    assert client.get("/")["Location"] == "/login/?next=/"


def test_the_session_is_a_new_one_after_the_login(client, log_in, planner):
    client.get("/account/whoami/")
    before = client.session.session_key
    log_in("planner")
    assert client.session.session_key != before


def test_the_source_of_facts_cannot_log_in(in_english, log_in, db):
    from organisation.fixtures import source_user

    source = source_user()
    assert refusal(log_in(source.username, "")) == "Password: This field is required."
    assert refusal(log_in(source.username, "!")) == WRONG
