"""What a unit's pages, duties and report read about its people, in a few queries whatever there is to read."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from organisation.models import Frame, ReportingPeriod, State, Submission, Unit
from staffing.models import (
    Headcount,
    HiredFrame,
    HiredShare,
    HiredStaff,
    ManagerSpan,
    SickLeave,
    SpanBand,
    StaffGroup,
    StaffingText,
)
from staffing.months.counted import counted_sick

_OF_PEOPLE = (Headcount, SickLeave, StaffingText, ManagerSpan, SpanBand)


@dataclass
class People:
    """Headcount, sick leave and texts of a unit for a period; `before` holds the same for the one before it."""

    unit: Unit
    period: ReportingPeriod
    groups: dict[str, StaffGroup] = field(default_factory=dict)
    headcount: dict[str, Headcount] = field(default_factory=dict)
    sick: dict[tuple[str, str], SickLeave] = field(default_factory=dict)
    texts: dict[str, StaffingText] = field(default_factory=dict)
    span: ManagerSpan | None = None
    bands: list[SpanBand] = field(default_factory=list)
    before: People | None = None

    def professions(self) -> list[tuple[str, str]]:
        """(group, key figure) of what is known of professions, in the order of the board and of the figures."""
        groups, measures = list(self.groups), list(SickLeave.Key)
        found = [key for key in self.sick if key[0] in self.groups]
        return sorted(found, key=lambda key: (groups.index(key[0]), measures.index(key[1])))


@dataclass
class Hired:
    """Hired staff of a unit for a period.

    `shares` is its share in this period and in the decided ones before it, in order of time.
    """

    unit: Unit
    period: ReportingPeriod
    frames: dict[str, Frame] = field(default_factory=dict)
    costs: dict[str, HiredStaff] = field(default_factory=dict)
    shares: list[HiredShare] = field(default_factory=list)
    text: StaffingText | None = None
    before: Hired | None = None

    @property
    def share(self) -> HiredShare | None:
        return next((row for row in self.shares if row.period_id == self.period.pk), None)


def read_people(*, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None = None) -> People:
    """What is written; key figures of sick leave that are not are counted from the hours of the months, where all are
    known. Six queries, and none more with `previous`; one or two more where a key figure is not written."""
    groups = {group.code: group for group in StaffGroup.objects.filter(board=unit.root)}
    rows = [_rows(model, unit, period, previous) for model in _OF_PEOPLE]

    def of(one: ReportingPeriod) -> People:
        headcount, sick, texts, spans, bands = ([row for row in found if row.period_id == one.pk] for found in rows)
        return People(
            unit=unit,
            period=one,
            groups=groups,
            headcount={row.group_code: row for row in headcount},
            sick={(row.group_code, row.measure): row for row in sick},
            texts={row.topic: row for row in texts},
            span=spans[0] if spans else None,
            bands=sorted(bands, key=lambda row: row.low),
        )

    people = of(period)
    people.before = of(previous) if previous else None
    untold = [measure for measure in SickLeave.STATUTORY if ("", measure) not in people.sick]
    if untold:
        counted = counted_sick(unit=unit, period=period, measures=untold)
        people.sick |= {("", measure): row for measure, row in counted.items()}
    return people


def read_hired(*, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None = None) -> Hired:
    """Four queries, and none more with `previous`."""
    frames = _frames(unit)
    costs = _rows(HiredStaff, unit, period, previous)
    texts = [row for row in _rows(StaffingText, unit, period, previous) if row.topic == StaffingText.Topic.HIRED]
    shares = _shares(unit, period)

    def of(one: ReportingPeriod) -> Hired:
        return Hired(
            unit=unit,
            period=one,
            frames=frames,
            costs={row.frame_code: row for row in costs if row.period_id == one.pk},
            shares=[row for row in shares if _is_known_in(row, one)],
            text=next((row for row in texts if row.period_id == one.pk), None),
        )

    hired = of(period)
    hired.before = of(previous) if previous else None
    return hired


def _rows(model, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None) -> list:
    """What is written in the periods, each row with its unit and period at hand."""
    periods = {one.pk: one for one in (period, previous) if one}
    found = model.objects.filter(unit=unit, period__in=periods, version__gt=0).select_related("saved_by")
    return [_placed(row, unit, periods[row.period_id]) for row in found]


def _placed(row, unit: Unit, period: ReportingPeriod):
    row.unit, row.period = unit, period
    return row


def _shares(unit: Unit, period: ReportingPeriod) -> list[HiredShare]:
    """The share of each period up to this one, in order of time, with whether the board's period is decided."""
    decided = Submission.objects.filter(
        unit=unit.root, period=OuterRef("period"), state__in=[State.APPROVED, State.SEALED]
    )
    found = HiredShare.objects.filter(unit=unit, period__end__lte=period.end, version__gt=0)
    rows = found.annotate(is_decided=Exists(decided)).select_related("period", "saved_by")
    return [_placed(row, unit, row.period) for row in rows.order_by("period__end", "-period__start")]


def _is_known_in(row: HiredShare, period: ReportingPeriod) -> bool:
    """What another period says is not known until it is decided."""
    return row.period_id == period.pk or (row.is_decided and row.period.end <= period.end)


def _frames(unit: Unit) -> dict[str, Frame]:
    """The frames where the board follows hired staff: those that are defined, or else all its own."""
    defined = HiredFrame.objects.filter(frame=OuterRef("pk"))
    frames = list(Frame.objects.filter(board=unit.root).annotate(is_defined=Exists(defined)))
    chosen = [frame for frame in frames if frame.is_defined] or [frame for frame in frames if not frame.parent_id]
    return {frame.code: frame for frame in chosen}
