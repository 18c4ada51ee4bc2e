"""What a unit has to report about its goals: each sub-goal's assessment and each indicator's value."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from followup.prose import plain
from goals.activity_rows import activity_duty
from goals.forms import AssessmentForm, ValueForm, WordsForm
from goals.models import GoalAssessment, IndicatorValue
from goals.overview import UNASSESSED, Node, Overview, Reading, load
from goals.words import value_text
from organisation.models import ReportingPeriod, Unit, User

_TITLE = 60


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One duty for each sub-goal, each indicator that is due and each activity, in the order of the plan, those of
    the quality star last. Seven queries, and two more where there are activities.

    They are the same for whoever asks.
    """
    return duties_in(load(unit=unit, period=period, tree=""))


def duties_in(overview: Overview) -> list[Duty]:
    """The duties of what has been read: both trees of the unit."""
    found, period = [], overview.period
    for root in overview.roots:
        for node in root.walk():
            found += [_assessment(overview, node)] if node.is_assessed else []
            found += [_value(overview, one) for one in node.readings if one.indicator.asked_for(period)]
            found += [activity_duty(overview, one) for one in node.activities]
    return found + [_value(overview, one) for one in overview.loose if one.indicator.asked_for(period)]


def _assessment(overview: Overview, node: Node) -> Duty:
    title = Truncator(node.goal.heading).chars(_TITLE)
    row = _placed(overview, node.assessment or GoalAssessment(goal=node.goal))
    needed = (
        ("status", _("%(title)s: choose status"), row.status == UNASSESSED),
        ("forecast", _("%(title)s: choose forecast"), row.forecast == UNASSESSED),
        ("analysis", _("%(title)s: write an analysis"), not row.analysis.strip()),
    )
    missing = tuple(Missing(sentence % {"title": title}, name) for name, sentence, lacks in needed if lacks)
    return Duty(
        key=node.goal.key,
        kind="sub_goal",
        label=node.goal.heading,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=said(
            (_("Status now"), overview.shown("goal_status", row.status)),
            (_("Forecast for the year"), overview.shown("goal_forecast", row.forecast)),
            (_("Analysis"), words_shown(row.analysis)),
        ),
        previous=_previous_assessment(overview, node),
        saved_at=row.saved_at,
        form_url=_url(overview, "goals:assess", node.goal.code),
        lang=overview.lang,
        row=row,
        before=node.previous,
        form=AssessmentForm,
    )


def _placed(overview: Overview, row):
    """The row with what it belongs to at hand."""
    row.unit, row.period = overview.unit, overview.period
    return row


def _previous_assessment(overview: Overview, node: Node) -> Previous | None:
    row = node.previous
    if row is None:
        return None
    values = (
        (_("Status now"), overview.shown("goal_status", row.status).label),
        (_("Forecast for the year"), overview.shown("goal_forecast", row.forecast).label),
        (_("Analysis"), plain(row.analysis)),
    )
    return Previous(period=overview.previous_period.label, values=tuple(one for one in values if one[1]))


def _value(overview: Overview, reading: Reading) -> Duty:
    title = Truncator(reading.indicator.title).chars(_TITLE)
    row = _placed(overview, reading.row or IndicatorValue(indicator=reading.indicator))
    sentence = _("%(title)s: enter a value, or why it is missing") % {"title": title}
    missing = () if row.is_given else (Missing(sentence, "value_text" if reading.indicator.is_text else "value"),)
    return Duty(
        key=reading.key,
        kind="indicator",
        label=reading.indicator.title,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=said((_("Outcome"), value_text(reading.indicator, reading.row))),
        previous=_previous_value(overview, reading),
        saved_at=row.saved_at,
        form_url=_url(overview, "goals:indicator", reading.indicator.code),
        lang=overview.lang,
        row=row,
        before=reading.previous,
        form=WordsForm if reading.indicator.is_text else ValueForm,
    )


def _previous_value(overview: Overview, reading: Reading) -> Previous | None:
    text = value_text(reading.indicator, reading.previous)
    if not text:
        return None
    return Previous(period=overview.previous_period.label, values=((_("Outcome"), text),))


def _url(overview: Overview, name: str, code: str) -> str:
    return reverse(name, kwargs={"unit": overview.unit.slug, "period": overview.period.slug, "code": code})
