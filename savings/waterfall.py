"""The chart from listed to verified: what is taken away on the way from each stage to the next."""

from __future__ import annotations

from itertools import pairwise

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.missing import MISSING
from followup.numbers import format_fact
from followup.sections import Fact, decimal_string
from savings.totals import STAGES, stage_label


def waterfall(totals: dict[str, Fact]) -> Chart | None:
    """A full bar for each stage and a step between them; None where nothing is listed with an amount.

    `totals` holds the sums of all measures by stage, in tkr. A stage that nobody has reported is a gap.
    """
    if totals["listed"].number is None:
        return None
    steps = {"decided": _("Not decided"), "realised": _("Not realised"), "verified": _("Not verified")}
    points = [_total(totals["listed"], "listed")]
    for before, stage in pairwise(STAGES):
        points += [_step(totals[before], totals[stage], steps[stage]), _total(totals[stage], stage)]
    return Chart(
        key="savings.waterfall",
        kind="waterfall",
        title=_title(totals),
        unit="tkr",
        series=(Series(label=_("Effect"), points=tuple(points)),),
        label_heading=_("Stage"),
        note=_("Listed and decided are effects of a whole year, realised and verified those of this year so far."),
        lang=get_language(),
    )


def _total(fact: Fact, stage: str) -> Point:
    return Point(
        label=stage_label(stage),
        value=fact.value,
        approximate=fact.approximate if fact.value is not None else "",
        fact=fact.key,
        note="" if fact.value is not None else str(MISSING[fact.missing or "not_reported"]),
        total=True,
    )


def _step(before: Fact, after: Fact, label: str) -> Point:
    """What is left behind between two stages; unknown where one of them is."""
    if before.number is None or after.number is None:
        return Point(label=label, value=None, note=_("Unknown"))
    return Point(label=label, value=decimal_string(after.number - before.number))


def _title(totals: dict[str, Fact]) -> str:
    words = {stage: format_fact(fact) for stage, fact in totals.items()}
    if totals["decided"].number is None:
        return _("%(listed)s a year is listed; what is decided is not reported") % words
    if totals["realised"].number is None:
        return _("Of %(listed)s a year, %(decided)s is decided; what is realised is not reported") % words
    if totals["verified"].number is None:
        return _("Of %(listed)s a year, %(decided)s is decided; %(realised)s is realised and none verified") % words
    return _("Of %(listed)s a year, %(decided)s is decided; %(realised)s is realised, %(verified)s verified") % words
