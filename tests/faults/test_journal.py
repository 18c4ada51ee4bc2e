"""The judge itself: it finds what is lost, and tells silent losses from those that were said."""

from __future__ import annotations

from tests.faults.journal import Journal, Loss, characters


def test_a_word_is_lost_where_it_is_neither_stored_nor_offered():
    journal = Journal()
    one, two, three = journal.word(), journal.word(), journal.word()
    journal.typed("here", f"{one} {two}")
    journal.typed("there", three)
    journal.saw("here", f"{one} {two}", "saved")
    assert journal.losses({"here": [one, f"offered: {two}"], "there": [three]}) == []
    # In another place, or cut short, is not there.
    assert journal.losses({"here": [one, three, two[:-1]], "there": []}) == [
        Loss(two, "here", 0, silent=True),
        Loss(three, "there", 0, silent=True),
    ]


def test_a_loss_that_was_said_is_not_silent_and_what_is_removed_is_not_lost():
    journal = Journal()
    one, two = journal.word(), journal.word()
    journal.typed("here", f"{one} {two}")
    journal.removed(two)
    journal.saw("here", one, "unsaved")
    losses = journal.losses({})
    assert losses == [Loss(one, "here", 0, silent=False)]
    assert characters(losses) == len(one)
    journal.forgive(losses)
    assert journal.losses({}) == []


def test_words_occur_once_and_none_is_part_of_another():
    journal = Journal()
    words = [journal.word() for _ in range(1000)]
    assert len(set(words)) == 1000
    assert {len(word) for word in words} == {8}
