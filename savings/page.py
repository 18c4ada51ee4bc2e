"""The list page of savings as finished rows: built in one go, for the whole page and for one row after a save."""

from __future__ import annotations

from collections import Counter

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import prose
from followup.charts import Chart
from followup.numbers import date_text, format_value, trimmed
from followup.rules import review
from followup.sections import Fact, Section, Status, Table
from followup.status import SCALES, shown, step
from organisation.entry import dom_id
from organisation.models import PeriodRow
from organisation.places import Place
from organisation.plans import may_plan
from savings.divisions import divisions
from savings.facts import Desk
from savings.filters import Filters, Way, filters, ways_of
from savings.forms import status_choices
from savings.later import later_note, later_title
from savings.ledger import Ledger, group_table, ledger_of
from savings.levels import LevelPart, printed_note
from savings.measure_facts import MeasureFacts, facts_of
from savings.reading import Savings, TargetLine, hide_drafts_below, read_savings
from savings.rows import Group, Later, LaterRow, MeasureRow, Note, Quick, Rights, SavingsPage, Tally, TargetRow
from savings.section import compose, level_parts


def savings_page(place: Place, query: QueryDict | None = None) -> SavingsPage:
    """The page of a place, narrowed to what `query` names. The queries are those of `read_savings`, whatever the
    number of rows, and one more for who reads only what is approved."""
    held = read_savings(unit=place.unit, period=place.period, previous=place.previous)
    if not place.sees_drafts:
        hide_drafts_below(held)
    parts = level_parts(held)
    desk = Desk(held.unit, held.period)
    ledger = ledger_of(desk, parts) if parts else None
    later = facts_of(desk, held.later)
    section = compose(held, parts, ledger)
    known = section.all_facts()
    narrowed = filters(query or QueryDict(), _ways(place, desk, parts, later) if parts else [])
    rights = rights_in(place)
    groups = [_group(place, held, part, narrowed, rights) for part in parts]
    return SavingsPage(
        lead=prose.plain(section.blocks[0].text),
        groups=groups,
        targets=[_target_row(place, line, known, rights) for line in held.targets],
        filters=narrowed,
        shown=_shown(groups, ledger),
        facts=known,
        chart=next((block for block in section.blocks if isinstance(block, Chart)), None),
        tables=_tables(section),
        ways=[group_table(way) for way in ledger.dimensions] if ledger else [],
        tally=_tally(parts),
        findings=review([section]),
        may_plan=rights.plan,
        later=_later(place, later, narrowed) if later else None,
    )


def _ways(place: Place, desk: Desk, parts: list[LevelPart], later: list[MeasureFacts]) -> list[Way]:
    measures = [*(one for part in parts for one in part.measures), *later]
    return ways_of(measures, divisions(desk, measures), place.unit.words("measure"))


def rights_in(place: Place) -> Rights:
    """Who may verify may do so where the unit, and the board that holds it, are open."""
    write = place.may_write
    return Rights(write=write, verify=write and bool(place.may("verify")), plan=bool(may_plan(place)))


def _tables(section: Section) -> list[Table]:
    """The sums from listed to verified, and how far they reach."""
    found = [block for part in section.walk() for block in part.blocks if isinstance(block, Table)]
    return [table for table in found if table.key in {"savings.totals.table", "savings.reach.table"}]


def _shown(groups: list[Group], ledger: Ledger | None) -> str:
    """How many of the measures the filters let through."""
    if not ledger:
        return ""
    count = int(ledger.count.number or 0)
    return ngettext(
        "%(shown)s of %(count)s measure is shown.", "%(shown)s of %(count)s measures are shown.", count
    ) % {"shown": sum(len(group.rows) for group in groups), "count": count}


def _tally(parts: list[LevelPart]) -> list[Tally]:
    """How many measures have each status, in the order of the scale."""
    statuses = {status.code: status for part in parts for status in part.statuses}
    counts = Counter(status.code for part in parts for status in part.statuses)
    return [Tally(statuses[code], counts[code]) for code in SCALES["measure"] if code in counts]


def _group(place: Place, held: Savings, part: LevelPart, narrowed: Filters, rights: Rights) -> Group:
    each = zip(part.measures, part.statuses, strict=True)
    return Group(
        code=part.level,
        title=part.title,
        rows=[_measure_row(place, rights, *one) for one in each if narrowed.lets_through(one[0])],
        count=ngettext("%(count)s measure", "%(count)s measures", len(part.lines)) % {"count": len(part.lines)},
        total=part.total,
        realised=part.sums["realised"],
        printed=printed_note([one for one in held.stated if one.code == part.level], part.total),
    )


