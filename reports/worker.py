"""The worker that writes reports' files in the background, and those that somebody will soon ask for."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connections
from django.db.models import Max
from django.utils import timezone

from organisation.models import ReportingPeriod, Revision, State, Submission, Unit
from reports import renderings, writing
from reports.compare import live_report
from reports.models import Rendering

logger = logging.getLogger(__name__)

# A report whose file somebody has asked for within this time is written again when it changes,
_FOLLOWED = timedelta(hours=12)
# as soon as nobody has changed it for this long.
_QUIET = timedelta(seconds=20)
_WARMED_FORM = "pdf"


def name() -> str:
    """What this worker is called in its claims: the machine and the process."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def write_next(worker: str, *, clock: Callable[[], datetime] = timezone.now, write=writing.write) -> bool:
    """Write one file that waits; whether there was one."""
    found = renderings.claim(worker, now=clock())
    if found is None:
        return False
    payload, form = renderings.payload_to_write(found), found.form
    _let_go()
    try:
        content = write(payload, form, told=lambda share: renderings.progress(found, share, now=clock()))
    except writing.Failed as failed:
        renderings.fail(found, failed.reason, now=clock(), is_final=failed.is_final)
        logger.warning("rendering %s of %s: %s", found.pk, form, failed.reason)
    else:
        renderings.finish(found, content, now=clock())
    return True


def _let_go() -> None:
    """The process that writes begins as a copy of this one, and a connection is not for two. One in a transaction is
    somebody else's, who waits for it."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


class Warmer:
    """Asks for the file of a report again when the report has changed, so that it is there when somebody wants it."""

    def __init__(self):
        self.seen: dict[tuple[int, int], datetime] = {}

    def ask(self, now: datetime) -> list[Rendering]:
        """The renderings that were asked for. Reports that nobody follows cost one query together."""
        recent = Rendering.objects.filter(form=_WARMED_FORM, wanted_at__gte=now - _FOLLOWED).order_by()
        followed = set(recent.values_list("unit", "period"))
        return [found for pair in sorted(followed) if (found := self._ask(*pair, now=now))]

    def _ask(self, unit_id: int, period_id: int, *, now: datetime) -> Rendering | None:
        changed = _last_change(period_id)
        if changed is None or changed > now - _QUIET or self.seen.get((unit_id, period_id)) == changed:
            return None
        self.seen[unit_id, period_id] = changed
        unit, period = Unit.objects.get(pk=unit_id), ReportingPeriod.objects.get(pk=period_id)
        if Submission.objects.of(unit, period).state == State.SEALED:
            return None
        payload = live_report(unit=unit, period=period, today=timezone.localdate(now))
        return renderings.ask(payload, _WARMED_FORM, unit=unit, period=period, now=now, is_wanted=False)


def _last_change(period_id: int) -> datetime | None:
    """When somebody last wrote something in the period, in any unit of the board. One query."""
    return Revision.objects.filter(period=period_id).aggregate(last=Max("at"))["last"]
