"""What a page tells of the changes of what it is about in the board's plans: when, by whom, and of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from followup.numbers import date_text
from organisation.models import PlanChange
from organisation.places import Place

LATEST = 20


@dataclass(frozen=True)
class Changed:
    """One change of the plan: when, by whom, and which of its fields."""

    day: str
    who: str
    what: str


def latest_changes(place: Place, key: str, names: Callable[[Iterable[str]], list[str]]) -> list[Changed]:
    """The latest changes of what has this key, for those who see the history. `names` says what fields are called.
    One query."""
    if not place.may("history"):
        return []
    found = PlanChange.objects.filter(board=place.unit.root, subject=key).select_related("by")[:LATEST]
    return [
        Changed(date_text(timezone.localdate(one.at)), one.by.shown_name, ", ".join(names(one.after))) for one in found
    ]
