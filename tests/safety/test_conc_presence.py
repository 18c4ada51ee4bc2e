"""Who else has a form open: told at the next beat, gone after half a minute, and never a word of what is typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisation.models import Presence
from organisation.presence import GONE_AFTER, arrive
from tests.safety.checks import changed, tables

KEY, MINE, THEIRS = "reports.summary", "aaaaaaaa-1111", "bbbbbbbb-2222"
SECRET = "Ett utkast som ingen annan har sett"


@pytest.fixture
def beat(board, period, client_of):
    """Says that somebody has the form open, and gives the answer."""
    url = reverse("presence", kwargs={"unit": board.slug, "period": period.slug})

    def post(user, tab=MINE, key=KEY, **more):
        return client_of(user).post(url, {"key": key, "tab": tab, **more})

    return post


def test_both_are_told_at_their_next_beat(beat, planner, manager):
    assert beat(planner).json()["sentence"] == ""
    assert "planner" in beat(manager, THEIRS).json()["sentence"]
    assert "manager" in beat(planner).json()["sentence"]


def test_who_has_left_is_gone_at_once_and_who_is_silent_after_half_a_minute(beat, planner, manager):
    beat(planner)
    beat(manager, THEIRS)
    beat(planner, leave="1")
    assert beat(manager, THEIRS).json()["sentence"] == ""
    beat(planner)
    Presence.objects.filter(user=planner).update(seen_at=timezone.now() - GONE_AFTER - timedelta(seconds=1))
    assert beat(manager, THEIRS).json()["sentence"] == ""
    assert GONE_AFTER.total_seconds() == 30


def test_no_word_of_what_is_typed_goes_either_way(beat, chapter, planner, manager, client_of):
    client_of(planner).post(chapter, {"version": "0", "text": SECRET})
    beat(planner, text=SECRET)
    answer = beat(manager, THEIRS, text="Mitt")
    assert sorted(answer.json()) == ["locked", "sentence"]
    assert SECRET not in answer.content.decode()
    assert SECRET not in str(list(Presence.objects.values()))


@pytest.mark.parametrize(("who", "status"), [("board_member", 403), ("administrator", 403), ("outsider", 404)])
def test_those_who_do_not_write_there_are_told_nothing(who, status, beat, request, planner):
    beat(planner)
    answer = beat(request.getfixturevalue(who), THEIRS)
    assert (answer.status_code, "planner" in answer.content.decode()) == (status, False)
    assert Presence.objects.count() == 1


def test_a_beat_changes_nothing_that_is_reported(beat, chapter, planner, manager):
    before = tables()
    beat(planner)
    beat(manager, THEIRS, leave="1")
    # That the unit has begun is remembered, and not by whom.
    assert set(changed(before, tables())) == {"organisation.firstopened"}


@pytest.mark.django_db(transaction=True)
def test_many_beats_at_once_are_all_answered(board, period, planner, manager, controller, at_once):
    from organisation.places import Place

    def beats(user, tab):
        place = Place(user=user, unit=board, period=period, periods=[period])
        return lambda: [len(arrive(place, KEY, tab)) for _beat in range(20)]

    people = (planner, MINE), (manager, THEIRS), (controller, "cccccccc-3333"), (controller, "cccccccc-3333")
    results = at_once(*(beats(user, tab) for user, tab in people))
    assert [type(one) for one in results] == [list] * 4, results
    assert Presence.objects.count() == 3
