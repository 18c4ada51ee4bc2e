"""Saving, submitting and approving at the same moment, each on a connection of its own, over and over."""

import pytest

from organisation import actions
from organisation.models import Revision, State, Submission, User
from reports.models import ChapterText
from tests.safety.checks import broken_chains, late_writes, stamps_hold

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 200


def _same_person(user):
    """As another request would have it: nothing remembered of an earlier answer about roles."""
    return User.objects.get(pk=user.pk)


def _reset():
    for model in (ChapterText, Revision, Submission):
        model.objects.all().delete()


def _save(row, by, text, version=0):
    return lambda: actions.write(row=row, version=version, changes={"text": text}, by=_same_person(by))


def test_nothing_is_written_after_the_moment_of_submission(row, planner, controller, manager, at_once):
    submission, answers = Submission(unit=row.unit, period=row.period), []

    def submit():
        return actions.submit(submission=submission, missing=list, by=_same_person(manager))

    for _attempt in range(TRIES):
        _reset()
        saved, submitted = at_once(_save(row, planner, "Skrivet"), submit)
        assert isinstance(submitted, Submission), submitted
        assert isinstance(saved, ChapterText | actions.Locked), saved
        answers.append(isinstance(saved, ChapterText))
        assert (late_writes(), broken_chains(ChapterText)) == ([], [])
        assert Revision.objects.exclude(kind="organisation.submission").count() == answers[-1]
        if answers[-1]:
            assert ChapterText.objects.get().saved_at <= submitted.submitted_at


def test_who_waits_for_a_submission_is_told_by_whom_it_is_locked(row, planner, controller, manager, at_once):
    """The submission stands in the database already: the save waits for the row itself."""
    for _attempt in range(TRIES // 4):
        _reset()
        submission = Submission.objects.create(unit=row.unit, period=row.period)

        def submit(submission=submission):
            return actions.submit(submission=submission, missing=list, by=_same_person(manager))

        saves = [_save(row, by, "Skrivet") for by in (planner, controller)]
        submitted, *saved = at_once(submit, *saves)
        assert isinstance(submitted, Submission), submitted
        assert {type(one) for one in saved} <= {ChapterText, actions.Locked, actions.Conflict}, saved
        assert [str(one) for one in saved if isinstance(one, actions.Locked) and "manager" not in str(one)] == []
        assert (late_writes(), broken_chains(ChapterText)) == ([], [])


def test_two_first_saves_at_the_same_moment_are_one_row_and_one_conflict(row, planner, controller, at_once):
    for _attempt in range(TRIES // 4):
        _reset()
        results = at_once(_save(row, planner, "Den enas"), _save(row, controller, "Den andras"))
        kinds = sorted(type(one).__name__ for one in results)
        assert kinds == ["ChapterText", "Conflict"], results
        assert (ChapterText.objects.count(), Revision.objects.count(), broken_chains(ChapterText)) == (1, 1, [])


def test_the_same_save_sent_three_times_at_once_is_written_once(row, planner, at_once):
    def save():
        stamp = actions.Stamp("aaaaaaaa-0001", 1)
        return actions.write(row=row, version=0, changes={"text": "En"}, by=_same_person(planner), stamp=stamp)

    for _attempt in range(TRIES // 8):
        _reset()
        kinds = sorted(type(one).__name__ for one in at_once(save, save, save))
        assert kinds == ["AlreadySaved", "AlreadySaved", "ChapterText"]
        assert (ChapterText.objects.get().version, Revision.objects.count()) == (1, 1)


def test_two_who_submit_at_once_submit_once(row, planner, manager, at_once):
    submission = Submission(unit=row.unit, period=row.period)

    def submit(by):
        return lambda: actions.submit(submission=submission, missing=list, by=_same_person(by))

    for _attempt in range(TRIES // 8):
        _reset()
        kinds = sorted(type(one).__name__ for one in at_once(submit(planner), submit(manager)))
        assert kinds == ["Refused", "Submission"] or kinds == ["Locked", "Submission"], kinds
        assert (Submission.objects.get().state, Revision.objects.count(), stamps_hold()) == (State.SUBMITTED, 1, True)


def test_a_writer_in_a_unit_and_a_submission_of_the_board_take_turns(
    row, unit, unit_planner, manager, period, at_once
):
    """The board's submission holds what its units write too."""
    below = ChapterText(unit=unit, period=period, code="summary")
    submission = Submission(unit=row.unit, period=row.period)

    def submit():
        return actions.submit(submission=submission, missing=list, by=_same_person(manager))

    for _attempt in range(TRIES // 4):
        _reset()
        saved, submitted = at_once(_save(below, unit_planner, "Norra"), submit)
        assert isinstance(submitted, Submission), submitted
        assert isinstance(saved, ChapterText | actions.Locked), saved
        assert (late_writes(), broken_chains(ChapterText)) == ([], [])
