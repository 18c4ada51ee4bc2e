"""Loads a board's report template and its chapter texts and matters."""

from __future__ import annotations

from pathlib import Path

from organisation.fixtures import ensure, enter_once, read
from organisation.models import ReportingPeriod, Unit, User
from reports.models import CaseDocument, ChapterText, ReportTemplate


def load(*, board: Unit, folder: Path, source: User):
    """The template where there is none, and each chapter text and matter that nobody has written.

    A board without a file of its own has the usual chapters and nothing written.
    """
    if not (folder / "reports.json").exists():
        return
    data = read(folder, "reports")
    if data.get("template"):
        ensure(ReportTemplate, board=board, defaults=data["template"])
    for slug, texts in data.get("periods", {}).items():
        period = ReportingPeriod.objects.get(board=board, slug=slug)
        for code, text in texts.items():
            row = ChapterText(unit=board, period=period, code=code)
            enter_once(row, {"text": text, "source": data["sources"][slug]}, by=source)
    for slug, cases in data.get("cases", {}).items():
        period = ReportingPeriod.objects.get(board=board, slug=slug)
        for one in cases:
            row = CaseDocument(unit=board, period=period, code=one["code"])
            enter_once(row, case_changes(one) | {"source": data["sources"][slug]}, by=source)


def case_changes(data: dict) -> dict:
    """What is entered of a matter of the file: paragraphs and names stand there as lists."""
    texts = {name: "\n\n".join(data.get(name, ())) for name in ("background", "assessment", "proposal")}
    plain = {name: data.get(name, "") for name in ("title", "dnr", "written_by_role")}
    return plain | texts | {"extracts_to": "\n".join(data.get("extracts_to", ()))}
