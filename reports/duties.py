"""The chapter texts that the board writes for the report itself, and the matters that it is to decide on."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from followup.prose import plain
from organisation.models import ReportingPeriod, Unit, User
from reports.assembly import template_of
from reports.forms import CaseForm, ChapterTextForm
from reports.models import CaseDocument, ChapterText

SHOWN = 200


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One duty a chapter text and a matter, for the board only: a division has no report of its own to introduce."""
    if not unit.is_board:
        return []
    previous = period.previous()
    now = {row.code: row for row in ChapterText.objects.at(unit, period)}
    before = {row.code: row for row in ChapterText.objects.at(unit, previous)} if previous else {}
    texts = [
        _duty(one, unit, period, now.get(one["text"]), previous, before.get(one["text"]))
        for one in template_of(unit, period).texts()
    ]
    return texts + [_case_duty(row, unit, period) for row in CaseDocument.objects.at(unit, period) if row.title]


def _case_duty(row: CaseDocument, unit: Unit, period: ReportingPeriod) -> Duty:
    """A matter lacks its proposal until one is written: nothing can be decided without."""
    missing = ()
    if not row.proposal.strip():
        missing = (Missing(_("%(matter)s: write the proposal for a decision.") % {"matter": row.title}, "proposal"),)
    row.unit, row.period = unit, period
    return Duty(
        key=row.key,
        kind="case",
        label=row.title,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=said((_("Proposal for a decision"), words_shown(row.proposal))),
        previous=None,
        saved_at=row.saved_at,
        form_url=reverse("reports:case", kwargs={"unit": unit.slug, "period": period.slug, "code": row.code}),
        lang=unit.root.language,
        row=row,
        before=None,
        form=CaseForm,
    )


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
