"""The table of objects × actions × roles × states, and who reaches what."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import Http404
from django.utils import timezone

from organisation import access
from organisation.models import Role, State, Submission, Unit
from organisation.places import place_or_404

ALWAYS = {"open", "submitted", "approved", "sealed"}
DECIDED = {"approved", "sealed"}
# The whole table, written once more: kind of object, action, role → states.
GRANTED = {
    ("reported", "view"): {
        "planner": ALWAYS,
        "manager": ALWAYS,
        "controller": ALWAYS,
        "board_member": DECIDED,
        "administrator": ALWAYS,
        "unit_planner": ALWAYS,
    },
    ("reported", "write"): {"planner": {"open"}, "manager": {"open"}, "controller": {"open"}},
    ("reported", "verify"): {"controller": {"open"}},
    ("reported", "import"): {"controller": {"open"}},
    ("history", "history"): {"planner": ALWAYS, "manager": ALWAYS, "controller": ALWAYS, "administrator": ALWAYS},
    ("submission", "submit"): {"planner": {"open"}, "manager": {"open"}},
    ("submission", "return"): {"manager": {"submitted"}, "controller": {"submitted"}},
    ("submission", "approve"): {"manager": {"submitted"}},
    ("submission", "unlock"): {"controller": {"approved"}},
    ("sealed_report", "seal"): {"controller": {"approved"}},
    ("sealed_report", "correct"): {"controller": {"sealed"}},
    ("question", "ask"): {"board_member": {"approved"}},
    ("question", "answer"): {role: {"open", "submitted", "approved"} for role in ("planner", "manager", "controller")},
    ("plan", "plan"): {"planner": {"open"}, "controller": {"open"}, "administrator": {"open"}},
    ("plan", "decide"): {"planner": ALWAYS, "controller": ALWAYS},
    ("people", "administer"): {"administrator": ALWAYS},
}
CAST = [*Role.values, "unit_planner", "outsider"]


def test_every_action_and_every_kind_of_object_is_in_the_table_once():
    assert [(action.kind, action.code) for action in access.TABLE] == list(GRANTED)
    assert {action.kind for action in access.TABLE} == set(access.Kind)


@pytest.mark.parametrize(("kind", "action"), GRANTED)
def test_the_table_says_who_may_what_in_the_board(kind, action, board, period, planner, request):
    now = timezone.now()
    stamps = {f"{verb}_at": now for verb in ("submitted", "approved", "sealed")}
    stamps |= {f"{verb}_by": planner for verb in ("submitted", "approved", "sealed")}
    submissions = [Submission(unit=board, period=period, state=state, **stamps) for state in State.values]
    allowed = {}
    for who in CAST:
        user = request.getfixturevalue(who)
        answers = {one.state: access.may(user, action, unit=board, submission=one) for one in submissions}
        # A refusal always has its sentence.
        assert [state for state, answer in answers.items() if bool(answer) == bool(answer.reason)] == []
        if states := {state for state, answer in answers.items() if answer}:
            allowed[who] = states
    assert allowed == GRANTED[kind, action]


@pytest.mark.parametrize(("kind", "action"), GRANTED)
def test_a_role_of_the_unit_holds_there_and_not_above(kind, action, board, unit, unit_planner):
    table = GRANTED[kind, action]
    found = [bool(access.has_role(unit_planner, action, unit=where)) for where in (unit, board)]
    assert found == ["planner" in table, False]


def test_the_documentation_is_what_the_table_prints():
    printed = StringIO()
    call_command("roles", stdout=printed)
    written = Path(settings.BASE_DIR, "docs", "roles.md").read_text(encoding="utf-8")
    assert printed.getvalue() == written


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
