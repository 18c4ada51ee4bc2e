"""The made-up board's ledger of commissions: eight closed by decision, six open, each with what there is to say."""

from datetime import date

import pytest

from boardportal.example import load_example
from commissions.register_reading import boards_of, read_register, readable_reports
from commissions.register_words import marks, summary
from organisation.models import User

TODAY = date(2026, 11, 23)


@pytest.fixture
def entries(db):
    board = load_example()
    user = User.objects.get(username="exempel-planerare")
    boards = boards_of(user, board.organisation_id)
    return read_register(boards=boards, reports=readable_reports(user, boards), today=TODAY)


def test_six_of_fourteen_are_open(entries, english):
    assert summary(entries) == "6 of 14 commissions are open, and 4 of them stand out."


def test_what_is_said_of_each_open_one(entries, english):
    said = {one.commission.number: [mark.code for mark in marks(one)] for one in entries if one.is_open}
    assert said == {
        "X9": ["continued", "carried"],
        "X10": ["overdue", "carried"],
        "X11": ["not_closed", "carried"],
        "X12": ["silent", "past_end", "carried"],
        "X13": [],
        "X14": ["silent", "left_behind"],
    }


def test_each_one_says_that_it_is_made_up(entries):
    assert all(one.commission.title.startswith("Påhittat: ") for one in entries)
