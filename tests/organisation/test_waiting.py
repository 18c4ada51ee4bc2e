"""What waits for somebody: it fills as units submit and empties as things are done."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from organisation import actions
from organisation.actions import seen_of
from organisation.models import Membership, Role, Submission, Unit, User
from organisation.waiting import waiting_for
from reports.models import ChapterText


@pytest.fixture
def hand_in(period):
    """A unit hands in, so many days ago."""

    def by(user, unit, days=0, at=period):
        found = actions.submit(submission=Submission.objects.of(unit, at), missing=list, by=user)
        Submission.objects.filter(pk=found.pk).update(submitted_at=timezone.now() - timedelta(days=days))
        return found

    return by


def _list(user):
    return [(item.verb, item.unit.slug) for item in waiting_for(User.objects.get(pk=user.pk))]


def test_the_oldest_stands_first_with_who_and_since_when(
    hand_in, board, unit, previous_period, planner, unit_planner, manager
):
    hand_in(planner, board, days=2, at=previous_period)
    hand_in(unit_planner, unit, days=5)
    first, second = waiting_for(manager)
    assert [(one.verb, one.unit, one.by) for one in (first, second)] == [
        ("approve", unit, "unit_planner"),
        ("approve", board, "planner"),
    ]
    assert first.since < second.since
    assert first.url == "/provnamnden-norra/2025/submission/"


def test_it_empties_as_things_are_done(hand_in, board, unit, period, planner, unit_planner, manager, controller):
    below = hand_in(unit_planner, unit)
    assert _list(manager) == [("approve", "provnamnden-norra")]
    actions.send_back(submission=below, reason="Utveckla", by=manager)
    assert _list(manager) == []
    own = hand_in(planner, board)
    assert _list(manager) == [("approve", "provnamnden")]
    actions.approve(submission=own, by=manager, seen=seen_of(board, period))
    assert (_list(manager), _list(controller)) == ([], [("seal", "provnamnden")])
    actions.seal(board=board, period=period, by=controller, seen=seen_of(board, period), store=lambda: None)
    assert _list(controller) == []


def test_ones_own_waits_for_another_manager(hand_in, board, period, planner, manager):
    other = User.objects.create(username="annan-chef")
    Membership.objects.create(user=other, unit=board, role=Role.MANAGER)
    row = ChapterText(unit=board, period=period, code="summary")
    actions.write(row=row, version=0, changes={"text": "Chefens egen"}, by=manager)
    hand_in(planner, board)
    assert (_list(manager), _list(other)) == ([], [("approve", "provnamnden")])


def test_what_a_manager_handed_in_waits_for_another(hand_in, board, manager):
    hand_in(manager, board)
    assert _list(manager) == []


def test_a_controller_may_return_and_not_approve(hand_in, board, planner, controller):
    hand_in(planner, board)
    assert _list(controller) == [("return", "provnamnden")]


@pytest.mark.parametrize("who", ["planner", "board_member", "administrator", "unit_planner", "outsider"])
def test_nothing_waits_for_who_decides_nothing(who, hand_in, board, request, manager):
    hand_in(manager, board)
    assert _list(request.getfixturevalue(who)) == []


def test_a_manager_of_one_unit_has_that_unit_alone(hand_in, board, unit, planner, unit_planner):
    user = User.objects.create(username="områdeschef")
    Membership.objects.create(user=user, unit=unit, role=Role.MANAGER)
    hand_in(unit_planner, unit)
    assert _list(user) == [("approve", "provnamnden-norra")]


def test_what_the_board_decides_with_its_own_waits_no_more(hand_in, board, unit, planner, unit_planner, manager):
    hand_in(unit_planner, unit)
    hand_in(planner, board)
    assert _list(manager) == [("approve", "provnamnden")]


def test_the_queries_do_not_grow_with_the_list(hand_in, board, period, planner, manager, django_assert_num_queries):
    first = Unit.objects.create(
        organisation=board.organisation, parent=board, board=board, slug="first", name="Första"
    )
    hand_in(planner, first)
    for number in range(3):
        with django_assert_num_queries(3):
            _fresh(manager)
        below = Unit.objects.create(
            organisation=board.organisation, parent=board, board=board, slug=f"u{number}", name=f"U{number}"
        )
        hand_in(planner, below)


def _fresh(user):
    """Without what the user object remembers of its roles."""
    for name in ("_roles", "_board_of"):
        user.__dict__.pop(name, None)
    return waiting_for(user)


@pytest.mark.usefixtures("english")
def test_the_list_says_what_to_do_with_each(hand_in, board, planner, manager):
    hand_in(planner, board)
    shown = " ".join(render_to_string("organisation/_waiting.html", {"waiting": waiting_for(manager)}).split())
    assert "Waiting for you (1)" in shown
    assert "To approve or return. Since" in shown


def test_nothing_is_shown_where_nothing_waits():
    assert render_to_string("organisation/_waiting.html", {"waiting": []}).strip() == ""
