"""The report's section on hired staff: its share against the target, and what it costs by frame."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.precision import as_given
from followup.rating import Rating
from followup.sections import (
    Block,
    Cell,
    Column,
    Fact,
    Figures,
    Item,
    Prose,
    Row,
    Section,
    StatusEntry,
    StatusList,
    Table,
    decimal_string,
)
from followup.status import shown
from organisation.places import figure_url
from staffing.hired_facts import TOTAL, Line, hired_facts, hired_lines, hired_relations
from staffing.models import HiredShare
from staffing.people_section import cell, written
from staffing.reading import Hired
from staffing.rules import rolling_label
from staffing.share_facts import rating_of
from staffing.words import hired_sentence, language, target_words

SHARE = "staffing.hired.share"
KEY_FIGURES = (SHARE, "staffing.hired.target", "staffing.hired.cost.total", "staffing.hired.change.total")


def hired_section(hired: Hired) -> Section:
    """The section of what has been read already."""
    lines = hired_lines(hired)
    facts = hired_facts(hired, lines)
    rating = rating_of(hired.share)
    return Section(
        key="staffing.hired",
        title=_("Hired staff"),
        lang=language(),
        blocks=(
            Figures(facts=KEY_FIGURES),
            *_share(hired, rating),
            _table(hired, lines, facts),
            *written(hired.text, hired.unit.root.language),
            *_forecast(hired),
        ),
        items=(_item(hired, rating),),
        facts=tuple(facts.values()),
        relations=hired_relations(lines, facts),
    )


def _share(hired: Hired, rating: Rating) -> list[Block]:
    """How the share stands against its target, in words, and its course."""
    row = hired.share
    if row is None or row.share_r12 is None:
        return [Prose(text=f"{hired_sentence(row)}.", lang=language(), is_composed=True), *_chart(hired)]
    entry = StatusEntry(
        key=SHARE,
        title=_("Share of hired staff"),
        now=shown("indicator", rating.status, hired.unit.words("indicator")),
        lang=language(),
        text=rating.explanation,
        is_composed=True,
    )
    status = StatusList(
        key="staffing.hired_status",
        caption=_("The share of hired staff against its target"),
        entries=(entry,),
        now_label=_("Result"),
    )
    return [status, *_chart(hired)]


def _chart(hired: Hired) -> list[Chart]:
    """The share from the first period that has one; a period without is a gap."""
    row = hired.share
    # Periods that end on the same day have the same twelve months: one point for each day, this period's first.
    by_end = {one.period.end: one for one in hired.shares if one.period.end < hired.period.end}
    shares = [*by_end.values(), *([row] if row else [])]
    rows = [one for one in shares if one.share_r12 is not None]
    if not rows:
        return []
    points = [_point(one, hired) for one in shares]
    if row is None:
        points.append(Point(label=rolling_label(hired.period.end), value=None, fact=SHARE, note=_("Not reported")))
    target = row if row and row.target is not None else None
    return [
        Chart(
            key="staffing.hired_chart",
            kind="line",
            title=hired_sentence(row),
            unit="%",
            decimals=max(one.decimals for one in rows),
            target=as_given(target.target, target.target_decimals) if target else None,
            target_label=target_words(target) if target else "",
            lang=language(),
            label_heading=_("Twelve months"),
            series=(Series(label=_("Share of hired staff"), points=tuple(points)),),
        )
    ]


def _point(row: HiredShare, hired: Hired) -> Point:
    return Point(
        label=rolling_label(row.period.end),
        value=as_given(row.share_r12, row.decimals),
        fact=SHARE if row.period_id == hired.period.pk else "",
    )


def _table(hired: Hired, lines: list[Line], facts: Mapping[str, Fact]) -> Table:
    unit = hired.unit.root.amount_unit
    return Table(
        key="staffing.hired_table",
        caption=_("Cost of hired staff by frame"),
        columns=(
            Column(label=_("Frame")),
            Column(label=_("The year before"), kind="number", unit=unit),
            Column(label=_("Cost"), kind="number", unit=unit),
            Column(label=_("Change"), kind="number", unit=unit),
            Column(label=_("Change"), kind="number", unit="%"),
            Column(label=_("Extra cost"), kind="number", unit=unit),
        ),
        rows=tuple(_row(line, facts, hired.unit.root.language) for line in lines),
    )


def _row(line: Line, facts: Mapping[str, Fact], lang: str) -> Row:
    kinds = ("prior", "cost", "change", "change_pct", "extra")
    is_total = line.code == TOTAL
    head = Cell(text=_("Total")) if is_total else Cell(text=line.name, lang=lang)
    return Row(cells=(head, *(cell(facts, line.key(kind)) for kind in kinds)), total=is_total)


def _forecast(hired: Hired) -> list[Block]:
    row = hired.share
    if row is None or not row.forecast_text:
        return []
    return [Prose(text=row.forecast_text, lang=hired.unit.root.language, heading=_("Forecast"))]


def _item(hired: Hired, rating: Rating) -> Item:
    row = hired.share
    attributes = {"status": rating.status, "definition": _("Lower is better, rolling twelve months.")}
    if row and row.target is not None:
        target = decimal_string(as_given(row.target, row.target_decimals)) or ""
        attributes |= {"operator": row.target_operator, "target": target, "direction": "lower", "unit": "%"}
        attributes |= {"operator_elsewhere": row.operator_elsewhere, "target_fact": "staffing.hired.target"}
    return Item(
        key=SHARE,
        kind="indicator",
        title=_("Share of hired staff"),
        lang=language(),
        attributes=attributes,
        url=figure_url(hired.unit, hired.period, SHARE),
    )
