"""One meeting: what is to be reported to it, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boardportal.reporting import Reporting, reporting_of
from organisation import access
from organisation.calendar import steps_of
from organisation.meetings import Gathering, gathering
from organisation.models import Handover, Meeting, ReportingPeriod, State, Submission
from organisation.places import Place


@dataclass(frozen=True)
class Reported:
    """One period that is reported to the meeting. `reporting` is None, and `state` "" until it is decided, for who
    sees only what is."""

    period: ReportingPeriod
    state: str
    may_read: bool
    reporting: Reporting | None
    at: Place


@dataclass(frozen=True)
class MeetingPage:
    """Everything that the page shows."""

    gathering: Gathering
    reported: tuple[Reported, ...]


def meeting_page(place: Place, day: date, *, today: date) -> MeetingPage | None:
    """The page of the board's meeting that day as the unit of the place sees it, or None where there is none."""
    board = place.unit.root
    meeting = Meeting.objects.filter(board=board, date=day).select_related("period").first()
    if meeting is None:
        return None
    steps = steps_of(board.planning_steps.all(), place.unit.pk)
    handovers = Handover.objects.filter(board=board, date=day).select_related("period")
    found = gathering(place, meeting, steps, handovers)
    return MeetingPage(found, tuple(_reported(place, period, today) for period in found.reports))


def _reported(place: Place, period: ReportingPeriod, today: date) -> Reported:
    period.board = place.unit.root
    at = Place(user=place.user, unit=place.unit, period=period, periods=place.periods)
    submission: Submission = at.submission
    drafts = access.sees_drafts(place.user, place.unit)
    reporting = None
    if drafts:
        reporting = reporting_of(user=place.user, unit=place.unit, period=period, today=today, submission=submission)
    # A correction under way is a draft too.
    state = str(State(submission.state).label) if drafts or submission.is_decided else ""
    return Reported(period, state, bool(at.may("view")) or at.may_view_sealed, reporting, at)
