"""A commission as it is told at a meeting, and the parts of commissions as a table and as items."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from commissions.models.reporting import MEETING_TEXTS, REPORT_TEXTS
from commissions.reading import Line, PartLine
from commissions.words import part_status, status_of
from followup.sections import Cell, Column, Item, Prose, Row, Section, StatusEntry, StatusList, Table, day
from organisation.models import PeriodRow, Unit


def meeting_section(line: Line, unit: Unit, url: str) -> Section:
    """One commission: what is written under each heading, and how it and its parts stand. `url` is its row."""
    lang = unit.root.language
    texts = tuple(_texts(line, lang))
    nothing = Prose(
        text=_("Nothing has been written for the meeting."),
        lang=get_language(),
        origin=origin(line.report),
        is_composed=True,
    )
    return Section(
        key=line.commission.key,
        title=line.commission.name,
        lang=lang,
        level=3,
        blocks=(*(texts or (nothing,)), _status_list(line, unit, url)),
    )


def origin(row: PeriodRow) -> str:
    """That the text was said before and still stands, where it was taken over unchanged."""
    return _("Unchanged since %(period)s") % {"period": row.carried_from.label} if row.carried_from else ""


def parts_table(key: str, lines: list[Line], unit: Unit) -> list[Table]:
    """The sub-projects and activities of the commissions, in one table; none where there are none."""
    rows = tuple(_row(line, one, unit) for line in lines for one in line.parts)
    if not rows:
        return []
    columns = (
        Column(label=_("Part"), width=34),
        Column(label=_("Commission"), width=20),
        Column(label=_("Status"), kind="status", width=16),
        Column(label=_("End date"), width=12),
        Column(label=_("Comment"), width=18),
    )
    return [Table(key=f"{key}.parts", caption=_("Sub-projects and activities"), columns=columns, rows=rows)]


def part_items(line: Line, unit: Unit, url: str) -> Iterator[Item]:
    """The parts of a commission as items: what changes of status are seen by."""
    for one in line.parts:
        part = one.part
        told = {
            "status": one.report.status,
            "start": day(part.start),
            "end": day(part.end),
            "preliminary": "yes" if part.is_preliminary else "",
        }
        yield Item(
            key=part.key,
            kind="commission_part",
            title=part.title,
            lang=unit.root.language,
            attributes={name: value for name, value in told.items() if value},
            url=url,
        )


def _texts(line: Line, lang: str) -> Iterator[Prose]:
    """What is written, each text under its own label in the language it is written in."""
    with override(lang):
        labels = {
            name: str(line.report._meta.get_field(name).verbose_name) for name in (*MEETING_TEXTS, *REPORT_TEXTS)
        }
    first = origin(line.report)
    for name, label in labels.items():
        text = getattr(line.report, name).strip()
        if text:
            yield Prose(text=text, lang=lang, heading=label, origin=first)
            # It is said once for the whole report.
            first = ""


def _status_list(line: Line, unit: Unit, url: str) -> StatusList:
    lang = unit.root.language
    own = StatusEntry(
        key=line.commission.key,
        title=_("The commission as a whole"),
        now=status_of(line.report.status, unit),
        lang=get_language(),
        url=url,
    )
    parts = tuple(
        StatusEntry(
            key=one.part.key,
            title=one.part.title,
            now=part_status(one.part, one.report.status, unit),
            lang=lang,
            text=one.report.comment,
            url=url,
        )
        for one in line.parts
    )
    return StatusList(
        key=f"{line.commission.key}.standing",
        caption=_("How the commission and its parts stand") if parts else _("How the commission stands"),
        entries=(own, *parts),
        now_label=_("Status now"),
    )


def _row(line: Line, one: PartLine, unit: Unit) -> Row:
    lang, part = unit.root.language, one.part
    title = _("%(part)s (preliminary)") % {"part": part.title} if part.is_preliminary else part.title
    return Row(
        cells=(
            Cell(text=title, lang=lang),
            Cell(text=line.commission.name, lang=lang),
            Cell(status=part_status(part, one.report.status, unit)),
            Cell(text=day(part.end)),
            Cell(text=one.report.comment, lang=lang),
        )
    )
