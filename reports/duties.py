"""The chapter texts that the board writes for the report itself."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.duties import Duty, Previous, state_of
from followup.prose import plain
from organisation.models import ReportingPeriod, Unit, User
from reports.assembly import template_of
from reports.models import ChapterText

SHOWN = 200


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One duty a chapter text, for the board only: a division has no report of its own to introduce."""
    if not unit.is_board:
        return []
    previous = period.previous()
    now = {row.code: row for row in ChapterText.objects.at(unit, period)}
    before = dict(ChapterText.objects.at(unit, previous).values_list("code", "text")) if previous else {}
    return [
        _duty(one, unit, period, now.get(one["text"]), previous, before.get(one["text"], ""))
        for one in template_of(unit).texts()
    ]


def _duty(chapter: dict, unit, period, row: ChapterText | None, previous, before: str) -> Duty:
    label = f"{chapter['number']} {chapter['title']}"
    missing = () if row and row.text.strip() else (_("%(chapter)s: write the chapter's text.") % {"chapter": label},)
    saved_at = row.saved_at if row else None
    return Duty(
        key=f"reports.{chapter['text']}",
        kind="chapter",
        label=label,
        state=state_of(saved_at=saved_at, missing=missing),
        missing=missing,
        previous=Previous(period=previous.label, values=((_("Text"), _short(plain(before))),)) if before else None,
        saved_at=saved_at,
        form_url=reverse(
            "reports:chapter", kwargs={"unit": unit.slug, "period": period.slug, "code": chapter["text"]}
        ),
        lang=unit.root.language,
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
