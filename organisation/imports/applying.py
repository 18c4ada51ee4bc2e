"""Writing an import: every new and changed line, or none. Taking it back: every row as it was before, or none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisation import access, actions
from organisation.administration.acts import fingerprint
from organisation.field_words import column_of, value_of
from organisation.imports import doubting
from organisation.imports.reading import shortened
from organisation.models import (
    Import,
    ImportedRow,
    ImportLine,
    PeriodRow,
    ReportingPeriod,
    Revision,
    User,
)
from organisation.models.imports import WRITTEN_KINDS, ImportState, LineKind
from organisation.titles import period_row, rows_of

_BATCH = 500
_FILE_IN_SOURCE = 110


class NotReady(actions.Refused):
    """The import cannot be written or taken back as it stands; the sentence says why."""


@dataclass
class RowsMoved(Exception):
    """Somebody has saved rows since they were read; `titles` says which, in the order of the file."""

    titles: list[str]


def preview_of(imported: Import) -> str:
    """What tells the preview as it stands from every other of the same file: posted with the button that writes."""
    last = imported.lines.aggregate(last=Max("pk"))["last"]
    return fingerprint({"mapping": imported.mapping, "counts": imported.counts, "last": last})


def apply(imported: Import, *, by: User, seen: str | None = None, answers: dict[int, str] | None = None) -> Import:
    """Write all that the preview shows, in one transaction, each line through the one writer.

    `seen` is the preview that a person had in sight, as `preview_of` gives it. Raises NotReady where it is
    another one now, RowsMoved where a row is no longer as the preview compared it, and Locked or Refused as
    `actions.write` does. `answers` are those to its doubts by their ids: Unanswered where one lacks. Nothing is
    changed then.
    """
    _refuse_others(imported, by)
    with transaction.atomic():
        held = _held(imported)
        if held.state != ImportState.PREVIEWED or seen not in (None, preview_of(held)):
            raise NotReady(_("Somebody was first: it no longer stands as it did when you opened the page."))
        lines = _lines_to_write(held)
        written = _write(held, _with_notes(lines, doubting.answer(held, answers or {}, by=by)), by)
        ImportedRow.objects.bulk_create(written, batch_size=_BATCH)
        held.state, held.applied_by, held.applied_at = ImportState.APPLIED, by, timezone.now()
        held.save(update_fields=["state", "applied_by", "applied_at"])
    return held


def _lines_to_write(imported: Import) -> list[ImportLine]:
    lines = list(imported.lines.filter(kind__in=(*WRITTEN_KINDS, LineKind.REFUSED)))
    if any(line.kind == LineKind.REFUSED for line in lines):
        raise NotReady(_("Some lines are refused. Mend the file, or leave those lines out, and then write it."))
    if not lines:
        raise NotReady(_("Everything in the file stands already. There is nothing to write."))
    return lines


def _with_notes(lines: list[ImportLine], notes: dict[int, str]) -> list[ImportLine]:
    """The answer to a doubt about one line alone stands in its row's note, where the row has one."""
    for line in lines:
        if line.number in notes and (column := column_of(period_row(line.model), "note")) is not None:
            line.changes["note"] = notes[line.number][: column.max_length]
    return lines


def _write(imported: Import, lines: list[ImportLine], by: User) -> list[ImportedRow]:
    """The lines in their order. Those that say more of a row that an earlier one is about are written after it."""
    written, versions = [], {}
    for turn in _in_turns(lines):
        changes = [_change(imported, line, versions.get(_about(line), line.version)) for line in turn]
        try:
            rows = actions.write_many(changes=changes, by=by, reason=_reason(imported))
        except actions.Conflicts as moved:
            gone = {id(row) for row in moved.rows}
            pairs = zip(turn, changes, strict=True)
            raise RowsMoved([line.title for line, one in pairs if id(one.row) in gone]) from moved
        versions |= {_about(line): row.version for line, row in zip(turn, rows, strict=True)}
        written += [_imported(imported, line, row) for line, row in zip(turn, rows, strict=True)]
    return written


def _in_turns(lines: list[ImportLine]) -> list[list[ImportLine]]:
    """The lines in groups that name each row once."""
    turns: list[list[ImportLine]] = []
    seen: Counter[tuple] = Counter()
    for line in lines:
        number = seen[_about(line)]
        seen[_about(line)] += 1
        if number == len(turns):
            turns.append([])
        turns[number].append(line)
    return turns


def _about(line: ImportLine) -> tuple:
    return (line.model, *sorted((name, str(value)) for name, value in line.identity.items()))


def _change(imported: Import, line: ImportLine, version: int) -> actions.Change:
    model = period_row(line.model)
    row = model(**{name: value_of(column_of(model, name), value) for name, value in line.identity.items()})
    _share(row, imported)
    changes = {name: value_of(column_of(model, name), value) for name, value in line.changes.items()}
    return actions.Change(row, version, changes | {"source": source_words(imported, line)})


def _imported(imported: Import, line: ImportLine, row: PeriodRow) -> ImportedRow:
    where = {"sheet": line.sheet, "row": line.row, "column": line.column, "title": line.title}
    return ImportedRow(imported=imported, kind=line.model, row_id=row.pk, key=row.key, version=row.version, **where)


