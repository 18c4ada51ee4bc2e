"""Writing one file in a process of its own, which may be killed, take too long or too much memory, and harm nobody."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import re
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from django.conf import settings

from reports import exports
from reports.assembly import Payload

# Its child begins as a copy of the worker, which has read all that it takes to write: no second is spent on that.
_CONTEXT = multiprocessing.get_context("fork")
_PAGE = re.compile(r"Step 5.*Page (\d+)")
_STEPS = {1: 2, 2: 4, 3: 6, 4: 15, 5: 20, 6: 88, 7: 96}
_HALF_WAY_PAGES = 20
# Seconds.
_TOLD_EVERY = 0.5


class Failed(Exception):
    """It could not be written. `reason` is a code of Rendering.REASONS, `is_final` that another try ends alike."""

    def __init__(self, reason: str, *, is_final: bool):
        super().__init__(reason)
        self.reason, self.is_final = reason, is_final


def write(
    payload: Payload, form: str, *, told: Callable[[int], bool], seconds: float = 0, megabytes: int = 0
) -> bytes:
    """The file. `told` is called with how far it has come, in per cent, at least each second; where it answers False
    nobody waits for the file any more. Raises Failed."""
    seconds, megabytes = seconds or settings.REPORT_SECONDS, megabytes or settings.REPORT_MEGABYTES
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    child = _CONTEXT.Process(target=_write, args=(payload, form, theirs, megabytes), daemon=True)
    child.start()
    theirs.close()
    try:
        return _wait(ours, told, time.monotonic() + seconds)
    finally:
        child.kill()
        child.join()
        ours.close()


def _wait(ours: Connection, told: Callable[[int], bool], until: float) -> bytes:
    share, told_at = 0, 0.0
    while time.monotonic() < until:
        if time.monotonic() - told_at > _TOLD_EVERY:
            told_at = time.monotonic()
            if not told(share):
                raise Failed("broken", is_final=False)
        try:
            if not ours.poll(_TOLD_EVERY):
                continue
            kind, said = ours.recv()
        except EOFError:
            raise Failed("broken", is_final=False) from None
        if kind == "file":
            return said
        if kind == "failed":
            raise Failed(said, is_final=said == "too_much")
        share = said
    raise Failed("too_long", is_final=True)


def _write(payload: Payload, form: str, theirs: Connection, megabytes: int) -> None:
    """In the child: nothing but memory, the pipe and the processor is used."""
    # The process ends with its file: looking for garbage among a million boxes is a sixth of the time.
    gc.freeze()
    gc.disable()
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(_Told(theirs))
    try:
        content = exports.WRITERS[form](payload)
        theirs.send(("file", content.encode("utf-8") if isinstance(content, str) else content))
    except MemoryError:
        theirs.send(("failed", "too_much"))
    except Exception:
        logging.getLogger(__name__).exception("a report could not be written as %s", form)
        theirs.send(("failed", "broken"))


class _Told(logging.Handler):
    """Sends what the renderer says of its steps as a share."""

    def __init__(self, theirs: Connection):
        super().__init__()
        self.theirs, self.share = theirs, 0

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        step = re.match(r"Step (\d)", said)
        share = _STEPS.get(int(step[1]), 0) if step else 0
        if page := _PAGE.match(said):
            # How many pages there will be is not known: each of them goes on with a part of what is left.
            number = int(page[1])
            share = 20 + 66 * number // (number + _HALF_WAY_PAGES)
        if share > self.share:
            self.share = share
            self.theirs.send(("share", share))
