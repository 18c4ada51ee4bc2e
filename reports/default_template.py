"""The report of a board that has no template of its own, and the papers of a meeting, which are alike everywhere."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from organisation.models import Unit
from reports.models import ReportTemplate


def default_template(board: Unit) -> ReportTemplate:
    """An unsaved template with chapters in the board's language. A section that a board does not use is left empty."""
    with translation.override(board.language):
        return ReportTemplate(
            board=board, title=_("Interim report"), year_title=_("Annual report"), chapters=_chapters(), relations=[]
        )


def meeting_template(board: Unit) -> ReportTemplate:
    """An unsaved template of a meeting's papers: what stands, what is to be decided, and what has been asked."""
    with translation.override(board.language):
        chapters = [
            {"number": "1", "title": _("Commissions"), "parts": ["commissions"]},
            {"number": "2", "title": _("Matters"), "parts": ["reports.cases"]},
            {"number": "3", "title": _("Questions and answers"), "parts": ["questions"]},
            # Last, since a board that does not follow it has no such chapter, and no number is left out.
            {
                "number": "4",
                "title": _("Availability"),
                "parts": ["staffing.availability"],
                "only_with_content": True,
            },
        ]
        return ReportTemplate(board=board, title=_("Meeting papers"), chapters=chapters, relations=[])


def _chapters() -> list[dict]:
    return [
        {
            "number": "1",
            "title": _("Summary"),
            "text": "summary",
            "hint": _("The most important things on one page at most: how it stands, why, and what is to come."),
        },
        {"number": "2", "title": _("Goals, commissions and staff")},
        {"number": "2.1", "title": _("Goals and commissions"), "parts": ["goals", "goals.star", "commissions"]},
        {"number": "2.2", "title": _("Staff"), "parts": ["staffing.people"]},
        {
            "number": "2.3",
            "title": _("Availability"),
            "parts": ["staffing.availability", "staffing.beds"],
            "only_with_content": True,
        },
        {"number": "3", "title": _("Economy")},
        {"number": "3.1", "title": _("Financial result"), "parts": ["economy.result"]},
        {
            "number": "3.2",
            "title": _("Analysis of larger deviations"),
            "parts": ["economy.deviations", "savings", "staffing.hired"],
        },
        {"number": "3.3", "title": _("Forecast"), "parts": ["economy.forecast"]},
        {"number": "4", "title": _("Annexes")},
        {"number": "4.1", "title": _("Register of commissions"), "parts": ["commissions.register"]},
        {
            "number": "4.2",
            "title": _("What has changed since the report before"),
            "parts": ["reports.changes"],
            "only_with_content": True,
        },
        {"number": "5", "title": _("Questions and answers"), "parts": ["questions"], "only_with_content": True},
    ]