def _later(place: Place, measures: list[MeasureFacts], narrowed: Filters) -> Later:
    """Nothing is reported of them yet: they are seen, and open their page."""
    year = place.period.end.year
    rows = [
        LaterRow(
            dom_id=dom_id(one.line.measure.key),
            number=one.line.measure.number,
            title=one.line.measure.title,
            start=date_text(one.line.measure.start),
            effect=one.effect,
            next_year=one.next_year,
            meta=_measure_meta(place, one),
            url=place.url("savings:measure", code=one.code),
        )
        for one in measures
        if narrowed.lets_through(one)
    ]
    return Later(later_title(), later_note(year), str(year + 1), rows)


def _measure_row(place: Place, rights: Rights, one: MeasureFacts, status: Status) -> MeasureRow:
    line, words = one.line, place.unit.words("measure")
    measure, row = line.measure, line.row
    before = None if row.version else line.previous
    return MeasureRow(
        code=measure.code,
        dom_id=dom_id(measure.key),
        number=measure.number,
        title=measure.title,
        status=status,
        effect=one.effect,
        realised=one.realised,
        meta=_measure_meta(place, one),
        text=row.comment,
        url=place.url("savings:measure", code=measure.code),
        previous=before.as_given(before.realised) if before else "",
        previous_status=shown("measure", before.status, words) if before else None,
        edit_url=place.url("savings:status", code=measure.code) if rights.write else "",
        # There is something to verify where something is realised.
        verify_url=place.url("savings:verify", code=measure.code)
        if rights.verify and row.realised is not None
        else "",
        quick=_quick(place, row, measure.code, words) if rights.write else None,
        ask_url=place.ask_url(measure.key),
    )


def _quick(place: Place, row, code: str, words: dict[str, str]) -> Quick:
    look = step("measure", row.status)
    choices = [(one, str(label)) for one, label in status_choices(words)]
    return Quick(place.url("savings:quick", code=code), row.version, choices, look.symbol, look.tone)


def _measure_meta(place: Place, one: MeasureFacts) -> list[Note]:
    line, measure = one.line, one.line.measure
    notes = [Note(measure.area_text, "sv"), Note(measure.staff_category, "sv")]
    if line.row.verified is not None:
        notes.append(Note(_("verified by a controller: %(amount)s") % {"amount": line.row.verified_as_given}))
    if measure.decided_date:
        notes.append(Note(_("decided on %(day)s") % {"day": date_text(measure.decided_date)}))
    if measure.commission:
        notes.append(Note(str(measure.commission), "sv"))
    if overlaps := sorted(other.number for other in line.overlaps):
        notes.append(Note(_("overlaps %(measures)s") % {"measures": ", ".join(overlaps)}))
    if measure.replaces:
        notes.append(Note(_("replaces %(measure)s") % {"measure": measure.replaces.number}))
    if line.row.status_text:
        notes.append(Note(_("in the source: “%(text)s”") % {"text": line.row.status_text}))
    if line.below:
        said = shown("measure", line.below.status, place.unit.words("measure")).label
        notes.append(Note(f"{line.below.unit.short_name}: {said}"))
    return [note for note in [*notes, saved_note(line.row)] if note.text]


def _target_row(place: Place, line: TargetLine, known: dict[str, Fact], rights: Rights) -> TargetRow:
    target, row = line.target, line.row
    before = None if row.version else line.previous
    notes = [Note(str(target.commission), "sv")] if target.commission else []
    if row.share_printed is not None:
        printed = format_value(trimmed(row.share_printed), "%")
        notes.append(Note(_("the source gives the share as %(share)s") % {"share": printed}))
    return TargetRow(
        code=target.code,
        dom_id=dom_id(target.key),
        title=target.name,
        amount=known[target.amount_key],
        realised=known[f"{target.key}.realised"],
        share=known[f"{target.key}.share"],
        meta=[note for note in [*notes, saved_note(row)] if note.text],
        text=row.comment,
        previous=(before.as_given(before.realised) or str(before.get_missing_reason_display())) if before else "",
        edit_url=place.url("savings:target", code=target.code) if rights.write else "",
        plan_url=place.url("savings:change_target", code=target.code) if rights.plan else "",
    )


def saved_note(row: PeriodRow) -> Note:
    """Where what stands here is from: the source document, or who saved it and when."""
    if not row.version:
        return Note("")
    if row.source:
        return Note(row.source, "sv")
    words = {"who": row.saved_by.shown_name, "day": date_text(timezone.localdate(row.saved_at))}
    return Note(_("saved by %(who)s on %(day)s") % words)
