"""Two-step login: set up, used, used once, demanded."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.html import page, words

TOO_MANY = "Too many attempts have failed. Wait five minutes and try again."
WRONG_CODE = "The code is not right, or it has been used already. The app shows a new one every 30 seconds."


def secret_on(response):
    return page(response).xpath("//code[@class='secret']")[0].text


def refusal(response):
    return words(page(response).xpath("//div[contains(@class, 'form-errors')]//li")[0]).removeprefix("Code: ")


def set_up(browser, phone):
    secret = secret_on(browser.get("/account/two-step/app/"))
    return secret, browser.post("/account/two-step/app/", {"code": phone.code(secret)})


def test_a_code_of_the_app_turns_it_on_and_shows_the_recovery_codes_once(logged_in, planner, phone):
    browser = logged_in(planner)
    _secret, response = set_up(browser, phone)
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    first, again = browser.get(response["Location"]), browser.get(response["Location"])
    codes = [code.text for code in page(first).xpath("//code")]
    assert [len(code) for code in codes] == [8] * 10
    assert len(set(codes)) == 10
    assert page(again).xpath("//code") == []


def test_a_wrong_code_turns_nothing_on_and_keeps_the_key(logged_in, planner, phone):
    browser = logged_in(planner)
    secret = secret_on(browser.get("/account/two-step/app/"))
    wrong = f"{(int(phone.code(secret)) + 1) % 1_000_000:06}"
    response = browser.post("/account/two-step/app/", {"code": wrong})
    assert (response.status_code, secret_on(response)) == (422, secret)
    assert Authenticator.objects.count() == 0


def test_the_picture_obeys_the_content_security_policy(logged_in, planner):
    response = logged_in(planner).get("/account/two-step/app/")
    pictures = page(response).xpath("//img[@class='qr']/@src")
    assert [source.split(",")[0] for source in pictures] == ["data:image/svg+xml;base64"]
    assert re.search(r"<style|\sstyle=", response.content.decode()) is None


def test_the_secret_lies_encrypted_in_the_database(logged_in, planner, phone):
    secret, _response = set_up(logged_in(planner), phone)
    stored = [str(one.data) for one in Authenticator.objects.all()]
    assert [secret in text for text in stored] == [False, False]
    assert [text.count("gAAAA") for text in stored] == [1, 1]


def test_a_secret_is_read_after_the_key_of_the_portal_was_changed(planner, with_phone, phone, settings):
    secret = with_phone(planner)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one, long and random"
    assert Authenticator.objects.get(user=planner).wrap().validate_code(phone.code(secret)) is True


def test_the_password_alone_opens_nothing(client, log_in, planner, with_phone):
    with_phone(planner)
    assert log_in("planner")["Location"] == "/login/code/"
    assert client.get("/account/").status_code == 302


def test_the_second_step_leads_to_the_page_that_was_asked_for(client, log_in, planner, with_phone, phone):
    secret = with_phone(planner)
    log_in("planner", to="/login/?next=/account/")
    response = client.post("/login/code/", {"code": phone.code(secret)})
    assert (response.status_code, response["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200


def test_a_code_is_good_once(in_english, client, log_in, planner, with_phone, phone):
    secret = with_phone(planner)
    code = phone.code(secret)
    log_in("planner")
    client.post("/login/code/", {"code": code})
    client.post("/logout/")
    log_in("planner")
    client.cookies["django_language"] = "en"
    again = client.post("/login/code/", {"code": code})
    assert (again.status_code, refusal(again)) == (422, WRONG_CODE)
    phone.tick()
    assert client.post("/login/code/", {"code": phone.code(secret)}).status_code == 302


def test_the_code_of_the_moment_before_is_too_old(client, log_in, planner, with_phone, phone):
    old = phone.code(with_phone(planner))
    phone.tick()
    log_in("planner")
    assert client.post("/login/code/", {"code": old}).status_code == 422


def test_a_recovery_code_is_good_once(client, log_in, planner, with_phone, with_recovery_codes):
    with_phone(planner)
    code = with_recovery_codes(planner)[3]
    log_in("planner")
    assert client.post("/login/code/", {"code": code}).status_code == 302
    client.post("/logout/")
    log_in("planner")
    assert client.post("/login/code/", {"code": code}).status_code == 422


def test_after_five_wrong_codes_there_is_a_wait(in_english, client, log_in, planner, with_phone, phone):
    secret = with_phone(planner)
    log_in("planner")
    found = [refusal(client.post("/login/code/", {"code": "000000 wrong"})) for _ in range(6)]
    assert found == [WRONG_CODE] * 5 + [TOO_MANY]
    assert refusal(client.post("/login/code/", {"code": phone.code(secret)})) == TOO_MANY


def test_off_takes_the_recovery_codes_along(client, log_in, planner, with_phone, with_recovery_codes, phone):
    secret = with_phone(planner)
    with_recovery_codes(planner)
    log_in("planner")
    client.post("/login/code/", {"code": phone.code(secret)})
    assert client.get("/account/two-step/app/remove/").status_code == 200
    assert client.post("/account/two-step/app/remove/")["Location"] == "/account/two-step/"
    assert Authenticator.objects.count() == 0


@pytest.fixture
def a_while_later(settings):
    """Longer after the login than a proof of who one is lasts."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1


def test_long_after_the_login_the_password_is_asked_for_again(a_while_later, logged_in, planner):
    browser = logged_in(planner)
    response = browser.get("/account/two-step/app/")
    assert unquote(response["Location"]) == "/account/again/?next=/account/two-step/app/"


def test_giving_it_leads_back(a_while_later, logged_in, planner):
    browser = logged_in(planner)
    wrong = browser.post("/account/again/?next=/account/two-step/app/", {"password": "wrong"})
    right = browser.post("/account/again/?next=/account/two-step/app/", {"password": PASSWORD})
    assert (wrong.status_code, right.status_code, right["Location"]) == (422, 302, "/account/two-step/app/")


# ---- Where it is demanded ----


@pytest.fixture
def demanded(settings):
    settings.REQUIRE_MFA = True


@pytest.mark.parametrize("who", ["planner", "unit_planner", "manager", "controller", "administrator"])
def test_who_does_more_than_read_is_led_to_set_it_up(demanded, login, request, who):
    response = login(request.getfixturevalue(who)).get("/")
    assert (response.status_code, response["Location"]) == (302, "/account/two-step/app/")


def test_a_board_member_who_only_reads_is_not(demanded, login, board_member):
    assert login(board_member).get("/").status_code == 200


def test_who_has_set_it_up_is_not(demanded, login, planner, with_phone):
    with_phone(planner)
    assert login(planner).get("/").status_code == 200


def test_a_fragment_is_refused_with_the_reason(demanded, login, planner, htmx):
    response = login(planner).get("/", headers=htmx)
    assert response.status_code == 403


def test_on_the_way_there_nothing_is_in_the_way(demanded, logged_in, planner, phone):
    browser = logged_in(planner)
    _secret, response = set_up(browser, phone)
    assert browser.get(response["Location"]).status_code == 200
    assert browser.get("/").status_code == 200


def test_one_can_leave_and_choose_a_language(demanded, login, planner):
    browser = login(planner)
    assert browser.post("/language/", {"language": "en", "next": "/account/two-step/app/"}).status_code == 302
    assert browser.get("/account/whoami/").status_code == 200
    assert browser.post("/logout/")["Location"] == "/login/"
