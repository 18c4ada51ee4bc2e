"""What is added up over all lists: from listed to verified, with overlaps counted once, and by what divides them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.numbers import format_fact, format_number
from followup.sections import Cell, Column, Fact, Relation, Row, Table
from savings.facts import Desk
from savings.levels import LevelPart
from savings.reach import Sums
from savings.totals import (
    STAGES,
    Dimension,
    dimension_relations,
    dimensions,
    once_facts,
    stage_label,
    sum_relation,
    year_total,
)

YEARS = ("this_year", "next_year")


@dataclass(frozen=True)
class Ledger:
    """The sums over all lists, and the measures divided in each way there is."""

    sums: Sums
    years: dict[str, Fact]
    count: Fact
    with_amount: Fact
    dimensions: list[Dimension]
    facts: list[Fact]
    relations: list[Relation]


def ledger_of(desk: Desk, parts: list[LevelPart]) -> Ledger:
    """`parts` is not empty."""
    measures = [one for part in parts for one in part.measures]
    listed = _stages(desk, parts)
    years = _years(desk, parts)
    once, once_relations = once_facts(desk, measures)
    counts = _counts(desk, parts)
    ways = dimensions(desk, measures)
    return Ledger(
        sums=Sums(listed, once),
        years=years,
        count=counts[0],
        with_amount=counts[1],
        dimensions=ways,
        facts=[
            *listed.values(),
            *years.values(),
            *once.values(),
            *counts,
        ],
        relations=[
            *(one for stage in STAGES for one in sum_relation(listed[stage], [part.sums[stage] for part in parts])),
            *(one for year in YEARS for one in sum_relation(years[year], [part.sums[year] for part in parts])),
            *sum_relation(counts[0], [part.count for part in parts]),
            *sum_relation(counts[0], counts[1:]),
            *once_relations,
            *dimension_relations(listed, counts[0], ways),
        ],
    )


def totals_table(ledger: Ledger, parts: list[LevelPart], year: int) -> Table:
    """A row for each list, the sum, and below it the same with overlaps counted once; all in tkr."""
    rows = [Row(cells=(Cell(text=part.short_label), *_amounts(part.sums, part.sums))) for part in parts]
    rows.append(Row(cells=(Cell(text=_("Sum")), *_amounts(ledger.sums.listed, ledger.years)), total=True))
    if ledger.sums.once["listed"].number != ledger.sums.listed["listed"].number:
        rows.append(Row(cells=(Cell(text=_("Overlaps counted once")), *_amounts(ledger.sums.once, {}))))
    heads = [stage_label("listed"), stage_label("decided"), str(year), str(year + 1)]
    heads += [stage_label("realised"), stage_label("verified")]
    return Table(
        key="savings.totals.table",
        caption=_("From listed to verified, by list"),
        columns=(
            Column(label=_("List"), width=28),
            *(Column(label=head, kind="number", unit="tkr", width=12) for head in heads),
        ),
        rows=tuple(rows),
        note=_(
            "Listed and decided are effects of a whole year. What falls in %(year)s and in %(next)s is reckoned from "
            "the month that a measure starts in, which is known of %(known)s of %(count)s measures with an amount. "
            "Realised and verified are of this year so far."
        )
        % {
            "year": year,
            "next": year + 1,
            "known": sum(one.this_year.number is not None for part in parts for one in part.measures),
            "count": ledger.with_amount.value,
        },
    )


def group_table(way: Dimension) -> Table:
    """The measures divided in one way: how many, and what is listed and decided of them."""
    rows = [
        Row(
            cells=(
                Cell(text=group.label, lang=group.lang),
                Cell(text=format_number(group.count.number), fact=group.count.key, url=group.count.url),
                *(_amount(group.sums.get(stage)) for stage in STAGES),
            )
        )
        for group in way.groups
    ]
    return Table(
        key=f"savings.by_{way.code}.table",
        caption=_("Measures by: %(way)s") % {"way": way.label.lower()},
        columns=(
            Column(label=way.label),
            Column(label=_("Number"), kind="number"),
            *(Column(label=stage_label(stage), kind="number", unit="tkr") for stage in STAGES),
        ),
        rows=tuple(rows),
    )


def _amounts(sums: dict[str, Fact], years: dict[str, Fact]) -> list[Cell]:
    order = (sums["listed"], sums["decided"], *(years.get(year) for year in YEARS), sums["realised"], sums["verified"])
    return [_amount(fact) for fact in order]


def _amount(fact: Fact | None) -> Cell:
    if fact is None:
        return Cell(text="–")
    text = format_fact(fact) if fact.number is None else format_number(fact.number, decimals=fact.decimals)
    return Cell(text=text, fact=fact.key, url=fact.url)


def _stages(desk: Desk, parts: list[LevelPart]) -> dict[str, Fact]:
    said = {
        "listed": ("total", _("All listed measures, effect a year"), _("The sums of the lists added up.")),
        "decided": (
            "decided",
            _("Decided or carried out, effect a year"),
            _("The effect a year of all measures that are decided, being carried out or carried out."),
        ),
        "realised": (
            "realised",
            _("All listed measures, realised this year"),
            _("What the measures have realised this year added up, where it is reported."),
        ),
        "verified": (
            "verified",
            _("All listed measures, verified this year"),
            _("What a controller has verified of the measures, added up."),
        ),
    }
    return {
        stage: desk.total(f"savings.{name}.all", label, [part.sums[stage] for part in parts], rule)
        for stage, (name, label, rule) in said.items()
    }


def _years(desk: Desk, parts: list[LevelPart]) -> dict[str, Fact]:
    first = desk.period.end.year
    measures = [one for part in parts for one in part.measures]
    return {
        year: year_total(
            desk,
            f"savings.{year}.all",
            _("All listed measures, effect in %(year)s") % {"year": first + later},
            [getattr(one, year) for one in measures],
            measures,
        )
        for later, year in enumerate(YEARS)
    }


def _counts(desk: Desk, parts: list[LevelPart]) -> tuple[Fact, Fact, Fact]:
    """All measures, those with an amount, and those without."""
    count = sum(len(part.lines) for part in parts)
    known = sum(len(part.with_amount) for part in parts)
    return (
        desk.count("savings.count.all", _("Measures listed"), count),
        desk.count("savings.count.with_amount", _("Measures with an amount"), known),
        desk.count("savings.count.without_amount", _("Measures without an amount"), count - known),
    )
