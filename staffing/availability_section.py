"""The report's sections on availability and on beds: what waits and how it changes, or why nothing can be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.numbers import date_text
from followup.sections import Block, Cell, Column, Fact, Figures, Prose, Row, Section, Table
from staffing.availability import (
    Care,
    Followed,
    Measure,
    availability_facts,
    availability_relations,
    short_title,
)
from staffing.models import Availability, StaffingText
from staffing.people_section import cell, written
from staffing.words import language

Topic = StaffingText.Topic
EMPTY = Section(key="staffing.availability", title="")


def care_section(followed: Followed) -> Section:
    """Both of them, each a section that a chapter can show by itself."""
    parts = (availability_section(followed), beds_section(followed))
    return Section(key="staffing.care", title="", lang=language(), blocks=tuple(one for one in parts if one.title))


def availability_section(followed: Followed) -> Section:
    """First visits and treatments; without a title and content where the board follows neither."""
    if not followed.has_care:
        return EMPTY
    facts = _of(followed, beds=False)
    return Section(
        key="staffing.availability",
        title=_("Availability"),
        lang=language(),
        blocks=(
            *_key_figures(facts),
            *written(followed.texts.get(Topic.AVAILABILITY), followed.unit.root.language),
            *(block for care in (Care.FIRST_VISITS, Care.TREATMENTS) for block in _care(followed, care, facts)),
        ),
        facts=tuple(facts.values()),
        relations=availability_relations(followed, facts),
    )


def beds_section(followed: Followed) -> Section:
    """Beds a day; without a title and content where the board does not follow them."""
    if not followed.has_beds:
        return Section(key="staffing.beds", title="")
    facts = _of(followed, beds=True)
    text = followed.texts.get(Topic.BEDS)
    return Section(
        key="staffing.beds",
        title=_("Beds"),
        lang=language(),
        blocks=(
            _table(followed.of(Care.BEDS), facts, "staffing.beds_table", _("Beds per day")),
            *(written(text, followed.unit.root.language) if text else ()),
        ),
        facts=tuple(facts.values()),
    )


def _of(followed: Followed, *, beds: bool) -> dict[str, Fact]:
    rows = {row.key for row in followed.rows if (row.care == Care.BEDS) == beds}
    found = availability_facts(followed)
    return {key: fact for key, fact in found.items() if key.removesuffix(".change") in rows}


def _key_figures(facts: Mapping[str, Fact]) -> list[Block]:
    keys = [
        f"staffing.availability.{care}.{measure}"
        for measure in (Measure.GUARANTEE, Measure.WAITING)
        for care in (Care.FIRST_VISITS, Care.TREATMENTS)
    ]
    known = tuple(key for key in keys if key in facts and facts[key].value is not None)
    return [Figures(facts=known)] if known else []


def _care(followed: Followed, care: str, facts: Mapping[str, Fact]) -> list[Block]:
    rows = followed.of(care)
    if not rows:
        return []
    title = str(Care(care).label)
    blocks: list[Block] = [_table(rows, facts, f"staffing.availability_{care}", title)]
    if all(facts[key].value is None for row in rows for key in (row.key, f"{row.key}.change") if key in facts):
        blocks = [Prose(text=_no_data(rows), lang=language(), is_composed=True), *blocks]
    for measure in (Measure.OVER_90, Measure.OVER_365):
        chart = _chart([row for row in rows if row.measure == measure], facts)
        blocks += [chart] if chart else []
    return [Section(key=f"staffing.availability.{care}", title=title, level=2, lang=language(), blocks=tuple(blocks))]


def _no_data(rows: list[Availability]) -> str:
    """«Inga data: går inte att ta ut ur systemet.»; each reason once."""
    reasons = dict.fromkeys(str(row.get_missing_reason_display() or _("Not reported")) for row in rows)
    return _("No data: %(reasons)s.") % {"reasons": "; ".join(one[:1].lower() + one[1:] for one in reasons)}


def _table(rows: list[Availability], facts: Mapping[str, Fact], key: str, caption: str) -> Table:
    first = next((row for row in rows if row.since), None)
    since = first.since if first else None
    return Table(
        key=key,
        caption=caption,
        columns=(
            Column(label=_("Figure"), width=46),
            Column(label=_("Value"), kind="number"),
            Column(label=_("Change since %(day)s") % {"day": _month(since)} if since else _("Change"), kind="number"),
        ),
        rows=tuple(_row(row, facts) for row in rows),
        note=_notes(rows),
    )


def _month(since: date) -> str:
    return date_text(since)


def _row(row: Availability, facts: Mapping[str, Fact]) -> Row:
    shown = [_shown(facts, key) for key in (row.key, f"{row.key}.change")]
    return Row(cells=(Cell(text=short_title(row)), *shown), level=1 if row.part else 0)


def _shown(facts: Mapping[str, Fact], key: str) -> Cell:
    """The figure with its unit: shares and numbers stand in one column."""
    from followup.numbers import format_fact

    fact = facts.get(key)
    if fact is None:
        return Cell()
    if fact.unit == "people" and fact.value is not None:
        return cell(facts, key)
    return Cell(text=format_fact(fact), fact=key)


def _notes(rows: list[Availability]) -> str:
    """What holds for all the figures, and what is said of one."""
    dated = next((row for row in rows if row.as_of), None)
    found = [_("As of %(day)s.") % {"day": date_text(dated.as_of)}] if dated else []
    found += [f"{short_title(row)}: {row.note}" for row in rows if row.note]
    return " ".join(found)


def _chart(rows: list[Availability], facts: Mapping[str, Fact]) -> Chart | None:
    """How the parts of a figure have changed; None where fewer than two are known."""
    parts = [row for row in rows if row.part_code and f"{row.key}.change" in facts]
    if len(parts) < 2:
        return None
    whole = rows[0]
    total = facts.get(f"staffing.availability.{whole.care}.{whole.measure}.change")
    return Chart(
        key=f"staffing.availability_{whole.care}_{whole.measure}",
        kind="bars",
        title=_title(whole, total),
        unit="people",
        decimals=0,
        lang=language(),
        label_heading=_("Part"),
        note=_("The parts are examples.") if any(row.is_example for row in parts) else "",
        series=(
            Series(
                label=_("Change"),
                points=tuple(
                    Point(label=row.part, value=facts[f"{row.key}.change"].value, fact=f"{row.key}.change")
                    for row in parts
                ),
            ),
        ),
    )


def _title(row: Availability, total: Fact | None) -> str:
    """A sentence: which way it goes, and where."""
    words = {"what": str(Measure(row.measure).label), "care": str(Care(row.care).label).lower()}
    if total is None or total.number is None or total.number == 0:
        return _("%(what)s, %(care)s: the change by part") % words
    if total.number > 0:
        return _("%(what)s, %(care)s: the number grows") % words
    return _("%(what)s, %(care)s: the number falls") % words
