"""R20: what a plan assumes against what has been observed of it.

Pure, over a payload's items and facts. Of an item of the kind «assumption» it reads the keys of facts: `assumed`, the
step that holds when the period ends, and `observed_low` and `observed_high`, or the first alone. An assumption that
does not come true is no error: it is something to take up before the rest of the plan rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from followup import intervals
from followup.findings import Finding, Severity
from followup.numbers import format_fact
from followup.rule_items import said
from followup.sections import Fact, Item

KIND = "assumption"


def check_assumptions(items: Iterable[Item], facts: Mapping[str, Fact]) -> list[Finding]:
    """A notice for each assumption that lies outside what has been observed, rounding aside."""
    found = [_judge(item, facts) for item in items if item.kind == KIND]
    return [finding for finding in found if finding]


def _judge(item: Item, facts: Mapping[str, Fact]) -> Finding | None:
    assumed, low, high = (
        facts.get(said(item, name)) or Fact(key="", label="", value=None)
        for name in ("assumed", "observed_low", "observed_high")
    )
    high = high if high.number is not None else low
    if assumed.number is None or low.number is None:
        return None
    lowest, highest = intervals.of_fact(low).low, intervals.of_fact(high).high
    span = intervals.of_fact(assumed)
    if span.low <= highest and span.high >= lowest:
        return None
    return _notice(item, assumed, low, high)


def _notice(item: Item, assumed: Fact, low: Fact, high: Fact) -> Finding:
    observed = format_fact(low)
    if high.number != low.number:
        observed = _("%(low)s to %(high)s") % {"low": format_fact(low), "high": format_fact(high)}
    words = {"name": item.title, "assumed": format_fact(assumed), "observed": observed}
    return Finding(
        rule="R20",
        severity=Severity.NOTICE,
        place=assumed.key,
        expected=words["observed"],
        found=words["assumed"],
        sentence=_("%(name)s: %(assumed)s is assumed, and %(observed)s has been observed.") % words,
        proposal=_("Say what the difference means for the plan, or change what is assumed for the time that is left."),
    )
