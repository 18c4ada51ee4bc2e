"""What there is to report of the economy: deviation per frame, texts, forecast, causes and actions."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import facts as make
from economy.models import TOTAL, Account, DeviationAnalysis, ForecastAssessment, FrameCommentary, FrameOutcome, Topic
from economy.outlook import assessed_fact
from economy.reported import Reported
from followup import prose
from followup.duties import Duty, Previous, state_of
from followup.numbers import format_fact
from followup.sections import Fact
from organisation.models import DeviationArea, PeriodRow, ReportingPeriod, Unit, User


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today) -> list[Duty]:
    """The duties of a unit, in the order of the page.

    A board answers for its frames and its areas of deviation; a unit below it for its own total, the text
    on it, and its forecast.
    """
    before = period.previous()
    desk = _Desk(Reported(unit, period), Reported(unit, before) if before else None)
    codes = [TOTAL, *(frame.code for frame in desk.now.frames)] if unit.is_board else [TOTAL]
    found = [duty for code in codes for duty in (desk.outcome(code), desk.text(code))]
    areas = desk.now.areas if unit.is_board else []
    return [*found, desk.forecast(), *(desk.area(area) for area in areas)]


class _Desk:
    """One unit's duties, with what was said last time."""

    def __init__(self, now: Reported, before: Reported | None):
        self.now, self.before = now, before

    def outcome(self, code: str) -> Duty:
        row = self.now.outcome(code) or FrameOutcome(frame_code=code, account=Account.NET)
        said = {"frame": make.frame_name(self.now, code)}
        missing = []
        if row.deviation is None and not row.missing_reason:
            missing.append(_("%(frame)s: enter the deviation from budget, or say why it is missing") % said)
        was = make.outcome_facts(self.before, code, Account.NET) if self.before else []
        return self._duty(
            row,
            _("%(frame)s: deviation from budget") % said,
            missing,
            url=("outcome", {"frame": code, "account": Account.NET.value}),
            previous=_figures(was),
        )

    def text(self, code: str) -> Duty:
        topic = Topic.RESULT.value if code == TOTAL else code
        row = self.now.texts.get(topic) or FrameCommentary(frame_code=topic)
        said = {"frame": make.frame_name(self.now, code)}
        missing = [] if row.text.strip() else [_("%(frame)s: write what explains the deviation") % said]
        before = self.before.text(topic) if self.before else ""
        return self._duty(
            row,
            _("%(frame)s: analysis") % said,
            missing,
            url=("commentary", {"topic": topic}),
            previous=[(_("Text"), prose.plain(before))] if before else [],
        )

    def forecast(self) -> Duty:
        row = self.now.assessment or ForecastAssessment()
        missing = []
        if row.deviation is None:
            missing.append(_("Forecast: enter the deviation that you expect for the year"))
        if not row.comment.strip():
            missing.append(_("Forecast: write why it is what it is"))
        old = self.before.assessment if self.before else None
        previous = []
        if old:
            previous = _figures([assessed_fact(self.before, old)])
            previous += [(_("Why the forecast is what it is"), old.comment)] if old.comment else []
        return self._duty(row, _("Forecast for the year"), missing, url=("forecast", {}), previous=previous)

    def area(self, area: DeviationArea) -> Duty:
        row = self.now.analyses.get(area.pk) or DeviationAnalysis()
        row.area = area
        said = {"area": area.name}
        missing = []
        if not row.cause.strip():
            missing.append(_("%(area)s: write what causes the deviation") % said)
        if not row.action.strip():
            missing.append(_("%(area)s: write what is done about it") % said)
        old = self.before.analyses.get(area.pk) if self.before else None
        pairs = [(_("Cause"), old.cause), (_("Activity"), old.action)] if old else []
        return self._duty(
            row,
            _("%(area)s: cause and action") % said,
            missing,
            url=("deviation", {"code": area.code}),
            previous=[pair for pair in pairs if pair[1]],
        )

    def _duty(self, row: PeriodRow, label: str, missing: Iterable[str], *, url, previous) -> Duty:
        name, kwargs = url
        missing = tuple(missing)
        at = {"unit": self.now.unit.slug, "period": self.now.period.slug}
        return Duty(
            key=row.key,
            kind=f"economy.{name}",
            label=label,
            state=state_of(saved_at=row.saved_at, missing=missing),
            missing=missing,
            previous=Previous(period=self.before.period.label, values=tuple(previous)) if previous else None,
            saved_at=row.saved_at,
            form_url=reverse(f"economy:{name}", kwargs=at | kwargs),
            lang=get_language(),
        )


def _figures(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    return [(fact.label, format_fact(fact)) for fact in facts if fact.value is not None]
