"""The pages of an account: in both languages, with what browsers and password managers need, without traps."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from organisation.models import Membership, Role
from tests.conftest import PASSWORD
from tests.html import page, words

OPEN = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OWN = [
    "account",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
]
WITH_PHONE = [
    "account",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
]


def shown(browser, name, language):
    browser.cookies["django_language"] = language
    response = browser.get(reverse(name))
    found = page(response)
    headings = [words(one) for one in found.xpath("//h1")]
    return response.status_code, len(headings), all(headings), found.xpath("//html/@lang")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", OPEN)
def test_a_page_for_everybody_answers_in_both_languages(client, db, name, language):
    assert shown(client, name, language)[:3] == (200, 1, True)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_answers_in_both_languages(logged_in, planner, name, language):
    assert shown(logged_in(planner), name, language)[:3] == (200, 1, True)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", WITH_PHONE)
def test_a_page_of_two_step_login_answers_in_both_languages(
    client, log_in, planner, with_phone, with_recovery_codes, phone, name, language
):
    secret = with_phone(planner)
    with_recovery_codes(planner)
    log_in("planner")
    assert shown(client, "mfa_authenticate", language)[:3] == (200, 1, True)
    client.post("/login/code/", {"code": phone.code(secret)})
    assert shown(client, name, language)[:3] == (200, 1, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("account_login", {"login": "username", "password": "current-password"}),
        ("account_reset_password", {"email": "email"}),
        ("account_reauthenticate", {"password": "current-password"}),
        (
            "account_change_password",
            {"oldpassword": "current-password", "password1": "new-password", "password2": "new-password"},
        ),
        ("mfa_activate_totp", {"code": "one-time-code"}),
    ],
)
def test_each_field_says_what_it_is_for(client, logged_in, planner, name, expected):
    browser = client if name in OPEN else logged_in(planner)
    fields = page(browser.get(reverse(name))).xpath("//*[@id='main']//input[@name and not(@type='hidden')]")
    assert {field.get("name"): field.get("autocomplete") for field in fields} == expected
    assert [field.get("placeholder") or field.get("onpaste") for field in fields] == [None] * len(fields)


def test_each_field_has_a_label(logged_in, planner):
    found = page(logged_in(planner).get("/account/password/"))
    fields = found.xpath("//*[@id='main']//input[@name and not(@type='hidden')]/@id")
    assert [len(found.xpath("//label[@for=$id]", id=one)) for one in fields] == [1, 1, 1]


def test_my_account_says_who_i_am(in_english, login, planner, board):
    response = login(planner).get("/account/")
    facts = {words(row[0]): words(row[1]) for row in page(response).xpath("//dl[@class='facts']/div")}
    assert facts == {
        "Name": "planner",
        "Username": "planner",
        "E-mail address": "planner@example.org",
        "Roles": "Planner, Provnämnden",
    }


def test_the_menu_leads_to_my_account(login, planner):
    links = page(login(planner).get("/")).xpath("//details[contains(@class, 'menu-end')]//a/@href")
    assert links[0] == "/account/"


def test_a_page_knows_who_reads_it_and_only_then(client, login, planner):
    assert page(client.get("/login/")).xpath("//*[@data-user]") == []
    assert b'data-user="%d"' % planner.pk in login(planner).get("/account/").content


def test_a_page_costs_the_same_queries_however_many_roles(login, planner, unit, django_assert_num_queries):
    browser = login(planner)
    with django_assert_num_queries(4):
        browser.get("/account/")
    for role in (Role.MANAGER, Role.CONTROLLER):
        Membership.objects.create(user=planner, unit=unit, role=role)
    with django_assert_num_queries(4):
        browser.get("/account/")


# ---- What static/js/session.js asks for ----


def script(client, path, **data):
    return client.post(path, data, headers={"X-Requested-With": "XMLHttpRequest"})


def test_nobody_is_told_as_nobody(client, db):
    response = client.get("/account/whoami/")
    assert (response.json()["user"], len(response.json()["csrf"])) == (None, 64)
    assert "no-store" in response["Cache-Control"]


def test_somebody_is_told_as_a_string(login, planner):
    assert login(planner).get("/account/whoami/").json()["user"] == str(planner.pk)


def test_the_token_opens_a_post(planner):
    browser = Client(enforce_csrf_checks=True)
    token = browser.get("/account/whoami/").json()["csrf"]
    data = {"login": "planner", "password": PASSWORD}
    assert browser.post("/login/", data).status_code == 403
    assert browser.post("/login/", data, headers={"X-CSRFToken": token}).status_code == 302


def test_a_script_that_logs_in_is_told_where_it_would_go(client, planner):
    response = script(client, "/login/", login="planner", password=PASSWORD)
    assert (response.status_code, json.loads(response.content)["location"]) == (200, "/")
    assert client.get("/account/whoami/").json()["user"] == str(planner.pk)


def test_a_script_that_fails_is_told_why(in_english, client, planner):
    response = script(client, "/login/", login="planner", password="wrong")
    form = response.json()["form"]
    assert (response.status_code, form["errors"]) == (
        400,
        ["The name, the e-mail address or the password is not right."],
    )
    assert response["Content-Type"] == "application/json"
    assert {name: field["errors"] for name, field in form["fields"].items()} == {"login": [], "password": []}


def test_an_empty_field_is_an_error_of_the_field(in_english, client, db):
    fields = script(client, "/login/", login="planner", password="").json()["form"]["fields"]
    assert fields["password"]["errors"] == ["This field is required."]


def test_a_script_does_the_second_step_too(in_english, client, planner, with_phone, phone):
    secret = with_phone(planner)
    first = script(client, "/login/", login="planner", password=PASSWORD)
    assert (first.status_code, first.json()["location"]) == (200, "/login/code/")
    wrong = script(client, "/login/code/", code="wrong")
    assert (wrong.status_code, len(wrong.json()["form"]["fields"]["code"]["errors"])) == (400, 1)
    right = script(client, "/login/code/", code=phone.code(secret))
    assert (right.status_code, right.json()["location"]) == (200, "/")
    assert client.get("/account/whoami/").json()["user"] == str(planner.pk)


def test_a_second_step_that_took_too_long_leads_to_the_first(client, db):
    response = script(client, "/login/code/", code="123456")
    assert (response.status_code, response["Location"]) == (302, "/login/")


def test_a_login_that_stopped_half_way_goes_on_there(client, planner, with_phone):
    with_phone(planner)
    script(client, "/login/", login="planner", password=PASSWORD)
    again = script(client, "/login/", login="planner", password=PASSWORD)
    assert (again.status_code, again["Location"]) == (302, "/login/code/")
