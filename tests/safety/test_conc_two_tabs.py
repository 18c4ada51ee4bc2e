"""One person with two tabs, and a network that delays, repeats and loses: a thousand schedules."""

import pytest
from django.db import connection

from organisation import actions
from organisation.models import Revision
from reports.models import ChapterText
from tests.safety.checks import broken_chains
from tests.safety.tabs import Schedule

SCHEDULES, STEPS, PARTS = 1000, 30, 4


def _schedules():
    """All of them on SQLite. What is tried here does not depend on the database: some of them on the other."""
    return SCHEDULES if connection.vendor == "sqlite" else SCHEDULES // 5


@pytest.mark.parametrize("part", range(PARTS))
def test_neither_tab_overwrites_what_it_has_not_seen_nor_its_own_later_text(part, row, planner):
    faults, conflicts, written = {}, 0, 0
    for seed in range(part, _schedules(), PARTS):
        ChapterText.objects.all().delete()
        Revision.objects.all().delete()
        schedule = Schedule(seed, row=row, by=planner)
        schedule.run(STEPS)
        if found := schedule.faults + broken_chains(ChapterText):
            faults[seed] = found
        conflicts += schedule.conflicts
        written += Revision.objects.count()
    assert faults == {}
    # The schedules meet what they are there for.
    tried = _schedules() // PARTS
    assert (conflicts > tried // 3, written > tried) == (True, True)


def test_what_was_typed_and_taken_back_does_not_return_with_a_late_save(row, planner):
    """«ett», then «ett två» whose answer never came, then «ett» again: the save of «två» arrives last."""

    def save(text, sequence):
        stamp = actions.Stamp("aaaaaaaa-0001", sequence)
        return actions.write(row=row, version=0, changes={"text": text}, by=planner, stamp=stamp)

    save("ett", 1)
    save("ett", 3)
    with pytest.raises(actions.AlreadySaved):
        save("ett två", 2)
    assert (ChapterText.objects.get().text, Revision.objects.count(), broken_chains(ChapterText)) == ("ett", 1, [])
