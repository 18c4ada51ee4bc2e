"""The table of roles × actions × states, and who reaches what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from organisation import access
from organisation.models import State, Submission, Unit
from organisation.places import place_or_404

GRANTED = [
    ("planner", "view", {"open", "submitted", "approved", "sealed"}),
    ("planner", "write", {"open"}),
    ("planner", "submit", {"open"}),
    ("planner", "approve", set()),
    ("manager", "write", {"open"}),
    ("manager", "approve", {"submitted"}),
    ("manager", "return", {"submitted"}),
    ("manager", "unlock", set()),
    ("controller", "write", {"open"}),
    ("controller", "unlock", {"approved"}),
    ("controller", "approve", set()),
    ("board_member", "view", {"approved", "sealed"}),
    ("board_member", "write", set()),
    ("administrator", "view", {"open", "submitted", "approved", "sealed"}),
    ("administrator", "write", set()),
    ("outsider", "view", set()),
    ("unit_planner", "view", {"open", "submitted", "approved", "sealed"}),
    ("unit_planner", "write", set()),
]


@pytest.mark.parametrize(("who", "action", "states"), GRANTED)
def test_the_table_says_who_may_what_in_the_board(who, action, states, board, period, planner, request):
    user = request.getfixturevalue(who)

    def stands(state):
        return Submission(
            unit=board, period=period, state=state, submitted_by=planner, approved_by=planner, sealed_by=planner
        )

    submissions = [stands(state) for state in State.values]
    for submission in submissions:
        from django.utils import timezone

        submission.submitted_at = submission.approved_at = submission.sealed_at = timezone.now()
    allowed = {one.state for one in submissions if access.may(user, action, unit=board, submission=one)}
    assert allowed == states


def test_a_refusal_says_why(board, period, board_member):
    answer = access.may(board_member, "view", unit=board, submission=Submission(unit=board, period=period))
    assert (answer.allowed, bool(answer.reason)) == (False, True)


def test_reach_is_the_boards_where_one_has_a_role(board, unit, unit_planner, outsider, other_board):
    assert set(Unit.objects.reachable_by(unit_planner)) == {board, unit}
    assert set(Unit.objects.reachable_by(outsider)) == {other_board}


def test_outside_reach_nothing_exists(board, period, outsider):
    with pytest.raises(Http404):
        place_or_404(outsider, board.slug, period.slug)


def test_within_reach_but_not_allowed_is_refused_with_the_reason(board, period, board_member):
    with pytest.raises(PermissionDenied, match=r"\w"):
        place_or_404(board_member, board.slug, period.slug)


def test_a_period_slug_is_taken_in_any_case(board, previous_period, planner):
    assert place_or_404(planner, board.slug, "2025-T2").period == previous_period


def test_the_period_before_is_known(board, period, previous_period, planner):
    place = place_or_404(planner, board.slug, period.slug)
    assert (place.previous, place_or_404(planner, board.slug, "2025-t2").previous) == (previous_period, None)
