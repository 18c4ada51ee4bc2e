"""What there is to report, gathered from every wing: the start page, «Min rapportering», and what submission
refuses on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.duties import Duty, DutyState
from followup.numbers import date_text
from organisation import access, duties
from organisation.entry import dom_id
from organisation.models import ReportingPeriod, State, Submission, Unit, User
from organisation.places import Place

# Where each wing's own list stands.
LISTS = {
    "goals": "goals:list",
    "commissions": "commissions:list",
    "savings": "savings:list",
    "staffing": "staffing:list",
    "economy": "economy:list",
    "reports": "reports:chapters",
}


def duties_of(*, user: User, unit: Unit, period: ReportingPeriod, today: date, wing: str = "") -> list[Duty]:
    """Every duty of the unit for the period, in the order of settings.DUTIES; those of one wing where it is given."""
    wings = {wing} if wing else None
    return _with_marks(duties.duties_of(user=user, unit=unit, period=period, today=today, wings=wings))


def duty_of(key: str, **where) -> Duty | None:
    """One duty by its key, read with the others of its wing alone."""
    wing = key.split(".")[0]
    if wing not in LISTS:
        return None
    return next((duty for duty in duties_of(wing=wing, **where) if duty.key == key), None)


def _with_marks(found: list[Duty]) -> list[Duty]:
    """With the label of the period since which each stands unchanged. One query where there is one."""
    marked = {duty.row.carried_from_id for duty in found if duty.row is not None and duty.row.carried_from_id}
    if not marked:
        return found
    labels = dict(ReportingPeriod.objects.filter(pk__in=marked).values_list("pk", "label"))
    return [
        replace(duty, carried_from=labels[duty.row.carried_from_id])
        if duty.row is not None and duty.row.carried_from_id
        else duty
        for duty in found
    ]


def missing_in(found: list[Duty]) -> list[str]:
    """What is missing before submission, as sentences."""
    return [sentence for duty in found for sentence in duty.missing]


@dataclass(frozen=True)
class Step:
    """One thing that is missing: in short, and the field of the form that it asks for."""

    words: str
    field: str
    url: str
    """The form, at the field where there is one."""


@dataclass(frozen=True)
class Gap:
    """A duty that is not done, and what is left to do in short: its title stands once."""

    duty: Duty
    to_do: str

    @property
    def dom_id(self) -> str:
        return dom_id(self.duty.key)

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.duty)


def gap_of(duty: Duty) -> Gap:
    return Gap(duty, " · ".join(_without_title(sentence, duty.label) for sentence in duty.missing))


def steps_of(duty: Duty) -> list[Step]:
    """What is missing in the duty, each with the address of its field."""
    found = []
    for sentence in duty.missing:
        field = getattr(sentence, "field", "")
        url = f"{duty.form_url}#{dom_id(duty.key)}-{field}" if field else duty.form_url
        found.append(Step(_without_title(sentence, duty.label), field, url))
    return found


def _without_title(sentence: str, title: str) -> str:
    """«1.1 Barn och unga: choose status» below «1.1 Barn och unga …» is «choose status»."""
    head, _colon, rest = sentence.rpartition(": ")
    return (rest if head and title.startswith(head.rstrip("…")) else str(sentence)).removesuffix(".")


@dataclass(frozen=True)
class Wing:
    """The duties of one wing: how many of them are done, and what is missing."""

    code: str
    label: str
    duties: tuple[Duty, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap_of(duty) for duty in self.duties if duty.state != DutyState.DONE)

    @property
    def done(self) -> int:
        return sum(duty.state == DutyState.DONE for duty in self.duties)

    @property
    def total(self) -> int:
        return len(self.duties)


class WingByWing:
    """What is told wing by wing, and in all."""

    wings: tuple[Wing, ...]

    @property
    def done(self) -> int:
        return sum(wing.done for wing in self.wings)

    @property
    def total(self) -> int:
        return sum(wing.total for wing in self.wings)


@dataclass(frozen=True)
class Reporting(WingByWing):
    """What one unit has to report in a period."""

    unit: Unit
    period: ReportingPeriod
    submission: Submission
    may_submit: bool
    wings: tuple[Wing, ...]
    days_left: int | None

    @property
    def duties(self) -> list[Duty]:
        return [duty for wing in self.wings for duty in wing.duties]

    @property
    def missing_count(self) -> int:
        return len(missing_in(self.duties))

    @property
    def with_gaps(self) -> list[Wing]:
        return [wing for wing in self.wings if wing.gaps]

    @property
    def url(self) -> str:
        """The page where all of it is done."""
        return reverse("reporting", kwargs={"unit": self.unit.slug, "period": self.period.slug})

    @property
    def next_url(self) -> str:
        """The row of the first thing that is missing; "" where nothing is."""
        first = next((gap for wing in self.wings for gap in wing.gaps), None)
        return f"{self.url}#{first.dom_id}" if first else ""

    @property
    def standing(self) -> str:
        """When it is due, and what is left to do where that is nothing."""
        if self.days_left is None or not self.submission.is_open:
            due = ""
        elif self.days_left < 0:
            due = _("It was due %(due)s.") % {"due": date_text(self.period.due)}
        else:
            left = ngettext("%(days)s day left", "%(days)s days left", self.days_left) % {"days": self.days_left}
            due = _("Due %(due)s: %(left)s.") % {"due": date_text(self.period.due), "left": left}
        done = _("Everything is done.") if self.total and self.done == self.total else ""
        return " ".join(filter(None, (done, due)))


def reporting_of(
    *, user: User, unit: Unit, period: ReportingPeriod, today: date, submission: Submission | None = None
) -> Reporting:
    """The unit's duties, wing by wing. `submission` saves a query where it is at hand."""
    found = duties_of(user=user, unit=unit, period=period, today=today)
    wings = []
    for code, label in _wings().items():
        own = tuple(duty for duty in found if duty.key.split(".")[0] == code)
        wings += [Wing(code=code, label=label, duties=own)] if own else []
    place = Place(user=user, unit=unit, period=period)
    if submission is not None:
        place.submission = submission
    return Reporting(
        unit=unit,
        period=period,
        submission=place.submission,
        may_submit=bool(place.may("submit")),
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
    may_administer: bool = False


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
        administers = bool(access.has_role(user, "administer", unit=board))
        rows.append(BoardRow(board, access.role_names(user, board), tuple(periods), administers))
    return rows


def my_units(user: User) -> list[Unit]:
    """The units where the user reports: those of the user's own planner, manager and controller roles."""
    return list(
        Unit.objects.filter(memberships__user=user, memberships__role__in=["planner", "manager", "controller"])
        .select_related("board", "parent", "organisation")
        # The board itself before its units, on both databases: they sort an empty parent differently.
        .order_by(Coalesce("board_id", "pk"), F("parent_id").asc(nulls_first=True), "order", "name")
        .distinct()
    )


def my_reporting(units: list[Unit], *, user: User, today: date, slug: str = "") -> Reporting | None:
    """What the user has to report for one of the units, the one with this slug or the first: the earliest
    period that is still open, for the unit and for its board, which holds all of its units'. One unit at a time,
    since each costs the queries of every wing."""
    unit = next((one for one in units if one.slug == slug), units[0] if units else None)
    if unit is None:
        return None
    closed = Submission.objects.filter(unit__in=[unit, unit.root]).exclude(state=State.OPEN).values("period")
    periods = unit.root.periods.exclude(pk__in=closed).order_by("end", "start")
    period = next((one for one in periods if unit.stands_on(one.end)), None)
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
