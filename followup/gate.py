"""Can it be judged? What an auditor needs of each goal, and whether the report holds it.

Pure functions over a payload's sections. A goal can be judged when a target has been decided for it, its outcome is
told or the reason why it is not, there is a forecast, somebody has assessed it, and at least one indicator covers it.
An assessment that is not what the goal's indicators come to says why. A section of a goal holds the goal's item first
and its indicators' items after it, and each indicator's value as the fact «<key>.value».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.rule_items import forecast_words, said
from followup.sections import Fact, Item, Section
from followup.status import SCALES, shown

# From the worst to the best.
ORDER = ("not_met", "partly", "met")
# A forecast that is one: also that it is hard to make has been judged by somebody.
FORECASTS = frozenset({*ORDER, "hard"})
# No reason of those who report: nobody has said one, or what they wrote could not be read.
UNSTATED = frozenset({"", "not_reported", "unreadable"})
CHECKS = ("indicator", "target", "outcome", "forecast", "assessment")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that is needed: `code` is one of CHECKS, `sentence` says what there is or what is lacking."""

    code: str
    is_met: bool
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One goal: whether it can be judged, and each of the checks."""

    key: str
    title: str
    url: str
    lang: str
    checks: tuple[Check, ...]

    @property
    def can_be_judged(self) -> bool:
        return all(check.is_met for check in self.checks)

    @property
    def lacking(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.is_met)


def gate(sections: Iterable[Section]) -> list[Verdict]:
    """A verdict for each goal that is to be assessed, in the order of the report."""
    return [
        _verdict(goal, [one for one in part.items if one.kind == "indicator"], part)
        for section in sections
        for part in section.walk()
        for goal in part.items[:1]
        if goal.kind == "sub_goal" or (goal.kind == "goal" and said(goal, "status"))
    ]


def summary(verdicts: list[Verdict]) -> str:
    """«1 of 14 goals can be judged.»"""
    count = sum(one.can_be_judged for one in verdicts)
    return _("%(count)s of %(total)s goals can be judged.") % {"count": count, "total": len(verdicts)}


def _verdict(goal: Item, indicators: list[Item], part: Section) -> Verdict:
    facts = {fact.key: fact for fact in part.facts}
    checks = (
        _indicator(indicators),
        _target(indicators),
        _outcome(indicators, facts),
        _forecast(goal),
        _assessment(goal, indicators),
    )
    return Verdict(key=goal.key, title=goal.title, url=goal.url, lang=goal.lang, checks=checks)


def _indicator(indicators: list[Item]) -> Check:
    if not indicators:
        return _no("indicator", _("No indicator covers the goal."))
    return _yes("indicator", ", ".join(one.title for one in indicators))


def _target(indicators: list[Item]) -> Check:
    with_target = [one for one in indicators if said(one, "target")]
    if not with_target:
        return _no("target", _("No target has been decided."))
    return _yes("target", "; ".join(f"{one.title}: {said(one, 'target')}" for one in with_target))


def _outcome(indicators: list[Item], facts: dict[str, Fact]) -> Check:
    """Every indicator has a value or says why not; none at all is no outcome."""
    values = [(one, facts.get(f"{one.key}.value")) for one in indicators]
    silent = [one.title for one, fact in values if fact is None or (fact.value is None and fact.missing in UNSTATED)]
    if not values:
        return _no("outcome", _("There is nothing that tells the outcome."))
    if silent:
        names = ", ".join(silent)
        return _no("outcome", _("Neither outcome nor a reason why it is missing: %(names)s.") % {"names": names})
    return _yes("outcome", _("Each indicator has an outcome, or says why not."))


def _forecast(goal: Item) -> Check:
    code = said(goal, "forecast")
    if code in FORECASTS:
        return _yes("forecast", forecast_words(code))
    if code in SCALES["goal_forecast"] and not SCALES["goal_forecast"][code].is_gap:
        return _no("forecast", _("No forecast for the year is made: %(said)s.") % {"said": forecast_words(code)})
    return _no("forecast", _("There is no forecast for the year."))


def _assessment(goal: Item, indicators: list[Item]) -> Check:
    """Made, and within what the indicators come to; where it is not, or says that it cannot be made, with a text."""
    code = said(goal, "status")
    scale = SCALES["goal_status"]
    if code not in scale or scale[code].is_gap:
        return _no("assessment", _("Nobody has assessed the goal."))
    words = shown("goal_status", code).label
    explained = bool(said(goal, "explained"))
    if code not in ORDER:
        said_why = (
            _("“%(status)s”, with the reason in the analysis.") if explained else _("“%(status)s”, and no reason.")
        )
        return Check(code="assessment", is_met=explained, sentence=said_why % {"status": words})
    rated = sorted(ORDER.index(one) for one in (said(each, "status") for each in indicators) if one in ORDER)
    if not rated or rated[0] <= ORDER.index(code) <= rated[-1]:
        return _yes("assessment", words)
    if explained:
        return _yes(
            "assessment", _("“%(status)s”, against the indicators; the analysis says why.") % {"status": words}
        )
    return _no("assessment", _("“%(status)s”, against the indicators, and nothing says why.") % {"status": words})


def _yes(code: str, sentence: str) -> Check:
    return Check(code=code, is_met=True, sentence=sentence)


def _no(code: str, sentence: str) -> Check:
    return Check(code=code, is_met=False, sentence=sentence)
