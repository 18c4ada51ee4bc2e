"""R8, how things stand: a status against a forecast, and against when the outcome is known.

Pure functions over a payload's items. Of a commission they read `status`, `stated_forecasts` (the forecasts that its
text makes, with commas between) and `evaluated_in` (the period in which its outcome is evaluated); of a goal
`status` and `forecast`. What is not there, and what nobody has assessed, is not judged. All are notices.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.rule_items import DONE, end_of_period, forecast_words, label, name_of, place_of, said, status_words
from followup.sections import Item
from followup.status import SCALES

_GOALS = {"goal", "sub_goal", "perspective"}
_OUTCOMES = {"met", "partly", "not_met"}


def check_states(items: Iterable[Item], *, ends: date | None = None) -> list[Finding]:
    """What a status and a forecast say against each other. `ends` is the last day that the report tells of."""
    found = []
    for item in items:
        if item.kind == "commission":
            found += [_evaluated_later(item, ends), _two_forecasts(item), _done_but_not_met(item)]
        elif item.kind in _GOALS:
            found.append(_goal(item, ends))
    return [finding for finding in found if finding]


def _evaluated_later(item: Item, ends: date | None) -> Finding | None:
    """Reported as done while its outcome is evaluated in a later period."""
    period = said(item, "evaluated_in")
    if not period or said(item, "status") not in DONE:
        return None
    last = end_of_period(period)
    if last and ends and last <= ends:
        return None
    words = {"place": place_of(item, "evaluated_in"), "period": period, "name": name_of(item)}
    return _notice(
        item,
        expected=_("evaluated in the follow-up of %(period)s") % words,
        found=status_words(item),
        sentence=_(
            "%(place)s says that the outcome is evaluated in the follow-up of %(period)s, but %(name)s already has "
            "the status “%(status)s”."
        )
        % (words | {"status": status_words(item)}),
        proposal=_("Keep the commission ongoing until the outcome is evaluated, or say what is left."),
    )


def _two_forecasts(item: Item) -> Finding | None:
    codes = list(dict.fromkeys(filter(None, said(item, "stated_forecasts").split(","))))
    if len(codes) < 2:
        return None
    first, *others = (forecast_words(code) for code in codes)
    words = {"place": place_of(item, "stated_forecasts"), "name": name_of(item)}
    words |= {"first": first, "second": ", ".join(others)}
    return _notice(
        item,
        expected=words["first"],
        found=words["second"],
        sentence=_("%(place)s makes two forecasts for %(name)s: “%(first)s” and “%(second)s”.") % words,
        proposal=_("Decide on one forecast for the year, and say what it is that is expected later."),
    )


def _done_but_not_met(item: Item) -> Finding | None:
    if said(item, "status") != "done" or "not_met" not in said(item, "stated_forecasts").split(","):
        return None
    words = {"place": place_of(item, "stated_forecasts"), "name": name_of(item)}
    words |= {"status": status_words(item), "forecast": forecast_words("not_met")}
    return _notice(
        item,
        expected=words["forecast"],
        found=words["status"],
        sentence=_("%(place)s says “%(forecast)s”, but %(name)s has the status “%(status)s”.") % words,
        proposal=_("Consider “%(status)s”.") % {"status": label("commission", "done_deviation")},
    )


def _goal(item: Item, ends: date | None) -> Finding | None:
    """A status and a forecast that cannot both hold without a word of why."""
    now, forecast = said(item, "status"), said(item, "forecast")
    if now not in SCALES["goal_status"] or forecast not in _OUTCOMES:
        return None
    if now == "not_assessable":
        proposal = _("Say what the forecast rests on, or leave it open.")
    elif now == "met" and forecast != "met":
        proposal = _("Say what is expected to happen before the end of the year, or correct one of the two.")
    elif now in _OUTCOMES and now != forecast and ends and (ends.month, ends.day) == (12, 31):
        proposal = _("The year has ended: the forecast for it is what the status says.")
    else:
        return None
    words = {"name": name_of(item), "status": status_words(item), "forecast": label("goal_forecast", forecast)}
    return _notice(
        item,
        expected=words["status"],
        found=words["forecast"],
        sentence=_("“%(name)s”: the status is “%(status)s” and the forecast for the year is “%(forecast)s”.") % words,
        proposal=proposal,
    )


def _notice(item: Item, **words: str) -> Finding:
    return Finding(rule="R8", severity=Severity.NOTICE, place=item.key, **words)
