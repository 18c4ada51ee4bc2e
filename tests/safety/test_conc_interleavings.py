"""Every order in which the steps of a writer and of those who decide can fall: as if one came after the other."""

from itertools import combinations

import pytest

from organisation import actions
from organisation.models import Revision, State, Submission
from reports.models import ChapterText
from tests.safety.checks import broken_chains, late_writes, stamps_hold

# What each actor does, in this order; the manager returns with a reason that stays.
WRITER = ("load", "save", "load", "save")
SCRIPTS = {
    "submit and approve": ("submit", "look", "approve"),
    "submit, return and submit again": ("submit", "send_back", "submit"),
    "submit, approve and unlock": ("submit", "look", "approve", "unlock"),
    "another writer": ("load", "save", "load", "save"),
}


def orders(one, other):
    """Every way of putting the steps of two actors in a row, each actor's in their own order."""
    for places in combinations(range(len(one) + len(other)), len(one)):
        first, second = iter(one), iter(other)
        yield [(0, next(first)) if place in places else (1, next(second)) for place in range(len(one) + len(other))]


class Actors:
    """Runs the steps. An actor who is refused goes on with the next step."""

    def __init__(self, row, people):
        self.row, self.people = row, people
        self.loaded = {0: (0, ""), 1: (0, "")}
        self.seen = -1
        self.acknowledged, self.words = [], 0

    @property
    def submission(self):
        return Submission.objects.of(self.row.unit, self.row.period)

    def step(self, who, name):
        try:
            return getattr(self, name)(who)
        except (actions.Refused, actions.Conflict) as error:
            return type(error).__name__

    def load(self, who):
        found = ChapterText.objects.filter(**self.row.identity()).first()
        self.loaded[who] = (found.version, found.text) if found else (0, "")

    def save(self, who):
        version, text = self.loaded[who]
        self.words += 1
        word = f"{'ab'[who]}{self.words}"
        by = self.people["planner" if who == 0 else "controller"]
        changes = {"text": f"{text} {word}".strip()}
        actions.write(row=self.row, version=version, changes=changes, by=by)
        self.acknowledged.append(word)

    def submit(self, who):
        actions.submit(submission=self.submission, missing=list, by=self.people["planner"])

    def look(self, who):
        self.seen = actions.seen_of(self.row.unit, self.row.period)

    def approve(self, who):
        actions.approve(submission=self.submission, by=self.people["manager"], seen=self.seen)

    def send_back(self, who):
        actions.send_back(submission=self.submission, reason="Skriv mer", by=self.people["manager"])

    def unlock(self, who):
        actions.unlock(submission=self.submission, reason="Fel siffra", by=self.people["controller"])


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_order_of_two_actors_equals_one_after_the_other(script, row, planner, manager, controller):
    people = {"planner": planner, "manager": manager, "controller": controller}
    wrong, outcomes = {}, set()
    for steps in orders(WRITER, SCRIPTS[script]):
        for model in (ChapterText, Revision, Submission):
            model.objects.all().delete()
        actors = Actors(row, people)
        answers = tuple(actors.step(who, name) for who, name in steps)
        text = ChapterText.objects.filter(**row.identity()).values_list("text", flat=True).first() or ""
        kept = text.split() == actors.acknowledged
        faults = [
            broken_chains(ChapterText),
            late_writes(),
            [] if stamps_hold() else ["stamps"],
            [] if kept else [text],
        ]
        if any(faults):
            wrong[tuple(steps)] = (answers, faults)
        outcomes.add((len(actors.acknowledged), actors.submission.state))
    assert wrong == {}
    assert len(outcomes) > 1


def test_what_is_written_before_the_approval_is_what_was_looked_at(row, planner, manager, controller):
    """In no order is a text approved that the manager has not looked at."""
    people = {"planner": planner, "manager": manager, "controller": controller}
    steps_of_manager = ("submit", "look", "send_back", "submit", "approve")
    unseen = []
    for steps in orders(("load", "save"), steps_of_manager):
        for model in (ChapterText, Revision, Submission):
            model.objects.all().delete()
        actors = Actors(row, people)
        for who, name in steps:
            actors.step(who, name)
        if actors.submission.state == State.APPROVED and actors.seen != actions.seen_of(row.unit, row.period):
            unseen.append(steps)
    assert unseen == []
