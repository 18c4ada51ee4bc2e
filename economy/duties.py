"""What there is to report of the economy: deviation per frame, texts, forecast, causes and actions."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import facts as make
from economy import forms
from economy.models import TOTAL, Account, DeviationAnalysis, ForecastAssessment, FrameCommentary, FrameOutcome, Topic
from economy.outlook import assessed_fact
from economy.reported import Reported
from followup import prose
from followup.duties import Duty, DutyState, Missing, Previous, said, state_of, words_shown
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
        frame = next((one for one in self.now.all_frames if one.code == code), None)
        row = self.now.outcome(code) or FrameOutcome(account=Account.NET, **FrameOutcome.about(frame))
        words = {"frame": make.frame_name(self.now, code)}
        missing = []
        if not self.now.amount(code, "deviation") and not row.missing_reason:
            what = _("%(frame)s: enter the deviation from budget, or say why it is missing") % words
            missing.append(Missing(what, "deviation"))
        was = make.outcome_facts(self.before, code, Account.NET) if self.before else []
        is_deviation = f"{make.row_key(code)}.deviation"
        now = [fact for fact in make.outcome_facts(self.now, code, Account.NET) if fact.key == is_deviation]
        return self._duty(
            row,
            _("%(frame)s: deviation from budget") % words,
            missing,
            url=("outcome", {"frame": code, "account": Account.NET.value}),
            shown=_figures(now) or [(_("Deviation"), str(row.get_missing_reason_display()))],
            previous=_figures(was),
            before=self.before.outcome(code) if self.before else None,
            form=forms.OutcomeForm,
            is_computed=not missing,
        )

    def text(self, code: str) -> Duty:
        topic = Topic.RESULT.value if code == TOTAL else code
        row = self.now.texts.get(topic) or FrameCommentary(frame_code=topic)
        words = {"frame": make.frame_name(self.now, code)}
        what = _("%(frame)s: write what explains the deviation") % words
        before = self.before.text(topic) if self.before else ""
        return self._duty(
            row,
            _("%(frame)s: analysis") % words,
            [] if row.text.strip() else [Missing(what, "text")],
            url=("commentary", {"topic": topic}),
            shown=[(_("Text"), words_shown(row.text))],
            previous=[(_("Text"), prose.plain(before))] if before else [],
            before=self.before.texts.get(topic) if self.before else None,
            form=forms.CommentaryForm,
        )

    def forecast(self) -> Duty:
        row = self.now.assessment or ForecastAssessment()
        missing = []
        if assessed_fact(self.now, row).value is None:
            missing.append(Missing(_("Forecast: enter the deviation that you expect for the year"), "deviation"))
        if not row.comment.strip():
            missing.append(Missing(_("Forecast: write why it is what it is"), "comment"))
        old = self.before.assessment if self.before else None
        previous = []
        if old:
            previous = _figures([assessed_fact(self.before, old)])
            previous += [(_("Why the forecast is what it is"), old.comment)] if old.comment else []
        shown = [*_figures([assessed_fact(self.now, row)]), (_("Text"), words_shown(row.comment))]
        return self._duty(
            row,
            _("Forecast for the year"),
            missing,
            url=("forecast", {}),
            shown=shown,
            previous=previous,
            before=old,
            form=forms.ForecastForm,
        )

    def area(self, area: DeviationArea) -> Duty:
        row = self.now.analyses.get(area.pk) or DeviationAnalysis()
        row.area = area
        words = {"area": area.name}
        missing = []
        if not row.cause.strip():
            missing.append(Missing(_("%(area)s: write what causes the deviation") % words, "cause"))
        if not row.action.strip():
            missing.append(Missing(_("%(area)s: write what is done about it") % words, "action"))
        old = self.before.analyses.get(area.pk) if self.before else None
        pairs = [(_("Cause"), old.cause), (_("Activity"), old.action)] if old else []
        return self._duty(
            row,
            _("%(area)s: cause and action") % words,
            missing,
            url=("deviation", {"code": area.code}),
            shown=[(_("Cause"), words_shown(row.cause)), (_("Activity"), words_shown(row.action))],
            previous=[pair for pair in pairs if pair[1]],
            before=old,
            form=forms.DeviationForm,
        )

    def _duty(
        self, row: PeriodRow, label: str, missing: Iterable[str], *, url, shown, previous, is_computed=False, **more
    ) -> Duty:
        name, kwargs = url
        missing = tuple(missing)
        row.unit, row.period = self.now.unit, self.now.period
        at = {"unit": self.now.unit.slug, "period": self.now.period.slug}
        return Duty(
            key=row.key,
            kind=f"economy.{name}",
            label=label,
            # What follows from other amounts is done, though nobody has written it.
            state=DutyState.DONE if is_computed else state_of(saved_at=row.saved_at, missing=missing),
            missing=missing,
            shown=said(*shown),
            previous=Previous(period=self.before.period.label, values=tuple(previous)) if previous else None,
            saved_at=row.saved_at,
            form_url=reverse(f"economy:{name}", kwargs=at | kwargs),
            lang=get_language(),
            row=row,
            **more,
        )


def _figures(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    return [(fact.label, format_fact(fact)) for fact in facts if fact.value is not None]
