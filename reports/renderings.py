"""Files of reports, written in the background: one for each content and form, served from what was written.

A rendering is asked for, claimed by one worker, written in a process of its own, and stored in one statement, so that
half a file is never served. A worker that dies loses its claim when the lease runs out; what has failed twice, or has
taken too long or too much memory, has failed, and says why. See docs/adr/0017.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from organisation.models import ReportingPeriod, Unit
from reports import exports
from reports.assembly import Payload, payload_from_data
from reports.models import Rendering
from reports.sealed import SealBroken

# Longer than any part of the work takes without a sign of life.
LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 2
# How long a file that nobody has asked for again is kept.
KEPT = timedelta(days=14)
_WRITES = ("reports", "followup", "templates/reports", "templates/followup", "static/css", "locale")


def content_key(payload: Payload) -> str:
    """What a file is known by: the payload's data, and what it is written with."""
    written = f"{version()}\n{exports.json_text(payload)}"
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


@cache
def version() -> str:
    """A fingerprint of everything that files are written with: another release writes its own."""
    import weasyprint

    found = hashlib.sha256(weasyprint.__version__.encode())
    for folder in _WRITES:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".mo"}:
                found.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + path.read_bytes())
    return found.hexdigest()


def ask(
    payload: Payload, form: str, *, unit: Unit, period: ReportingPeriod, now: datetime, is_wanted: bool = True
) -> Rendering:
    """The rendering of the payload in a form of exports.WRITERS: the one that there is, or a new one that waits.

    One that has failed is tried again. `is_wanted` says that a person waits for it, and not the portal by itself.
    """
    key, when = content_key(payload), {"wanted_at": now} if is_wanted else {}
    data = {"unit": unit, "period": period, "payload": exports.json_text(payload), "asked_at": now, **when}
    data["name"] = exports.file_name(payload, form)
    found, is_new = Rendering.objects.get_or_create(content=key, form=form, defaults=data)
    if is_new:
        return found
    Rendering.objects.filter(pk=found.pk).update(asked_at=now, **when)
    again = {"state": Rendering.State.WAITING, "attempts": 0, "reason": "", "share": 0}
    Rendering.objects.filter(pk=found.pk, state=Rendering.State.FAILED).update(**again)
    found.refresh_from_db()
    return found


def written(payload: Payload, form: str) -> bytes | None:
    """The file of the payload, where it has been written. One query."""
    found = Rendering.objects.filter(content=content_key(payload), form=form, state=Rendering.State.DONE).first()
    return file_of(found) if found else None


def file_of(rendering: Rendering) -> bytes:
    """The file as it was written. Raises SealBroken where it has been altered in the database since."""
    content = bytes(rendering.file)
    if hashlib.sha256(content).hexdigest() != rendering.file_sha256:
        raise SealBroken(rendering.file_sha256)
    return content


def claim(worker: str, *, now: datetime) -> Rendering | None:
    """The next one to write, which nobody else has then: asked for first, or whose worker has given no sign of life.

    Two workers that see the same one both try; the row itself says which of them it is.
    """
    _give_up(now)
    free = Q(state=Rendering.State.WAITING) | Q(state=Rendering.State.RUNNING, lease_until__lt=now)
    for found in Rendering.objects.filter(free, attempts__lt=MOST_ATTEMPTS).order_by("asked_at", "pk")[:5]:
        mine = {"state": Rendering.State.RUNNING, "worker": worker, "lease_until": now + LEASE, "share": 0}
        as_seen = Rendering.objects.filter(pk=found.pk, attempts=found.attempts).filter(free)
        if as_seen.update(attempts=F("attempts") + 1, **mine):
            found.refresh_from_db()
            return found
    return None


def _give_up(now: datetime) -> None:
    """What was claimed as often as may be, and whose worker has died each time."""
    dead = Rendering.objects.filter(state=Rendering.State.RUNNING, lease_until__lt=now, attempts__gte=MOST_ATTEMPTS)
    dead.update(state=Rendering.State.FAILED, reason="stopped", finished_at=now)


def progress(rendering: Rendering, share: int, *, now: datetime) -> bool:
    """Say how far it has come, in per cent, and that the worker lives; False where it is no longer the worker's."""
    return bool(_own(rendering).update(share=share, lease_until=now + LEASE))


def finish(rendering: Rendering, content: bytes, *, now: datetime) -> bool:
    """Store the file, in one statement; False where somebody else has the rendering now."""
    done = {"file": content, "file_sha256": hashlib.sha256(content).hexdigest(), "share": 100, "finished_at": now}
    return bool(_own(rendering).update(state=Rendering.State.DONE, payload="", lease_until=None, **done))


def fail(rendering: Rendering, reason: str, *, now: datetime, is_final: bool = False) -> bool:
    """It could not be written: it waits to be tried once more, or has failed for good."""
    if rendering.attempts < MOST_ATTEMPTS and not is_final:
        return bool(_own(rendering).update(state=Rendering.State.WAITING, lease_until=None, share=0))
    return bool(_own(rendering).update(state=Rendering.State.FAILED, reason=reason, finished_at=now, lease_until=None))


def _own(rendering: Rendering):
    running = {"state": Rendering.State.RUNNING, "worker": rendering.worker, "attempts": rendering.attempts}
    return Rendering.objects.filter(pk=rendering.pk, **running)


def payload_to_write(rendering: Rendering) -> Payload:
    return payload_from_data(json.loads(rendering.payload))


def forget_old(now: datetime) -> int:
    """Remove the files that have not been asked for in a long time; how many they were. What is sealed is kept
    elsewhere, and anything can be written again."""
    with transaction.atomic():
        return Rendering.objects.filter(asked_at__lt=now - KEPT).exclude(state=Rendering.State.RUNNING).delete()[0]
