"""A board's frames and deviation areas, and its organisation's bodies, each set as a whole from a list of names.

What keeps its name keeps its code, wherever it stands in the list; so does what is renamed. What is referred to from
anywhere, as a frame with figures is, is not removed.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.administration.acts import Stale, act, fingerprint, log
from organisation.models import Body, DeviationArea, Frame, PeriodRow, Unit, User
from organisation.outline import Line, folded, write

# Figures of the board as a whole stand under this code, and no frame may have it.
RESERVED = {"total"}
BODY_MARK = " | "


def frame_lines(board: Unit) -> list[Line]:
    """The board's frames as lines, those below another after it. One query."""
    below: dict[int | None, list[Frame]] = {}
    for frame in Frame.objects.filter(board=board).order_by("order", "pk"):
        below.setdefault(frame.parent_id, []).append(frame)
    found: list[Line] = []

    def walk(parent: int | None, level: int) -> None:
        for frame in below.get(parent, []):
            found.append(Line(frame.name, level))
            walk(frame.pk, level + 1)

    walk(None, 0)
    return found


def area_lines(board: Unit) -> list[Line]:
    """The board's deviation areas as lines. One query."""
    return [Line(area.name) for area in DeviationArea.objects.filter(board=board).order_by("order", "pk")]


def body_lines(board: Unit) -> list[Line]:
    """The bodies of the board's organisation as lines, each with its kind: «Regionstyrelsen | Executive board»."""
    bodies = Body.objects.filter(organisation=board.organisation_id).order_by("order", "pk")
    return [Line(f"{body.name}{BODY_MARK}{body.get_kind_display()}") for body in bodies]


def set_frames(*, board: Unit, lines: list[Line], seen: str, by: User) -> bool:
    """Make the board's frames those of the lines; whether anything changed. `seen` is the fingerprint of
    `frame_lines` as they were shown."""
    with act(board, by):
        before = frame_lines(board)
        if not _to_be_changed(before, lines, seen):
            return False
        kept = {frame.pk: frame for frame in Frame.objects.filter(board=board)}
        rows = _matched(Frame(board=board), kept.values(), lines)
        parents: list[Frame] = []
        for order, (line, frame) in enumerate(zip(lines, rows, strict=True), 1):
            del parents[line.level :]
            frame.name, frame.order, frame.parent = line.name, order, parents[-1] if parents else None
            frame.save()
            parents.append(frame)
        _remove(kept.values(), rows)
        _log("frames_changed", board, by, before, frame_lines(board))
        return True


def set_areas(*, board: Unit, lines: list[Line], seen: str, by: User) -> bool:
    """Make the board's deviation areas those of the lines; whether anything changed."""
    with act(board, by):
        before = area_lines(board)
        if not _to_be_changed(before, lines, seen):
            return False
        kept = list(DeviationArea.objects.filter(board=board))
        rows = _matched(DeviationArea(board=board), kept, lines)
        for order, (line, area) in enumerate(zip(lines, rows, strict=True), 1):
            area.name, area.order = line.name, order
            area.save()
        _remove(kept, rows)
        _log("areas_changed", board, by, before, area_lines(board))
        return True


def set_bodies(*, board: Unit, lines: list[Line], kinds: list[str], seen: str, by: User) -> bool:
    """Make the bodies of the board's organisation those of the lines, each of its kind; whether anything changed."""
    with act(board, by):
        before = body_lines(board)
        kept = list(Body.objects.filter(organisation=board.organisation_id).order_by("order", "pk"))
        now = [(body.name, body.kind) for body in kept]
        if now == [(line.name, kind) for line, kind in zip(lines, kinds, strict=True)]:
            return False
        _not_stale(before, seen)
        rows = _matched(Body(organisation=board.organisation), kept, lines)
        for order, (line, kind, body) in enumerate(zip(lines, kinds, rows, strict=True), 1):
            body.name, body.kind, body.order = line.name, kind, order
            body.save()
        _remove(kept, rows)
        _log("bodies_changed", board, by, before, body_lines(board))
        return True


def outline_values(lines: list[Line]) -> dict[str, Any]:
    """What a form shows of the lines."""
    return {"lines": write(lines)}


def _to_be_changed(before: list[Line], lines: list[Line], seen: str) -> bool:
    if write(before) == write(lines) and not any(line.renamed_from for line in lines):
        return False
    _not_stale(before, seen)
    return True


def _not_stale(before: list[Line], seen: str) -> None:
    if seen != fingerprint(outline_values(before)):
        raise Stale(outline_values(before))


def _matched(blank: Any, kept: Collection[Any], lines: list[Line]) -> list[Any]:
    """For each line the row that it is about: one of `kept`, else a new one like `blank` with a code of its own."""
    by_name: dict[str, list[Any]] = {}
    for row in kept:
        by_name.setdefault(folded(row.name), []).append(row)
    taken = {row.code for row in kept} | RESERVED
    found = []
    for line in lines:
        rows = by_name.get(folded(line.renamed_from or line.name))
        if line.renamed_from and not rows:
            raise ValidationError({"lines": _("There is no “%(name)s” to rename.") % {"name": line.renamed_from}})
        row = rows.pop(0) if rows else _new(blank, line.name, taken)
        taken.add(row.code)
        found.append(row)
    return found


def _new(blank: Any, name: str, taken: set[str]) -> Any:
    row = copy.copy(blank)
    row._state = copy.copy(blank._state)
    row.code = _free_code(name, taken, blank._meta.get_field("code").max_length)
    return row


def _free_code(name: str, taken: set[str], length: int) -> str:
    stem = (slugify(name) or "rad")[: length - 4].strip("-")
    tries = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in tries if code not in taken)


def _remove(kept: Iterable[Any], rows: list[Any]) -> None:
    """Remove what no line is about. ValidationError, with the names, where something refers to it."""
    stays = {row.pk for row in rows}
    gone = [row for row in kept if row.pk not in stays]
    in_use = [row.name for row in gone if _is_in_use(row)]
    if in_use:
        raise ValidationError(
            {
                "lines": _(
                    "%(names)s cannot be removed: there are figures or texts that refer to it. Put the line back, "
                    "or rename it: old name → new name."
                )
                % {"names": ", ".join(f"“{name}”" for name in in_use)}
            }
        )
    # What stands below another goes first.
    for row in sorted(gone, key=lambda row: -row.order):
        row.delete()


def _is_in_use(row: Any) -> bool:
    """Whether a row of any wing refers to it, or a reported row names its code."""
    fields = row._meta.get_fields(include_hidden=True)
    related = [one for one in fields if one.auto_created and one.is_relation and one.related_model is not type(row)]
    if any(_refers(one, row) for one in related):
        return True
    return isinstance(row, Frame) and any(
        model.objects.filter(frame_code=row.code, unit__in=Unit.objects.of_board(row.board)).exists()
        for model in apps.get_models()
        if issubclass(model, PeriodRow) and _has_field(model, "frame_code")
    )


def _refers(relation: models.ForeignObjectRel, row: Any) -> bool:
    return relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()


def _has_field(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _log(verb: str, board: Unit, by: User, before: list[Line], after: list[Line]) -> None:
    log(verb, board=board, by=by, subject=board.slug, before=outline_values(before), after=outline_values(after))