def _share(row: PeriodRow, imported: Import) -> None:
    """Thousands of rows of one unit and period read neither again."""
    if row.unit_id == imported.unit_id:
        row.unit = imported.unit
    if row.period_id == imported.period_id:
        row.period = imported.period


def source_words(imported: Import, line: ImportLine) -> str:
    """Where the figure came from, in the board's language: «utfall.xlsx, blad Resultat, rad 12»."""
    said = {
        "file": shortened(imported.upload.name, _FILE_IN_SOURCE),
        "sheet": line.sheet,
        "row": line.row,
        "column": line.column,
    }
    with translation.override(imported.unit.root.language):
        words = _("%(file)s, sheet %(sheet)s, row %(row)s") if line.sheet else _("%(file)s, row %(row)s")
        if line.column:
            words += _(", column %(column)s")
    return (words % said)[: PeriodRow._meta.get_field("source").max_length]


def _reason(imported: Import) -> str:
    with translation.override(imported.unit.root.language):
        return _("Import: %(file)s") % {"file": imported.upload.name}


def take_back(imported: Import, *, reason: str, by: User) -> Import:
    """Write every row as it was before the import, as a new version, in one transaction.

    Raises NotReady, with the rows named that somebody has changed since, and Locked or Refused as `actions.write`
    does. Nothing is changed then.
    """
    _refuse_others(imported, by)
    with transaction.atomic():
        held = _held(imported)
        if held.state != ImportState.APPLIED:
            raise NotReady(_("Only what has been written can be taken back, and only once."))
        rows = _by_row(held)
        if titles := [one.title for one in rows if one.is_moved]:
            raise NotReady(_moved_sentence(titles))
        _restore(held, rows, reason, by)
        held.state, held.taken_back_reason = ImportState.TAKEN_BACK, reason
        held.taken_back_by, held.taken_back_at = by, timezone.now()
        held.save(update_fields=["state", "taken_back_reason", "taken_back_by", "taken_back_at"])
    return held


@dataclass(frozen=True)
class _Written:
    """What an import wrote of one row: its versions, oldest first, and the row as it stands."""

    versions: list[ImportedRow]
    row: PeriodRow
    revisions: list[Revision]

    @property
    def title(self) -> str:
        return self.versions[-1].title or self.row.key

    @property
    def is_moved(self) -> bool:
        """Whether somebody has changed the row since."""
        return self.row.version != self.versions[-1].version


def _by_row(imported: Import) -> list[_Written]:
    groups: dict[tuple[str, int], list[ImportedRow]] = {}
    for one in imported.written.all():
        groups.setdefault((one.kind, one.row_id), []).append(one)
    kinds = {kind for kind, _pk in groups}
    pks = {kind: [pk for other, pk in groups if other == kind] for kind in kinds}
    rows = {(kind, pk): row for kind in kinds for pk, row in rows_of(kind, pks[kind]).items()}
    revisions: dict[tuple, Revision] = {}
    for kind in kinds:
        found = Revision.objects.filter(unit=imported.unit, period=imported.period, kind=kind)
        revisions |= {(one.kind, one.row_id, one.version): one for one in found}
    return [
        _Written(ones, rows[key], [revisions[(*key, one.version)] for one in ones]) for key, ones in groups.items()
    ]


def _restore(imported: Import, rows: list[_Written], reason: str, by: User) -> None:
    """Write every row as it was."""
    with translation.override(imported.unit.root.language):
        why = _("Import taken back: %(file)s. %(reason)s") % {"file": imported.upload.name, "reason": reason}
    periods = ReportingPeriod.objects.filter(board=imported.period.board_id).in_bulk()
    changes = [_change_back(imported, one, periods) for one in rows]
    try:
        actions.write_many(changes=changes, by=by, reason=why)
    except actions.Conflicts as moved:
        gone = {id(row) for row in moved.rows}
        raise NotReady(_moved_sentence([one.title for one in rows if id(one.row) in gone])) from moved


def _change_back(imported: Import, written: _Written, periods: dict[int, ReportingPeriod]) -> actions.Change:
    _share(written.row, imported)
    before: dict[str, Any] = {}
    for revision in reversed(written.revisions):
        before |= revision.before
    carried = periods.get(before.pop("carried_from_id", None))
    columns = {name: column_of(type(written.row), name) for name in before}
    changes = {column.name: value_of(column, before[name]) for name, column in columns.items() if column is not None}
    return actions.Change(written.row, written.row.version, changes, carried)


_NAMED = 10


def named(titles: list[str]) -> str:
    """The first titles, and how many more there are."""
    shown = ", ".join(dict.fromkeys(titles[:_NAMED]))
    more = len(titles) - _NAMED
    return shown if more <= 0 else _("%(titles)s and %(count)s more") % {"titles": shown, "count": more}


def _moved_sentence(titles: list[str]) -> str:
    return _(
        "Not taken back: somebody has changed rows after the import: %(titles)s. Change those rows by hand instead, "
        "from their history."
    ) % {"titles": named(titles)}


def _refuse_others(imported: Import, by: User) -> None:
    answer = access.has_role(by, "import", unit=imported.unit)
    if not answer:
        raise actions.Refused(answer.reason)


def _held(imported: Import) -> Import:
    """The import as it stands, held until the transaction ends."""
    found = Import.objects.select_for_update(of=("self",)).select_related("unit__board", "period", "upload")
    return found.get(pk=imported.pk)
