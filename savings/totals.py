"""What groups of measures come to, from listed to verified: by list, and by whatever else they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.sections import Fact, Relation
from savings import rules
from savings.divisions import divisions
from savings.facts import Desk
from savings.measure_facts import MeasureFacts

STAGES = ("listed", "decided", "realised", "verified")


@dataclass(frozen=True)
class Group:
    """Measures that have something in common, with what they come to. `lang` is the label's language, "" for the
    reader's."""

    code: str
    label: str
    count: Fact
    sums: dict[str, Fact]
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]
    lang: str = ""


@dataclass(frozen=True)
class Dimension:
    """One way to divide the measures, with what each of its groups comes to."""

    code: str
    label: str
    groups: list[Group]


def stage_label(stage: str) -> str:
    """How far money has come, as a table's head says it."""
    return {
        "listed": pgettext("stage of savings", "Listed"),
        "decided": pgettext("stage of savings", "Decided"),
        "realised": pgettext("stage of savings", "Realised"),
        "verified": pgettext("stage of savings", "Verified"),
    }[stage]


def sum_relation(result: Fact, parts: Iterable[Fact]) -> list[Relation]:
    """That the result is the sum of the parts that are known; nothing where it is unknown itself."""
    known = tuple(part.key for part in parts if part.number is not None)
    return [Relation(kind="sum", result=result.key, parts=known)] if known and result.number is not None else []


def parts_at(stage: str, measures: Iterable[MeasureFacts]) -> list[Fact]:
    """What is known of the measures that have come to the stage."""
    found = (one.at(stage) for one in measures)
    return [fact for fact in found if fact is not None and fact.number is not None]


def stage_total(desk: Desk, key: str, label: str, stage: str, measures: list[MeasureFacts]) -> Fact:
    """The sum at a stage. Of what is decided, nothing is decided where statuses are reported and none says so;
    everything else is unknown, and not 0, where no amount is."""
    parts = parts_at(stage, measures)
    is_known = any(one.line.row.status != "unassessed" for one in measures)
    has_amounts = any(one.effect.number is not None for one in measures)
    rules_in_words = {
        "listed": _("The effects a year of the measures added up, where they are known."),
        "decided": _("The effects a year of the measures that are decided or carried out, added up."),
        "realised": _("What the measures have realised this year added up, where it is reported."),
        "verified": _("What a controller has verified of the measures, added up."),
    }
    if stage == "decided" and not (is_known and has_amounts):
        parts = []
    empty = Decimal(0) if stage == "decided" and is_known and has_amounts else None
    return desk.total(key, label, parts, rules_in_words[stage], empty=empty)


def year_total(desk: Desk, key: str, label: str, parts: list[Fact], measures: list[MeasureFacts]) -> Fact:
    """What falls in a year, of the measures whose effect and start are known. Nothing of what is known is not
    nothing of all: then it is unknown."""
    known = [part for part in parts if part.number is not None]
    counted = sum(one.effect.number is not None for one in measures)
    rule = _(
        "What falls in the year of each measure whose effect and start are known, added up: %(known)s of %(count)s "
        "measures with an amount."
    ) % {"known": len(known), "count": counted}
    is_nothing = len(known) < counted and not any(part.number for part in known)
    return desk.total(key, label, [] if is_nothing else known, rule)


def dimensions(desk: Desk, measures: list[MeasureFacts]) -> list[Dimension]:
    """The measures divided in each way there is, with what each group comes to."""
    return [
        Dimension(way.code, way.label, [_group(desk, way.code, *share) for share in way.shares])
        for way in divisions(desk, measures)
    ]


def dimension_relations(all_sums: dict[str, Fact], count: Fact, found: list[Dimension]) -> list[Relation]:
    """That the sums and the count over all measures are those of the groups, however they are divided."""
    relations = []
    for dimension in found:
        relations += sum_relation(count, [group.count for group in dimension.groups])
        for stage, result in all_sums.items():
            relations += sum_relation(result, [group.sums[stage] for group in dimension.groups if stage in group.sums])
    return relations


def _group(desk: Desk, dimension: str, code: str, label: str, lang: str, measures: list[MeasureFacts]) -> Group:
    key = f"savings.by_{dimension}.{code}"
    counted = f"savings.count.status.{code}" if dimension == "status" else f"{key}.count"
    count = desk.count(counted, _("Measures: %(group)s") % {"group": label}, len(measures))
    sums = {
        stage: stage_total(desk, f"{key}.{stage}", f"{label}, {stage_label(stage).lower()}", stage, measures)
        for stage in STAGES
        # What nobody has realised yet needs no figure of its own in each group.
        if stage in STAGES[:2] or parts_at(stage, measures)
    }
    relations = [one for stage, fact in sums.items() for one in sum_relation(fact, parts_at(stage, measures))]
    return Group(code, label, count, sums, (count, *sums.values()), tuple(relations), lang)


def once_facts(desk: Desk, measures: list[MeasureFacts]) -> tuple[dict[str, Fact], list[Relation]]:
    """What the measures come to at each stage where those that overlap are counted once, as sums of those counted."""
    overlaps = [(one.code, other.code) for one in measures for other in one.line.overlaps]
    rule = _(
        "Of measures that overlap, those are counted that save most together, and the others not at all: the least "
        "that all of them save. The true figure lies between this and the sum of them all."
    )
    found, relations = {}, []
    for stage in STAGES:
        known = {one.code: fact for one in measures if (fact := one.at(stage)) and fact.number is not None}
        chosen = rules.counted_once({code: fact.number for code, fact in known.items()}, overlaps).counted
        parts = [fact for code, fact in known.items() if code in chosen]
        label = _("%(stage)s, overlaps counted once") % {"stage": stage_label(stage)}
        empty = Decimal(0) if known and not parts else None
        found[stage] = desk.total(f"savings.once.{stage}", label, parts, rule, empty=empty)
        relations += sum_relation(found[stage], parts)
    return found, relations
