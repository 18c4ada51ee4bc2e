"""How many sub-goals there are and how they stand, as facts and in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.sections import NO_ROW, Fact, Relation, day
from goals.overview import Overview
from organisation.places import figure_url

TOTAL = "goals.total"


def count_facts(overview: Overview) -> tuple[Fact, ...]:
    """How many sub-goals there are, and how many have each status and each forecast."""
    source = "; ".join(sorted({node.assessment.source for node in overview.assessed if node.assessment} - {""}))
    common = {"unit": "count", "as_of": day(overview.period.end), "source": source, "row": NO_ROW}
    total = Fact(
        key=TOTAL,
        label=_("Sub-goals"),
        value=str(len(overview.assessed)),
        rule=_("The number of sub-goals in the plan that are assessed."),
        url=figure_url(overview.unit, overview.period, TOTAL),
        **common,
    )
    return (total, *_counted(overview, "status", common), *_counted(overview, "forecast", common))


def _counted(overview: Overview, kind: str, common: dict[str, str]) -> list[Fact]:
    counts = overview.status_counts if kind == "status" else overview.forecast_counts
    label = _("Sub-goals now: %(status)s") if kind == "status" else _("Sub-goals, forecast: %(status)s")
    rule = _("The number of assessed sub-goals with this answer, out of all sub-goals in the plan.")
    facts = []
    for code, count in counts.items():
        key, word = f"goals.{kind}.{code}", overview.shown(f"goal_{kind}", code).label
        url = figure_url(overview.unit, overview.period, key)
        facts.append(Fact(key=key, label=label % {"status": word}, value=str(count), rule=rule, url=url, **common))
    return facts


def count_relations(overview: Overview) -> tuple[Relation, ...]:
    """Statuses, and forecasts, add up to the number of sub-goals."""
    return tuple(
        Relation(kind="sum", result=TOTAL, parts=tuple(f"goals.{kind}.{code}" for code in counts))
        for kind, counts in (("status", overview.status_counts), ("forecast", overview.forecast_counts))
    )


def summary(overview: Overview) -> str:
    """One sentence that says how it goes, for the page's lead and the chart's title."""
    total, met = len(overview.assessed), overview.status_counts["met"]
    if not total:
        return _("No goals have been entered for this period.")
    if overview.status_counts["unassessed"] == total:
        return ngettext(
            "The only sub-goal has not been assessed yet.",
            "None of the %(total)s sub-goals has been assessed yet.",
            total,
        ) % {"total": total}
    if unassessed := overview.status_counts["unassessed"]:
        return _so_far(total, total - unassessed, met)
    words = {"total": total, "met": met, "expected": overview.forecast_counts["met"]}
    return _("%(met)s of %(total)s sub-goals met, %(expected)s expected to be met at the end of the year.") % words


def _so_far(total: int, assessed: int, met: int) -> str:
    """How many are assessed, and how many of them are met: one that is not assessed has not failed."""
    of_all = ngettext(
        "%(assessed)s of %(total)s sub-goals has been assessed.",
        "%(assessed)s of %(total)s sub-goals have been assessed.",
        assessed,
    )
    of_assessed = ngettext("%(met)s is met.", "%(met)s are met.", met)
    return f"{of_all} {of_assessed}" % {"assessed": assessed, "total": total, "met": met}
