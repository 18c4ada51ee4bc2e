"""Changing the plan: measures with their steps and overlaps, and targets. Each change is remembered as it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from organisation import access
from organisation.actions import Locked, Refused
from organisation.actions.held import hold
from organisation.administration.acts import fingerprint
from organisation.models import ReportingPeriod, Submission, Unit, User
from organisation.places import Place
from savings.models import Measure, PlanChange, SavingsTarget

# What no form changes.
_KEPT = {"id", "board", "order", "approximate"}
STEP_FIELDS = ("kind", "date", "body", "reference", "state", "note", "order")


class Stale(Exception):
    """Somebody changed it after the form was opened."""


def may_plan(place: Place) -> access.Answer:
    """Whether the reader may change the board's plan now: by a role in the board, while its period is open."""
    board = place.unit.root
    submission = place.submission if place.unit.is_board else Submission.objects.of(board, place.period)
    return access.may(place.user, "plan", unit=board, submission=submission)


def has_role(place: Place) -> access.Answer:
    """Whether a role of the reader's in the board lets it be planned at all."""
    return access.has_role(place.user, "plan", unit=place.unit.root)


def values_of(owner: Measure | SavingsTarget | None) -> dict[str, Any]:
    """What the log keeps of a measure, with its overlaps and steps, or of a target: plain values by field."""
    if owner is None or owner.pk is None:
        return {}
    names = [field.name for field in owner._meta.concrete_fields if field.name not in _KEPT]
    values = {name: _plain(getattr(owner, name)) for name in names}
    if isinstance(owner, Measure):
        values["overlaps"] = sorted(owner.overlaps.values_list("code", flat=True))
        values["steps"] = [{name: _plain(getattr(one, name)) for name in STEP_FIELDS} for one in owner.steps.all()]
    return values


def seal_of(owner: Measure | SavingsTarget | None) -> str:
    """What the form showed, as a fingerprint: posted back, it tells whether it has changed since."""
    return fingerprint(values_of(owner))


def change(
    *,
    board: Unit,
    period: ReportingPeriod,
    owner: Measure | SavingsTarget,
    seen: str,
    save: Callable[[], Any],
    by: User,
) -> bool:
    """Let `save` change the owner, or create it, and remember before and after; whether anything changed.

    Raises Refused where `by` may not plan, Locked where the board's period is not open, and Stale where the owner
    is no longer what `seen` is the seal of. Nothing is changed then.
    """
    answer = access.has_role(by, "plan", unit=board)
    if not answer:
        raise Refused(answer.reason)
    with transaction.atomic():
        submission = hold(board, period)
        if not submission.is_open:
            raise Locked(submission.locked_reason())
        stored = type(owner).objects.filter(pk=owner.pk).select_for_update().first() if owner.pk else None
        if owner.pk and (stored is None or seal_of(stored) != seen):
            raise Stale
        before = values_of(stored)
        save()
        after = values_of(type(owner).objects.get(pk=owner.pk))
        if before == after:
            return False
        PlanChange.objects.create(
            board=board,
            by=by,
            at=timezone.now(),
            subject=owner.key,
            before={name: value for name, value in before.items() if after.get(name) != value},
            after={name: value for name, value in after.items() if name not in before or before[name] != value},
        )
        return True


def _plain(value):
    """A related row by its code, slug or name, so that the log can be read when it is gone; a number as text."""
    if isinstance(value, models.Model):
        return getattr(value, "code", None) or getattr(value, "slug", None) or str(value)
    return value
