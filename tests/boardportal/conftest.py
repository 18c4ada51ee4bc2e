"""Who reads the pages of the real board: a member and a planner, in English."""

import pytest
from django.db import transaction

from organisation.models import Membership, Role, Unit, User


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The real board, loaded once for a module of tests, each of which is rolled back to it."""
    from boardportal.demo import load_board

    with django_db_blocker.unblock(), transaction.atomic():
        load_board("vasterbotten-hsn")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def hsn(_loaded, db):
    return Unit.objects.get(slug="vasterbotten-hsn")


@pytest.fixture
def member(hsn):
    """A board member of the real board."""
    user = User.objects.create_user("ledamot", title="Ledamot")
    Membership.objects.create(user=user, unit=hsn, role=Role.BOARD_MEMBER)
    return user


@pytest.fixture
def hsn_planner(hsn):
    """A planner of the real board."""
    user = User.objects.create_user("planerare", title="Planerare")
    Membership.objects.create(user=user, unit=hsn, role=Role.PLANNER)
    return user


@pytest.fixture
def division_planner(hsn):
    """A planner of one of its divisions."""
    user = User.objects.create_user("områdesplanerare")
    Membership.objects.create(user=user, unit=Unit.objects.get(slug="vasterbotten-hsn-umea"), role=Role.PLANNER)
    return user


@pytest.fixture
def reading(login, settings):
    """Logs somebody in who has chosen English."""

    def as_user(user):
        client = login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return as_user
