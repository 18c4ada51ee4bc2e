"""What a line would change of the row that it is about, and whether the row could take it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from followup.numbers import format_value, in_unit, round_half_up, trimmed
from organisation import access
from organisation.field_words import is_named, label_of, words_of
from organisation.imports.target import Column, Line
from organisation.models import PeriodRow
from organisation.models.imports import LineKind
from organisation.places import Place


@dataclass
class Compared:
    """A line of the preview, as it is stored: see organisation.models.ImportLine."""

    kind: str
    title: str = ""
    sentences: list[str] = field(default_factory=list)
    model: str = ""
    identity: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    changes: dict[str, Any] = field(default_factory=dict)
    shown: list[list[str]] = field(default_factory=list)


def compare(lines: list[Line], *, place: Place, columns: list[Column], unit: str) -> list[Compared]:
    """Each line as new, changed, unchanged, left out or refused. `unit` is what amounts are shown in.

    One query for each kind of row, and one for each rule about what a new or changed row changes.
    """
    stored = _stored(lines)
    return [_Comparison(line, stored, place, columns, unit).compared() for line in lines]


def _stored(lines: list[Line]) -> dict[tuple[type, int], PeriodRow]:
    """The rows as they stand, whatever the target has done with its own."""
    asked: dict[type, set[int]] = {}
    for line in lines:
        if line.row is not None and line.row.pk:
            asked.setdefault(type(line.row), set()).add(line.row.pk)
    return {(model, pk): row for model, pks in asked.items() for pk, row in _in_bulk(model, pks).items()}


def _in_bulk(model: type[PeriodRow], pks: set[int]) -> dict[int, PeriodRow]:
    return model._base_manager.in_bulk(sorted(pks))


@dataclass
class _Comparison:
    line: Line
    stored: dict[tuple[type, int], PeriodRow]
    place: Place
    columns: list[Column]
    unit: str

    def compared(self) -> Compared:
        line = self.line
        if line.errors:
            return Compared(LineKind.REFUSED, line.title, [str(one) for one in line.errors])
        if line.left_out or line.row is None:
            why = line.left_out or _("The row is about nothing in the portal.")
            return Compared(LineKind.LEFT_OUT, line.title, [str(why)])
        row = self.stored.get((type(line.row), line.row.pk), line.row)
        try:
            changes = {_field(row, name).attname: _fitting(row, name, value) for name, value in line.changes.items()}
            differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
            if row.version and not differing:
                return self._about(row, LineKind.UNCHANGED, changes, {})
            if not changes:
                return Compared(LineKind.LEFT_OUT, line.title, [_("There are no figures in the row.")])
            self._judge(row, changes, differing)
        except ValidationError as error:
            return Compared(LineKind.REFUSED, line.title, error.messages)
        kind = LineKind.CHANGED if row.version else LineKind.NEW
        return self._about(row, kind, changes, differing if row.version else changes)

    def _about(self, row: PeriodRow, kind: str, changes: dict[str, Any], shown: dict[str, Any]) -> Compared:
        return Compared(
            kind,
            self.line.title,
            # What stands already is not made better by a remark.
            [] if kind == LineKind.UNCHANGED else [str(one) for one in self.line.remarks],
            model=row._meta.label_lower,
            identity=row.identity(),
            version=row.version,
            changes=changes,
            shown=self._shown(row, shown),
        )

    def _judge(self, row: PeriodRow, changes: dict[str, Any], differing: dict[str, Any]) -> None:
        """Raises ValidationError with the sentence of the rule that the changed row would break."""
        for attname in differing:
            action = row.GUARDED.get(_field(row, attname).name)
            if action and not (answer := access.has_role(self.place.user, action, unit=row.unit)):
                raise ValidationError(answer.reason)
        changed = copy.copy(row)
        for attname, value in changes.items():
            setattr(changed, attname, value)
        names = {_field(row, attname).name for attname in differing}
        for constraint in row._meta.constraints:
            # Each rule is asked of the database: only those that are about what changes.
            if isinstance(constraint, models.CheckConstraint) and names & constraint.condition.referenced_base_fields:
                constraint.validate(type(row), changed)

    def _shown(self, row: PeriodRow, changes: dict[str, Any]) -> list[list[str]]:
        """[label, before, after] of figures and of the fields that the file has columns for; of all where it has
        none of them. How a figure is given stands beside it in the row, and is not shown."""
        by_code = {column.code: column for column in self.columns}
        told = (models.DecimalField, models.DateField)
        names = [name for name in changes if name in by_code or isinstance(_field(row, name), told)] or list(changes)
        return [self._words(row, name, changes[name], by_code.get(name)) for name in names]

    def _words(self, row: PeriodRow, name: str, value: Any, column: Column | None) -> list[str]:
        before = getattr(row, name)
        if column is not None and column.kind in ("amount", "cost"):
            return [str(column.label), *(_amount(one, self.unit) for one in (before, value))]
        found = _field(row, name)
        label = str(column.label) if column else label_of(found) if is_named(found) else found.name
        return [label, *(words_of(found, one, unit=self.place.unit, periods={}) for one in (before, value))]


def _amount(kronor: Decimal | None, unit: str) -> str:
    return format_value(None if kronor is None else trimmed(in_unit(kronor, unit)), unit)


def _field(row: PeriodRow, attname: str) -> models.Field:
    return next(one for one in row._meta.concrete_fields if attname in (one.attname, one.name))


def _fitting(row: PeriodRow, name: str, value: Any) -> Any:
    """The value as the field keeps it. Raises ValidationError where it cannot."""
    found = _field(row, name)
    if isinstance(value, models.Model):
        return value.pk
    if value is None or found.is_relation:
        return value
    if isinstance(found, models.DecimalField):
        value = round_half_up(Decimal(value), found.decimal_places)
    try:
        return found.clean(value, row)
    except ValidationError as error:
        said = {"field": label_of(found) if is_named(found) else found.name, "error": " ".join(error.messages)}
        raise ValidationError(_("%(field)s: %(error)s") % said) from error
