"""The chapter texts that the board writes for the report itself."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from followup.prose import plain
from organisation.models import ReportingPeriod, Unit, User
from reports.assembly import template_of
from reports.forms import ChapterTextForm
from reports.models import ChapterText

SHOWN = 200


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One duty a chapter text, for the board only: a division has no report of its own to introduce."""
    if not unit.is_board:
        return []
    previous = period.previous()
    now = {row.code: row for row in ChapterText.objects.at(unit, period)}
    before = {row.code: row for row in ChapterText.objects.at(unit, previous)} if previous else {}
    return [
        _duty(one, unit, period, now.get(one["text"]), previous, before.get(one["text"]))
        for one in template_of(unit).texts()
    ]


def _duty(chapter: dict, unit, period, found: ChapterText | None, previous, before: ChapterText | None) -> Duty:
    label = f"{chapter['number']} {chapter['title']}"
    row = found or ChapterText(code=chapter["text"])
    row.unit, row.period = unit, period
    sentence = _("%(chapter)s: write the chapter's text.") % {"chapter": label}
    missing = () if row.text.strip() else (Missing(sentence, "text"),)
    text_before = before.text if before else ""
    return Duty(
        key=f"reports.{chapter['text']}",
        kind="chapter",
        label=label,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=said((_("Text"), words_shown(row.text))),
        previous=Previous(period=previous.label, values=((_("Text"), _short(plain(text_before))),))
        if text_before
        else None,
        saved_at=row.saved_at,
        form_url=reverse(
            "reports:chapter", kwargs={"unit": unit.slug, "period": period.slug, "code": chapter["text"]}
        ),
        lang=unit.root.language,
        row=row,
        before=before,
        form=ChapterTextForm,
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
