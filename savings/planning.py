"""Changing the plan: measures with their steps and overlaps, and targets. Each change is remembered as it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from organisation import plans
from organisation.administration.acts import fingerprint
from organisation.models import ReportingPeriod, Unit, User
from savings.models import Measure, SavingsTarget

# What no form changes.
_KEPT = {"id", "board", "order", "approximate"}
STEP_FIELDS = ("kind", "date", "body", "reference", "state", "note", "order")


def values_of(owner: Measure | SavingsTarget | None) -> plans.Values:
    """What the log keeps of a measure, with its overlaps and steps, or of a target: plain values by field."""
    if owner is None or owner.pk is None:
        return {}
    values = plans.plain_fields(owner, apart_from=_KEPT)
    if isinstance(owner, Measure):
        values["overlaps"] = sorted(owner.overlaps.values_list("code", flat=True))
        values["steps"] = [
            {name: plans.plain(getattr(one, name)) for name in STEP_FIELDS}
            for one in owner.steps.select_related("body")
        ]
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
    """Let `save` change the owner, or create it, and remember before and after; whether anything changed. What it
    overlaps, or overlapped, has changed too. Raises what plans.change does; `seen` is the owner's seal."""

    def overlapped(before: plans.Values, after: plans.Values) -> Iterator[tuple[Measure, plans.Values, plans.Values]]:
        codes = set(before.get("overlaps", ())) ^ set(after.get("overlaps", ()))
        for other in Measure.objects.filter(board=board, code__in=codes).prefetch_related("overlaps"):
            now = {one.code for one in other.overlaps.all()}
            yield other, {"overlaps": sorted(now ^ {owner.code})}, {"overlaps": sorted(now)}

    return plans.change(
        board=board,
        period=period,
        owner=owner,
        values_of=values_of,
        seen=seen,
        save=save,
        by=by,
        beside=overlapped,
    )
