"""Two controllers who seal at once, each on a connection of their own: one report is kept, and one number."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from organisation import actions
from organisation.models import Membership, Role, State, Submission, User
from reports.models import SealedReport
from tests.reports.test_seal_views import POSTED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def side_by_side(tmp_path):
    """Runs functions at once, each in a thread with a connection of its own; gives their answers in order.

    Tests have SQLite in memory, where connections do not queue as they do on disk: there the threads, and what is
    read afterwards, get a copy in a file.
    """
    made = []

    def own_connection():
        if connection.vendor != "sqlite":
            return
        one = connections.create_connection("default")
        one.settings_dict = {**one.settings_dict, "NAME": str(tmp_path / "copy.sqlite3")}
        connections["default"] = one

    def run(*functions):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "copy.sqlite3")])
        answers, begin = [None] * len(functions), Barrier(len(functions))

        def work(number, function):
            own_connection()
            begin.wait()
            try:
                answers[number] = function()
            finally:
                connections["default"].close()

        made.extend(Thread(target=work, args=pair) for pair in enumerate(functions))
        for thread in made:
            thread.start()
        for thread in made:
            thread.join(60)
        made.clear()
        own_connection()
        return answers

    before = connections["default"]
    yield run
    if connections["default"] is not before:
        connections["default"].close()
        connections["default"] = before


def test_two_controllers_seal_at_once_and_one_report_is_kept(approved, board, period, controller, side_by_side):
    other = User.objects.create_user("other_controller", first_name="other_controller")
    Membership.objects.create(user=other, unit=board, role=Role.CONTROLLER)
    url = reverse("reports:seal", args=[board.slug, period.slug])
    typed = {**POSTED, "seen": str(actions.seen_of(board, period))}
    clients = []
    for user in (controller, other):
        client = Client()
        client.force_login(user)
        clients.append(client)
    answers = side_by_side(*(lambda client=client: client.post(url, typed).status_code for client in clients))
    assert sorted(answers) == [302, 409]
    assert [one.number for one in SealedReport.objects.all()] == [0]
    first = SealedReport.objects.get().sealed_by
    assert first == (controller, other)[answers.index(302)]
    assert {(one.state, one.sealed_by) for one in Submission.objects.filter(period=period)} == {(State.SEALED, first)}
