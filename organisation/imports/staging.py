"""The preview: each line of the file compared with what stands, some hundred at a time. Writes nothing but itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from organisation.imports import doubting
from organisation.imports.comparing import Compared, compare
from organisation.imports.mapping import Mapping, records_of
from organisation.imports.reading import Cell
from organisation.imports.tables import RawRecord
from organisation.imports.target import Column, Line, Record, Target
from organisation.imports.values import CellError, value_of
from organisation.models import Import, ImportLine, User
from organisation.models.imports import WRITTEN_KINDS, ImportState, LineKind
from organisation.places import Place

CHUNK = 500
_BATCH = 500


class NothingToRead(Exception):
    """No row of the chosen sheets has anything in a chosen column; the message says so."""


def prepare(imported: Import, mapping: Mapping, columns: list[Column]) -> None:
    """Lay the file's rows out as lines that wait to be compared; lines from before are removed.

    Raises Unreadable and NothingToRead, and changes nothing then. An import that somebody has written in the
    meantime stays as it is.
    """
    found = records_of(imported, mapping, columns)
    if not found:
        raise NothingToRead(_("No row of the chosen sheets has anything in the chosen columns."))
    lines = [_waiting(imported, number, record) for number, record in enumerate(found, 1)]
    with transaction.atomic():
        if Import.objects.select_for_update().get(pk=imported.pk).is_written:
            return
        imported.lines.all().delete()
        imported.doubts.all().delete()
        ImportLine.objects.bulk_create(lines, batch_size=_BATCH)
        imported.mapping = mapping.as_data()
        imported.state, imported.counts = ImportState.READING, {LineKind.WAITING: len(lines)}
        imported.save(update_fields=["mapping", "state", "counts"])


def _waiting(imported: Import, number: int, record: RawRecord) -> ImportLine:
    line = ImportLine(imported=imported, number=number, sheet=record.sheet, row=record.row)
    line.column = record.column
    line.cells = {code: list(cell) if cell else None for code, cell in record.cells.items()}
    if record.repeats_heads:
        line.kind, line.sentences = LineKind.LEFT_OUT, [_("The row repeats the heads of the columns.")]
    return line


def read_next(imported: Import, place: Place, target: Target, *, count: int = CHUNK) -> int:
    """Compare the next lines that wait, and give how many still do; at 0 the preview is ready.

    One short transaction each time, so that others can write in between.
    """
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=imported.pk)
        if held.state != ImportState.READING:
            return 0
        waiting = list(held.lines.filter(kind=LineKind.WAITING)[:count])
        mapping = Mapping.of(held.mapping)
        _compare(waiting, place, target, mapping, _whole(held, target, target.columns(place), mapping))
        left = held.lines.filter(kind=LineKind.WAITING).count()
        if not left:
            _refuse_twice(held, place, target)
            doubting.ask(held, place, target)
            held.state = ImportState.PREVIEWED
        held.counts = counted(held)
        held.save(update_fields=["state", "counts"])
    return left


def leave_out(imported: Import, pks: list[int], *, by: User) -> int:
    """Leave refused lines out by choice, and give how many; the other refused ones wait to be compared anew, since
    what was said twice may be said once now."""
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=imported.pk)
        if held.state != ImportState.PREVIEWED:
            return 0
        refused = held.lines.filter(kind=LineKind.REFUSED)
        why = [_("Left out by %(who)s.") % {"who": by.shown_name}]
        done = refused.filter(pk__in=pks).update(kind=LineKind.LEFT_OUT, sentences=why)
        if done:
            refused.update(kind=LineKind.WAITING)
            held.state, held.counts = ImportState.READING, counted(held)
            held.save(update_fields=["state", "counts"])
    return done


def counted(imported: Import) -> dict[str, int]:
    """The number of lines of each kind."""
    return dict(imported.lines.order_by().values_list("kind").annotate(Count("pk")))


_TITLE = ImportLine._meta.get_field("title").max_length


def _whole(imported: Import, target: Target, columns: list[Column], mapping: Mapping) -> dict[str, list[Record]]:
    """What a target that reads records by the others is given beside those that are compared now: also what has
    been left out, so that a line is read alike whenever it is read."""
    if not getattr(target, "reads_whole", False):
        return {}
    lines = imported.lines.defer("identity", "changes", "shown", "sentences")
    read = ((one, *_values(one, columns, mapping)) for one in lines)
    return {
        "whole": [_as_record(one, values) for one, values, errors in read if errors or _has_figures(values, columns)]
    }


def _compare(
    waiting: list[ImportLine], place: Place, target: Target, mapping: Mapping, whole: dict[str, list[Record]]
) -> None:
    columns = target.columns(place)
    asked = []
    for line in waiting:
        values, errors = _values(line, columns, mapping)
        line.title = _key_words(values, columns)[:_TITLE]
        if not errors and not _has_figures(values, columns):
            line.kind, line.sentences = LineKind.LEFT_OUT, [_("There are no figures in the row.")]
        elif missing := _missing(values, columns):
            line.kind, line.sentences = LineKind.REFUSED, errors or missing
        else:
            asked.append((line, _as_record(line, values), errors))
    answers = target.lines(place, [record for _line, record, _errors in asked], **whole)
    told = [_with_errors(answer, errors) for answer, (_line, _record, errors) in zip(answers, asked, strict=True)]
    found = compare(told, place=place, columns=columns, unit=mapping.unit)
    for (line, _record, _errors), compared in zip(asked, found, strict=True):
        _keep(line, compared)
    _replace(waiting)


def _replace(lines: list[ImportLine]) -> None:
    """Store lines anew under their own ids: many times faster than an update of each of their columns."""
    ImportLine.objects.filter(pk__in=[line.pk for line in lines]).delete()
    ImportLine.objects.bulk_create(lines, batch_size=_BATCH)


def _as_record(line: ImportLine, values: dict[str, Any]) -> Record:
    return Record(sheet=line.sheet, row=line.row, column=line.column, values=values)


def _with_errors(answer: Line, errors: list[str]) -> Line:
    answer.errors = [*errors, *answer.errors]
    return answer


def _keep(line: ImportLine, compared: Compared) -> None:
    line.kind, line.sentences, line.shown = compared.kind, compared.sentences, compared.shown
    line.title = (compared.title or line.title)[:_TITLE]
    line.model, line.identity = compared.model, compared.identity
    line.version, line.changes = compared.version, compared.changes


def _values(line: ImportLine, columns: list[Column], mapping: Mapping) -> tuple[dict[str, Any], list[str]]:
    """What the line's cells say by the column's code, and a sentence for each cell that cannot be read."""
    values, errors = {}, []
    for column in columns:
        if column.code not in line.cells:
            continue
        given = line.cells[column.code]
        try:
            values[column.code] = value_of(Cell(*given) if given else None, column, mapping.convention)
        except CellError as error:
            values[column.code] = None
            errors.append(f"{column.label}: {error}")
    return values, errors


def _missing(values: dict[str, Any], columns: list[Column]) -> list[str]:
    """A sentence for each cell that must say something and does not: the target is not asked then."""
    sentence = _("%(column)s: the cell is empty. Say what the row is about.")
    return [sentence % {"column": one.label} for one in columns if one.required and values.get(one.code) is None]


def _key_words(values: dict[str, Any], columns: list[Column]) -> str:
    """What the row is about, as the file says it."""
    return " · ".join(str(values[one.code]) for one in columns if one.is_key and values.get(one.code))


def _has_figures(values: dict[str, Any], columns: list[Column]) -> bool:
    """Whether the row says anything beside what it is about: a heading within the table does not."""
    return any(values.get(one.code) is not None for one in columns if not one.is_key)


def _refuse_twice(imported: Import, place: Place, target: Target) -> None:
    """Two lines that say the same column of the same row cannot both be right: both are refused, or the later one is
    left out where they are equal and the target says so. How a number is given may be said twice."""
    codes = {column.code for column in target.columns(place)}
    leaves_out = getattr(target, "leaves_out_equals", False)
    said: dict[tuple, ImportLine] = {}
    told: dict[int, ImportLine] = {}
    for line in imported.lines.filter(kind__in=(*WRITTEN_KINDS, LineKind.UNCHANGED)).defer("cells", "shown"):
        about = (line.model, _hashable(line.identity))
        for name in set(line.changes) & codes or set(line.changes):
            first = said.setdefault((*about, name), line)
            if first is line:
                continue
            line.sentences = [_said_in(first)]
            told[line.pk] = line
            if leaves_out and first.changes == line.changes:
                line.kind = LineKind.LEFT_OUT
                break
            first.sentences, told[first.pk] = [_said_in(line)], first
            first.kind = line.kind = LineKind.REFUSED
    ImportLine.objects.bulk_update(told.values(), ["kind", "sentences"], batch_size=_BATCH)


def _hashable(identity: dict[str, Any]) -> tuple:
    return tuple(sorted((name, str(value)) for name, value in identity.items()))


def _said_in(line: ImportLine) -> str:
    said = {"where": _as_record(line, {}).where}
    return _("The same is said in %(where)s. Leave one of them out.") % said
