"""The calendar of a board, with the days that one of its units sees, and what comes next for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from followup.numbers import date_text
from organisation import access
from organisation.calendar import Dated, lateness, planned, steps_of
from organisation.models import Anchor, Handover, Meeting, PlanningStep, ReportingPeriod, Unit, User
from organisation.places import Place


@dataclass(frozen=True)
class Gathering:
    """A meeting with what is reported to it, and the days planned backwards from it."""

    meeting: Meeting
    reports: tuple[ReportingPeriod, ...]
    dated: tuple[Dated, ...]
    url: str


@dataclass(frozen=True)
class Delivery:
    """The day that a report must have reached somebody, with the days before it; `late` says that it is too late."""

    handover: Handover
    dated: tuple[Dated, ...]
    late: str


@dataclass(frozen=True)
class Calendar:
    """The board's calendar as one unit sees it: what is to come, earliest first, and what has been, latest first."""

    upcoming: tuple[Gathering, ...]
    past: tuple[Gathering, ...]
    deliveries: tuple[Delivery, ...]


def calendar_of(place: Place, *, today: date) -> Calendar:
    """The calendar of the place's unit. Three queries, however many meetings there are."""
    board = place.unit.root
    steps = steps_of(board.planning_steps.all(), place.unit.pk)
    handovers = list(board.handovers.select_related("period"))
    found = [gathering(place, one, steps, handovers) for one in board.meetings.select_related("period")]
    upcoming = [one for one in found if one.meeting.date >= today]
    return Calendar(
        upcoming=tuple(upcoming),
        past=tuple(reversed(found[: len(found) - len(upcoming)])),
        deliveries=tuple(_delivery(one, steps) for one in handovers if one.date >= today),
    )


def gathering(
    place: Place, meeting: Meeting, steps: Iterable[PlanningStep], handovers: Iterable[Handover]
) -> Gathering:
    """A meeting as the unit of the place sees it: `steps` are those that hold for it."""
    own = [meeting.period] if meeting.period else []
    sent = [one.period for one in handovers if one.receiver == Anchor.BOARD and one.date == meeting.date]
    url = place.url("meeting", day=meeting.date.isoformat())
    return Gathering(meeting, (*own, *sent), tuple(planned(steps, {Anchor.MEETING: meeting.date})), url)


def _delivery(handover: Handover, steps: Iterable[PlanningStep]) -> Delivery:
    return Delivery(handover, tuple(planned(steps, {handover.receiver: handover.date})), lateness(handover))


@dataclass(frozen=True)
class Upcoming:
    """What comes next: the board's next meeting, and the next day of a unit that concerns the reader."""

    board: Unit
    meeting: date | None
    mine: Dated | None
    unit: Unit | None

    @property
    def words(self) -> str:
        """In one line: «Next meeting 19 June 2026. Your next day: 5 June 2026, units hand in (Norra).»"""
        said = [_("Next meeting: %(day)s.") % {"day": date_text(self.meeting)}] if self.meeting else []
        if self.mine:
            unit = "" if self.unit is None or self.unit.is_board else f" ({self.unit.short_name})"
            given = {"day": date_text(self.mine.day), "what": self.mine.label + unit}
            said.append(_("Your next day: %(day)s, %(what)s.") % given)
        return " ".join(said)


def upcoming_for(user: User, units: list[Unit], *, today: date) -> list[Upcoming]:
    """What comes next in the boards of these units, each with the earliest day of the units in it that concerns the
    user: one that names no role, or one of theirs. Three queries; none where there is no unit."""
    boards = {unit.root.pk: unit.root for unit in units}
    if not boards:
        return []
    meetings = list(Meeting.objects.filter(board__in=boards, date__gte=today))
    handovers = list(Handover.objects.filter(board__in=boards, date__gte=today))
    steps = list(PlanningStep.objects.filter(board__in=boards))
    found = []
    for board in boards.values():
        anchors = [(Anchor.MEETING.value, one.date) for one in meetings if one.board_id == board.pk]
        first = min((day for _anchor, day in anchors), default=None)
        anchors += [(one.receiver, one.date) for one in handovers if one.board_id == board.pk]
        own = [one for one in steps if one.board_id == board.pk]
        inside = [unit for unit in units if unit.root.pk == board.pk]
        mine, unit = _next_day(user, inside, own, anchors, today)
        if first or mine:
            found.append(Upcoming(board, first, mine, unit))
    return found


def upcoming_at(place: Place, *, today: date) -> Upcoming | None:
    """What comes next at a place. Three queries."""
    return next(iter(upcoming_for(place.user, [place.unit], today=today)), None)


def _next_day(user, units, steps, anchors, today) -> tuple[Dated | None, Unit | None]:
    days = [
        (one.day, number, one, unit)
        for number, unit in enumerate(units)
        for anchor, day in anchors
        for one in planned(steps_of(steps, unit.pk), {anchor: day})
        if one.day >= today and (not one.role or one.role in access.roles_in(user, unit))
    ]
    _day, _number, dated, unit = min(days, key=lambda found: found[:2], default=(None, 0, None, None))
    return dated, unit
