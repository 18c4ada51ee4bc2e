"""Every address × every kind of reader: own unit, a unit below, the wrong role, another board, logged out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from organisation.models import Membership, Role, Unit, User
from tests.project.routes import PERSON, ROUTES

# kind → who → (GET, POST without a body). None: not asked.
EXPECTED = {
    "public": {"logged out": (200, None), "planner": (None, None)},
    "unpublished": {"logged out": (404, 405), "planner": (404, 405)},
    "public-verb": {"logged out": (302, 302)},
    "own": {"logged out": (302, 302), "planner": (200, 405), "outsider": (200, 405)},
    "own-verb": {"logged out": (302, 302), "planner": (405, None)},
    "leaving": {"logged out": (405, 302), "planner": (405, 302)},
    "account-form": {"logged out": (302, 302), "planner": (200, 422), "outsider": (200, 422)},
    "again": {"logged out": (302, 302), "planner": (302, 302)},
    "none": {"logged out": (302, 302), "planner": (404, None)},
    "sessions": {"logged out": (302, 302), "planner": (200, 302), "outsider": (200, 302)},
    "end-session": {"logged out": (302, 302), "planner": (405, 404)},
    "kept": {"logged out": (302, 302), "planner": (404, 405)},
    "presence": {
        "logged out": (302, 302),
        "planner": (405, 400),
        "division planner": (405, 403),
        "manager": (405, 400),
        "controller": (405, 400),
        "administrator": (405, 403),
        "board member": (405, 403),
        "outsider": (405, 404),
    },
    "view": {
        "logged out": (302, 302),
        "planner": (200, 405),
        "division planner": (200, 405),
        "manager": (200, 405),
        "controller": (200, 405),
        "administrator": (200, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
    },
    "edit": {
        "logged out": (302, 302),
        "planner": (200, 422),
        "division planner": (403, 403),
        "manager": (200, 422),
        "controller": (200, 422),
        "administrator": (403, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # What has been saved is verified by controllers alone.
    "verify": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "division planner": (403, 403),
        "manager": (403, 403),
        "controller": (200, 422),
        "administrator": (403, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # A row of no kind that is saved while one types: a form of its own.
    "add": {
        "logged out": (302, 302),
        "planner": (200, 422),
        "division planner": (403, 403),
        "manager": (200, 422),
        "controller": (200, 422),
        "administrator": (403, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # A row that the board has not.
    "no-edit": {
        "logged out": (302, 302),
        "planner": (404, 404),
        "division planner": (404, 404),
        "manager": (404, 404),
        "controller": (404, 404),
        "administrator": (404, 404),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # The board's plans: planners, controllers and administrators of the board.
    "plan": {
        "logged out": (302, 302),
        "planner": (200, 422),
        "division planner": (403, 403),
        "manager": (403, 403),
        "controller": (200, 422),
        "administrator": (200, 422),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # What the board's plans have not.
    "no-plan": {
        "logged out": (302, 302),
        "planner": (404, 404),
        "division planner": (403, 403),
        "manager": (403, 403),
        "controller": (404, 404),
        "administrator": (404, 404),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # The ledger of commissions: who keeps it, whatever the state of the period.
    "decide": {
        "logged out": (302, 302),
        "planner": (200, 422),
        "division planner": (403, 403),
        "manager": (403, 403),
        "controller": (200, 422),
        "administrator": (403, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # Nothing is asked about what is not approved: what a board member has written is kept and handed back.
    "ask": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "division planner": (403, 403),
        "manager": (403, 403),
        "controller": (403, 403),
        "administrator": (403, 403),
        "board member": (403, 409),
        "outsider": (404, 404),
    },
    "no-manage": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "administrator": (404, 404),
        "board member": (403, 403),
        "outsider": (404, 404),
        "other administrator": (404, 404),
    },
    "plan-file": {
        "logged out": (302, 302),
        "planner": (200, 405),
        "division planner": (403, 405),
        "manager": (403, 405),
        "controller": (200, 405),
        "administrator": (200, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
    },
    # An act of the controller's that the open period is not ready for: the page says what is in the way.
    "controller": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "division planner": (403, 403),
        "manager": (403, 403),
        "controller": (200, 409),
        "administrator": (403, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    # Files of figures: the controllers alone; and an import that there is not.
    "imports": {
        "logged out": (302, 302),
        "planner": (403, 405),
        "division planner": (403, 405),
        "manager": (403, 405),
        "administrator": (403, 405),
        "board member": (403, 405),
        "controller": (200, 405),
        "outsider": (404, 405),
    },
    "import": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "division planner": (403, 403),
        "manager": (403, 403),
        "administrator": (403, 403),
        "board member": (403, 403),
        "controller": (200, 422),
        "outsider": (404, 404),
    },
    "no-import": {
        "logged out": (302, 302),
        "planner": (403, 405),
        "division planner": (403, 405),
        "manager": (403, 405),
        "administrator": (403, 405),
        "board member": (403, 405),
        "controller": (404, 405),
        "outsider": (404, 405),
    },
    "no-import-form": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "division planner": (403, 403),
        "manager": (403, 403),
        "administrator": (403, 403),
        "board member": (403, 403),
        "controller": (404, 404),
        "outsider": (404, 404),
    },
    "no-import-verb": {
        "logged out": (302, 302),
        "planner": (405, 403),
        "division planner": (405, 403),
        "manager": (405, 403),
        "administrator": (405, 403),
        "board member": (405, 403),
        "controller": (405, 404),
        "outsider": (405, 404),
    },
    # What is sealed, of which the open period has nothing yet.
    "sealed": {
        "logged out": (302, 302),
        "planner": (404, 405),
        "controller": (404, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
    },
    # A part of a page, which leads to the page where it is asked for by itself.
    "draft-part": {
        "logged out": (302, 302),
        "planner": (302, 405),
        "division planner": (302, 405),
        "controller": (302, 405),
        "administrator": (302, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
    },
    # People, units and roles of a board: its administrators alone.
    "manage-list": {
        "logged out": (302, 302),
        "planner": (403, 405),
        "manager": (403, 405),
        "controller": (403, 405),
        "administrator": (200, 405),
        "division administrator": (403, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
        "other administrator": (404, 405),
    },
    "manage": {
        "logged out": (302, 302),
        "planner": (403, 403),
        "manager": (403, 403),
        "controller": (403, 403),
        "administrator": (200, 422),
        "division administrator": (403, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
        "other administrator": (404, 404),
    },
    "manage-verb": {
        "logged out": (302, 302),
        "planner": (405, 403),
        "manager": (405, 403),
        "controller": (405, 403),
        "administrator": (405, None),
        "division administrator": (405, 403),
        "board member": (405, 403),
        "outsider": (405, 404),
        "other administrator": (405, 404),
    },
    "verb": {"logged out": (302, 302), "planner": (405, None), "outsider": (405, 404), "board member": (405, 403)},
    "step": {"logged out": (302, 302), "planner": (302, None), "outsider": (404, 404), "board member": (403, 403)},
    "history": {
        "logged out": (302, 302),
        "planner": (200, 405),
        "division planner": (403, 405),
        "manager": (200, 405),
        "controller": (200, 405),
        "administrator": (200, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
    },
    "restore": {
        "logged out": (302, 302),
        "planner": (302, 422),
        "division planner": (403, 403),
        "manager": (302, 422),
        "controller": (302, 422),
        "administrator": (302, 403),
        "board member": (403, 403),
        "outsider": (404, 404),
    },
    "drafts": {
        "logged out": (302, 302),
        "planner": (200, 405),
        "division planner": (200, 405),
        "manager": (200, 405),
        "controller": (200, 405),
        "administrator": (200, 405),
        "board member": (403, 405),
        "outsider": (404, 405),
    },
}
CAST = {
    "planner": (Role.PLANNER, "vasterbotten-hsn"),
    "division planner": (Role.PLANNER, "vasterbotten-hsn-umea"),
    "manager": (Role.MANAGER, "vasterbotten-hsn"),
    "controller": (Role.CONTROLLER, "vasterbotten-hsn"),
    "administrator": (Role.ADMINISTRATOR, "vasterbotten-hsn"),
    "division administrator": (Role.ADMINISTRATOR, "vasterbotten-hsn-umea"),
    "other administrator": (Role.ADMINISTRATOR, "andra-namnden"),
    "board member": (Role.BOARD_MEMBER, "vasterbotten-hsn"),
}
WRITES = ("INSERT", "UPDATE", "DELETE")
# What is there for those who have not logged in.
PUBLIC = {"public", "unpublished", "public-verb", "leaving"}
# How a script of the page names itself: htmx, and the one that saves while somebody types.
SCRIPTS = (
    {"HX-Request": "true"},
    {"X-Tab": "aaaaaaaa-1", "X-Sequence": "1"},
    {"X-Tab": "aaaaaaaa-1", "X-Autosave": "1"},
)


def _names(resolver, prefix=""):
    """Every name of the URLconf with its namespace."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_address_is_declared():
    assert sorted(set(_names(get_resolver()))) == sorted(ROUTES)


