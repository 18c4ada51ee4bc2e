"""The list page of savings as finished rows: built in one go, for the whole page and for one row after a save."""

from __future__ import annotations

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import prose
from followup.numbers import date_text, format_value, trimmed
from followup.rules import review
from followup.sections import Fact, Status
from followup.status import SCALES, shown
from organisation.entry import dom_id
from organisation.models import PeriodRow
from organisation.places import Place
from savings.levels import LevelPart, printed_note
from savings.notices import notices
from savings.reading import MeasureLine, Savings, TargetLine, hide_drafts_below, read_savings
from savings.rows import Group, MeasureRow, Note, SavingsPage, Tally, TargetRow
from savings.section import compose, level_parts


def savings_page(place: Place) -> SavingsPage:
    """The page of a place. The queries are those of `read_savings`, whatever the number of rows, and one more
    for who reads only what is approved."""
    held = read_savings(unit=place.unit, period=place.period, previous=place.previous)
    if not place.sees_drafts:
        hide_drafts_below(held)
    parts = level_parts(held)
    section = compose(held, parts)
    known = section.all_facts()
    return SavingsPage(
        lead=prose.plain(section.blocks[0].text),
        groups=[_group(place, held, part) for part in parts],
        targets=[_target_row(place, line, known) for line in held.targets],
        tally=_tally(parts),
        findings=[*review([section]), *notices(parts)],
    )


def _tally(parts: list[LevelPart]) -> list[Tally]:
    """How many measures have each status, in the order of the scale."""
    statuses = {status.code: status for part in parts for status in part.statuses}
    counts = Counter(status.code for part in parts for status in part.statuses)
    return [Tally(statuses[code], counts[code]) for code in SCALES["measure"] if code in counts]


def _group(place: Place, held: Savings, part: LevelPart) -> Group:
    each = zip(part.lines, part.effects, part.realised, part.statuses, strict=True)
    return Group(
        code=part.level,
        title=part.title,
        rows=[_measure_row(place, *one) for one in each],
        count=ngettext("%(count)s measure", "%(count)s measures", len(part.lines)) % {"count": len(part.lines)},
        total=part.total,
        realised=part.total_realised,
        printed=printed_note([one for one in held.stated if one.code == part.level]),
    )


def _measure_row(place: Place, line: MeasureLine, effect: Fact, realised: Fact, status: Status) -> MeasureRow:
    measure, row = line.measure, line.row
    before = None if row.version else line.previous
    return MeasureRow(
        code=measure.code,
        dom_id=dom_id(measure.key),
        number=measure.number,
        title=measure.title,
        status=status,
        effect=effect,
        realised=realised,
        meta=_measure_meta(place, line),
        text=row.comment,
        previous=before.as_given(before.realised) if before else "",
        previous_status=shown("measure", before.status, place.unit.words("measure")) if before else None,
        edit_url=place.url("savings:status", code=measure.code) if place.may_write else "",
    )


def _measure_meta(place: Place, line: MeasureLine) -> list[Note]:
    measure = line.measure
    notes = [Note(measure.area_text, "sv"), Note(measure.staff_category, "sv")]
    if measure.decided_date:
        notes.append(Note(_("decided on %(day)s") % {"day": date_text(measure.decided_date)}))
    if measure.commission:
        notes.append(Note(str(measure.commission), "sv"))
    if overlaps := sorted(other.number for other in measure.overlaps.all()):
        notes.append(Note(_("overlaps %(measures)s") % {"measures": ", ".join(overlaps)}))
    if line.row.status_text:
        notes.append(Note(_("in the source: “%(text)s”") % {"text": line.row.status_text}))
    if line.below:
        said = shown("measure", line.below.status, place.unit.words("measure")).label
        notes.append(Note(f"{line.below.unit.short_name}: {said}"))
    return [note for note in [*notes, _saved(line.row)] if note.text]


def _target_row(place: Place, line: TargetLine, known: dict[str, Fact]) -> TargetRow:
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
        meta=[note for note in [*notes, _saved(row)] if note.text],
        text=row.comment,
        previous=(before.as_given(before.realised) or str(before.get_missing_reason_display())) if before else "",
        edit_url=place.url("savings:target", code=target.code) if place.may_write else "",
    )


def _saved(row: PeriodRow) -> Note:
    """Where what stands here is from: the source document, or who saved it and when."""
    if not row.version:
        return Note("")
    if row.source:
        return Note(row.source, "sv")
    words = {"who": row.saved_by.shown_name, "day": date_text(timezone.localdate(row.saved_at))}
    return Note(_("saved by %(who)s on %(day)s") % words)
