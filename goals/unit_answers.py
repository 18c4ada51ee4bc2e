"""How the units below have answered about a goal: as facts, in words, as blocks of the report, and as the list of
goals and the form of a goal show it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followup.prose import plain
from followup.sections import NO_ROW, Block, Fact, Prose, Relation, Status, StatusEntry, StatusList, day
from goals.overview import UNASSESSED, Node, Overview
from goals.units import UNANSWERED, standing_note
from organisation.models import Unit
from organisation.places import figure_url


@dataclass(frozen=True, kw_only=True)
class UnitText:
    """What a unit below has written; `plain` is the same without markup and references, to be taken over. `note` says
    that the unit has ended, or that what it says is a draft still."""

    name: str
    text: str
    plain: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitCount:
    """How many units have answered in one way; `status` is None for those that have not answered."""

    status: Status | None
    label: str
    fact: Fact
    names: str


@dataclass(frozen=True, kw_only=True)
class UnitsShown:
    """What the list of goals and the form show of the units below."""

    summary: str
    counts: tuple[UnitCount, ...]
    texts: tuple[UnitText, ...]
    lang: str
    unapproved: str = ""


def units_shown(overview: Overview, node: Node) -> UnitsShown | None:
    """What is shown of the units below, or None where none is asked and none has written."""
    texts = tuple(_text(overview, row) for row in node.below if row.analysis.strip())
    if node.answers is None:
        return UnitsShown(summary="", counts=(), texts=texts, lang=overview.lang) if texts else None
    return UnitsShown(
        summary=_summary(node.answers.answered, node.answers.total),
        counts=_counts(overview, node),
        texts=texts,
        lang=overview.lang,
        unapproved=_unapproved(node.answers.unapproved),
    )


def answer_facts(overview: Overview, node: Node) -> tuple[Fact, ...]:
    """How many units are asked about the goal, and how many have given each answer that occurs."""
    if node.answers is None:
        return ()
    rule = _("The number of units that are asked about the goal at the end of the period.")
    total = _fact(overview, node, "total", _("Units asked: %(goal)s"), node.answers.total, rule)
    rule = _("The number of units with this answer, out of all that are asked. Each counts once.")
    return (
        total,
        *(
            _fact(overview, node, code, f"{_label(overview, code)}: %(goal)s", count, rule)
            for code, count in node.answers.counts.items()
        ),
    )


def answer_relations(node: Node) -> tuple[Relation, ...]:
    """The answers, and the units without one, add up to the units that are asked."""
    if node.answers is None:
        return ()
    parts = tuple(_key(node, code) for code in node.answers.counts)
    return (Relation(kind="sum", result=_key(node, "total"), parts=parts),)


def answer_blocks(overview: Overview, node: Node) -> list[Block]:
    """The answers of the units in words, their statuses where they give any, and their texts. Nothing where no unit
    has answered: what is asked of them stands with the facts."""
    if not node.below:
        return []
    said = [Prose(text=_sentence(overview, node), lang=_language(), is_composed=True)] if node.answers else []
    entries = tuple(_entry(overview, row) for row in node.below if row.status != UNASSESSED)
    listed = [StatusList(key=f"{node.goal.key}.units", caption=_("Assessment of the units"), entries=entries)]
    texts = [
        Prose(text=row.analysis, lang=overview.lang, origin=_name(overview, row.unit))
        for row in node.below
        if row.analysis.strip()
    ]
    return [*said, *(listed if entries else []), *texts]


def _language() -> str:
    return get_language() or "sv"


def _key(node: Node, code: str) -> str:
    return f"{node.goal.key}.units.{code}"


def _label(overview: Overview, code: str) -> str:
    if code == UNANSWERED:
        return _("Have not answered")
    return _("Have written without a status") if code == UNASSESSED else overview.shown("goal_status", code).label


def _fact(overview: Overview, node: Node, code: str, label: str, count: int, rule: str) -> Fact:
    key = _key(node, code)
    sources = {row.source for row in node.below} - {""}
    # The page of a figure tells what is approved: a number with drafts in it has none.
    has_page = not node.answers.unapproved
    return Fact(
        key=key,
        label=label % {"goal": node.goal.number or node.goal.title},
        value=str(count),
        unit="count",
        as_of=day(overview.period.end),
        source="; ".join(sorted(sources))
        or _("Reported by the units below %(unit)s") % {"unit": overview.unit.short_name},
        rule=rule,
        url=figure_url(overview.unit, overview.period, key) if has_page else "",
        row=NO_ROW,
    )


def _summary(answered: int, total: int) -> str:
    if not answered:
        return ngettext("The only unit has not answered.", "None of %(total)s units has answered.", total) % {
            "total": total
        }
    words = {"answered": answered, "total": total}
    return (
        ngettext(
            "%(answered)s of %(total)s units has answered.", "%(answered)s of %(total)s units have answered.", answered
        )
        % words
    )


def _unapproved(count: int) -> str:
    if not count:
        return ""
    words = ngettext("%(count)s answer is not approved yet.", "%(count)s answers are not approved yet.", count)
    return words % {"count": count}


def _counts(overview: Overview, node: Node) -> tuple[UnitCount, ...]:
    facts = {fact.key: fact for fact in answer_facts(overview, node)}
    groups = node.answers.by_status | {UNANSWERED: node.answers.unanswered}
    # Where nobody has answered, the names are those of all.
    names = _names if node.answers.answered else lambda units: ""
    return tuple(
        UnitCount(
            status=None if code == UNANSWERED else overview.shown("goal_status", code),
            label=_label(overview, code),
            fact=facts[_key(node, code)],
            names=names(groups[code]),
        )
        for code in node.answers.counts
    )


def _names(units: tuple[Unit, ...]) -> str:
    return ", ".join(unit.short_name for unit in units)


def _sentence(overview: Overview, node: Node) -> str:
    """«14 of 22 units: met. 8 of 22 units: have not answered. …», its numbers as references."""
    counts, total = node.answers.counts, node.answers.total
    whole = f"[[{_key(node, 'total')}|{total}]]"
    said = [
        _("%(count)s of %(total)s units: %(status)s.")
        % {"count": f"[[{_key(node, code)}|{count}]]", "total": whole, "status": _label(overview, code).lower()}
        for code, count in counts.items()
    ]
    missing = _("Without an answer: %(units)s.") % {"units": _names(node.answers.unanswered)}
    return " ".join([*said, *([missing] if node.answers.unanswered else [])])


def _entry(overview: Overview, row) -> StatusEntry:
    return StatusEntry(
        key=f"{row.goal.key}.{row.unit.slug}",
        title=_name(overview, row.unit),
        now=overview.shown("goal_status", row.status),
        forecast=overview.shown("goal_forecast", row.forecast),
        lang=overview.lang,
    )


def _name(overview: Overview, unit: Unit) -> str:
    """The unit's short name, with a note where it has ended."""
    note = standing_note(unit, overview.period)
    return f"{unit.short_name} ({note})" if note else unit.short_name


def _text(overview: Overview, row) -> UnitText:
    draft = "" if row.unit.is_decided else _("not approved yet")
    return UnitText(
        name=row.unit.short_name,
        text=row.analysis,
        plain=plain(row.analysis).replace("\n", "\n\n"),
        note=", ".join(filter(None, (standing_note(row.unit, overview.period), draft))),
    )
