"""Passwords: what is refused and why, changing, and choosing a new one by mail."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError

from boardportal.accounts.passwords import fold, names_in_use
from organisation.models import User
from tests.conftest import PASSWORD
from tests.html import page, words

NEW = "fyra gula hästar i regn"
SHORT, COMMON, ALIKE, LOCAL, REPEATS = (
    "password_too_short",
    "password_too_common",
    "password_too_similar",
    "password_local_words",
    "password_repeats",
)
CASES = [
    # long enough, and nothing that is guessed first
    (NEW, []),
    ("correct horse battery staple", []),
    ("8fK#2mQz!x0p", []),
    ("tolv " * 100, []),
    ("hästarna i Provnämnden sover", []),
    # too short, whatever the signs
    ("aB3#dE6%gH9", [SHORT]),
    # on the list
    ("qwertyuiopasdf", []),
    ("startfinding", [COMMON]),
    ("312312312312", [REPEATS]),
    ("å" * 12, [REPEATS]),
    ("z" * 11 + " ", [REPEATS]),
    # words of this place, however written
    ("boardportal-demo", [LOCAL]),
    ("Sommar2025!!", [LOCAL]),
    ("sommar2025sommar2025", [LOCAL]),
    ("HÖSTEN-2026-hösten", [LOCAL]),
    ("Delårsrapport1", [LOCAL]),
    ("delarsrapport!!", [LOCAL]),
    ("Provnämnden2025", [LOCAL]),
    ("provnamnden--99", [LOCAL]),
    ("Norra området 1", [LOCAL]),
    ("region prov 2026", [LOCAL]),
    # like the person
    ("planner@example.org", [ALIKE]),
]


def codes(password, user):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [one.code for one in error.error_list]
    return []


@pytest.mark.parametrize(("password", "expected"), CASES, ids=[case[0][:20] for case in CASES])
def test_a_password_is_refused_for_these_reasons_and_no_other(password, expected, unit, planner):
    assert codes(password, planner) == expected


def test_the_local_words_are_the_names_in_use(unit):
    assert names_in_use() == {"region", "prov", "provnamnden", "norra", "omradet"}


@pytest.mark.parametrize(("text", "folded"), [("Västerbotten", "vasterbotten"), ("É", "e"), ("ß", "ss")])
def test_marks_and_capitals_make_no_other_word(text, folded):
    assert fold(text) == folded


def change(client, old=PASSWORD, new=NEW, again=None):
    data = {"oldpassword": old, "password1": new, "password2": again or new}
    return client.post("/account/password/", data)


def test_a_changed_password_is_the_one_that_counts(logged_in, planner):
    browser = logged_in(planner)
    assert change(browser).status_code == 302
    planner.refresh_from_db()
    assert (planner.check_password(NEW), planner.check_password(PASSWORD)) == (True, False)


def test_it_is_kept_as_it_was_typed(logged_in, planner):
    password = "  Åtta  öar och 𝒆tt skepp  " + "x" * 200
    change(logged_in(planner), new=password)
    planner.refresh_from_db()
    assert planner.check_password(password) is True


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", NEW, NEW, "The password you have now: This is not the password that you have now."),
        (PASSWORD, NEW, NEW + "!", "New password, once more: You must type the same password each time."),
        (PASSWORD, "boardportal-demo", "boardportal-demo", "New password: This password is made of words that"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(in_english, logged_in, planner, old, new, again, sentence):
    browser = logged_in(planner)
    browser.cookies["django_language"] = "en"
    response = change(browser, old, new, again)
    said = words(page(response).xpath("//div[contains(@class, 'form-errors')]//li")[0])
    planner.refresh_from_db()
    assert (response.status_code, said[: len(sentence)], planner.check_password(PASSWORD)) == (422, sentence, True)


def test_changing_the_password_ends_the_other_sessions(logged_in, planner):
    here, there = logged_in(planner), logged_in(planner)
    change(here)
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)
    rows = page(here.get("/account/sessions/")).xpath("//*[@id='main']//tbody/tr")
    assert len(rows) == 1


def link_of(message):
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def ask(client, address="planner@example.org"):
    return client.post("/account/password/reset/", {"email": address})


def test_a_link_by_mail_opens_once(client, planner, log_in):
    assert ask(client)["Location"] == "/account/password/reset/sent/"
    link = link_of(mail.outbox[0])
    form = client.get(link, follow=True)
    place = form.redirect_chain[0][0]
    done = client.post(place, {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/account/password/reset/done/"
    assert log_in("planner", NEW).status_code == 302
    client.post("/logout/")
    assert b'name="password1"' not in client.get(link, follow=True).content


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, planner):
    known, unknown = ask(client), ask(client, "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["planner@example.org"]]


def test_the_mail_is_written_in_the_portals_words(client, planner):
    ask(client)
    message = mail.outbox[0]
    assert (message.subject.count("["), message.body.count("planner")) == (0, 1)


def test_a_link_dies_when_the_address_changes(client, planner):
    ask(client)
    User.objects.filter(pk=planner.pk).update(email="other@example.org")
    assert b'name="password1"' not in client.get(link_of(mail.outbox[0]), follow=True).content
    ask(client)
    assert len(mail.outbox) == 1


def test_a_link_is_good_for_a_day(client, planner, settings):
    ask(client)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert b'name="password1"' not in client.get(link_of(mail.outbox[0]), follow=True).content


def test_a_closed_account_gets_no_link(client, planner):
    User.objects.filter(pk=planner.pk).update(is_active=False)
    ask(client)
    assert mail.outbox == []


def test_five_links_a_minute_to_one_address(client, planner):
    assert [ask(client).status_code for _ in range(6)] == [302] * 5 + [429]
