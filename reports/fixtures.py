"""Loads a board's report template and its chapter texts."""

from __future__ import annotations

from pathlib import Path

from organisation.fixtures import ensure, enter_once, read
from organisation.models import ReportingPeriod, Unit, User
from reports.models import ChapterText, ReportTemplate


def load(*, board: Unit, folder: Path, source: User):
    """The template where there is none, and each chapter text that nobody has written."""
    data = read(folder, "reports")
    ensure(ReportTemplate, board=board, defaults=data["template"])
    for slug, texts in data["periods"].items():
        period = ReportingPeriod.objects.get(board=board, slug=slug)
        for code, text in texts.items():
            row = ChapterText(unit=board, period=period, code=code)
            enter_once(row, {"text": text, "source": data["sources"][slug]}, by=source)
