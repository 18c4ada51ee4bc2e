"""A board's plans: changed one at a time, each change remembered, and read as they stood when a period was approved.

What a plan holds (a measure, a target, an assumption) has no period of its own: without the log, what is approved
would change behind those who approved it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from organisation import access
from organisation.actions import Locked, Refused
from organisation.actions.held import hold
from organisation.administration.acts import fingerprint
from organisation.models import PlanChange, ReportingPeriod, Submission, Unit, User
from organisation.places import Place

Values = dict[str, Any]


class Stale(Exception):
    """Somebody changed it after the form was opened."""


def may_plan(place: Place) -> access.Answer:
    """Whether the reader may change the board's plans now: by a role in the board, while its period is open."""
    board = place.unit.root
    submission = place.submission if place.unit.is_board else Submission.objects.of(board, place.period)
    return access.may(place.user, "plan", unit=board, submission=submission)


def has_role(place: Place) -> access.Answer:
    """Whether a role of the reader's in the board lets it be planned at all."""
    return access.has_role(place.user, "plan", unit=place.unit.root)


def plain_fields(owner: models.Model, *, apart_from: Iterable[str]) -> Values:
    """The fields of a row as the log keeps them: a related row by its code, slug or name, so that the log can be
    read when it is gone. `apart_from` names those that no form changes."""
    names = [field.name for field in owner._meta.concrete_fields if field.name not in set(apart_from)]
    return {name: plain(getattr(owner, name)) for name in names}


def plain(value: Any) -> Any:
    """A related row by its code, slug or name; anything else as it is."""
    if isinstance(value, models.Model):
        return getattr(value, "code", None) or getattr(value, "slug", None) or str(value)
    return value


def change(
    *,
    board: Unit,
    period: ReportingPeriod,
    owner: Any,
    values_of: Callable[[Any], Values],
    seen: str,
    save: Callable[[], Any],
    by: User,
    beside: Callable[[Values, Values], Iterable[tuple[Any, Values, Values]]] | None = None,
) -> bool:
    """Let `save` change the owner, or create it, and remember before and after; whether anything changed.

    `values_of` says what is kept of the owner, always the same names, and {} of None; `seen` is the fingerprint of
    it that the form showed. The owner has a `key`. `beside` is given before and after, and names others that
    changed with it, as (other, before, after). Raises Refused where `by` may not plan, Locked where the board's
    period is not open, and Stale where the owner is no longer what was seen. Nothing is changed then.
    """
    answer = access.has_role(by, "plan", unit=board)
    if not answer:
        raise Refused(answer.reason)
    with transaction.atomic():
        _hold_plans(board, period)
        stored = type(owner).objects.filter(pk=owner.pk).select_for_update().first() if owner.pk else None
        before = values_of(stored)
        if owner.pk and (stored is None or fingerprint(before) != seen):
            raise Stale
        save()
        after = values_of(type(owner).objects.get(pk=owner.pk))
        if before == after:
            return False
        changed = [(owner, before, after), *(beside(before, after) if beside else ())]
        now = timezone.now()
        PlanChange.objects.bulk_create(_entry(board, by, now, *one) for one in changed)
        return True


def since(board: Unit, moment: datetime | models.Subquery | None, *kinds: str) -> list[PlanChange]:
    """What has been changed in the board's plans after a moment, latest first; nothing where there is none. `kinds`
    are the models to look for, all of them where none is named. One query."""
    if moment is None:
        return []
    found = PlanChange.objects.filter(board=board, at__gt=moment).order_by("-at", "-pk")
    return list(found.filter(kind__in=kinds) if kinds else found)


def rewound(values: Values, changes: Iterable[PlanChange]) -> Values | None:
    """What the values were before the changes to them, which come latest first; None where it did not exist yet.

    Given no values, only those that were other are there.
    """
    found: Values | None = dict(values)
    for one in changes:
        if not one.before:
            found = None
        else:
            kept = {name: value for name, value in (found or {}).items() if name not in one.after}
            found = kept | one.before
    return found


def when_approved(board: Unit, period: ReportingPeriod, *kinds: str) -> dict[str, Values | None]:
    """By key, what was other when the board's period was approved than it is now, None for what did not exist yet.

    Nothing where the period is not approved, or nothing has been changed. One query.
    """
    approved = Submission.objects.decided().filter(unit=board, period=period).values("approved_at")
    by_subject: dict[str, list[PlanChange]] = {}
    for one in since(board, models.Subquery(approved), *kinds):
        by_subject.setdefault(one.subject, []).append(one)
    return {subject: rewound({}, changes) for subject, changes in by_subject.items()}


def as_they_stood(board: Unit, rows: Iterable[Any], earlier: dict[str, Values | None]) -> list[Any]:
    """The rows that existed, each with its fields as they were, not stored: `earlier` is by the rows' keys, as
    `when_approved` gives it. Related rows are found by code, in a query for each relation that was another."""
    pairs = [(row, values) for row in rows if (values := earlier.get(row.key, {})) is not None]
    changed = [(row, values) for row, values in pairs if values]
    fields = {field.name: field for field in changed[0][0]._meta.concrete_fields} if changed else {}
    found = _related(board, fields, [values for _row, values in changed])
    for row, values in changed:
        # Not every value is a field of the row's own: its steps are rows too.
        for name in values.keys() & fields.keys():
            field, value = fields[name], values[name]
            setattr(row, name, found[name].get(value) if field.is_relation else field.to_python(value))
    return [row for row, _values in pairs]


def named(board: Unit, model: type[models.Model], names: Iterable[str]) -> dict[str, Any]:
    """The board's rows of a model by code, or of units by slug. One that has been removed since stands under its
    code alone, not stored. At most one query."""
    wanted = {name for name in names if name}
    if not wanted:
        return {}
    fields = {field.name for field in model._meta.concrete_fields}
    by = "slug" if model is Unit else "code"
    scope = {"board": board} if "board" in fields else {"organisation": board.organisation_id}
    rows = Unit.objects.of_board(board) if model is Unit else model._default_manager.filter(**scope)
    gone = {name: model(**{one: name for one in (by, "name") if one in fields}) for name in wanted}
    return gone | {getattr(row, by): row for row in rows.filter(**{f"{by}__in": wanted})}


def _related(board: Unit, fields: dict[str, models.Field], earlier: list[Values]) -> dict[str, dict[str, Any]]:
    """By field, what it pointed to, by code."""
    return {
        name: named(board, field.related_model, [values[name] for values in earlier if name in values])
        for name, field in fields.items()
        if field.is_relation
    }


def _hold_plans(board: Unit, period: ReportingPeriod) -> None:
    """Hold what the board hands in for every period, not for this one alone: whatever is approved meanwhile is
    approved before this change or after it, and the moments say which. Raises Locked where the period is not open."""
    Submission.objects.bulk_create([Submission(unit=board, period=period)], ignore_conflicts=True)
    list(Submission.objects.filter(unit=board).order_by("pk").select_for_update().values_list("pk"))
    submission = hold(board, period)
    if not submission.is_open:
        raise Locked(submission.locked_reason())


def _entry(board: Unit, by: User, at: datetime, owner: Any, before: Values, after: Values) -> PlanChange:
    """Of what was and is, the fields that differ."""
    return PlanChange(
        board=board,
        by=by,
        at=at,
        kind=owner._meta.label_lower,
        subject=owner.key,
        before={name: value for name, value in before.items() if name not in after or after[name] != value},
        after={name: value for name, value in after.items() if name not in before or before[name] != value},
    )
