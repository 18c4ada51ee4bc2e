"""One fixed cast, named by role, on one small board; an outsider belongs to another board."""

import copy
from datetime import date

import pytest
from django.apps import apps
from django.utils import translation

from organisation.models import Membership, Organisation, ReportingPeriod, Role, Unit, User

PASSWORD = "en lång mening för tester"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hashing a password well takes a quarter of a second, on purpose: not in each test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def region(db):
    return Organisation.objects.create(name="Region Prov", kind="region")


@pytest.fixture
def board(region):
    return Unit.objects.create(
        organisation=region, slug="provnamnden", name="Provnämnden", short_name="PN", kind=Unit.Kind.BOARD
    )


@pytest.fixture
def unit(board):
    """A division below the board."""
    return Unit.objects.create(
        organisation=board.organisation,
        parent=board,
        board=board,
        slug="provnamnden-norra",
        name="Norra området",
        short_name="Norra",
        kind=Unit.Kind.DIVISION,
        order=1,
    )


@pytest.fixture
def other_board(db):
    other = Organisation.objects.create(name="Region Annan", kind="region")
    found = Unit.objects.create(
        organisation=other, slug="andra-namnden", name="Andra nämnden", short_name="AN", kind=Unit.Kind.BOARD
    )
    _period(found, "2025-t2", "Tertial 2 2025", date(2025, 1, 1), date(2025, 8, 31))
    return found


def _period(board, slug, label, start, end, kind="tertial"):
    return ReportingPeriod.objects.create(board=board, slug=slug, label=label, start=start, end=end, kind=kind)


@pytest.fixture
def previous_period(board):
    return _period(board, "2025-t2", "Tertial 2 2025", date(2025, 1, 1), date(2025, 8, 31))


@pytest.fixture
def period(board, previous_period):
    """The open one."""
    return _period(board, "2025", "Helår 2025", date(2025, 1, 1), date(2025, 12, 31), kind="year")


def _person(username, unit=None, role=None, **kwargs):
    user = User.objects.create_user(username, f"{username}@example.org", PASSWORD, first_name=username, **kwargs)
    if unit:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


@pytest.fixture
def planner(board):
    return _person("planner", board, Role.PLANNER)


@pytest.fixture
def unit_planner(unit):
    """Reports for the division only."""
    return _person("unit_planner", unit, Role.PLANNER)


@pytest.fixture
def manager(board):
    return _person("manager", board, Role.MANAGER)


@pytest.fixture
def controller(board):
    return _person("controller", board, Role.CONTROLLER)


@pytest.fixture
def board_member(board):
    return _person("board_member", board, Role.BOARD_MEMBER)


@pytest.fixture
def administrator(board):
    return _person("administrator", board, Role.ADMINISTRATOR)


@pytest.fixture
def outsider(other_board):
    return _person("outsider", other_board, Role.PLANNER)


@pytest.fixture
def login(client):
    """Logs somebody in and gives the client."""

    def as_user(user):
        client.force_login(user)
        return client

    return as_user


@pytest.fixture
def htmx():
    """The headers of a request by htmx."""
    return {"HX-Request": "true"}


@pytest.fixture
def english():
    """Sentences are tested as they stand in the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def in_english(client, settings):
    """The reader has chosen English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def load_wings(db, settings):
    """Loads the real board with the facts of some wings alone: load_wings("goals.fixtures.load")."""
    from boardportal.demo import load_board

    def load(*loaders):
        settings.FIXTURE_LOADERS = list(loaders)
        return load_board("vasterbotten-hsn")

    return load


_loaded: list[tuple[type, list]] = []


def load_hsn():
    """The real board: loaded the way everybody loads it the first time, then copied row by row.

    Loading writes each row through the one writer, which takes seconds: copying takes a tenth of one.
    """
    from boardportal.demo import load_board

    if Unit.objects.exists():
        return load_board("vasterbotten-hsn")
    if not _loaded:
        load_board("vasterbotten-hsn")
        models = apps.get_models(include_auto_created=True)
        kept = [model for model in models if model._meta.app_label not in {"auth", "contenttypes", "sessions"}]
        _loaded.extend((model, list(model._base_manager.all())) for model in kept)
    else:
        for model, rows in _loaded:
            model._base_manager.bulk_create([copy.copy(row) for row in rows])
    return Unit.objects.get(slug="vasterbotten-hsn")


@pytest.fixture
def hsn(db):
    """The real board: Hälso- och sjukvårdsnämnden, Region Västerbotten, as the fixtures hold it."""
    return load_hsn()


@pytest.fixture
def hsn_t2(hsn):
    """Its Tertial 2 2025, approved."""
    return hsn.periods.get(slug="2025-t2")


@pytest.fixture
def hsn_year(hsn):
    """Its full year 2025, open and empty."""
    return hsn.periods.get(slug="2025")
