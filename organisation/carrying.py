"""«Unchanged»: what was said last time is said again. A figure is measured anew, an assessment may stand."""

from __future__ import annotations

from typing import Any

from django.forms import Textarea
from django.utils import translation
from django.utils.translation import gettext as _

from organisation import actions
from organisation.forms import EntryForm, MissingField
from organisation.models import PeriodRow, ReportingPeriod, User

_TO_CHOOSE = "unassessed"


def previous_row(row: PeriodRow, previous: ReportingPeriod | None) -> PeriodRow | None:
    """The same thing as it was reported for the period before, or None. One query."""
    if previous is None:
        return None
    return type(row).objects.filter(**row.identity() | {"period_id": previous.pk}, version__gt=0).first()


def carried_changes(form_class: type[EntryForm], row: PeriodRow, previous_row: PeriodRow | None) -> dict[str, Any]:
    """What «Unchanged» writes to the row: the form's statuses and free texts as they stood, and no number.

    Empty where nothing was said, where all of it stands here already, and where something else has been said
    since: it never overwrites. Empty too where the form asks for a figure, or why it is missing: what is said
    beside a figure goes with it.
    """
    if previous_row is None or any(isinstance(one, MissingField) for one in form_class.base_fields.values()):
        return {}
    names = _carried_fields(form_class)
    before = {name: said for name in names if (said := _said(previous_row, name))}
    now = {name: said for name in names if (said := _said(row, name))}
    if any(before.get(name) != said for name, said in now.items()):
        return {}
    return before if before != now else {}


def carry(*, row: PeriodRow, previous_row: PeriodRow, changes: dict[str, Any], version: int, by: User) -> PeriodRow:
    """Write the changes of `carried_changes`, and mark the row as standing unchanged. Raises as `actions.write`."""
    since = previous_row.period
    with translation.override(row.unit.root.language):
        reason = _("Unchanged since %(period)s") % {"period": since.label}
    return actions.write(row=row, version=version, changes=changes, by=by, reason=reason, carried_from=since)


def _carried_fields(form_class: type[EntryForm]) -> list[str]:
    """The form's free texts, and the choices that are a status of a scale: those that begin as not yet chosen."""
    model = form_class._meta.model
    return [
        name
        for name, field in form_class.base_fields.items()
        if name in form_class._meta.fields
        and (isinstance(field.widget, Textarea) or model._meta.get_field(name).default == _TO_CHOOSE)
    ]


def _said(row: PeriodRow, name: str) -> str:
    """What the row says in the field; "" where it says nothing."""
    value = getattr(row, name)
    return value if value.strip() and value != _TO_CHOOSE else ""
