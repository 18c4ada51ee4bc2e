"""What the report's files and its review cost, one line each: medians of rounds that begin anew."""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from followup.sections import Prose, Section
from organisation.models import ReportingPeriod, Unit
from reports import exports, renderings, worker, writing
from reports.assembly import Payload
from reports.compare import live_report

_ROUNDS = 3
_QUICK_ROUNDS = 15
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def report_lines(board: Unit, period: ReportingPeriod, client: Client) -> Iterator[str]:
    """Lines for the report of a board and period that the client may read."""
    payload = live_report(unit=board, period=period, today=timezone.localdate())
    html = exports.page(payload)
    # A worker has read its libraries long since.
    written = writing.write(payload, "pdf", told=_told)
    pages = len(pikepdf.open(io.BytesIO(written)).pages)
    ours = _seconds(lambda: writing.write(payload, "pdf", told=_told))
    yield f"{'PDF, cold':<30} {ours:6.2f} s, {pages} pages, {len(written) / 1024:.0f} kB, PDF/A-2a and PDF/UA-1"
    bare = _seconds(lambda: _bare(html))
    yield f"{'bare WeasyPrint':<30} {bare:6.2f} s, the same HTML, no standard: ours is {ours / bare:.2f} of it"
    if browser := next(filter(None, map(shutil.which, _BROWSERS)), None):
        printed = _seconds(lambda: _printed(browser, html))
        yield f"{'Chromium, print':<30} {printed:6.2f} s, the same HTML: ours is {ours / printed:.2f} of it"
    else:
        yield f"{'Chromium, print':<30} not measured: there is none here"
    changed = _seconds(lambda: writing.write(_changed(payload), "pdf", told=_told))
    yield f"{'PDF after one changed text':<30} {changed:6.2f} s, {changed / ours:.2f} of a cold one"
    yield from _downloads(board, period, client, payload)
    reviewed = _seconds(payload.findings, _QUICK_ROUNDS)
    yield f"{'review of the whole report':<30} {reviewed * 1000:6.0f} ms, {len(payload.findings())} findings"


def _downloads(board: Unit, period: ReportingPeriod, client: Client, payload: Payload) -> Iterator[str]:
    asked = {"unit": board, "period": period, "now": timezone.now()}
    found = renderings.ask(payload, "pdf", **asked)
    while not found.is_done and worker.write_next("bench"):
        found.refresh_from_db()
    at = {"unit": board.slug, "period": period.slug}
    by_hash = reverse("reports:rendered", kwargs={**at, "form": "pdf", "content": found.content})
    for label, url in (
        ("download by its hash", by_hash),
        ("download by the report", reverse("reports:pdf", kwargs=at)),
    ):
        taken = _seconds(lambda url=url: client.get(url), _QUICK_ROUNDS)
        yield f"{label:<30} {taken * 1000:6.0f} ms, {client.get(url).status_code}"


def _seconds(run: Callable[[], object], rounds: int = _ROUNDS) -> float:
    taken = []
    for _round in range(rounds):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _told(_share: int) -> bool:
    return True


def _bare(html: str) -> bytes:
    import weasyprint

    return weasyprint.HTML(string=html).write_pdf()


def _printed(browser: str, html: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page, file = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(html, "utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile")
        subprocess.run([browser, *options, f"--print-to-pdf={file}", page.as_uri()], check=True, capture_output=True)


def _changed(payload: Payload) -> Payload:
    """The payload with another word in the first text that it has."""
    done = []

    def section(one: Section) -> Section:
        return replace(one, blocks=tuple(block(each) for each in one.blocks))

    def block(one):
        if isinstance(one, Section):
            return section(one)
        if isinstance(one, Prose) and not done:
            done.append(one)
            return replace(one, text=f"{one.text} Ett ord till.")
        return one

    chapters = tuple(
        replace(chapter, sections=tuple(section(one) for one in chapter.sections)) for chapter in payload.chapters
    )
    return replace(payload, chapters=chapters)
