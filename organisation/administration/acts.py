"""What every administrative act shares: taking turns, the administrator's role, the log, and what was shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from organisation import access
from organisation.actions.errors import Refused
from organisation.models import AdministrativeAct, Unit, User


@dataclass
class Stale(Exception):
    """Somebody changed it after it was shown: `current` holds the values as they stand, by field."""

    current: dict[str, Any]


@contextmanager
def act(board: Unit, by: User) -> Iterator[None]:
    """One transaction in which no other administrator acts, and in which `by` is an administrator of the board.

    The turn is the whole portal's: usernames and addresses are unique across boards, and a person may have
    roles in several. SQLite has one writer at a time anyhow.
    """
    with transaction.atomic():
        list(Unit.objects.boards().order_by("pk").select_for_update(no_key=True).values_list("pk"))
        # Read anew: the role may have gone since the request began.
        actor = User.objects.filter(pk=by.pk, is_active=True).first()
        if not (actor and board.is_board and access.has_role(actor, "administer", unit=board)):
            raise Refused(str(access.REASONS["administer"]))
        yield


def log(verb: str, *, board: Unit, by: User, subject: str, before: dict | None = None, after: dict | None = None):
    """Append one act. `subject` is a username or a unit's slug: what never changes."""
    AdministrativeAct.objects.create(
        board=board, by=by, at=timezone.now(), verb=verb, subject=subject, before=before or {}, after=after or {}
    )


def fingerprint(values: dict[str, Any]) -> str:
    """A SHA-256 of what a form showed, in hexadecimal: posted back, it tells whether it has changed since."""
    text = json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of the fields of `after`, those with another value: what they were, and what they become."""
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
