"""A database that does not answer, and a disk that is full: said as such, at once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from organisation.middleware import DatabaseAway


@pytest.mark.parametrize(
    ("error", "status", "again"),
    [
        (OperationalError("database is locked"), 503, "5"),
        (OperationalError("connection refused"), 503, "5"),
        (InterfaceError("connection already closed"), 503, "5"),
        (OperationalError("database or disk is full"), 507, None),
    ],
)
def test_an_error_of_the_database_in_a_view_is_no_fault_of_the_portal(error, status, again):
    answer = DatabaseAway(HttpResponse).process_exception(RequestFactory().get("/"), error)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, again)


def test_another_error_is_left_to_others():
    assert DatabaseAway(HttpResponse).process_exception(RequestFactory().get("/"), ValueError()) is None


def test_a_session_that_cannot_be_read_is_the_database_being_away():
    class Nobody:
        @property
        def is_authenticated(self):
            raise OperationalError("connection refused")

    request = RequestFactory().get("/")
    request.user = Nobody()
    answer = DatabaseAway(lambda request: HttpResponse("page"))(request)
    assert (answer.status_code, type(request.user)) == (503, AnonymousUser)