@pytest.fixture
def reader(client, hsn, other_board):
    """Gives a client for somebody of the cast, on the real board."""
    somebody = User.objects.create(pk=PERSON, username="somebody")
    Membership.objects.create(user=somebody, unit=hsn, role=Role.PLANNER)

    def as_somebody(who):
        if who == "logged out":
            client.logout()
            return client
        user = User.objects.create(username=who)
        role, slug = CAST.get(who, (Role.PLANNER, other_board.slug))
        Membership.objects.create(user=user, unit=Unit.objects.get(slug=slug), role=role)
        client.force_login(user)
        return client

    return as_somebody


@pytest.mark.parametrize("name", ROUTES)
def test_the_address_answers_each_reader_as_the_matrix_says(name, reader):
    route = ROUTES[name]
    url = reverse(name, kwargs=route.kwargs)
    answers, expected = {}, {}
    for who, (get, post) in EXPECTED[route.kind].items():
        client = reader(who)
        if get is not None:
            expected[who, "GET"], answers[who, "GET"] = get, client.get(url).status_code
        if post is not None:
            expected[who, "POST"], answers[who, "POST"] = post, client.post(url).status_code
    assert answers == expected


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.kind not in PUBLIC])
def test_a_script_is_told_that_the_session_is_over_and_never_led_to_the_login(name, client, hsn):
    """Its answer would land in a form, or be taken for «saved»."""
    url = reverse(name, kwargs=ROUTES[name].kwargs)
    answers = [ask(url, headers=headers) for headers in SCRIPTS for ask in (client.get, client.post)]
    assert {(one.status_code, one.headers.get("HX-Trigger"), one.content) for one in answers} == {
        (401, "session-over", b"")
    }


@pytest.mark.parametrize(
    "name", [name for name, route in ROUTES.items() if route.kind in {"own", "view", "edit", "history", "drafts"}]
)
def test_reading_never_writes(name, reader):
    client = reader("planner")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse(name, kwargs=ROUTES[name].kwargs))
    assert [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(WRITES)] == []


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.kind == "view"])
def test_a_board_member_reads_what_is_approved(name, reader):
    client = reader("board member")
    url = reverse(name, kwargs={**ROUTES[name].kwargs, "period": "2025-t2"})
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.kind in {"drafts", "draft-part"}])
def test_a_board_member_reads_no_drafts_beside_what_is_approved(name, reader):
    client = reader("board member")
    url = reverse(name, kwargs={**ROUTES[name].kwargs, "period": "2025-t2"})
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.kind == "edit"])
def test_what_is_approved_is_not_changed(name, reader):
    client = reader("planner")
    url = reverse(name, kwargs={**ROUTES[name].kwargs, "period": "2025-t2"})
    assert client.get(url).status_code == 403
