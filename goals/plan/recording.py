"""Every row of a plan that is made, changed or taken away at once, remembered so that it can be told and undone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from organisation import plans
from organisation.models import PlanChange, Unit, User

Values = dict[str, Any]


class Recorder:
    """Writes rows, logs each to the plans' log, and keeps what undoes it: `made` (primary keys by model), and
    `ended` (by model, the fields that were another, or all of a row that is gone, by primary key)."""

    def __init__(self, board: Unit, by: User, at: datetime):
        self.board, self.by, self.at = board, by, at
        self.made: dict[str, list[int]] = {}
        self.ended: dict[str, dict[str, Values]] = {}

    def create(self, row: models.Model, *, subject: str) -> Any:
        row.save(force_insert=True)
        self.made.setdefault(row._meta.label_lower, []).append(row.pk)
        self._log(row, subject, {}, _told(row))
        return row

    def update(self, row: models.Model, values: Values, *, subject: str) -> None:
        """Set the values that are another."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return
        told = _told(row)
        self._keep(row, {row._meta.get_field(name).attname for name in changed})
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        now = _told(row)
        self._log(row, subject, {n: told[n] for n in changed}, {n: now[n] for n in changed})

    def delete(self, row: models.Model, *, subject: str) -> None:
        self._keep(row, {field.attname for field in row._meta.concrete_fields})
        self._log(row, subject, _told(row), {})
        row.delete()

    def _keep(self, row: models.Model, names: set[str]) -> None:
        """What the fields were before the first change of the row. What is made here needs no earlier state."""
        label = row._meta.label_lower
        if row.pk in self.made.get(label, ()):
            return
        kept = {name: getattr(row, name) for name in names}
        stored = self.ended.setdefault(label, {}).setdefault(str(row.pk), {})
        self.ended[label][str(row.pk)] = _json(kept) | stored

    def _log(self, row: models.Model, subject: str, before: Values, after: Values) -> None:
        PlanChange.objects.create(
            board=self.board,
            by=self.by,
            at=self.at,
            kind=row._meta.label_lower,
            subject=subject,
            before=_json(before),
            after=_json(after),
        )


def undo(made: dict[str, list[int]], ended: dict[str, dict[str, Values]], order: list[str]) -> None:
    """Take back what a recorder kept. `order` are the models' labels, those that others refer to first."""
    for label in reversed(order):
        model = apps.get_model(label)
        rows = model._base_manager.filter(pk__in=made.get(label, ()))
        # A goal stands above others that came with it.
        for row in sorted(rows, key=lambda one: (-getattr(one, "level", 0), -one.pk)):
            row.delete()
    for label in order:
        model = apps.get_model(label)
        for pk, values in ended.get(label, {}).items():
            clean = {name: _python(model, name, value) for name, value in values.items()}
            if not model._base_manager.filter(pk=pk).update(**clean):
                model(**clean).save(force_insert=True)


def _python(model: type[models.Model], name: str, value: Any) -> Any:
    field = next(one for one in model._meta.concrete_fields if one.attname == name)
    return value if field.is_relation else field.to_python(value)


def _told(row: models.Model) -> Values:
    return plans.plain_fields(row, apart_from={"id", "board", "order"}) | {"order": getattr(row, "order", 0)}


def _json(values: Values) -> Values:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))
