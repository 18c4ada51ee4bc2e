"""The pages of administration in the browser: people, roles, units, the log, and «Who may what»."""

import re
from smtplib import SMTPDataError

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisation.models import AdministrativeAct, Membership, Role, Unit

User = get_user_model()
NEW = {
    "username": "ny",
    "first_name": "Ny",
    "last_name": "Planerare",
    "title": "Planerare",
    "email": "ny@example.org",
    "role": "planner",
    "unit": "provnamnden",
}
UNIT = {"name": "Östra området", "short_name": "Östra", "kind": "division", "parent": "provnamnden", "order": "2"}
WRITES = ("INSERT", "UPDATE", "DELETE")


class Refusing:
    """A mail server that answers with what a test gives."""

    trouble: type[Exception] | Exception = OSError

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise self.trouble


def _url(name, **kwargs):
    return reverse(f"manage:{name}", kwargs={"board": "provnamnden", **kwargs})


def _posted(response, **values):
    """What the form on the page posts: its values as they are shown, and those given."""
    form = response.context["form"]
    shown = {field.html_name: field.value() for field in form}
    return {name: value for name, value in (shown | values).items() if value not in (False, None)}


def _whole_tables():
    """Every row of every table, sessions and caches aside."""
    models = [model for model in apps.get_models() if model._meta.app_label not in {"sessions", "usersessions"}]
    return {model._meta.label: sorted(map(str, model._base_manager.values())) for model in models}


@pytest.fixture
def admin(login, administrator, in_english):
    return login(administrator)


@pytest.fixture
def second_administrator(board):
    person = User.objects.create_user("second", "second@example.org", "en annan lång mening")
    Membership.objects.create(user=person, unit=board, role=Role.ADMINISTRATOR)
    return person


def test_the_start_page_leads_the_administrator_there_and_nobody_else(login, administrator, planner):
    link = f'href="{_url("people")}"'
    found = [link in login(who).get("/").content.decode() for who in (administrator, planner)]
    assert found == [True, False]


def test_the_people_of_the_board_are_listed_and_no_others(
    admin, planner, unit_planner, outsider, board, administrator
):
    source = User.objects.create(username="source", is_source=True, is_active=False)
    Membership.objects.create(user=source, unit=board, role=Role.PLANNER)
    response = admin.get(_url("people"))
    assert [row.person for row in response.context["people"]] == [administrator, planner, unit_planner]
    assert admin.get(_url("person", person=source.pk)).status_code == 404


def test_a_person_is_added_and_chooses_a_password_by_the_link_once(admin, client, board):
    response = admin.post(_url("add_person"), NEW)
    person = User.objects.get(username="ny")
    assert (response.status_code, response.url) == (302, _url("person", person=person.pk))
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["ny@example.org"], "Välj ett lösenord till Boardportal")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    client.logout()
    there = client.get(link, follow=True)
    words = {"password1": "havre regn lampa stol", "password2": "havre regn lampa stol"}
    client.post(there.request["PATH_INFO"], words)
    assert client.login(username="ny", password=words["password1"])
    client.logout()
    again = client.get(link, follow=True)
    assert b"password1" not in again.content


def test_a_person_who_cannot_be_added_leaves_everything_typed(admin, planner):
    response = admin.post(_url("add_person"), NEW | {"email": "PLANNER@example.org"})
    assert (response.status_code, mail.outbox) == (422, [])
    assert response.context["form"]["first_name"].value() == "Ny"
    assert list(response.context["form"].errors) == ["email"]


