"""A stored row in words: what its fields are called, what their values say, and what may not be shown."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from followup.numbers import date_text, format_number, trimmed
from followup.status import SCALES
from organisation.models import PeriodRow, ReportingPeriod, Unit

# The fields whose codes are those of a scale: a board can have its own words for them.
SCALES_OF = {
    ("goals.goalassessment", "status"): "goal_status",
    ("goals.goalassessment", "forecast"): "goal_forecast",
    ("goals.activitystatus", "status"): "activity",
    ("goals.indicatorvalue", "rating_by_hand"): "indicator",
    ("commissions.commissionreport", "status"): "commission",
    ("commissions.partreport", "status"): "part",
    ("savings.measurestatus", "status"): "measure",
}
CARRIED = "carried_from_id"
_REASONS = ("missing_reason", "effect_missing")


def column_of(model: type[PeriodRow], attname: str) -> Field | None:
    """The field that the log calls by its column, or None where the model no longer has it."""
    return next((field for field in model._meta.concrete_fields if field.attname == attname), None)


def is_named(field: Field | None) -> bool:
    """Whether a reader knows the field by name; the others say how a number is kept."""
    return field is not None and isinstance(field.verbose_name, Promise)


def label_of(field: Field) -> str:
    """What the field is called, as a heading."""
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def value_of(field: Field, stored: Any) -> Any:
    """A value of the log, which keeps plain JSON, as the field's own type."""
    return None if stored is None else field.to_python(stored)


def words_of(field: Field, stored: Any, *, unit: Unit, periods: dict[int, ReportingPeriod]) -> str:
    """A stored value as a reader says it, in the board's own words where it has them; "" for none."""
    value = value_of(field, stored)
    if value in (None, ""):
        return ""
    if field.attname == CARRIED:
        return periods[value].label if value in periods else ""
    scale = SCALES_OF.get((field.model._meta.label_lower, field.name))
    if scale == "part":
        # An activity is handled or not, a sub-project goes on and ends: the code tells which.
        scale = "handling" if value in SCALES["handling"] else "activity"
    if scale and value in SCALES[scale]:
        return unit.words(scale).get(value) or str(SCALES[scale][value].label)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain_words(value)


def _plain_words(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | Decimal():
            return format_number(trimmed(Decimal(value)))
        case date():
            return date_text(value)
    return str(value)


def row_as_of(row: PeriodRow, state: dict[str, Any]) -> PeriodRow:
    """A copy of the row, not for saving, with the values that it had."""
    found = copy.copy(row)
    for attname, stored in state.items():
        field = column_of(type(row), attname)
        if field is not None and not field.is_relation:
            setattr(found, attname, value_of(field, stored))
    return found


def is_hidden(row: PeriodRow) -> bool:
    """Whether the row's values are too few to be shown: the same rule as the page behind a figure has."""
    said = any(getattr(row, name, "") == "confidential" for name in _REASONS)
    return said or bool(getattr(row, "is_suppressed", False))
