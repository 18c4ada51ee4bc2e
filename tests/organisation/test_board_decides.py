"""What a unit hands in is the board's affair as soon as the board has handed in."""

import pytest

from organisation import actions
from organisation.models import Membership, Role, State, Submission


@pytest.fixture
def move(unit, board, period, unit_planner, planner, manager, controller):
    """Moves what the board or the unit hands in one step."""
    Membership.objects.create(user=manager, unit=unit, role=Role.MANAGER)

    def step(where, verb):
        submission = Submission.objects.of({"board": board, "unit": unit}[where], period)
        by = {"submit": {"board": planner, "unit": unit_planner}[where], "approve": manager, "send_back": manager}
        more = {"submit": {"missing": list}, "send_back": {"reason": "Mer"}, "unlock": {"reason": "Fel"}}.get(verb, {})
        if verb == "approve":
            more = {"seen": actions.seen_of(submission.unit, period)}
        return getattr(actions, verb)(submission=submission, by=by.get(verb, controller), **more)

    return step


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ([], "submit"),
        ([("unit", "submit")], "approve"),
        ([("unit", "submit")], "send_back"),
        ([("unit", "submit"), ("unit", "approve")], "unlock"),
    ],
)
@pytest.mark.parametrize("board_is", [["submit"], ["submit", "approve"]])
def test_nothing_happens_to_a_unit_below_a_board_that_has_handed_in(move, unit, period, before, verb, board_is):
    for where, one in before:
        move(where, one)
    stands = Submission.objects.of(unit, period).state
    for one in board_is:
        move("board", one)
    with pytest.raises(actions.Locked):
        move("unit", verb)
    assert Submission.objects.of(unit, period).state == stands


def test_it_goes_on_when_the_board_is_open_again(move, unit, period):
    move("unit", "submit")
    move("board", "submit")
    move("board", "send_back")
    move("unit", "approve")
    assert Submission.objects.of(unit, period).state == State.APPROVED


def test_a_unit_is_corrected_only_with_the_board(move, unit, board, period, controller):
    move("board", "submit")
    move("board", "approve")
    actions.seal(board=board, period=period, by=controller, seen=actions.seen_of(board, period), store=lambda: None)
    correct = {"reason": "Fel siffra", "by": controller}
    with pytest.raises(actions.Locked):
        actions.correct(submission=Submission.objects.of(unit, period), **correct)
    actions.correct(submission=Submission.objects.of(board, period), **correct)
    actions.correct(submission=Submission.objects.of(unit, period), **correct)
    assert [Submission.objects.of(one, period).state for one in (board, unit)] == [State.OPEN, State.OPEN]
