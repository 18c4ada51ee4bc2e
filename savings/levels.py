"""One list of measures in the report: its table, its sum, and what a source says the sum is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from followup import prose
from followup.numbers import format_fact, format_number
from followup.sections import (
    Cell,
    Column,
    Fact,
    Item,
    Prose,
    Relation,
    Row,
    Section,
    Status,
    Table,
    day,
    decimal_string,
)
from followup.status import shown
from organisation.entry import dom_id
from savings import rules
from savings.facts import Desk, effect, realised
from savings.models import Measure, StatedTotal
from savings.reading import MeasureLine
from savings.targets import ref


@dataclass
class LevelPart:
    """A list of measures with its facts: what the sums over all lists and the list page build on."""

    level: str
    lines: list[MeasureLine]
    effects: list[Fact]
    realised: list[Fact]
    statuses: list[Status]
    total: Fact
    total_realised: Fact
    count: Fact
    stages: dict[str, Fact]
    section: Section

    @property
    def title(self) -> str:
        return str(Measure.Level(self.level).label)

    @property
    def short_label(self) -> str:
        return short_label(self.level)

    @property
    def with_amount(self) -> list[Fact]:
        return [fact for fact in self.effects if fact.number is not None]


def short_label(level: str) -> str:
    """The list's name where there is little room."""
    return {
        "political": pgettext("list of measures", "Political preparation"),
        "officials": pgettext("list of measures", "Officials"),
    }[level]


def level_part(desk: Desk, level: str, lines: list[MeasureLine], stated: list[StatedTotal]) -> LevelPart:
    """The list with its facts, its items and its relations. `lines` is not empty."""
    effects = [effect(desk, line) for line in lines]
    words = desk.unit.words("measure")
    statuses = [shown("measure", line.row.status, words) for line in lines]
    total = _total(desk, level, effects)
    counts = _counts(desk, level, effects)
    stages = _stages(desk, level, lines, effects, total)
    reported = [realised(desk, line) for line in lines]
    reached = _total_realised(desk, level, reported)
    section = Section(
        key=f"savings.{level}",
        title=str(Measure.Level(level).label),
        lang=get_language(),
        level=2,
        blocks=(_table(level, lines, effects, statuses, total, stated), *_remarks(desk, lines, reported)),
        items=tuple(_item(desk, line, status) for line, status in zip(lines, statuses, strict=True)),
        facts=(*effects, *reported, total, reached, *stages.values(), *counts),
        relations=(
            *_total_relations(total, effects, stated),
            *_total_relations(reached, reported, []),
            *_stage_relations(lines, effects, total, stages),
        ),
    )
    return LevelPart(
        level=level,
        lines=lines,
        effects=effects,
        realised=reported,
        statuses=statuses,
        total=total,
        total_realised=reached,
        count=counts[0],
        stages=stages,
        section=section,
    )


def _remarks(desk: Desk, lines: list[MeasureLine], reported: list[Fact]) -> tuple[Prose, ...]:
    """What is said of each measure, and what it has realised, as a list below the table."""
    said = []
    for line, fact in zip(lines, reported, strict=True):
        words = [prose.plain(line.row.comment).replace("\n", " ").strip()]
        if fact.number is not None:
            words.insert(0, _("Realised this year: %(amount)s.") % {"amount": ref(fact)})
        if text := " ".join(filter(None, words)):
            said.append(f"- **{line.measure.code.upper()} {line.measure.title}:** {text}")
    if not said:
        return ()
    return (Prose(heading=_("Of the measures"), text="\n".join(said), lang=desk.unit.root.language),)


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


def _total_realised(desk: Desk, level: str, reported: list[Fact]) -> Fact:
    label = _("%(list)s, realised this year") % {"list": short_label(level)}
    rule = _("What the measures have realised this year added up, where it is reported.")
    return desk.total(f"savings.realised.{level}", label, reported, rule)


def _counts(desk: Desk, level: str, effects: list[Fact]) -> tuple[Fact, Fact, Fact]:
    known = sum(fact.number is not None for fact in effects)
    name = {"list": short_label(level)}
    key = f"savings.count.{level}"
    return (
        desk.count(key, _("%(list)s, measures") % name, len(effects)),
        desk.count(f"{key}.with_amount", _("%(list)s, measures with an amount") % name, known),
        desk.count(f"{key}.without_amount", _("%(list)s, measures without an amount") % name, len(effects) - known),
    )


