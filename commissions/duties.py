"""What a board has left to report about its commissions."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.forms import MeetingForm, ReportForm
from commissions.grants import read_grants
from commissions.models import CommissionReport
from commissions.part_duties import grant_duty, part_duty
from commissions.reading import Line, read_lines
from commissions.words import status_of
from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from followup.prose import plain
from organisation.models import ReportingPeriod, Unit, User


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One for each commission that is reported in the period. The board reports them: its units have none.

    Its parts follow it, and in reports the use of the grants comes last. At most fourteen queries, whatever the
    number of commissions.
    """
    if not unit.is_board:
        return []
    previous = period.previous()
    lines = [one for one in read_lines(unit=unit, period=period, previous=previous) if one.is_reported]
    grants = [] if period.is_meeting else read_grants(unit=unit, period=period)
    found = []
    for line in lines:
        found.append(_duty(line, unit, period, previous))
        found += [part_duty(line, one, period, previous) for one in line.parts]
    return found + [grant_duty(one) for one in grants]


def _duty(line: Line, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None) -> Duty:
    missing = _missing(line, period)
    saved_at = line.report.saved_at
    return Duty(
        key=line.commission.key,
        kind="commission",
        label=line.commission.name,
        state=state_of(saved_at=saved_at, missing=missing),
        missing=missing,
        shown=_shown(line.report, unit),
        previous=_previous(line.previous, unit, previous) if line.previous and previous else None,
        saved_at=saved_at,
        form_url=reverse(
            "commissions:report",
            kwargs={"unit": unit.slug, "period": period.slug, "code": line.commission.code},
        ),
        lang=unit.root.language,
        row=line.report,
        before=line.previous,
        form=MeetingForm if period.kind == ReportingPeriod.Kind.MEETING else ReportForm,
    )


def _shown(report: CommissionReport, unit: Unit):
    """The status, and how much is written in each text."""
    texts = ((label, words_shown(text)) for label, text in report.texts)
    return said((_("Status"), status_of(report.status, unit)), *texts)


def _missing(line: Line, period: ReportingPeriod) -> tuple[str, ...]:
    """What to do before submission: choose a status, and write what this kind of period asks for."""
    words = {"commission": line.commission.name}
    sentences = []
    if line.report.status == "unassessed":
        sentences.append(Missing(_("%(commission)s: choose a status") % words, "status"))
    if period.kind == ReportingPeriod.Kind.MEETING:
        if not line.report.last_month.strip():
            what = _("%(commission)s: write what has been done in the last month") % words
            sentences.append(Missing(what, "last_month"))
    elif not line.report.analysis.strip():
        sentences.append(Missing(_("%(commission)s: write an analysis") % words, "analysis"))
    return tuple(sentences)


def _previous(report: CommissionReport, unit: Unit, period: ReportingPeriod) -> Previous:
    values = [
        (_("Status"), status_of(report.status, unit).label),
        (_("Forecast in words"), report.forecast_text),
        *report.texts,
    ]
    return Previous(period=period.label, values=tuple((label, plain(text)) for label, text in values if text))
