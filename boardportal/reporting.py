"""What there is to report, gathered from every wing: the start page, and what submission refuses on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.duties import Duty, DutyState
from followup.numbers import date_text
from organisation import access
from organisation.models import ReportingPeriod, State, Submission, Unit, User


def duties_of(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> list[Duty]:
    """Every duty of the unit for the period, in the order of settings.DUTIES."""
    return [
        duty
        for path in settings.DUTIES
        for duty in import_string(path)(user=user, unit=unit, period=period, today=today)
    ]


def missing_in(duties: list[Duty]) -> list[str]:
    """What is missing before submission, as sentences."""
    return [sentence for duty in duties for sentence in duty.missing]


@dataclass(frozen=True)
class Gap:
    """A duty that is not done, and what is left to do in short: its title stands once."""

    duty: Duty
    to_do: str


def gap_of(duty: Duty) -> Gap:
    return Gap(duty, " · ".join(_without_title(sentence, duty.label) for sentence in duty.missing))


def _without_title(sentence: str, title: str) -> str:
    """«1.1 Barn och unga: choose status» below «1.1 Barn och unga …» is «choose status»."""
    head, _colon, rest = sentence.rpartition(": ")
    return rest if head and title.startswith(head.rstrip("…")) else sentence


@dataclass(frozen=True)
class WingProgress:
    """How far one wing has come: how many of its duties are done, and what is missing."""

    label: str
    done: int
    total: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Reporting:
    """What one unit has to report in an open period."""

    unit: Unit
    period: ReportingPeriod
    submission: Submission
    may_submit: bool
    wings: tuple[WingProgress, ...]
    days_left: int | None

    @property
    def done(self) -> int:
        return sum(wing.done for wing in self.wings)

    @property
    def total(self) -> int:
        return sum(wing.total for wing in self.wings)

    @property
    def next_url(self) -> str:
        """The form of the first thing that is missing; "" where nothing is, or there is no form."""
        return next((gap.duty.form_url for wing in self.wings for gap in wing.gaps if gap.duty.form_url), "")

    @property
    def standing(self) -> str:
        """When it is due, and what is left to do where that is nothing."""
        if self.days_left is None:
            due = ""
        elif self.days_left < 0:
            due = _("It was due %(due)s.") % {"due": date_text(self.period.due)}
        else:
            left = ngettext("%(days)s day left", "%(days)s days left", self.days_left) % {"days": self.days_left}
            due = _("Due %(due)s: %(left)s.") % {"due": date_text(self.period.due), "left": left}
        done = _("Everything is done.") if self.total and self.done == self.total else ""
        return " ".join(filter(None, (done, due)))


def reporting_of(*, user: User, unit: Unit, period: ReportingPeriod, today: date) -> Reporting:
    """The unit's duties, wing by wing."""
    duties = duties_of(user=user, unit=unit, period=period, today=today)
    wings = []
    for code, label in _wings().items():
        own = [duty for duty in duties if duty.key.split(".")[0] == code]
        if own:
            gaps = tuple(gap_of(duty) for duty in own if duty.state != DutyState.DONE)
            wings.append(WingProgress(label=label, done=len(own) - len(gaps), total=len(own), gaps=gaps))
    submission = Submission.objects.of(unit, period)
    return Reporting(
        unit=unit,
        period=period,
        submission=submission,
        may_submit=bool(access.may(user, "submit", unit=unit, submission=submission)),
        wings=tuple(wings),
        days_left=(period.due - today).days if period.due else None,
    )


@dataclass(frozen=True)
class PeriodRow:
    """A period of a board on the start page."""

    period: ReportingPeriod
    state: str
    state_label: str
    unit: Unit


@dataclass(frozen=True)
class BoardRow:
    """A board that the user reaches, with the periods that the user may see."""

    unit: Unit
    roles: str
    periods: tuple[PeriodRow, ...]


def boards_of(user: User) -> list[BoardRow]:
    """The boards within the user's reach and their periods, latest first. A constant number of queries."""
    boards = list(Unit.objects.reachable_by(user).boards().select_related("organisation").prefetch_related("periods"))
    states = {
        (unit, period): state
        for unit, period, state in Submission.objects.filter(unit__in=boards).values_list("unit", "period", "state")
    }
    rows = []
    for board in boards:
        periods = []
        for period in board.periods.all():
            state = states.get((board.pk, period.pk), State.OPEN.value)
            submission = Submission(unit=board, period=period, state=state)
            if access.may(user, "view", unit=board, submission=submission):
                periods.append(PeriodRow(period, state, str(State(state).label), board))
        rows.append(BoardRow(board, access.role_names(user, board), tuple(periods)))
    return rows


def my_units(user: User) -> list[Unit]:
    """The units where the user reports: those of the user's own planner and manager roles."""
    return list(
        Unit.objects.filter(memberships__user=user, memberships__role__in=["planner", "manager", "controller"])
        .select_related("board", "parent", "organisation")
        # The board itself before its units, on both databases: they sort an empty parent differently.
        .order_by(Coalesce("board_id", "pk"), F("parent_id").asc(nulls_first=True), "order", "name")
        .distinct()
    )


def my_reporting(units: list[Unit], *, user: User, today: date, slug: str = "") -> Reporting | None:
    """What the user has to report for one of the units, the one with this slug or the first: the earliest
    period that is still open. One unit at a time, since each costs the queries of every wing."""
    unit = next((one for one in units if one.slug == slug), units[0] if units else None)
    if unit is None:
        return None
    decided = Submission.objects.filter(unit=unit).exclude(state=State.OPEN).values("period")
    period = unit.root.periods.exclude(pk__in=decided).order_by("end", "start").first()
    return reporting_of(user=user, unit=unit, period=period, today=today) if period else None


def _wings() -> dict[str, str]:
    return {
        "goals": _("Goals"),
        "commissions": _("Commissions"),
        "savings": _("Savings"),
        "staffing": _("Staffing"),
        "economy": _("Economy"),
        "reports": _("Chapter texts"),
    }
