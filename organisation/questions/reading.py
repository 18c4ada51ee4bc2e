"""Questions as pages show them, and where some wait to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import ngettext

from organisation import access
from organisation.models import Answer, Question, ReportingPeriod, Submission, Unit, User
from organisation.places import Place
from organisation.questions.asking import frozen


@dataclass(frozen=True)
class Asked:
    """One question with its answers. `answer_url` is "" where the reader may not answer."""

    question: Question
    unit: str
    """The unit that it is about, where that is not the one of the page."""
    is_mine: bool
    answers: tuple[Answer, ...]
    answer_url: str


@dataclass(frozen=True)
class QuestionsPage:
    """Everything that has been asked: the reader's own first, those without an answer before the others."""

    waiting: tuple[Asked, ...]
    answered: tuple[Asked, ...]
    may_ask: bool
    frozen: str


def questions_page(place: Place) -> QuestionsPage:
    """The questions of a place. Three queries beside those of the place, however many there are."""
    may_answer = bool(place.may("answer"))
    found = [_asked(one, place, may_answer) for one in Question.objects.asked_in(place.unit, place.period)]
    found.sort(key=lambda one: (not one.is_mine, one.question.asked_at))
    return QuestionsPage(
        waiting=tuple(one for one in found if not one.answers),
        answered=tuple(one for one in found if one.answers),
        may_ask=bool(place.may("ask")),
        frozen=frozen(place.submission),
    )


def _asked(question: Question, place: Place, may_answer: bool) -> Asked:
    url = place.url("organisation:answer", pk=question.pk) if may_answer else ""
    elsewhere = question.unit.short_name if question.unit_id != place.unit.pk else ""
    is_mine = question.asked_by_id == place.user.pk
    return Asked(question, elsewhere, is_mine, tuple(question.answers.all()), url)


@dataclass(frozen=True)
class Waiting:
    """What waits to be answered in one unit for one period, the oldest since `since`."""

    unit: Unit
    period: ReportingPeriod
    count: int
    since: datetime

    @property
    def words(self) -> str:
        return ngettext("%(count)s question to answer", "%(count)s questions to answer", self.count) % {
            "count": self.count
        }


def waiting_for(user: User) -> list[Waiting]:
    """Where questions wait for the user's answer, the longest waiting first. Two queries, however many there are."""
    found: dict[tuple[int, int], Waiting] = {}
    related = ("unit__board", "unit__parent__board", "unit__parent__parent", "period")
    for one in Question.objects.waiting().filter(unit__in=Unit.objects.reachable_by(user)).select_related(*related):
        submission = Submission(unit=one.unit, period=one.period)
        key = (one.unit_id, one.period_id)
        if key in found:
            old = found[key]
            found[key] = Waiting(old.unit, old.period, old.count + 1, old.since)
        elif access.may(user, "answer", unit=one.unit, submission=submission):
            found[key] = Waiting(one.unit, one.period, 1, one.asked_at)
    return list(found.values())
