"""Activities in the report: a table with status and per cent done, what is said about them, and the figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.sections import Block, Cell, Column, Fact, Item, Prose, Row, Status, Table, day
from goals.activities import Progress, percent_or_why
from goals.overview import Overview
from organisation.places import figure_url


def activity_blocks(overview: Overview, activities: list[Progress], key: str, title: str) -> list[Block]:
    """The activities as a table, and what is said about them; nothing where there are none."""
    if not activities:
        return []
    comments = [f"**{one.activity.title}:** {one.row.comment}" for one in activities if one.row and one.row.comment]
    said = [Prose(text="\n\n".join(comments), lang=overview.lang)] if comments else []
    return [_table(overview, activities, key, title), *said]


def activity_facts(overview: Overview, activities: list[Progress]) -> tuple[Fact, ...]:
    """The per cent done of each activity that has one."""
    return tuple(fact for one in activities if (fact := percent_fact(overview, one)))


def activity_items(overview: Overview, activities: list[Progress], url: str) -> tuple[Item, ...]:
    """The activities with what they promise; `url` is the list, without the fragment of the row."""
    return tuple(_item(overview, one, f"{url}#row-{one.key.replace('.', '-')}") for one in activities)


def percent_fact(overview: Overview, one: Progress) -> Fact | None:
    """How much of the activity is done, as it was reported; None where that is not given."""
    row = one.row
    if row is None or row.percent is None:
        return None
    key = f"{one.key}.percent"
    return Fact(
        key=key,
        label=_("Per cent done: %(activity)s") % {"activity": one.activity.title},
        value=str(row.percent),
        unit="%",
        as_of=day(overview.period.end),
        source=row.source or _("Reported by %(unit)s") % {"unit": overview.unit.short_name},
        rule=_("How much of the activity is done, as its reporter judges it."),
        url=figure_url(overview.unit, overview.period, key),
        row=one.key,
    )


def shown_status(overview: Overview, one: Progress) -> Status:
    """How far it has come, in the board's own word."""
    return overview.shown("activity", one.status)


def _table(overview: Overview, activities: list[Progress], key: str, title: str) -> Table:
    return Table(
        key=f"{key}.activities",
        caption=_("Activities: %(goal)s") % {"goal": title},
        columns=(
            Column(label=_("Activity"), width=40),
            Column(label=_("Status"), kind="status", width=18),
            Column(label=_("Per cent done"), kind="number", width=14),
            Column(label=_("Who answers for it"), width=28),
        ),
        rows=tuple(_table_row(overview, one) for one in activities),
    )


def _table_row(overview: Overview, one: Progress) -> Row:
    fact = percent_fact(overview, one)
    return Row(
        cells=(
            Cell(text=_dated(one), lang=overview.lang),
            Cell(status=shown_status(overview, one)),
            Cell(text=percent_or_why(one.row), fact=fact.key if fact else ""),
            Cell(text=one.activity.owner_role, lang=overview.lang),
        )
    )


def _dated(one: Progress) -> str:
    """«Nytt arbetssätt (till 2026-06-30)», where the plan says when it ends."""
    end = one.activity.valid_to
    return f"{one.activity.title} ({_('until %(day)s') % {'day': date_text(end)}})" if end else one.activity.title


def _item(overview: Overview, one: Progress, url: str) -> Item:
    attributes = {
        "status": one.status,
        "start": day(one.activity.valid_from),
        "end": day(one.activity.valid_to),
    }
    shown = {name: value for name, value in attributes.items() if value}
    return Item(key=one.key, kind="activity", title=one.activity.title, lang=overview.lang, attributes=shown, url=url)
