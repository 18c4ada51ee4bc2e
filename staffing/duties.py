"""What a unit has to report about its staff, with what was said last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followup import prose
from followup.duties import Duty, Missing, Previous, said, state_of, words_shown
from organisation.models import Frame, PeriodRow, ReportingPeriod, Unit, User
from staffing import forms
from staffing.availability import Followed, read_availability, title_of
from staffing.models import Availability, Headcount, HiredShare, HiredStaff, SickLeave, StaffingText
from staffing.previous import availability_value, costs, headcount_value, known_value, reason, share_value
from staffing.reading import Hired, People, read_hired, read_people
from staffing.rows import ALL
from staffing.words import language, sick_label, sick_value

TOPICS = (StaffingText.Topic.HEADCOUNT, StaffingText.Topic.SICK_LEAVE)


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """The statutory key figures, headcount, hired staff, two texts, and the availability that the board follows. At a
    meeting availability alone. Fourteen queries at most, three at a meeting."""
    previous = period.previous()
    desk = _Desk(unit=unit, period=period, previous=previous)
    followed = read_availability(unit=unit, period=period, previous=previous)
    care = [_availability(desk, followed, row) for row in followed.rows]
    if period.is_meeting:
        return care
    people = read_people(unit=unit, period=period, previous=previous)
    hired = read_hired(unit=unit, period=period, previous=previous)
    return [
        *(_sick(desk, people, measure) for measure in SickLeave.STATUTORY),
        _headcount(desk, people),
        _share(desk, hired),
        *_costs(desk, hired),
        *(_text(desk, people, topic) for topic in TOPICS),
        *care,
    ]


@dataclass(frozen=True)
class _Desk:
    """Makes the duties of one unit and period."""

    unit: Unit
    period: ReportingPeriod
    previous: ReportingPeriod | None

    def duty(self, row: PeriodRow, kind: str, label: str, *, gaps: list[Missing], **kwargs) -> Duty:
        """A duty; `gaps` are what to do, `said_before` is what was said last time, `url` is the name of
        the form's address with what it takes."""
        before, (name, words) = kwargs.pop("said_before"), kwargs.pop("url")
        missing = tuple(Missing(_("%(label)s: %(gap)s.") % {"label": label, "gap": gap}, gap.field) for gap in gaps)
        row.unit, row.period = self.unit, self.period
        return Duty(
            key=row.key,
            kind=kind,
            label=label,
            state=state_of(saved_at=row.saved_at, missing=missing),
            missing=missing,
            previous=Previous(period=self.previous.label, values=((label, before),))
            if self.previous and before
            else None,
            saved_at=row.saved_at,
            form_url=reverse(name, kwargs={"unit": self.unit.slug, "period": self.period.slug, **words}),
            lang=language(),
            row=row,
            **kwargs,
        )


def _value_gap(field: str, *, is_known: bool) -> list[Missing]:
    return [] if is_known else [Missing(_("give the value, or say why it is missing"), field)]


def _sick(desk: _Desk, people: People, measure: str) -> Duty:
    row = people.sick.get(("", measure)) or SickLeave(measure=measure)
    before = people.before.sick.get(("", measure)) if people.before else None
    return desk.duty(
        row,
        "sick_leave",
        sick_label(measure),
        gaps=_value_gap("value", is_known=row.percent is not None or bool(row.missing_reason)),
        shown=said((_("Value"), sick_value(row))),
        said_before=sick_value(before),
        before=before,
        form=forms.SickLeaveForm,
        url=("staffing:sick", {"group": ALL, "key": measure}),
    )


def _availability(desk: _Desk, followed: Followed, row: Availability) -> Duty:
    before = followed.before.get(row.key)
    is_known = row.value is not None or row.change is not None or bool(row.missing_reason)
    return desk.duty(
        row,
        "availability",
        title_of(row),
        gaps=_value_gap("value", is_known=is_known),
        shown=said((_("Value"), availability_value(row))),
        said_before=availability_value(before),
        before=before,
        form=forms.AvailabilityForm,
        url=("staffing:availability", {"care": row.care, "measure": row.measure, "part": row.part_code or ALL}),
    )


def _headcount(desk: _Desk, people: People) -> Duty:
    row = people.headcount.get("") or Headcount()
    before = people.before.headcount.get("") if people.before else None
    return desk.duty(
        row,
        "headcount",
        _("Change in the number of employees"),
        gaps=_value_gap("change", is_known=row.change is not None or bool(row.missing_reason)),
        shown=said((_("Value"), headcount_value(row))),
        said_before=headcount_value(before),
        before=before,
        form=forms.HeadcountForm,
        url=("staffing:headcount", {}),
    )


def _share(desk: _Desk, hired: Hired) -> Duty:
    row = hired.share or HiredShare()
    before = hired.before.share if hired.before else None
    gaps = _value_gap("share_r12", is_known=row.share_r12 is not None or bool(row.missing_reason))
    if row.share_r12 is not None and row.target is None:
        gaps.append(Missing(_("give the target"), "target"))
    return desk.duty(
        row,
        "hired_share",
        _("Hired staff as a share of own staff"),
        gaps=gaps,
        shown=said((_("Value"), share_value(row)), (_("Forecast for the year"), words_shown(row.forecast_text))),
        said_before=share_value(before),
        before=before,
        form=forms.HiredShareForm,
        url=("staffing:share", {}),
    )


def _costs(desk: _Desk, hired: Hired) -> list[Duty]:
    now, before = costs(hired), costs(hired.before)
    return [_cost(desk, hired, frame, now, before) for frame in hired.frames.values()]


def _cost(desk: _Desk, hired: Hired, frame: Frame, now, before) -> Duty:
    row = hired.costs.get(frame.code) or HiredStaff(frame=frame, frame_code=frame.code)
    return desk.duty(
        row,
        "hired_cost",
        _("Cost of hired staff, %(frame)s") % {"frame": frame.name},
        gaps=_value_gap("cost", is_known=row.cost is not None or bool(row.missing_reason)),
        shown=said((_("Cost"), known_value(now.get(row.key)) or reason(row))),
        said_before=known_value(before.get(row.key)),
        before=hired.before.costs.get(frame.code) if hired.before else None,
        form=forms.HiredStaffForm,
        url=("staffing:hired", {"frame": frame.code}),
    )


def _text(desk: _Desk, people: People, topic: str) -> Duty:
    row = people.texts.get(topic) or StaffingText(topic=topic)
    before = people.before.texts.get(topic) if people.before else None
    return desk.duty(
        row,
        "staffing_text",
        _("Text: %(topic)s") % {"topic": str(StaffingText.Topic(topic).label).lower()},
        gaps=[] if row.text else [Missing(_("write the text"), "text")],
        shown=said((_("Text"), words_shown(row.text))),
        said_before=prose.plain(before.text) if before else "",
        before=before,
        form=forms.StaffingTextForm,
        url=("staffing:text", {"topic": topic}),
    )
