"""Who else has a form open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organisation.models import Presence
from organisation.places import Place
from organisation.presence import GONE_AFTER, Other, arrive, leave

pytestmark = pytest.mark.usefixtures("in_english")

URL = "/provnamnden/2025/presence/"


@pytest.fixture
def at(board, period):
    def make(user):
        return Place(user=user, unit=board, period=period, periods=[period])

    return make


def test_the_second_to_open_a_form_learns_of_the_first_and_the_first_at_the_next_beat(at, planner, manager):
    assert arrive(at(planner), "goals.m1", "tab-1") == []
    assert arrive(at(manager), "goals.m1", "tab-2") == [Other("planner", False)]
    assert arrive(at(planner), "goals.m1", "tab-1") == [Other("manager", False)]


def test_oneself_in_another_tab_is_told(at, planner):
    arrive(at(planner), "goals.m1", "tab-1")
    assert arrive(at(planner), "goals.m1", "tab-2") == [Other("planner", True)]


def test_another_form_is_not_the_same(at, planner, manager):
    arrive(at(planner), "goals.m1", "tab-1")
    assert arrive(at(manager), "goals.m2", "tab-2") == []


@pytest.mark.parametrize(("silent", "names"), [(GONE_AFTER, ["planner"]), (GONE_AFTER + timedelta(seconds=1), [])])
def test_who_has_been_silent_is_gone(at, planner, manager, silent, names):
    now = timezone.now()
    arrive(at(planner), "goals.m1", "tab-1", now=now)
    assert [other.name for other in arrive(at(manager), "goals.m1", "tab-2", now=now + silent)] == names


def test_who_closes_the_form_is_gone_at_once(at, planner, manager):
    arrive(at(planner), "goals.m1", "tab-1")
    leave(at(planner), "goals.m1", "tab-1")
    assert arrive(at(manager), "goals.m1", "tab-2") == []


def test_nobody_closes_another_persons_form(at, planner, manager):
    arrive(at(planner), "goals.m1", "tab-1")
    leave(at(manager), "goals.m1", "tab-1")
    assert Presence.objects.count() == 1


def test_the_address_says_it_in_a_sentence(login, planner, manager, board, period):
    login(planner).post(URL, {"key": "goals.m1", "tab": "aaaaaaaa-1"})
    answer = login(manager).post(URL, {"key": "goals.m1", "tab": "bbbbbbbb-1"})
    assert answer.json() == {"sentence": "Also open for: planner", "locked": ""}


@pytest.mark.parametrize(
    ("who", "status"),
    [("planner", 200), ("manager", 200), ("board_member", 403), ("administrator", 403), ("outsider", 404)],
)
def test_only_those_who_write_there_are_asked_and_told(who, status, login, request, board, period):
    user = request.getfixturevalue(who)
    assert login(user).post(URL, {"key": "goals.m1", "tab": "aaaaaaaa-1"}).status_code == status


@pytest.mark.parametrize(
    "data", [{}, {"key": "goals.m1"}, {"key": "x" * 121, "tab": "aaaaaaaa-1"}, {"key": "a b", "tab": "z"}]
)
def test_what_is_no_form_is_refused(data, login, planner, board, period):
    assert login(planner).post(URL, data).status_code == 400
    assert Presence.objects.count() == 0
