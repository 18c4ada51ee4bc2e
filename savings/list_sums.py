"""What one list of measures comes to: its sums from listed to verified, and how they hang together."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from followup.sections import Fact, Relation, decimal_string
from savings import rules
from savings.facts import Desk
from savings.measure_facts import MeasureFacts
from savings.models import StatedTotal
from savings.totals import stage_total, sum_relation, year_total


def short_label(level: str) -> str:
    """The list's name where there is little room."""
    return {
        "political": pgettext("list of measures", "Political preparation"),
        "officials": pgettext("list of measures", "Officials"),
    }[level]


def list_sums(desk: Desk, level: str, measures: list[MeasureFacts]) -> dict[str, Fact]:
    name, year = {"list": short_label(level)}, desk.period.end.year
    labels = {
        "decided": _("%(list)s, decided or carried out"),
        "realised": _("%(list)s, realised this year"),
        "verified": _("%(list)s, verified this year"),
    }
    sums = {"listed": _total(desk, level, [one.effect for one in measures])}
    for stage, label in labels.items():
        sums[stage] = stage_total(desk, f"savings.{stage}.{level}", label % name, stage, measures)
    for code, later in (("this_year", 0), ("next_year", 1)):
        label = _("%(list)s, effect in %(year)s") % (name | {"year": year + later})
        sums[code] = year_total(
            desk, f"savings.{code}.{level}", label, [getattr(one, code) for one in measures], measures
        )
    return sums


def sum_relations(measures: list[MeasureFacts], sums: dict[str, Fact]) -> list[Relation]:
    found = []
    for code in ("realised", "verified", "this_year", "next_year"):
        found += sum_relation(sums[code], [getattr(one, code) for one in measures])
    return found


def _total(desk: Desk, level: str, effects: list[Fact]) -> Fact:
    without = sum(fact.number is None for fact in effects)
    rule = _("The effects of the measures in the list added up.")
    if without:
        rule += " " + ngettext(
            "%(count)s measure without an amount is not counted.",
            "%(count)s measures without an amount are not counted.",
            without,
        ) % {"count": without}
    label = _("%(list)s, sum of the effects a year") % {"list": short_label(level)}
    return desk.total(f"savings.total.{level}", label, effects, rule)


def list_counts(desk: Desk, level: str, effects: list[Fact]) -> tuple[Fact, Fact, Fact]:
    known = sum(fact.number is not None for fact in effects)
    name = {"list": short_label(level)}
    key = f"savings.count.{level}"
    return (
        desk.count(key, _("%(list)s, measures") % name, len(effects)),
        desk.count(f"{key}.with_amount", _("%(list)s, measures with an amount") % name, known),
        desk.count(f"{key}.without_amount", _("%(list)s, measures without an amount") % name, len(effects) - known),
    )


def list_stages(desk: Desk, level: str, measures: list[MeasureFacts], sums: dict[str, Fact]) -> dict[str, Fact]:
    """How much of the list has come how far. Unknown, and not 0, where no status is reported at all."""
    labels = {"prepared": _("%(list)s, being prepared"), "rest": _("%(list)s, no status, resting or dropped")}
    is_known = sums["decided"].number is not None
    stages = {"decided": sums["decided"]}
    for stage, label in labels.items():
        stages[stage] = desk.total(
            f"savings.{stage}.{level}",
            label % {"list": short_label(level)},
            _in_stage(stage, measures) if is_known else [],
            _("The effects a year of the measures that have come this far, added up."),
            empty=Decimal(0) if is_known else None,
        )
    return stages


def _in_stage(stage: str, measures: list[MeasureFacts]) -> list[Fact]:
    return [one.effect for one in measures if one.stage == stage and one.effect.number is not None]


def total_relations(total: Fact, effects: list[Fact], stated: list[StatedTotal]) -> list[Relation]:
    """The sum, and the same sum held against each place where the source prints one."""
    parts = tuple(fact.key for fact in effects if fact.number is not None)
    if not parts:
        return []
    printed = [{"printed": decimal_string(rules.in_tkr(one.amount)), "place": one.place} for one in stated]
    return [Relation(kind="sum", result=total.key, parts=parts, **claim) for claim in printed or [{}]]


def stage_relations(measures, stages: dict[str, Fact], sums: dict[str, Fact]) -> list[Relation]:
    total = sums["listed"]
    if total.number is None or stages["decided"].number is None:
        return []
    whole = Relation(kind="sum", result=total.key, parts=tuple(fact.key for fact in stages.values()))
    each = [one for stage, fact in stages.items() for one in sum_relation(fact, _in_stage(stage, measures))]
    return [whole, *each]
