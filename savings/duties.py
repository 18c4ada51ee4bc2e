"""What there is to report about savings: a status for each measure, an amount for each target."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from followup.prose import plain
from followup.status import shown
from organisation.models import ReportingPeriod, Unit, User
from savings.forms import StatusForm, TargetForm
from savings.reading import MeasureLine, Savings, TargetLine, read_savings


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """One for each measure that is not dropped, and one for each target. Eight queries at most."""
    held = read_savings(unit=unit, period=period, previous=period.previous())
    words = unit.words("measure")
    found = [_measure_duty(held, line, words) for line in held.measures if not line.is_dropped]
    return [*found, *(_target_duty(held, line) for line in held.targets)]


def _measure_duty(held: Savings, line: MeasureLine, words: dict[str, str]) -> Duty:
    measure, row = line.measure, line.row
    label = f"{measure.number} {measure.title}"
    sentence = _("%(measure)s: choose a status.") % {"measure": label}
    missing = (Missing(sentence, "status"),) if row.status == "unassessed" else ()
    return Duty(
        key=measure.key,
        kind="measure",
        label=label,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=_shown(row, words),
        previous=_previous(held, line.previous, words),
        saved_at=row.saved_at,
        form_url=_url(held, "savings:status", measure.code),
        row=row,
        before=line.previous,
        form=StatusForm,
    )


def _target_duty(held: Savings, line: TargetLine) -> Duty:
    target, row = line.target, line.row
    gap = row.realised is None and not row.missing_reason
    sentence = _("%(target)s: give the amount reached, or say why there is none.") % {"target": target.name}
    missing = (Missing(sentence, "realised"),) if gap else ()
    return Duty(
        key=target.key,
        kind="savings_target",
        label=target.name,
        state=state_of(saved_at=row.saved_at, missing=missing),
        missing=missing,
        shown=_shown(row, {}),
        previous=_previous(held, line.previous, {}),
        saved_at=row.saved_at,
        form_url=_url(held, "savings:target", target.code),
        row=row,
        before=line.previous,
        form=TargetForm,
    )


def _shown(row, words: dict[str, str]):
    """What is reported now."""
    status = shown("measure", row.status, words) if hasattr(row, "status") else ""
    amount = row.as_given(row.realised) or str(row.get_missing_reason_display())
    return said((_("Status"), status), (_("Realised"), amount), (_("Comment"), words_shown(row.comment)))


def _previous(held: Savings, row, words: dict[str, str]) -> Previous | None:
    """What was said last time, in words."""
    if row is None or held.previous is None:
        return None
    status = shown("measure", row.status, words).label if hasattr(row, "status") else ""
    amount = row.as_given(row.realised) or str(row.get_missing_reason_display())
    values = ((_("Status"), status), (_("Realised"), amount), (_("Comment"), plain(row.comment)))
    return Previous(period=held.previous.label, values=tuple(pair for pair in values if pair[1]))


def _url(held: Savings, name: str, code: str) -> str:
    return reverse(name, kwargs={"unit": held.unit.slug, "period": held.period.slug, "code": code})
