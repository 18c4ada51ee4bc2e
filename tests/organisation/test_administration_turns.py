"""Two administrators at the same moment: they take turns, and a board keeps one of them."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from organisation import administration
from organisation.models import Membership, Role, User

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="One writer at a time; in the memory nobody can wait."),
]


def _at_once(*calls):
    """What each call gives or raises, all of them let go at the same moment, each on a connection of its own."""
    barrier, answers = Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        barrier.wait()
        try:
            answers[number] = call()
        except Exception as error:  # The test judges what it was.
            answers[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_administrators_who_take_each_others_role_leave_one(board, administrator):
    other = User.objects.create_user("second", "second@example.org")
    Membership.objects.create(user=other, unit=board, role=Role.ADMINISTRATOR)

    def take(person, by):
        return lambda: administration.take_role(board=board, person=person, unit=board, role="administrator", by=by)

    answers = _at_once(take(other, administrator), take(administrator, other))
    assert sorted(type(one) for one in answers if one is not True) == [administration.Refused]
    assert Membership.objects.filter(unit=board, role=Role.ADMINISTRATOR).count() == 1


def test_an_address_that_two_give_at_once_is_one_persons(board, administrator):
    def add(username, email):
        values = {"username": username, "first_name": "", "last_name": "", "title": "Ny", "email": email}
        given = {"board": board, "values": values, "unit": board, "role": "planner", "by": administrator}
        return lambda: administration.add_person(**given)

    answers = _at_once(add("ny1", "ny@example.org"), add("ny2", "NY@example.org"))
    assert sorted(type(one).__name__ for one in answers) == [User.__name__, ValidationError.__name__]
    assert User.objects.filter(username__startswith="ny").count() == 1
