"""The report's own texts, chapter by chapter, as sections that the template places."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.sections import Prose, Section
from organisation.models import ReportingPeriod, Unit
from reports.assembly import template_of
from reports.models import ChapterText


def chapters(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Section "reports": one nested section a chapter text, "reports.<code>", without a heading of its own.

    A chapter that nobody has written says so, so that a reader sees the gap. Two queries.
    """
    written = dict(ChapterText.objects.at(unit, period).values_list("code", "text"))
    return Section(
        key="reports",
        title="",
        blocks=tuple(
            Section(key=f"reports.{one['text']}", title="", blocks=(_prose(written.get(one["text"], ""), unit),))
            for one in template_of(unit, period).texts()
        ),
    )


def _prose(text: str, unit: Unit) -> Prose:
    if text:
        return Prose(text=text, lang=unit.root.language)
    return Prose(text=_("*Not written yet.*"), lang=get_language(), is_composed=True)
