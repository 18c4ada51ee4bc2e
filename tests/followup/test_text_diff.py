"""What differs between two texts: the pieces, and that they always add up to both."""

import random
import time

import pytest

from followup.text_diff import Change, Piece, word_count, word_diff

CASES = [
    ("", "", []),
    ("", "Ny text.", [("added", "Ny text.")]),
    ("Gammal.", "", [("removed", "Gammal.")]),
    ("Läget är gott.", "Läget är gott.", [("same", "Läget är gott.")]),
    (
        "Läget är gott i länet.",
        "Läget är mycket gott i hela länet.",
        [
            ("same", "Läget är "),
            ("added", "mycket "),
            ("same", "gott i "),
            ("added", "hela "),
            ("same", "länet."),
        ],
    ),
    (
        "Avvikelsen är −112 mnkr.",
        "Avvikelsen är −115 mnkr.",
        [
            ("same", "Avvikelsen är "),
            ("removed", "−112 "),
            ("added", "−115 "),
            ("same", "mnkr."),
        ],
    ),
    ("Ett\r\nTvå", "Ett\nTvå", [("same", "Ett\nTvå")]),
    ("Ett Två", "Ett\nTvå", [("same", "Ett "), ("added", "\n"), ("same", "Två")]),
    ("Ett\nTvå\nTre", "Ett\nTre", [("same", "Ett\n"), ("removed", "Två\n"), ("same", "Tre")]),
]


@pytest.mark.parametrize(("before", "after", "pieces"), CASES)
def test_the_pieces_say_what_became_of_each_word(before, after, pieces):
    assert word_diff(before, after) == tuple(Piece(Change(change), text) for change, text in pieces)


@pytest.mark.parametrize("seed", range(20))
def test_the_words_add_up_to_both_texts_whatever_they_are(seed):
    pick = random.Random(seed)
    before, after = (
        "".join(pick.choice(["a ", "b ", "c", "\n", "  ", "å, "]) for _ in range(60)) for _text in range(2)
    )
    pieces = word_diff(before, after)
    old = "".join(piece.text for piece in pieces if not piece.is_added)
    new = "".join(piece.text for piece in pieces if not piece.is_removed)
    assert (old.split(), new.split()) == (before.split(), after.split())


@pytest.mark.parametrize("blank", [" ", "\n"])
@pytest.mark.parametrize("words", [2, 400, 100_000])
def test_five_thousand_words_take_less_than_a_second(words, blank):
    pick = random.Random(7)
    before = [f"ord{pick.randrange(words)}" for _ in range(5000)]
    after = [word if pick.random() > 0.1 else f"ord{pick.randrange(words)}" for word in before]
    begun = time.process_time()
    word_diff(blank.join(before), blank.join(after))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(("text", "count"), [("", 0), ("  \n", 0), ("Ett", 1), ("Ett  två\ntre", 3)])
def test_words_are_counted(text, count):
    assert word_count(text) == count
