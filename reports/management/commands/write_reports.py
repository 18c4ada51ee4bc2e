"""python manage.py write_reports: write the files of reports that somebody has asked for, until it is stopped."""

from __future__ import annotations

import os
import signal
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError
from django.utils import timezone

from reports import renderings, worker

_IDLE_SECONDS = 0.5
_WARM_EVERY = 10
_FORGET_EVERY = 3600


class Command(BaseCommand):
    help = "Write the files of reports in the background. Several may run, on several machines."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="write what waits now, and end")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this process is gone")

    def handle(self, *, once, beside, **options):
        self.is_stopped = False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._stop)
        name, warmer = worker.name(), worker.Warmer()
        next_warm = next_forget = time.monotonic()
        while not self.is_stopped and _is_there(beside):
            try:
                if worker.write_next(name):
                    continue
                if once:
                    return
                if time.monotonic() >= next_warm:
                    next_warm = time.monotonic() + _WARM_EVERY
                    warmer.ask(timezone.now())
                if time.monotonic() >= next_forget:
                    next_forget = time.monotonic() + _FORGET_EVERY
                    renderings.forget_old(timezone.now())
            except OperationalError as error:
                # The database is away or busy for a moment; what was claimed is free again when its lease runs out.
                self.stderr.write(f"{error}")
                if once:
                    raise
            time.sleep(_IDLE_SECONDS)

    def _stop(self, *_signal):
        self.is_stopped = True


def _is_there(pid: int | None) -> bool:
    if pid is None:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
