"""Many rows at once stand, and are remembered, as if each had been written by itself."""

import pytest
from django.db import transaction
from django.utils import timezone

from organisation import actions
from organisation.models import Revision, State, Submission
from reports.models import ChapterText

CODES = ["summary", "outlook", "method", "people"]


@pytest.fixture
def texts(board, period):
    return [ChapterText(unit=board, period=period, code=code) for code in CODES]


def _changes(texts, words, versions):
    return [
        actions.Change(row, version, {"text": word, "source": "utfall.xlsx, rad 3"})
        for row, word, version in zip(texts, words, versions, strict=True)
    ]


def _state():
    rows = {row.code: (row.version, row.text, row.source, row.saved_by) for row in ChapterText.objects.all()}
    told = Revision.objects.order_by("key", "version").values_list("key", "version", "before", "after", "reason", "by")
    return rows, list(told)


def _one_by_one(changes, by):
    for one in changes:
        actions.write(row=one.row, version=one.version, changes=one.changes, by=by, reason="Import")


def _all_at_once(changes, by):
    actions.write_many(changes=changes, by=by, reason="Import")


def test_the_rows_and_their_history_are_those_of_writing_each_by_itself(texts, planner):
    told = []
    for write in (_one_by_one, _all_at_once):
        with transaction.atomic():
            mark = transaction.savepoint()
            # New rows, then some that change, one that says the same again, and one that is empty.
            write(_changes(texts[:3], ["Ett", "Två", "Tre"], [0, 0, 0]), planner)
            write(_changes(texts, ["Ett igen", "Två", "", ""], [1, 1, 1, 0]), planner)
            told.append(_state())
            transaction.savepoint_rollback(mark)
    assert told[0] == told[1]
    assert {code: row[0] for code, row in told[1][0].items()} == {"summary": 2, "outlook": 1, "method": 2, "people": 1}


def test_they_are_returned_as_they_stand_in_the_order_they_were_given(texts, planner):
    rows = actions.write_many(changes=_changes(texts, CODES, [0] * 4), by=planner, reason="Import")
    assert [(row.code, row.text, row.version, row.pk is not None) for row in rows] == [(c, c, 1, True) for c in CODES]


def test_one_row_that_somebody_has_moved_on_stops_them_all_and_is_named(texts, planner, manager):
    actions.write(row=texts[1], version=0, changes={"text": "Chefens"}, by=manager)
    before = _state()
    with pytest.raises(actions.Conflicts) as caught:
        _all_at_once(_changes(texts, CODES, [0] * 4), planner)
    assert [row.code for row in caught.value.rows] == ["outlook"]
    assert _state() == before


@pytest.mark.parametrize("who", ["board_member", "administrator", "unit_planner", "outsider"])
def test_nobody_writes_many_without_a_role_that_grants_it(who, texts, request):
    with pytest.raises(actions.Refused):
        _all_at_once(_changes(texts, CODES, [0] * 4), request.getfixturevalue(who))
    assert _state() == ({}, [])


def test_nothing_is_written_when_the_submission_is_not_open(texts, board, period, planner):
    stamps = {"submitted_at": timezone.now(), "submitted_by": planner}
    Submission.objects.create(unit=board, period=period, state=State.SUBMITTED, **stamps)
    with pytest.raises(actions.Locked):
        _all_at_once(_changes(texts, CODES, [0] * 4), planner)
    assert _state() == ({}, [])


def test_a_guarded_field_among_many_is_refused_too(texts, planner, monkeypatch):
    monkeypatch.setattr(ChapterText, "GUARDED", {"text": "verify"})
    with pytest.raises(actions.Refused, match="controller"):
        _all_at_once(_changes(texts, CODES, [0] * 4), planner)
    assert _state() == ({}, [])


def test_the_number_of_queries_does_not_grow_with_the_rows(board, period, planner, django_assert_max_num_queries):
    rows = [ChapterText(unit=board, period=period, code=f"text-{n}") for n in range(120)]
    with django_assert_max_num_queries(16):
        _all_at_once(_changes(rows, ["ord"] * 120, [0] * 120), planner)
