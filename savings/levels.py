"""One list of measures in the report: its table, its sum, and what a source says the sum is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup import prose
from followup.numbers import format_fact, format_number, format_value
from followup.sections import (
    Cell,
    Column,
    Fact,
    Item,
    Prose,
    Row,
    Section,
    Status,
    Table,
    day,
    decimal_string,
)
from organisation.entry import dom_id
from savings import rules
from savings.facts import Desk
from savings.list_sums import (
    list_counts,
    list_stages,
    list_sums,
    short_label,
    stage_relations,
    sum_relations,
    total_relations,
)
from savings.measure_facts import MeasureFacts, facts_of, status_of
from savings.models import Measure, StatedTotal
from savings.reading import MeasureLine
from savings.targets import ref


@dataclass
class LevelPart:
    """A list of measures with its facts: what the sums over all lists and the list page build on.

    `sums` holds what the list comes to: listed, decided, realised, verified, this_year and next_year; `stages`
    how what is listed divides into decided, prepared and the rest.
    """

    level: str
    measures: list[MeasureFacts]
    statuses: list[Status]
    sums: dict[str, Fact]
    count: Fact
    stages: dict[str, Fact]
    section: Section

    @property
    def lines(self) -> list[MeasureLine]:
        return [one.line for one in self.measures]

    @property
    def effects(self) -> list[Fact]:
        return [one.effect for one in self.measures]

    @property
    def total(self) -> Fact:
        return self.sums["listed"]

    @property
    def title(self) -> str:
        return str(Measure.Level(self.level).label)

    @property
    def short_label(self) -> str:
        return short_label(self.level)

    @property
    def with_amount(self) -> list[Fact]:
        return [fact for fact in self.effects if fact.number is not None]


def level_part(desk: Desk, level: str, lines: list[MeasureLine], stated: list[StatedTotal]) -> LevelPart:
    """The list with its facts, its items and its relations. `lines` is not empty."""
    measures = facts_of(desk, lines)
    effects = [one.effect for one in measures]
    statuses = [status_of(desk, line) for line in lines]
    counts = list_counts(desk, level, effects)
    sums = list_sums(desk, level, measures)
    stages = list_stages(desk, level, measures, sums)
    section = Section(
        key=f"savings.{level}",
        title=str(Measure.Level(level).label),
        lang=get_language(),
        level=2,
        blocks=(_table(level, measures, statuses, sums["listed"], stated), *_remarks(desk, measures)),
        items=tuple(_item(desk, one, status) for one, status in zip(measures, statuses, strict=True)),
        facts=(
            *(fact for one in measures for fact in one.facts),
            *sums.values(),
            *(stages[stage] for stage in ("prepared", "rest")),
            *counts,
        ),
        relations=(
            *(relation for one in measures for relation in one.relations),
            *total_relations(sums["listed"], effects, stated),
            *sum_relations(measures, sums),
            *stage_relations(measures, stages, sums),
        ),
    )
    return LevelPart(
        level=level, measures=measures, statuses=statuses, sums=sums, count=counts[0], stages=stages, section=section
    )


def _remarks(desk: Desk, measures: list[MeasureFacts]) -> tuple[Prose, ...]:
    """What is said of each measure, and what it has realised, as a list below the table."""
    said = []
    for one in measures:
        measure, row = one.line.measure, one.line.row
        words = [prose.plain(row.comment).replace("\n", " ").strip()]
        if one.verified.number is not None:
            words.insert(0, _("Verified by a controller: %(amount)s.") % {"amount": ref(one.verified)})
        if one.realised.number is not None:
            words.insert(0, _("Realised this year: %(amount)s.") % {"amount": ref(one.realised)})
        if text := " ".join(filter(None, words)):
            said.append(f"- **{measure.number} {measure.title}:** {text}")
    if not said:
        return ()
    return (Prose(heading=_("Of the measures"), text="\n".join(said), lang=desk.unit.root.language, is_composed=True),)


def _table(level, measures: list[MeasureFacts], statuses, total: Fact, stated: list[StatedTotal]) -> Table:
    rows = [
        Row(
            cells=(
                Cell(text=f"{one.line.measure.number} {one.line.measure.title}", lang="sv"),
                Cell(text=one.line.measure.area_text, lang="sv"),
                Cell(text=one.line.measure.staff_category, lang="sv"),
                _amount_cell(one.effect),
                Cell(text=status.label, status=status),
            )
        )
        for one, status in zip(measures, statuses, strict=True)
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
        note=printed_note(stated, total),
    )


def _amount_cell(fact: Fact) -> Cell:
    text = format_fact(fact) if fact.number is None else format_number(fact.number, decimals=fact.decimals)
    return Cell(text=text, fact=fact.key, url=fact.url)


def printed_note(stated: list[StatedTotal], total: Fact) -> str:
    """What the source prints as the sum, where, and how far that is from what the measures come to."""
    sums = [f"{one.as_given(one.amount)} ({one.place}{_difference(one, total)})" for one in stated]
    return _("The source prints the sum as: %(sums)s.") % {"sums": ", ".join(sums)} if sums else ""


def _difference(stated: StatedTotal, total: Fact) -> str:
    if total.number is None:
        return ""
    difference = (rules.in_tkr(stated.amount) or Decimal(0)) - total.number
    if not difference:
        return ""
    words = {"amount": format_value(abs(difference), "tkr")}
    if difference < 0:
        return ", " + _("%(amount)s less than the measures come to") % words
    return ", " + _("%(amount)s more than the measures come to") % words


def _item(desk: Desk, one: MeasureFacts, status: Status) -> Item:
    measure = one.line.measure
    body = measure.deciding_body.name if measure.deciding_body else ""
    attributes = {
        "status": status.code,
        "stage": one.stage,
        "listed_under": measure.listed_under,
        "giver": body,
        "deciding_body": body,
        "start": day(measure.start),
        "end": day(measure.end),
        "decision": " ".join(filter(None, [day(measure.decided_date), measure.decision_ref])),
        "target": decimal_string(rules.in_tkr(measure.effect)) or "",
        "effect": one.effect.key,
        "realised": one.realised.key,
        "verified": one.verified.key,
        "overlaps": " ".join(sorted(other.key for other in one.line.overlaps)),
        "replaces": measure.replaces.key if measure.replaces else "",
    }
    address = reverse("savings:list", kwargs={"unit": desk.unit.slug, "period": desk.period.slug})
    return Item(
        key=measure.key,
        kind="measure",
        title=measure.title,
        attributes={name: value for name, value in attributes.items() if value},
        url=f"{address}#{dom_id(measure.key)}",
    )
