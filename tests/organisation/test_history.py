"""The history behind a figure: the changes of the one row that it was entered in."""

import pytest

from economy.models import Account, FrameOutcome
from organisation import actions
from organisation.models import Revision


@pytest.fixture
def written(board, period, controller):
    """The total, written twice, and its staff costs, written once."""

    def write(account, note, version=0):
        row = FrameOutcome(unit=board, period=period, **FrameOutcome.about(None), account=account)
        actions.write(row=row, version=version, changes={"note": note}, by=controller)

    write(Account.NET, "Först")
    write(Account.NET, "Sedan", version=1)
    write(Account.STAFF, "Personal")


@pytest.mark.parametrize(
    ("key", "notes"),
    [
        ("economy.total", ["Sedan", "Först"]),
        ("economy.total.deviation", ["Sedan", "Först"]),
        ("economy.total.staff", ["Personal"]),
        ("economy.total.staff.deviation", ["Personal"]),
        ("economy.primarvard.deviation", []),
        ("economy", []),
    ],
)
def test_a_figure_has_the_changes_of_its_own_row_latest_first(written, board, period, key, notes):
    assert [one.after["note"] for one in Revision.objects.of_fact(board, period, key)] == notes


def test_another_period_has_a_history_of_its_own(written, board, previous_period):
    assert Revision.objects.of_fact(board, previous_period, "economy.total.deviation") == []


def test_a_history_is_read_in_one_query(written, board, period, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = Revision.objects.of_fact(board, period, "economy.total.deviation")
        assert [one.by.username for one in found] == ["controller", "controller"]
