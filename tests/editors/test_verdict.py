"""The judge of `make editors` sees what it is there for: a lost word, a save that is not in the history, an error."""

import pytest

from organisation import actions
from organisation.models import Revision
from reports.models import ChapterText
from tests.editors.editor import Account, Editor
from tests.editors.verdict import verdict


@pytest.fixture
def log(tmp_path):
    made = tmp_path / "server.log"
    made.write_text("", encoding="utf-8")
    return made


@pytest.fixture
def editor(board, period, planner):
    """Has saved «e01w1», then «e01w1 e01w2»."""
    one = Editor(1, Account(planner.pk, "", "", "text", {}), port=0, until=0)
    for sequence, text in enumerate(["e01w1", "e01w1 e01w2"], start=1):
        row = ChapterText(unit=board, period=period, code="summary")
        stamp = actions.Stamp(one.tab, sequence)
        actions.write(row=row, version=sequence - 1, changes={"text": text}, by=planner, stamp=stamp)
        one.diary.acknowledged[sequence] = text
    one.diary.milliseconds, one.diary.answers = [10.0, 20.0], {200: 2}
    return one


def overwrite(planner, text):
    row = ChapterText.objects.get()
    actions.write(row=row, version=row.version, changes={"text": text}, by=planner)


def test_what_is_all_there_is_clean(editor, log):
    found = verdict([editor], log=log, stopped=[])
    assert (found.overwrites, found.errors, found.is_clean) == ([], [], True)


def test_a_word_that_somebody_else_took_away_is_an_overwrite(editor, log, planner):
    overwrite(planner, "e01w1 e02w1")
    assert verdict([editor], log=log, stopped=[]).overwrites == ["e01: e01w2 was acknowledged and is gone"]


def test_a_word_that_its_author_took_away_is_none(editor, log, planner):
    overwrite(planner, "e01w1 e02w1")
    editor.diary.removed.add("e01w2")
    assert verdict([editor], log=log, stopped=[]).is_clean


def test_a_save_that_is_in_no_history_and_a_broken_chain_are_found(editor, log):
    editor.diary.acknowledged[3] = "e01w1 e01w2 e01w3"
    Revision.objects.filter(version=2).update(before={"text": "annat"})
    assert verdict([editor], log=log, stopped=[]).overwrites == [
        f"reports.ChapterText {ChapterText.objects.get().pk} v2: text was something else",
        "e01: save 3 was acknowledged and is not in the history",
        "e01: e01w3 was acknowledged and is gone",
    ]


@pytest.mark.parametrize(
    ("answers", "said", "stopped"),
    [
        ({200: 2, 500: 1}, "", []),
        ({200: 2}, "OperationalError: database is locked", []),
        ({200: 2}, "", ["e02: stopped"]),
    ],
)
def test_what_fails_on_the_way_is_an_error(answers, said, stopped, editor, log):
    log.write_text(said, encoding="utf-8")
    editor.diary.answers = answers
    found = verdict([editor], log=log, stopped=stopped)
    assert (len(found.errors), found.is_clean) == (1, False)
