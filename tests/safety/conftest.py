"""What the tests of safety share: a chapter to write in, saves as the page's script makes them, and real threads."""

import sqlite3
from contextlib import closing
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from organisation.models import Membership, Role, Unit, User
from reports.models import ChapterText, ReportTemplate


@pytest.fixture
def chapter(board, period):
    """The address of a text on the small board."""
    chapters = [{"number": "1", "title": "Sammanfattning", "text": "summary"}]
    ReportTemplate.objects.create(board=board, title="Delårsrapport", chapters=chapters)
    return reverse("reports:chapter", kwargs={"unit": board.slug, "period": period.slug, "code": "summary"})


@pytest.fixture
def row(board, period):
    """What identifies that text to the writer."""
    return ChapterText(unit=board, period=period, code="summary")


@pytest.fixture
def second_manager(board):
    """Wrote nothing, and may approve."""
    user = User.objects.create_user("second_manager", first_name="second_manager")
    Membership.objects.create(user=user, unit=board, role=Role.MANAGER)
    return user


@pytest.fixture
def client_of():
    """A browser of its own for each person who is asked for."""

    def browser(user, **kwargs):
        client = Client(**kwargs)
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def hsn_cast(hsn):
    """One person of each role on the real board, by role, and a planner of one division."""
    found = {role: User.objects.create(username=f"hsn-{role.value}") for role in Role}
    for role, user in found.items():
        Membership.objects.create(user=user, unit=hsn, role=role)
    below = User.objects.create(username="hsn-division")
    Membership.objects.create(user=below, unit=Unit.objects.get(slug="vasterbotten-hsn-umea"), role=Role.PLANNER)
    return {**found, "division": below}


@pytest.fixture
def at_once(transactional_db, tmp_path):
    """Runs functions at the same moment, each in a thread with a connection of its own; gives what they return or
    raise, in order.

    Tests have SQLite in memory, where connections do not queue as they do in a file: the whole test moves into one.
    """
    if connection.vendor != "sqlite":
        yield _run
        return
    kept, name = connection.connection, connection.settings_dict["NAME"]
    path = str(tmp_path / "threads.sqlite3")
    with closing(sqlite3.connect(path)) as there:
        kept.backup(there)
    connection.connection, connection.settings_dict["NAME"] = None, path
    yield _run
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = kept, name


def _run(*functions):
    results, begin = [None] * len(functions), Barrier(len(functions))

    def work(number, function):
        begin.wait()
        try:
            results[number] = function()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=work, args=pair) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