def _stages(desk: Desk, level: str, lines: list[MeasureLine], effects: list[Fact], total: Fact) -> dict[str, Fact]:
    """How much of the list has come how far. Unknown, and not 0, where no status is reported at all."""
    labels = {
        "decided": _("%(list)s, decided or carried out"),
        "prepared": _("%(list)s, being prepared"),
        "rest": _("%(list)s, no status, resting or dropped"),
    }
    is_known = total.number is not None and any(line.row.status != "unassessed" for line in lines)
    return {
        stage: desk.total(
            f"savings.{stage}.{level}",
            labels[stage] % {"list": short_label(level)},
            _in_stage(stage, lines, effects) if is_known else [],
            _("The effects a year of the measures that have come this far, added up."),
            empty=Decimal(0) if is_known else None,
        )
        for stage in rules.STAGES
    }


def _in_stage(stage: str, lines: list[MeasureLine], effects: list[Fact]) -> list[Fact]:
    pairs = zip(lines, effects, strict=True)
    return [fact for line, fact in pairs if rules.stage(line.row.status) == stage and fact.number is not None]


def _total_relations(total: Fact, effects: list[Fact], stated: list[StatedTotal]) -> list[Relation]:
    """The sum, and the same sum held against each place where the source prints one."""
    parts = tuple(fact.key for fact in effects if fact.number is not None)
    if not parts:
        return []
    printed = [{"printed": decimal_string(rules.in_tkr(one.amount)), "place": one.place} for one in stated]
    return [Relation(kind="sum", result=total.key, parts=parts, **claim) for claim in printed or [{}]]


def _stage_relations(lines, effects, total: Fact, stages: dict[str, Fact]) -> list[Relation]:
    if total.number is None or stages["decided"].number is None:
        return []
    whole = Relation(kind="sum", result=total.key, parts=tuple(fact.key for fact in stages.values()))
    parts = {stage: tuple(one.key for one in _in_stage(stage, lines, effects)) for stage in stages}
    return [whole] + [
        Relation(kind="sum", result=stages[stage].key, parts=keys) for stage, keys in parts.items() if keys
    ]


def _table(level, lines, effects, statuses, total: Fact, stated: list[StatedTotal]) -> Table:
    rows = [
        Row(
            cells=(
                Cell(text=f"{line.measure.number} {line.measure.title}", lang="sv"),
                Cell(text=line.measure.area_text, lang="sv"),
                Cell(text=line.measure.staff_category, lang="sv"),
                _amount_cell(fact),
                Cell(text=status.label, status=status),
            )
        )
        for line, fact, status in zip(lines, effects, statuses, strict=True)
    ]
    sum_row = Row(cells=(Cell(text=_("Sum")), Cell(), Cell(), _amount_cell(total), Cell()), total=True)
    return Table(
        key=f"savings.{level}.table",
        caption=_("%(list)s: measures, effect and status") % {"list": short_label(level)},
        columns=(
            Column(label=_("Measure"), width=34),
            Column(label=_("Area"), width=20),
            Column(label=_("Staff category"), width=15),
            Column(label=_("Effect"), kind="number", unit=_("tkr a year"), width=12),
            Column(label=_("Status"), kind="status", width=19),
        ),
        rows=(*rows, sum_row),
        note=printed_note(stated),
    )


def _amount_cell(fact: Fact) -> Cell:
    text = format_fact(fact) if fact.number is None else format_number(fact.number, decimals=fact.decimals)
    return Cell(text=text, fact=fact.key, url=fact.url)


def printed_note(stated: list[StatedTotal]) -> str:
    """What the source prints as the sum, and where."""
    sums = [f"{one.as_given(one.amount)} ({one.place})" for one in stated]
    return _("The source prints the sum as: %(sums)s.") % {"sums": ", ".join(sums)} if sums else ""


def _item(desk: Desk, line: MeasureLine, status: Status) -> Item:
    measure = line.measure
    attributes = {
        "status": status.code,
        "giver": measure.deciding_body.name if measure.deciding_body else "",
        "start": day(measure.start),
        "end": day(measure.end),
        "decision": " ".join(filter(None, [day(measure.decided_date), measure.decision_ref])),
        "target": decimal_string(rules.in_tkr(measure.effect)) or "",
    }
    address = reverse("savings:list", kwargs={"unit": desk.unit.slug, "period": desk.period.slug})
    return Item(
        key=measure.key,
        kind="measure",
        title=measure.title,
        attributes={name: value for name, value in attributes.items() if value},
        url=f"{address}#{dom_id(measure.key)}",
    )
