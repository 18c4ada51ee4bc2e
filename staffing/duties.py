"""What a unit has to report about its staff, with what was said last time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from followup import prose
from followup.duties import Duty, Previous, state_of
from organisation.models import PeriodRow, ReportingPeriod, Unit, User
from staffing.models import SickLeave, StaffingText
from staffing.previous import costs, headcount_value, known_value, share_value
from staffing.reading import Hired, People, read_hired, read_people
from staffing.rows import ALL
from staffing.words import language, sick_label, sick_value

TOPICS = (StaffingText.Topic.HEADCOUNT, StaffingText.Topic.SICK_LEAVE)


def duties(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """The statutory key figures, headcount, hired staff, and two texts. Ten queries."""
    previous = period.previous()
    people = read_people(unit=unit, period=period, previous=previous)
    hired = read_hired(unit=unit, period=period, previous=previous)
    desk = _Desk(unit=unit, period=period, previous=previous)
    return [
        *(_sick(desk, people, measure) for measure in SickLeave.STATUTORY),
        _headcount(desk, people),
        _share(desk, hired),
        *_costs(desk, hired),
        *(_text(desk, people, topic) for topic in TOPICS),
    ]


@dataclass(frozen=True)
class _Desk:
    """Makes the duties of one unit and period."""

    unit: Unit
    period: ReportingPeriod
    previous: ReportingPeriod | None

    def duty(self, key: str, kind: str, label: str, row: PeriodRow | None, *, gaps: list[str], **kwargs) -> Duty:
        """A duty; `gaps` are what to do, `before` is what was said last time, `form` the name of the form."""
        before, form, words = kwargs["before"], kwargs["form"], kwargs.get("words", {})
        missing = tuple(_("%(label)s: %(gap)s.") % {"label": label, "gap": gap} for gap in gaps)
        saved_at = row.saved_at if row else None
        said = Previous(period=self.previous.label, values=((label, before),)) if self.previous and before else None
        return Duty(
            key=key,
            kind=kind,
            label=label,
            state=state_of(saved_at=saved_at, missing=missing),
            missing=missing,
            previous=said,
            saved_at=saved_at,
            form_url=reverse(form, kwargs={"unit": self.unit.slug, "period": self.period.slug, **words}),
            lang=language(),
        )


def _value_gap(*, is_known: bool) -> list[str]:
    return [] if is_known else [_("give the value, or say why it is missing")]


def _sick(desk: _Desk, people: People, measure: str) -> Duty:
    row = people.sick.get(("", measure))
    before = people.before.sick.get(("", measure)) if people.before else None
    return desk.duty(
        f"staffing.sick.{measure}",
        "sick_leave",
        sick_label(measure),
        row,
        gaps=_value_gap(is_known=bool(row and (row.percent is not None or row.missing_reason))),
        before=sick_value(before),
        form="staffing:sick",
        words={"group": ALL, "key": measure},
    )


def _headcount(desk: _Desk, people: People) -> Duty:
    row = people.headcount.get("")
    before = people.before.headcount.get("") if people.before else None
    return desk.duty(
        "staffing.headcount",
        "headcount",
        _("Change in the number of employees"),
        row,
        gaps=_value_gap(is_known=bool(row and (row.change is not None or row.missing_reason))),
        before=headcount_value(before),
        form="staffing:headcount",
    )


def _share(desk: _Desk, hired: Hired) -> Duty:
    row = hired.share
    before = hired.before.share if hired.before else None
    gaps = _value_gap(is_known=bool(row and (row.share_r12 is not None or row.missing_reason)))
    if row and row.share_r12 is not None and row.target is None:
        gaps.append(_("give the target"))
    return desk.duty(
        "staffing.hired.share",
        "hired_share",
        _("Hired staff as a share of own staff"),
        row,
        gaps=gaps,
        before=share_value(before),
        form="staffing:share",
    )


def _costs(desk: _Desk, hired: Hired) -> list[Duty]:
    before = costs(hired.before)
    found = []
    for code, frame in hired.frames.items():
        row = hired.costs.get(code)
        key = f"staffing.hired.cost.{code}"
        found.append(
            desk.duty(
                key,
                "hired_cost",
                _("Cost of hired staff, %(frame)s") % {"frame": frame.name},
                row,
                gaps=_value_gap(is_known=bool(row and (row.cost is not None or row.missing_reason))),
                before=known_value(before.get(key)),
                form="staffing:hired",
                words={"frame": code},
            )
        )
    return found


def _text(desk: _Desk, people: People, topic: str) -> Duty:
    row = people.texts.get(topic)
    before = people.before.texts.get(topic) if people.before else None
    return desk.duty(
        f"staffing.text.{topic}",
        "staffing_text",
        _("Text: %(topic)s") % {"topic": str(StaffingText.Topic(topic).label).lower()},
        row,
        gaps=[] if row and row.text else [_("write the text")],
        before=prose.plain(before.text) if before else "",
        form="staffing:text",
        words={"topic": topic},
    )
