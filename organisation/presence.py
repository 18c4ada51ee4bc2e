"""Who else has the form of a row open. It tells and never locks anybody out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from organisation.models import Presence
from organisation.places import Place

# A browser says every ten seconds that the form is still open. One that has been silent for this long is gone.
GONE_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class Other:
    """Somebody else with the same form open, or oneself in another tab."""

    name: str
    is_me: bool


def arrive(place: Place, key: str, tab: str, *, now: datetime | None = None) -> list[Other]:
    """Say that the form is open in this tab, and learn who else has it open."""
    now = now or timezone.now()
    where = {"unit": place.unit, "period": place.period, "key": key}
    Presence.objects.filter(seen_at__lt=now - GONE_AFTER).delete()
    Presence.objects.update_or_create(**where, tab=tab, defaults={"user": place.user, "seen_at": now})
    others = Presence.objects.filter(**where).exclude(tab=tab).select_related("user").order_by("user__username")
    people = {one.user_id: Other(one.user.shown_name, one.user_id == place.user.pk) for one in others}
    return list(people.values())


def leave(place: Place, key: str, tab: str) -> None:
    """Say that the form has been closed in this tab."""
    Presence.objects.filter(unit=place.unit, period=place.period, key=key, tab=tab, user=place.user).delete()
