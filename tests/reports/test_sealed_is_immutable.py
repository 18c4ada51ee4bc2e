"""Nothing that the product has changes a sealed period: not a form, not the one writer, not a loader or command."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from boardportal.demo import load_board
from organisation import actions
from organisation.fixtures import source_user
from organisation.models import Membership, PeriodRow, Role, State, Submission, Unit, User
from reports.models import SealedReport
from reports.sealing import seal_report
from tests.conftest import load_hsn
from tests.project.routes import ROUTES
from tests.reports.conftest import DECISION, TODAY

ROWS = [model for model in apps.get_models() if issubclass(model, PeriodRow)]
EDITS = [name for name, route in ROUTES.items() if route.kind == "edit" and "period" in route.kwargs]


@pytest.fixture(scope="module")
def _sealed(django_db_setup, django_db_blocker):
    """The real board with one of each role, its report sealed once for all tests, each of which is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        board = load_hsn()
        for role in Role:
            Membership.objects.create(user=User.objects.create(username=role.value), unit=board, role=role)
        period = board.periods.get(slug="2025-t2")
        by, seen = User.objects.get(username=Role.CONTROLLER), actions.seen_of(board, period)
        seal_report(board=board, period=period, by=by, seen=seen, exceptions=True, today=TODAY, **DECISION)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def hsn(_sealed, db):
    return Unit.objects.get(slug="vasterbotten-hsn")


@pytest.fixture
def cast(hsn):
    return {role: User.objects.get(username=role) for role in Role}


def everything(period):
    """Every row that is reported for the period, what is sealed, and how far each unit has come."""
    rows = {model: list(model.objects.filter(period=period).order_by("pk").values()) for model in ROWS}
    sealed = [{**one, "pdf": bytes(one["pdf"])} for one in SealedReport.objects.filter(period=period).values()]
    return rows, sealed, list(Submission.objects.filter(period=period).order_by("pk").values())


def _write(model, board, period, by):
    """A field that every row has, in an existing row where there is one."""
    row = model.objects.filter(unit=board, period=period).first() or model(unit=board, period=period)
    return actions.write(row=row, version=row.version, changes={"source": "Ändrat efteråt"}, by=by)


def test_the_one_writer_refuses_every_kind_of_row_to_every_role(hsn, hsn_t2, cast):
    before = everything(hsn_t2)
    told = {}
    people = {**cast, "source": source_user(), "superuser": User.objects.create_superuser("rot")}
    for model in ROWS:
        for who, user in people.items():
            with pytest.raises(actions.Refused) as caught:
                _write(model, hsn, hsn_t2, user)
            told.setdefault(who, set()).add(caught.type)
    assert told == {
        Role.PLANNER: {actions.Locked},
        Role.MANAGER: {actions.Locked},
        Role.CONTROLLER: {actions.Locked},
        Role.BOARD_MEMBER: {actions.Refused},
        Role.ADMINISTRATOR: {actions.Refused},
        "source": {actions.Locked},
        "superuser": {actions.Refused},
    }
    assert everything(hsn_t2) == before


def test_no_unit_below_the_board_is_written_either(hsn, hsn_t2, cast):
    below = hsn.units.first()
    Submission.objects.filter(unit=below, period=hsn_t2).delete()
    for model in ROWS:
        with pytest.raises(actions.Locked):
            _write(model, below, hsn_t2, cast[Role.PLANNER])


@pytest.mark.parametrize("role", [Role.PLANNER, Role.MANAGER, Role.CONTROLLER])
def test_no_form_writes(role, hsn_t2, cast, client):
    before = everything(hsn_t2)
    client.force_login(cast[role])
    answers = set()
    for name in EDITS:
        url = reverse(name, kwargs={**ROUTES[name].kwargs, "period": hsn_t2.slug})
        for headers in ({}, {"HX-Request": "true"}):
            answers |= {client.get(url, headers=headers).status_code}
            answers |= {client.post(url, {"version": "1", "text": "x", "analysis": "x"}, headers=headers).status_code}
    assert answers <= {403, 409, 422}
    assert everything(hsn_t2) == before


@pytest.mark.parametrize("verb", ["submit", "organisation:return", "organisation:approve", "organisation:unlock"])
def test_no_verb_of_the_workflow_moves_it(verb, hsn_t2, cast, client):
    before = everything(hsn_t2)
    url = reverse(verb, kwargs={"unit": "vasterbotten-hsn", "period": hsn_t2.slug})
    for role in Role:
        client.force_login(cast[role])
        assert client.post(url, {"reason": "x", "seen": "1"}).status_code in {403, 409}
    assert everything(hsn_t2) == before


def test_loaders_and_commands_leave_it_as_it_is(hsn, hsn_t2, tmp_path, settings):
    before = everything(hsn_t2)
    load_board("vasterbotten-hsn")
    settings.DEBUG = True
    call_command("demo", stdout=StringIO())
    call_command("export_report", hsn.slug, hsn_t2.slug, format="json", output=tmp_path / "r.json", draft=True)
    assert everything(hsn_t2) == before


def test_an_unlock_is_no_way_around_a_correction(hsn, hsn_t2, cast):
    with pytest.raises(actions.Refused):
        actions.unlock(submission=Submission.objects.of(hsn, hsn_t2), reason="x", by=cast[Role.CONTROLLER])
    assert Submission.objects.of(hsn, hsn_t2).state == State.SEALED
