"""The units below on the submission's page: which lead on, and what the list costs."""

import pytest
from django.urls import reverse

from organisation import actions
from organisation.actions import seen_of
from organisation.models import Submission, Unit
from tests.html import page, words


@pytest.fixture
def add_units(board, period, planner):
    """Adds so many units that have handed in."""

    def add(count):
        for number in range(count):
            unit = Unit.objects.create(
                organisation=board.organisation,
                parent=board,
                board=board,
                slug=f"enhet-{number}",
                name=f"Enhet {number}",
                short_name=f"E{number}",
            )
            actions.submit(submission=Submission.objects.of(unit, period), missing=list, by=planner)

    return add


def _url(unit, period):
    return reverse("organisation:submission", args=[unit.slug, period.slug])


def _below(response):
    """The units, each with where it leads."""
    heads = page(response).xpath("//table[contains(@class, 'standing-table')]//tbody//th")
    return [(words(one), one.xpath(".//a/@href")) for one in heads]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_units_there_are(
    count, add_units, board, period, login, planner, django_assert_num_queries
):
    add_units(count)
    client = login(planner)
    with django_assert_num_queries(9):
        response = client.get(_url(board, period))
    assert len(_below(response)) == count


def test_a_unit_leads_on_for_who_may_open_its_page(add_units, board, period, login, planner, manager, board_member):
    add_units(2)
    decided, handed_in = Unit.objects.filter(parent=board).order_by("name")
    submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    actions.approve(submission=submission, by=manager, seen=seen_of(board, period))
    Submission.objects.filter(unit=decided).update(
        state="approved", approved_by=manager, approved_at=submission.submitted_at
    )
    found = [_below(login(one).get(_url(board, period))) for one in (planner, board_member)]
    both = [("E0", [_url(decided, period)]), ("E1", [_url(handed_in, period)])]
    assert found == [both, [both[0], ("E1", [])]]
    assert login(board_member).get(_url(handed_in, period)).status_code == 403
