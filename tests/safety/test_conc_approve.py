"""An approval is of what was read: something newer answers 409, also when it is written at the same moment."""

import pytest

from organisation import actions
from organisation.models import Revision, State, Submission, User
from reports.models import ChapterText
from tests.safety.checks import late_writes, stamps_hold

APPROVE = "/provnamnden/2025/submission/approve/"


def _submission(row):
    return Submission.objects.of(row.unit, row.period)


def _submitted(row, by):
    found = ChapterText.objects.filter(**row.identity()).first()
    actions.write(row=row, version=found.version if found else 0, changes={"text": f"Text {found}"}, by=by)
    actions.submit(submission=_submission(row), missing=list, by=by)
    return actions.seen_of(row.unit, row.period)


def test_what_was_read_is_approved(row, planner, manager, client_of):
    seen = _submitted(row, planner)
    assert client_of(manager).post(APPROVE, {"seen": seen}).status_code == 302
    assert _submission(row).state == State.APPROVED


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_what_was_changed_since_it_was_read_is_not_approved(headers, row, planner, manager, client_of):
    seen = _submitted(row, planner)
    actions.send_back(submission=_submission(row), reason="Mer", by=manager)
    actions.write(row=row, version=1, changes={"text": "Något annat"}, by=planner)
    actions.submit(submission=_submission(row), missing=list, by=planner)
    before = Revision.objects.count()
    assert client_of(manager).post(APPROVE, {"seen": seen}, headers=headers).status_code == 409
    assert (_submission(row).state, Revision.objects.count()) == (State.SUBMITTED, before)


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "9" * 40, None])
def test_an_approval_that_does_not_say_what_was_read_is_none(seen, row, planner, manager, client_of):
    _submitted(row, planner)
    data = {} if seen is None else {"seen": seen}
    assert client_of(manager).post(APPROVE, data).status_code == 409
    assert _submission(row).state == State.SUBMITTED


def test_a_change_below_the_board_counts_too(row, unit, period, planner, manager, unit_planner):
    below = ChapterText(unit=unit, period=period, code="summary")
    seen = _submitted(row, planner)
    actions.send_back(submission=_submission(row), reason="Mer", by=manager)
    actions.write(row=below, version=0, changes={"text": "Norra"}, by=unit_planner)
    actions.submit(submission=_submission(row), missing=list, by=planner)
    with pytest.raises(actions.MovedOn):
        actions.approve(submission=_submission(row), by=manager, seen=seen)


@pytest.mark.django_db(transaction=True)
def test_approving_and_returning_at_the_same_moment_is_one_or_the_other(
    row, planner, manager, second_manager, at_once
):
    for _attempt in range(30):
        seen = _submitted(row, planner)
        submission = _submission(row)

        def approve(submission=submission, seen=seen):
            return actions.approve(submission=submission, by=User.objects.get(pk=manager.pk), seen=seen)

        def send_back(submission=submission):
            return actions.send_back(submission=submission, reason="Mer", by=User.objects.get(pk=second_manager.pk))

        results = at_once(approve, send_back)
        assert sum(isinstance(one, Submission) for one in results) == 1, results
        assert sum(isinstance(one, actions.Refused) for one in results) == 1, results
        assert (stamps_hold(), late_writes()) == (True, [])
        _start_anew()


@pytest.mark.django_db(transaction=True)
def test_a_save_at_the_moment_of_approval_is_refused_or_was_seen(row, planner, manager, at_once):
    """A returned text is written and handed in again while somebody approves from an old page."""
    for _attempt in range(30):
        seen = _submitted(row, planner)
        submission = _submission(row)
        actions.send_back(submission=submission, reason="Mer", by=manager)

        def write_and_submit(submission=submission):
            by = User.objects.get(pk=planner.pk)
            actions.write(row=row, version=1, changes={"text": "Något annat"}, by=by)
            return actions.submit(submission=submission, missing=list, by=by)

        def approve(submission=submission, seen=seen):
            return actions.approve(submission=submission, by=User.objects.get(pk=manager.pk), seen=seen)

        written, approved = at_once(write_and_submit, approve)
        assert isinstance(written, Submission), written
        assert isinstance(approved, actions.Refused), approved
        assert (_submission(row).state, late_writes()) == (State.SUBMITTED, [])
        _start_anew()


def _start_anew():
    for model in (ChapterText, Revision, Submission):
        model.objects.all().delete()
