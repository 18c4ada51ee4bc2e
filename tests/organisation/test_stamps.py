"""Saves of one browser tab: late, repeated and lost answers, and what another tab has written meanwhile."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from organisation import actions
from organisation.actions import Stamp
from organisation.models import Revision, TabSave
from reports.models import ChapterText

HERE, THERE = "aaaaaaaa-0000", "bbbbbbbb-0000"


@pytest.fixture
def row(board, period):
    return ChapterText(unit=board, period=period, code="summary")


@pytest.fixture
def save(row, planner):
    def make(text, version, tab=HERE, sequence=1, by=planner):
        return actions.write(
            row=row, version=version, changes={"text": text}, by=by, stamp=Stamp(tab=tab, sequence=sequence)
        )

    return make


def _stored():
    found = ChapterText.objects.get()
    return found.text, found.version


def test_a_late_older_save_of_the_same_tab_writes_nothing(save):
    save("två", 0, sequence=2)
    with pytest.raises(actions.AlreadySaved) as caught:
        save("ett", 0, sequence=1)
    assert (caught.value.version, _stored()) == (1, ("två", 1))


def test_the_same_save_five_times_is_one_revision(save):
    save("ett", 0)
    for _again in range(4):
        with pytest.raises(actions.AlreadySaved):
            save("ett", 0)
    assert (_stored(), Revision.objects.count()) == (("ett", 1), 1)


def test_a_tab_types_on_although_the_answer_never_reached_it(save):
    save("ett", 0, sequence=1)
    assert save("ett två", 0, sequence=2).version == 2


def test_a_tab_whose_answer_was_lost_does_not_overwrite_another_tab(save):
    save("ett", 0, tab=HERE, sequence=1)
    save("ett och deras", 1, tab=THERE, sequence=1)
    with pytest.raises(actions.Conflict) as caught:
        save("ett två", 0, tab=HERE, sequence=2)
    assert (caught.value.base, _stored()) == ({"text": "ett"}, ("ett och deras", 2))


def test_a_repeated_save_is_acknowledged_with_its_own_version_after_another_tab_has_written(save):
    """With the other tab's version in hand the next save would overwrite it unseen."""
    save("ett", 0, tab=HERE)
    save("deras", 1, tab=THERE)
    with pytest.raises(actions.AlreadySaved) as caught:
        save("ett", 0, tab=HERE)
    assert caught.value.version == 1
    with pytest.raises(actions.Conflict):
        save("ett två", caught.value.version, tab=HERE, sequence=2)


def test_what_was_typed_and_taken_back_does_not_come_late(save, row, planner):
    """Also in a tab that has saved nothing else of the row."""
    actions.write(row=row, version=0, changes={"text": "ett"}, by=planner)
    save("ett", 1, sequence=2)
    with pytest.raises(actions.AlreadySaved):
        save("ett två", 1, sequence=1)
    assert _stored() == ("ett", 1)


def test_tabs_that_are_long_gone_are_forgotten(save):
    save("ett", 0)
    TabSave.objects.update(at=timezone.now() - timedelta(days=61))
    call_command("remind", "--dry-run", stdout=StringIO())
    assert TabSave.objects.count() == 1
    call_command("remind", stdout=StringIO())
    assert TabSave.objects.count() == 0


def test_another_persons_tab_number_gives_no_way_past_the_version(save, manager):
    save("ett", 0)
    with pytest.raises(actions.Conflict):
        save("mitt", 0, sequence=2, by=manager)


def test_what_stands_already_is_not_written_again(save, row, planner):
    save("ett", 0)
    saved = actions.write(row=row, version=1, changes={"text": "ett"}, by=planner)
    assert (saved.version, Revision.objects.count()) == (1, 1)


def test_the_same_text_from_a_stale_page_is_no_conflict(save, row, manager):
    save("ett", 0)
    assert actions.write(row=row, version=0, changes={"text": "ett"}, by=manager).version == 1


def test_a_row_that_is_carried_over_says_so_until_it_is_written_by_hand(row, planner, previous_period):
    changes = {"text": "Som förut."}
    carried = actions.write(row=row, version=0, changes=changes, by=planner, carried_from=previous_period)
    assert carried.carried_from == previous_period
    again = actions.write(row=row, version=1, changes=changes, by=planner)
    assert (again.version, again.carried_from) == (1, previous_period)
    written = actions.write(row=row, version=1, changes={"text": "Nytt."}, by=planner)
    assert written.carried_from is None
    marks = [(one.before.get("carried_from_id"), one.after.get("carried_from_id")) for one in Revision.objects.all()]
    assert marks == [(None, previous_period.pk), (previous_period.pk, None)]
