"""The one writer: versions, locks, roles, and the history that it leaves."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from organisation import actions
from organisation.models import Revision, State, Submission
from reports.models import ChapterText


@pytest.fixture
def row(board, period):
    return ChapterText(unit=board, period=period, code="summary")


def _write(row, text, by, version=0):
    return actions.write(row=row, version=version, changes={"text": text}, by=by)


def test_a_first_entry_is_version_one_and_leaves_a_revision(row, planner):
    saved = _write(row, "Först", planner)
    assert (saved.version, saved.text, saved.saved_by) == (1, "Först", planner)
    revision = Revision.objects.get()
    assert (revision.key, revision.version, revision.by) == ("reports.summary", 1, planner)
    assert (revision.before, revision.after) == ({"text": ""}, {"text": "Först"})


def test_a_second_entry_from_the_same_version_is_a_conflict_and_changes_nothing(row, planner, manager):
    _write(row, "Först", planner)
    _write(row, "Sedan", planner, version=1)
    with pytest.raises(actions.Conflict) as caught:
        _write(row, "Mitt", manager, version=1)
    assert caught.value.current.text == "Sedan"
    assert caught.value.base == {"text": "Först"}
    assert ChapterText.objects.get().text == "Sedan"
    assert Revision.objects.count() == 2


def test_two_first_savers_meet_as_a_conflict(row, planner, manager):
    _write(row, "Den enas", planner)
    with pytest.raises(actions.Conflict) as caught:
        _write(row, "Den andras", manager)
    assert caught.value.base == {"text": ""}
    assert ChapterText.objects.get().text == "Den enas"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_nothing_is_written_when_the_submission_is_not_open(state, row, board, period, planner, manager):
    now = timezone.now()
    stamps = {
        f"{verb}_{what}": value
        for verb in ("submitted", "approved", "sealed")
        for what, value in (("at", now), ("by", manager))
    }
    Submission.objects.create(unit=board, period=period, state=state, **stamps)
    with pytest.raises(actions.Locked) as caught:
        _write(row, "För sent", planner)
    assert "manager" in str(caught.value)
    assert not ChapterText.objects.exists()
    assert not Revision.objects.exists()


@pytest.mark.parametrize("who", ["board_member", "administrator", "unit_planner", "outsider"])
def test_nobody_writes_without_a_role_that_grants_it_in_the_unit(who, row, request):
    with pytest.raises(actions.Refused):
        _write(row, "Nej", request.getfixturevalue(who))
    assert not ChapterText.objects.exists()


def test_a_guarded_field_is_changed_only_by_who_has_the_right_to_it(row, planner, controller, monkeypatch):
    monkeypatch.setattr(ChapterText, "GUARDED", {"text": "verify"})
    with pytest.raises(actions.Refused, match="controller"):
        _write(row, "Planerarens", planner)
    assert _write(row, "Controllerns", controller).text == "Controllerns"


def test_a_division_planner_writes_in_the_division(unit, period, unit_planner):
    saved = _write(ChapterText(unit=unit, period=period, code="summary"), "Norra", unit_planner)
    assert saved.version == 1


def test_the_workflow_goes_from_open_to_approved_and_back_with_a_reason(board, period, planner, manager, controller):
    submission = Submission.objects.of(board, period)
    submission = actions.submit(submission=submission, missing=list, by=planner)
    submission = actions.send_back(submission=submission, reason="Analysen saknar orsak", by=manager)
    assert (submission.state, submission.return_reason) == (State.OPEN, "Analysen saknar orsak")
    submission = actions.submit(submission=submission, missing=list, by=planner)
    submission = actions.approve(
        submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period)
    )
    assert (submission.state, submission.approved_by) == (State.APPROVED, manager)
    submission = actions.unlock(submission=submission, reason="Fel siffra", by=controller)
    assert submission.state == State.OPEN
    assert [revision.after["state"] for revision in Revision.objects.order_by("pk")] == [
        "submitted",
        "open",
        "submitted",
        "approved",
        "open",
    ]


def test_submission_is_refused_with_what_is_missing(board, period, planner):
    submission = Submission.objects.of(board, period)
    with pytest.raises(actions.Incomplete) as caught:
        actions.submit(submission=submission, missing=lambda: ["Välj status."], by=planner)
    assert caught.value.missing == ("Välj status.",)
    assert Submission.objects.of(board, period).state == State.OPEN


def test_nobody_approves_what_they_handed_in(board, period, manager):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=manager)
    with pytest.raises(actions.Refused):
        actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))
    assert Submission.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize(
    ("verb", "who", "kwargs"),
    [
        (actions.approve, "planner", {"seen": 0}),
        (actions.approve, "controller", {"seen": 0}),
        (actions.send_back, "planner", {"reason": "x"}),
        (actions.unlock, "manager", {"reason": "x"}),
        (actions.send_back, "manager", {"reason": " "}),
    ],
)
def test_a_verb_is_refused_to_the_wrong_role_or_without_a_reason(verb, who, kwargs, board, period, planner, request):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    with pytest.raises(actions.Refused):
        verb(submission=submission, by=request.getfixturevalue(who), **kwargs)
    assert Submission.objects.get().state == State.SUBMITTED


def test_only_a_source_records_a_period_as_decided(board, period, manager):
    with pytest.raises(actions.Refused):
        actions.record_decided(unit=board, period=period, at=timezone.now(), by=manager, reason="x")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.SUBMITTED},
        {"state": State.APPROVED},
        {"state": State.SEALED},
        {"return_reason": "utan vem"},
    ],
)
def test_the_database_holds_states_and_stamps_together(fields, board, period):
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(unit=board, period=period, **fields)


def test_nobody_approves_what_they_wrote_even_if_somebody_else_handed_it_in(row, board, period, planner, manager):
    _write(row, "Chefens egen text", manager)
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    with pytest.raises(actions.Refused):
        actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))
    assert Submission.objects.get().state == State.SUBMITTED


def test_an_approved_board_holds_the_texts_of_its_units(unit, board, period, planner, manager, unit_planner):
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=actions.seen_of(submission.unit, submission.period))
    with pytest.raises(actions.Locked):
        _write(ChapterText(unit=unit, period=period, code="summary"), "Efteråt", unit_planner)
    assert not ChapterText.objects.exists()


def test_a_row_that_is_gone_since_the_form_was_made_meets_as_a_conflict(row, planner):
    with pytest.raises(actions.Conflict):
        _write(row, "Kvar i formuläret", planner, version=3)
    assert not ChapterText.objects.exists()


def test_loading_the_demo_again_does_not_undo_an_unlock(hsn, hsn_t2, other_board):
    from boardportal.demo import load_board
    from organisation.models import Membership, Role, User

    controller = User.objects.create(username="controller")
    Membership.objects.create(user=controller, unit=hsn, role=Role.CONTROLLER)
    actions.unlock(submission=Submission.objects.of(hsn, hsn_t2), reason="Fel siffra", by=controller)
    load_board("vasterbotten-hsn")
    assert Submission.objects.of(hsn, hsn_t2).state == State.OPEN
