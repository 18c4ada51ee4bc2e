"""The review on reports that are made up: nothing is raised for nothing, and each kind of fault is seen."""

import re
from pathlib import Path
from random import Random

import pytest

from followup.rules import review
from tests.review.bench import measure
from tests.review.reports import CHAPTERS, ENDS, FAULTS, sound

RULES = Path(__file__).parents[2] / "docs" / "rules.md"


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_raised_on_a_sound_report(seed):
    assert review(sound(Random(seed)).sections(), ends=ENDS, chapters=CHAPTERS) == []


@pytest.mark.parametrize("plant", FAULTS, ids=lambda one: one.__name__.strip("_"))
def test_each_kind_of_fault_is_seen_at_its_place(plant):
    seen = []
    for seed in range(12):
        report = sound(Random(seed))
        planted = plant(report)
        found = {(one.rule, one.place) for one in review(report.sections(), ends=ENDS, chapters=CHAPTERS)}
        assert found <= planted
        seen.append(found == planted)
    assert sum(seen) >= 6


def test_a_fault_is_planted_for_each_rule_that_finds_something():
    found = measure(120, 7)
    weighed = {rule for rule, weight in re.findall(r"^\| (R\d+) \|.*\| (\w+) \| ", RULES.read_text("utf-8"), re.M)}
    assert set(found.planted) == weighed
    assert sum(found.seen.values()) / sum(found.planted.values()) > 0.9
    assert found.wrong == []
