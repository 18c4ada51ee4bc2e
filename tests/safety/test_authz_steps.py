"""The steps of the workflow come in their order: everything else is refused and leaves the submission as it is."""

import pytest
from django.utils import timezone

from organisation import access, actions
from organisation.models import Revision, Role, State, Submission
from reports.models import ChapterText
from tests.safety.checks import changed, tables

VERBS = {
    "submit": "submission/submit/",
    "return": "submission/return/",
    "approve": "submission/approve/",
    "unlock": "submission/unlock/",
    "seal": "report/seal/",
    "correct": "report/correct/",
}
ROLES = [role.value for role in Role]


@pytest.fixture
def cast(planner, manager, controller, board_member, administrator):
    return dict(zip(ROLES, (planner, manager, controller, board_member, administrator), strict=True))


def _put(state, row, by):
    """The submission in this state, decided by somebody else than those who act."""
    now = timezone.now()
    verbs = ("submitted", "approved", "sealed")[: list(State).index(State(state))]
    stamps = {f"{verb}_{what}": value for verb in verbs for what, value in (("at", now), ("by", by))}
    Submission.objects.create(unit=row.unit, period=row.period, state=state, **stamps)


def _act(client, verb, row, **more):
    seen = actions.seen_of(row.unit, row.period)
    data = {"reason": "Därför", "seen": seen, "diary_number": "PN 2026/1", "paragraph": "1"} | more
    return client.post(f"/provnamnden/2025/{VERBS[verb]}", data | {"decided_on": "2026-02-26"})


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", [state.value for state in State])
def test_a_verb_out_of_its_state_or_in_other_hands_changes_nothing(
    state, verb, row, cast, second_manager, client_of, chapter
):
    _put(state, row, second_manager)
    clients = {role: client_of(user) for role, user in cast.items()}
    before, answers = tables(), {}
    for role, client in clients.items():
        if state not in access.ACCESS[role].get(verb, frozenset()):
            answers[role] = _act(client, verb, row).status_code
    assert set(answers.values()) <= {403, 409}
    assert (changed(before, tables()), Submission.objects.get().state) == ({}, state)


@pytest.mark.parametrize("verb", VERBS)
def test_another_boards_people_find_no_verb(verb, row, outsider, second_manager, client_of):
    _put(State.SUBMITTED, row, second_manager)
    before, client = tables(), client_of(outsider)
    assert (_act(client, verb, row).status_code, changed(before, tables())) == (404, {})


def test_what_is_submitted_twice_is_submitted_once(row, planner, manager, client_of):
    actions.submit(submission=Submission(unit=row.unit, period=row.period), missing=list, by=planner)
    answers = [_act(client_of(user), "submit", row).status_code for user in (planner, manager)]
    assert set(answers) <= {403, 409}
    assert Revision.objects.filter(kind="organisation.submission").count() == 1


@pytest.mark.parametrize("verb", ["return", "unlock", "correct"])
@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_nothing_is_opened_again_without_a_reason(reason, verb, row, cast, second_manager, client_of):
    state = {"return": State.SUBMITTED, "unlock": State.APPROVED, "correct": State.SEALED}[verb]
    _put(state, row, second_manager)
    before, client = tables(), client_of(cast["controller"])
    answer = _act(client, verb, row, reason=reason)
    assert (answer.status_code, changed(before, tables())) == (422, {})


def _wrote(row, who):
    actions.write(row=row, version=0, changes={"text": "Egen text"}, by=who)


def _handed_in(row, who):
    actions.submit(submission=Submission(unit=row.unit, period=row.period), missing=list, by=who)


def _wrote_what_is_gone_now(row, who):
    _wrote(row, who)
    ChapterText.objects.update(text="", version=1)


@pytest.mark.parametrize("own", [_wrote, _handed_in, _wrote_what_is_gone_now])
def test_nobody_approves_their_own(own, row, planner, manager, second_manager, client_of):
    own(row, manager)
    if own is not _handed_in:
        _handed_in(row, planner)
    answer = _act(client_of(manager), "approve", row)
    assert (answer.status_code, Submission.objects.get().state) == (403, State.SUBMITTED)
    assert _act(client_of(second_manager), "approve", row).status_code == 302
    assert Submission.objects.get().state == State.APPROVED


def test_a_planner_does_not_open_again_what_a_planner_handed_in(row, planner, client_of):
    _handed_in(row, planner)
    client = client_of(planner)
    answers = {verb: _act(client, verb, row).status_code for verb in VERBS}
    assert set(answers.values()) <= {403, 409}
    assert Submission.objects.get().state == State.SUBMITTED
