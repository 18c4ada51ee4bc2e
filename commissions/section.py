"""Commissions as a finished section: how many stand where, what each says, and the figures they state."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions import facts as numbered
from commissions import stated
from commissions.grants import GrantLine, grants_section, read_grants
from commissions.models import CommissionGroup
from commissions.part_section import meeting_section, origin, part_items, parts_table
from commissions.reading import Line, read_lines
from commissions.words import SCALE, receivers, report_text, status_counts, status_of, summary
from followup.charts import Chart, Point, Series
from followup.numbers import format_fact
from followup.sections import Block, Cell, Column, Fact, Figures, Item, Prose, Row, Section, Table, day
from followup.status import SCALES
from organisation.entry import dom_id
from organisation.models import ReportingPeriod, Unit


def commissions(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The unit's commissions for the period. At most twelve queries, whatever their number."""
    lines, granted = read_lines(unit=unit, period=period), read_grants(unit=unit, period=period)
    return section_of(lines, granted, unit=unit, period=period)


def section_of(lines: list[Line], granted: list[GrantLine], *, unit: Unit, period: ReportingPeriod) -> Section:
    """The same section of lines and grants that have been read already."""
    counts = status_counts(lines)
    shown = (numbered.TOTAL, *(numbered.STATUSES[code] for code, _count in counts))
    groups = groupby(lines, key=lambda line: line.commission.group)
    grants = grants_section(granted, unit=unit, period=period)
    return Section(
        key="commissions",
        title=_("Commissions"),
        lang=get_language(),
        blocks=(
            Figures(facts=shown),
            _chart(lines, unit, period)
            if lines
            else Prose(text=summary(lines, period), lang=get_language(), is_composed=True),
            *(_group_section(group, list(some), unit, period) for group, some in groups),
            *([grants] if grants else []),
        ),
        facts=tuple(numbered.count_facts(lines, unit, period)),
        relations=tuple(numbered.count_relations(lines)),
    )


def _chart(lines: list[Line], unit: Unit, period: ReportingPeriod) -> Chart:
    label = _("Commissions")
    return Chart(
        key="commissions.status_chart",
        kind="stacked",
        title=summary(lines, period),
        unit="count",
        lang=get_language(),
        label_heading=_("What is counted"),
        series=tuple(
            Series(
                label=status_of(code, unit).label,
                tone=SCALES[SCALE][code].tone,
                points=(Point(label=label, value=str(count), fact=numbered.STATUSES[code]),),
            )
            for code, count in status_counts(lines)
        ),
    )


def _group_section(group: CommissionGroup, lines: list[Line], unit: Unit, period: ReportingPeriod) -> Section:
    key = f"commissions.{group.code}"
    facts = {line.commission.name: _facts(line, unit, period) for line in lines}
    items = [item for line in lines for item in _items(line, unit, period)]
    return Section(
        key=key,
        title=group.title,
        lang=unit.root.language,
        level=2,
        blocks=(
            _status_table(key, group, lines, unit, period),
            *(_told_at_meeting(lines, unit, period) if period.is_meeting else _told_in_report(key, lines, unit)),
            *([_figure_table(key, group, facts)] if any(facts.values()) else []),
        ),
        items=tuple(items),
        facts=tuple(fact for some in facts.values() for fact in some),
        relations=tuple(relation for line in lines for relation in numbered.figure_relations(line)),
    )


def _told_at_meeting(lines: list[Line], unit: Unit, period: ReportingPeriod) -> list[Block]:
    """Those that are told of at the meeting, one by one."""
    told = [line for line in lines if line.is_reported or line.is_written]
    return [meeting_section(line, unit, row_url(line.commission, unit, period)) for line in told]


def _told_in_report(key: str, lines: list[Line], unit: Unit) -> list[Block]:
    """What is written of each, and how their parts stand."""
    texts = [prose for line in lines if (prose := _prose(line, unit))]
    nothing = Prose(text=_("No analysis has been written yet."), lang=get_language(), is_composed=True)
    return [*(texts or [nothing]), *parts_table(key, lines, unit)]


def _facts(line: Line, unit: Unit, period: ReportingPeriod) -> list[Fact]:
    """The amount of the commission, where it has one, and the figures that are stated about it."""
    named = [] if line.commission.amount is None else [numbered.amount_fact(line.commission, unit, period)]
    return named + [numbered.figure_fact(one.figure) for one in line.figures if one.figure.version]


def _status_table(key: str, group: CommissionGroup, lines: list[Line], unit: Unit, period: ReportingPeriod) -> Table:
    lang = unit.root.language
    columns = (
        Column(label=_("Commission"), width=38),
        Column(label=_("Directed to"), width=22),
        Column(label=_("Status"), kind="status", width=15),
        Column(label=_("When reported"), width=12),
        Column(label=_("End date"), width=13),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"{one.shown_number} {one.title}", url=row_url(one, unit, period), lang=lang),
                Cell(text=receivers(one), lang=lang),
                Cell(status=status_of(line.report.status, unit)),
                Cell(text=one.periodicity_shown, lang=lang),
                Cell(text=day(one.end)),
            )
        )
        for line in lines
        for one in [line.commission]
    )
    caption = _("How the commissions stand: %(group)s") % {"group": group.title}
    return Table(key=f"{key}.table", caption=caption, columns=columns, rows=rows)


def _figure_table(key: str, group: CommissionGroup, facts: dict[str, list[Fact]]) -> Table:
    columns = (
        Column(label=_("Figure"), width=40),
        Column(label=_("Commission"), width=36),
        Column(label=_("Value, with unit"), kind="number", width=24),
    )
    rows = tuple(
        Row(cells=(Cell(text=fact.label), Cell(text=name), Cell(text=format_fact(fact), fact=fact.key)))
        for name, some in facts.items()
        for fact in some
    )
    caption = _("Figures of the commissions: %(group)s") % {"group": group.title}
    return Table(key=f"{key}.figures", caption=caption, columns=columns, rows=rows)


def _prose(line: Line, unit: Unit) -> Prose | None:
    lang = unit.root.language
    text = report_text(line.report, lang)
    if not text:
        return None
    return Prose(text=text, lang=lang, heading=line.commission.name, origin=origin(line.report))


def _items(line: Line, unit: Unit, period: ReportingPeriod) -> list[Item]:
    """The commission, and its parts."""
    return [_item(line, unit, period), *part_items(line, unit, row_url(line.commission, unit, period))]


def _item(line: Line, unit: Unit, period: ReportingPeriod) -> Item:
    one = line.commission
    told = {
        "status": line.report.status,
        "forecast": line.report.forecast_text,
        "giver": one.giver.name,
        "receivers": receivers(one),
        "periodicity": one.periodicity_shown,
        "periodicity_code": one.periodicity,
        "start": day(one.start),
        "end": day(one.end),
        "decision": one.decision,
        # What a text says is said in the report that it stands in.
        **(stated.attributes(one.relations) if line.is_written else {}),
    }
    return Item(
        key=one.key,
        kind="commission",
        title=one.title,
        lang=unit.root.language,
        attributes={name: value for name, value in told.items() if value},
        url=row_url(one, unit, period),
    )


def row_url(commission, unit: Unit, period: ReportingPeriod) -> str:
    """The commission's row in the list."""
    listing = reverse("commissions:list", kwargs={"unit": unit.slug, "period": period.slug})
    return f"{listing}#{dom_id(commission.key)}"
