"""What a board has left to report about its commissions."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.models import CommissionReport
from commissions.reading import Line, read_lines
from commissions.words import status_of
from followup.duties import Duty, Previous, state_of
from followup.prose import plain
from organisation.models import ReportingPeriod, Unit, User


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One for each commission that is reported in the period. The board reports them: its units have none.

    At most six queries, whatever the number of commissions.
    """
    if not unit.is_board:
        return []
    previous = period.previous()
    lines = read_lines(unit=unit, period=period, previous=previous)
    return [_duty(line, unit, period, previous) for line in lines if line.is_reported]


def _duty(line: Line, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None) -> Duty:
    missing = _missing(line, period)
    saved_at = line.report.saved_at
    return Duty(
        key=line.commission.key,
        kind="commission",
        label=line.commission.name,
        state=state_of(saved_at=saved_at, missing=missing),
        missing=missing,
        previous=_previous(line.previous, unit, previous) if line.previous and previous else None,
        saved_at=saved_at,
        form_url=reverse(
            "commissions:report",
            kwargs={"unit": unit.slug, "period": period.slug, "code": line.commission.code},
        ),
        lang=unit.root.language,
    )


def _missing(line: Line, period: ReportingPeriod) -> tuple[str, ...]:
    """What to do before submission: choose a status, and write what this kind of period asks for."""
    words = {"commission": line.commission.name}
    sentences = []
    if line.report.status == "unassessed":
        sentences.append(_("%(commission)s: choose a status") % words)
    if period.kind == ReportingPeriod.Kind.MEETING:
        if not line.report.last_month.strip():
            sentences.append(_("%(commission)s: write what has been done in the last month") % words)
    elif not line.report.analysis.strip():
        sentences.append(_("%(commission)s: write an analysis") % words)
    return tuple(sentences)


def _previous(report: CommissionReport, unit: Unit, period: ReportingPeriod) -> Previous:
    values = [
        (_("Status"), status_of(report.status, unit).label),
        (_("Forecast in words"), report.forecast_text),
        *report.texts,
    ]
    return Previous(period=period.label, values=tuple((label, plain(text)) for label, text in values if text))
