"""A plan as text: a preview carries it, signed, to the writing."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from goals.plan import spec


def dumped(plan: spec.Plan) -> str:
    """A plan as text that `loaded` reads: a preview carries it to the writing."""
    return json.dumps(asdict(plan), cls=DjangoJSONEncoder)


def loaded(text: str) -> spec.Plan:
    """The plan of the text."""
    data = json.loads(text)
    parts = {name: tuple(_typed(kind, one) for one in data[name]) for name, kind in spec.PARTS.items()}
    board = spec.BoardSpec(**data["board"]) if data["board"] else None
    return spec.Plan(year=data["year"], board=board, **parts)


_DAYS = {"start", "end", "due"}
_NUMBERS = {"baseline_value", "met_from", "partly_from", "value", "value_high"}


def _typed(kind: type, values: dict[str, Any]) -> Any:
    number = models.DecimalField(max_digits=21, decimal_places=6)
    for name, value in values.items():
        if name in _DAYS and value:
            values[name] = date.fromisoformat(value)
        elif name in _NUMBERS and value is not None:
            values[name] = number.to_python(value)
        elif name == "breakdowns":
            values[name] = tuple(value)
    return kind(**values)