def test_without_mail_the_person_is_there_and_the_page_says_so(admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = admin.post(_url("add_person"), NEW, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "No mail could be sent now. Send the link again in a while."
    ]
    assert User.objects.filter(username="ny").exists()
    assert "link_sent" not in AdministrativeAct.objects.values_list("verb", flat=True)


@pytest.mark.parametrize("trouble", [OSError, SMTPDataError(550, b"no"), ValueError("bad address")], ids=repr)
def test_a_link_that_could_not_be_sent_is_said_and_not_in_the_log(trouble, admin, planner, settings):
    settings.EMAIL_BACKEND = "tests.organisation.test_admin_views.Refusing"
    Refusing.trouble = trouble
    response = admin.post(_url("send_link", person=planner.pk), follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "No mail could be sent now. Send the link again in a while."
    ]
    assert AdministrativeAct.objects.count() == 0


def test_the_link_is_in_the_boards_language_whatever_the_administrator_reads(admin, planner, board):
    admin.post(_url("send_link", person=planner.pk))
    Unit.objects.filter(pk=board.pk).update(language="en")
    admin.post(_url("send_link", person=planner.pk))
    assert [(one.subject, one.body.split()[0]) for one in mail.outbox] == [
        ("Välj ett lösenord till Boardportal", "Hej"),
        ("Choose a password for Boardportal", "Hello"),
    ]


def test_somebody_with_an_account_gets_a_role(admin, outsider, board):
    posted = {"email": outsider.email, "role": "manager", "unit": board.slug}
    assert admin.post(_url("admit"), posted).url == _url("person", person=outsider.pk)
    unknown = admin.post(_url("admit"), posted | {"email": "nobody@example.org"})
    assert (unknown.status_code, list(unknown.context["form"].errors)) == (422, ["email"])


def test_a_person_is_changed(admin, planner):
    url = _url("person", person=planner.pk)
    response = admin.post(url, _posted(admin.get(url), title="Utvecklare"))
    planner.refresh_from_db()
    assert (response.status_code, response.url, planner.title) == (302, url, "Utvecklare")


def test_an_address_that_is_none_leaves_everything_typed(admin, planner):
    url = _url("person", person=planner.pk)
    response = admin.post(url, _posted(admin.get(url), email="ingen", title="Kvar"))
    assert (response.status_code, response.context["form"]["title"].value()) == (422, "Kvar")


def test_a_stale_form_shows_both_and_keeps_what_was_typed(admin, planner):
    url = _url("person", person=planner.pk)
    shown = admin.get(url)
    admin.post(url, _posted(shown, title="Den enas"))
    response = admin.post(url, _posted(shown, title="Den andras"))
    assert response.status_code == 409
    assert [(one.label, one.mine, one.theirs) for one in response.context["form"].differences] == [
        ("Title", "Den andras", "Den enas")
    ]
    assert response.context["form"]["title"].value() == "Den andras"
    planner.refresh_from_db()
    assert planner.title == "Den enas"
    assert admin.post(url, _posted(response)).status_code == 302
    planner.refresh_from_db()
    assert planner.title == "Den andras"


def test_a_stale_form_of_a_unit_shows_both(admin, unit):
    url = _url("unit", unit=unit.slug)
    shown = admin.get(url)
    admin.post(url, _posted(shown, name="Den enas"))
    response = admin.post(url, _posted(shown, name="Den andras", kind="service"))
    assert (response.status_code, response.context["form"]["name"].value()) == (409, "Den andras")
    assert [(one.label, one.mine, one.theirs) for one in response.context["form"].differences] == [
        ("Name", "Den andras", "Den enas"),
        ("Kind", "Service", "Division"),
    ]


def test_who_is_made_inactive_is_out_at_the_next_request(admin, planner, django_client):
    theirs = django_client()
    theirs.force_login(planner)
    assert theirs.get("/").status_code == 200
    url = _url("person", person=planner.pk)
    posted = _posted(admin.get(url))
    del posted["is_active"]
    assert admin.post(url, posted).status_code == 302
    assert theirs.get("/").status_code == 302
    assert theirs.get("/").url.startswith("/login/")


@pytest.fixture
def django_client():
    from django.test import Client

    return Client


def test_a_role_that_is_taken_is_gone_at_the_next_request(admin, second_administrator, board, django_client):
    theirs = django_client()
    theirs.force_login(second_administrator)
    assert theirs.get(_url("people")).status_code == 200
    Membership.objects.create(user=second_administrator, unit=board, role=Role.PLANNER)
    taken = {"unit": board.slug, "role": "administrator"}
    url = _url("take_role", person=second_administrator.pk)
    assert admin.post(url, taken).url == _url("person", person=second_administrator.pk)
    assert theirs.get(_url("people")).status_code == 403
    assert admin.post(url, taken | {"role": "planner"}).url == _url("people")
    assert theirs.get(_url("people")).status_code == 404


def test_the_own_role_as_administrator_has_no_button_and_is_refused(admin, administrator, second_administrator, board):
    page = admin.get(_url("person", person=administrator.pk))
    assert [held.may_take for held in page.context["held"]] == [False]
    posted = {"unit": board.slug, "role": "administrator"}
    response = admin.post(_url("take_role", person=administrator.pk), posted)
    assert (response.status_code, AdministrativeAct.objects.count()) == (403, 0)
    assert "Nobody changes their own role as administrator" in response.content.decode()


def test_a_role_is_given_and_a_wrong_one_is_said_at_the_field(admin, planner, unit):
    url = _url("give_role", person=planner.pk)
    assert admin.post(url, {"unit": unit.slug, "role": "manager"}).status_code == 302
    assert planner.memberships.filter(unit=unit, role="manager").exists()
    refused = admin.post(url, {"unit": unit.slug, "role": "administrator"})
    assert (refused.status_code, list(refused.context["role_form"].errors)) == (422, ["unit"])


def test_a_person_of_two_boards_is_read_only_but_for_the_roles_here(admin, planner, other_board):
    url = _url("person", person=planner.pk)
    posted = _posted(admin.get(url), title="Min")
    Membership.objects.create(user=planner, unit=other_board, role=Role.PLANNER)
    page = admin.get(url).content.decode()
    assert ('name="first_name"' in page, "another board too" in page) == (False, True)
    assert (other_board.name in page, other_board.slug in page) == (False, False)
    refused = admin.post(url, posted)
    assert (refused.status_code, "another board too" in refused.content.decode()) == (403, True)


def test_the_link_is_sent_anew(admin, planner):
    assert admin.post(_url("send_link", person=planner.pk)).status_code == 302
    assert [one.to for one in mail.outbox] == [["planner@example.org"]]
    assert AdministrativeAct.objects.get().verb == "link_sent"


def test_a_unit_is_added_and_changed(admin, board, unit):
    assert admin.post(_url("add_unit"), UNIT | {"parent": unit.slug}).url == _url("units")
    made = Unit.objects.get(slug="provnamnden-ostra-omradet")
    url = _url("unit", unit=made.slug)
    assert admin.post(url, _posted(admin.get(url), parent=board.slug)).status_code == 302
    made.refresh_from_db()
    assert made.parent == board
    shown = [(one.name, one.level, one.above) for one in admin.get(_url("units")).context["units"]]
    assert shown == [
        ("Provnämnden", 0, ""),
        ("Norra området", 1, "PN"),
        ("Östra området", 1, "PN"),
    ]


def test_of_the_board_itself_only_the_names_are_asked(admin, board):
    form = admin.get(_url("unit", unit=board.slug)).context["form"]
    assert list(form.fields) == ["name", "short_name", "seen"]


def test_the_log_says_who_did_what_newest_first(admin, planner, board, unit):
    admin.post(_url("give_role", person=planner.pk), {"unit": unit.slug, "role": "manager"})
    url = _url("unit", unit=unit.slug)
    admin.post(url, _posted(admin.get(url), name="Nordområdet"))
    acts = admin.get(_url("log")).context["acts"]
    assert [(one.what, one.who, one.subject, one.changes) for one in acts] == [
        ("Unit changed", "administrator", "Nordområdet", ("Name: Norra området → Nordområdet",)),
        ("Role given", "administrator", "planner (planner)", ("Role: Manager", "Unit: Nordområdet")),
    ]


def test_the_log_is_paged(admin, administrator, board):
    for number in range(51):
        AdministrativeAct.objects.create(
            board=board, by=administrator, at=f"2026-01-01T10:{number:02}:00Z", verb="unit_added", subject=str(number)
        )
    first, second = (admin.get(_url("log"), {"page": page}).context["acts"] for page in (1, 2))
    assert (first[0].subject, len(first), [one.subject for one in second]) == ("50", 50, ["0"])


def test_the_ids_of_another_board_do_not_exist(admin, outsider, other_board, board, unit, planner):
    other = {"board": other_board.slug}
    answers = [
        admin.get(_url("person", person=outsider.pk)),
        admin.post(_url("person", person=outsider.pk), NEW),
        admin.post(_url("give_role", person=outsider.pk), {"unit": board.slug, "role": "planner"}),
        admin.post(_url("take_role", person=outsider.pk), {"unit": other_board.slug, "role": "planner"}),
        admin.post(_url("take_role", person=planner.pk), {"unit": other_board.slug, "role": "planner"}),
        admin.post(_url("send_link", person=outsider.pk)),
        admin.get(_url("unit", unit=other_board.slug)),
        admin.post(_url("unit", unit=other_board.slug), UNIT),
        *(admin.get(_url(name, **other)) for name in ("people", "add_person", "admit", "units", "add_unit", "log")),
        # A unit is no board, within reach too.
        admin.get(_url("people", board=unit.slug)),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert (mail.outbox, AdministrativeAct.objects.count()) == ([], 0)


def test_another_boards_unit_is_as_unknown_as_one_that_there_is_not(admin, planner, other_board):
    errors = []
    for slug in (other_board.slug, "finns-inte"):
        given = admin.post(_url("give_role", person=planner.pk), {"unit": slug, "role": "planner"})
        below = admin.post(_url("add_unit"), UNIT | {"parent": slug})
        shown = [str(form.errors).replace(slug, "…") for form in (given.context["role_form"], below.context["form"])]
        errors.append((given.status_code, below.status_code, *shown))
    assert errors[0] == errors[1]
    assert errors[0][:2] == (422, 422)


EVERYTHING = {
    "id": "1",
    "pk": "1",
    "is_superuser": "on",
    "is_staff": "on",
    "is_source": "on",
    "password": "x",
    "username": "annan",
    "user": "1",
    "groups": "1",
    "user_permissions": "1",
    "date_joined": "2020-01-01",
    "last_login": "2020-01-01",
    "board": "andra-namnden",
    "organisation": "1",
    "slug": "annan",
    "language": "en",
    "amount_unit": "tkr",
    "own_words": "{}",
    "is_made_up": "on",
    "by": "1",
    "at": "2020-01-01",
}


@pytest.mark.parametrize("subject", ["person", "unit", "the board"])
def test_no_other_field_is_set_whatever_is_posted(subject, admin, planner, unit, board, other_board):
    url = _url("person", person=planner.pk)
    if subject != "person":
        url = _url("unit", unit=(unit if subject == "unit" else board).slug)
    page = admin.get(url)
    posted = _posted(page)
    before = _whole_tables()
    known = {field.name for model in (User, Unit, Membership) for field in model._meta.fields}
    # A field that the form shows empty is posted empty.
    shown = set(page.context["form"].fields) if subject != "person" else set()
    extra = EVERYTHING | dict.fromkeys(known - set(EVERYTHING) - shown, "1")
    assert admin.post(url, {**extra, **posted}).status_code == 302
    assert _whole_tables() == before


def test_a_new_person_is_what_the_form_says_and_no_more(admin, board, other_board):
    admin.post(_url("add_person"), {**EVERYTHING, **NEW})
    person = User.objects.get(username="ny")
    flags = (person.is_superuser, person.is_staff, person.is_source, person.is_active, person.has_usable_password())
    assert flags == (False, False, False, True, False)
    assert (person.last_login, list(person.memberships.values_list("unit", "role"))) == (None, [(board.pk, "planner")])


def test_a_new_unit_is_what_the_form_says_and_no_more(admin, board, other_board):
    admin.post(_url("add_unit"), {**EVERYTHING, **UNIT})
    made = Unit.objects.get(name="Östra området")
    assert (made.slug, made.board, made.organisation) == ("provnamnden-ostra-omradet", board, board.organisation)
    assert (made.language, made.amount_unit, made.is_made_up) == ("sv", "mnkr", False)


@pytest.mark.parametrize("name", ["people", "add_person", "admit", "units", "add_unit", "log", "person", "unit"])
def test_reading_never_writes(name, admin, planner, unit):
    kwargs = {"person": {"person": planner.pk}, "unit": {"unit": unit.slug}}.get(name, {})
    with CaptureQueriesContext(connection) as queries:
        assert admin.get(_url(name, **kwargs)).status_code == 200
    assert [one["sql"] for one in queries if one["sql"].startswith(WRITES)] == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("people", 6), ("units", 5), ("log", 8)])
def test_the_number_of_queries_does_not_grow_with_rows(
    name, queries, rows, admin, board, unit, administrator, django_assert_num_queries
):
    for number in range(rows):
        person = User.objects.create(username=f"p{number}")
        Membership.objects.create(user=person, unit=unit, role=Role.PLANNER)
        below = {"organisation": board.organisation, "board": board, "parent": unit}
        Unit.objects.create(slug=f"u{number}", name=f"U{number}", short_name="U", kind="service", **below)
        AdministrativeAct.objects.create(
            board=board, by=person, at="2026-01-01T10:00:00Z", verb="person_added", subject=person.username
        )
    with django_assert_num_queries(queries):
        admin.get(_url(name))


def test_everybody_reads_who_may_what(login, board_member, in_english):
    response = login(board_member).get("/roles/")
    first = response.context["kinds"][0]
    assert (first.label, [one.label for one in first.actions]) == (
        "Texts and figures",
        ["Read", "Write", "Verify", "Import from a file"],
    )
    assert [(cell.role, cell.text) for cell in first.actions[0].cells] == [
        ("Planner", "always"),
        ("Manager", "always"),
        ("Controller", "always"),
        ("Board member", "approved, sealed"),
        ("Administrator", "always"),
    ]
