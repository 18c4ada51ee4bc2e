"""What has been asked and answered, as the report shows it: whoever wrote is named by role."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.sections import Prose, Section
from organisation.models import Membership, Question, ReportingPeriod, Role, Unit, User

KEY = "questions"


def questions(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """A part for each question, in the order they were asked; a section without a title where nothing was asked.

    One query where nothing was asked, three otherwise.
    """
    asked = list(Question.objects.asked_in(unit, period))
    if not asked:
        return Section(key=KEY, title="")
    names = _names(asked, unit)
    parts = tuple(_part(number, one, names, unit) for number, one in enumerate(asked, start=1))
    return Section(key=KEY, title=_("Questions and answers"), blocks=parts, lang=get_language())


def _part(number: int, one: Question, names: dict[int, str], unit: Unit) -> Section:
    lang = unit.root.language
    where = "" if one.unit_id == unit.pk else f" ({one.unit.short_name})"
    asked = _said(_("Question from %(who)s, %(day)s"), one.asked_by, one.asked_at, one.text, names, lang)
    answers = [
        _said(_("Answer from %(who)s, %(day)s"), each.answered_by, each.answered_at, each.text, names, lang)
        for each in one.answers.all()
    ]
    if not answers:
        answers = [Prose(text=_("*Not answered.*"), lang=get_language(), is_composed=True)]
    return Section(key=f"{KEY}.{number}", title=one.subject + where, blocks=(asked, *answers), level=2, lang=lang)


def _said(words: str, who: User, at, text: str, names: dict[int, str], lang: str) -> Prose:
    heading = words % {"who": names[who.pk], "day": date_text(timezone.localdate(at))}
    return Prose(text=text, lang=lang, heading=heading)


def _names(asked: list[Question], unit: Unit) -> dict[int, str]:
    """What each writer is called: the role in the board, in lower case; the title where there is none any more."""
    people = {one.asked_by for one in asked} | {each.answered_by for one in asked for each in one.answers.all()}
    named = {one.pk: one.title or _("a person without a role") for one in people}
    inside = Unit.objects.of_board(unit.root)
    order = {role: number for number, role in enumerate(Role.values)}
    rows = Membership.objects.filter(user__in=people, unit__in=inside).values_list("user", "role")
    held = {}
    for user, role in sorted(rows, key=lambda row: order[row[1]]):
        held.setdefault(user, str(Role(role).label).lower())
    return named | held
