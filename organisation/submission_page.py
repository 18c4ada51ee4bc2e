"""Where a submission stands: its log, what was mended since it was last handed in, and the units below."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation import access
from organisation.actions.workflow import KIND
from organisation.models import Revision, State, Submission, Unit, User
from organisation.places import Place
from organisation.titles import Title, rows_of, title_of, titles
from organisation.workflow import Act, workflow

# So many changed rows are listed; the rest is counted.
MOST_LISTED = 100


@dataclass(frozen=True)
class Event:
    """One step of the submission, in words: what was done, by whom, when and why."""

    label: str
    by: User
    at: datetime
    reason: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that was written: what it is called, who wrote it last, and its history."""

    title: Title
    unit: Unit
    by: str
    at: datetime
    url: str


@dataclass(frozen=True)
class UnitStanding:
    """A unit below and where its own submission stands. `url` is "" where the reader may not open its page."""

    unit: Unit
    submission: Submission
    url: str
    by: str
    at: datetime | None


@dataclass
class SubmissionPage:
    """Everything that the page shows. What was typed and refused is kept in `typed`, by the act's code."""

    acts: list[Act]
    is_own: bool
    sees_log: bool
    log: list[Event] = field(default_factory=list)
    mended: list[ChangedRow] = field(default_factory=list)
    below: list[UnitStanding] = field(default_factory=list)
    since_seen: list[ChangedRow] = field(default_factory=list)
    typed: str = ""
    typed_for: str = ""
    error: str = ""

    @property
    def has_typed_form(self) -> bool:
        """Whether the form that was posted is still on the page: then what was typed stands in it."""
        return any(act.code == self.typed_for and act.needs_reason for act in self.acts)


def submission_page(place: Place, *, seen: int | None = None) -> SubmissionPage:
    """The page for one reader; `seen` is what an approval that was refused had in sight."""
    acts = workflow(place)
    # The role would approve and has no button: the reader wrote it or handed it in.
    is_own = bool(place.may("approve")) and not any(act.code == "approve" for act in acts)
    page = SubmissionPage(acts=acts, is_own=is_own, sees_log=bool(place.may("history")))
    page.below = _below(place)
    if not page.sees_log:
        return page
    steps = list(
        Revision.objects.filter(kind=KIND, unit=place.unit, period=place.period).select_related("by").order_by("-pk")
    )
    page.log = [_event(step) for step in steps]
    baseline = _last_before_reopening(steps)
    units = [place.unit, *(one.unit for one in page.below)]
    if baseline:
        page.mended = changed_since(place, units, baseline.pk)
    if seen is not None and seen >= 0:
        page.since_seen = changed_since(place, units, seen)
    return page


def changed_since(place: Place, units: list[Unit], pk: int) -> list[ChangedRow]:
    """The rows of these units that were written after the revision `pk`, latest first, each once."""
    later = Revision.objects.filter(unit__in=units, period=place.period, pk__gt=pk).exclude(kind=KIND)
    last = later.order_by().values("kind", "row_id").annotate(last=Max("pk")).order_by("-last").values("last")
    found = list(Revision.objects.filter(pk__in=list(last.values_list("last", flat=True))[:MOST_LISTED]))
    by_kind: dict[str, list[int]] = {}
    for revision in found:
        by_kind.setdefault(revision.kind, []).append(revision.row_id)
    rows = {(kind, pk): row for kind, pks in by_kind.items() for pk, row in rows_of(kind, pks).items()}
    names = User.objects.in_bulk({revision.by_id for revision in found})
    own = titles(place, [revision.key for revision in found])
    named = {unit.pk: unit for unit in units}
    return [
        ChangedRow(
            title=title_of(place, rows[one.kind, one.row_id], own),
            unit=named[one.unit_id],
            by=names[one.by_id].shown_name,
            at=one.at,
            url=_history_url(named[one.unit_id], place, one.key),
        )
        for one in sorted(found, key=lambda one: -one.pk)
    ]


def _history_url(unit: Unit, place: Place, key: str) -> str:
    return reverse("organisation:history", kwargs={"unit": unit.slug, "period": place.period.slug, "key": key})


def _last_before_reopening(steps: list[Revision]) -> Revision | None:
    """The last time it was handed in before somebody opened it again; None where nobody has. `steps` latest first."""
    reopened = False
    for step in steps:
        if step.after["state"] == State.OPEN:
            reopened = True
        elif reopened and step.after["state"] in {State.SUBMITTED, State.APPROVED}:
            return step
    return None


def _event(step: Revision) -> Event:
    before, after = step.before["state"], step.after["state"]
    words = {
        (State.OPEN, State.SUBMITTED): _("Submitted"),
        (State.SUBMITTED, State.OPEN): _("Returned with a reason"),
        (State.SUBMITTED, State.APPROVED): _("Approved"),
        (State.OPEN, State.APPROVED): _("Recorded as approved"),
        (State.APPROVED, State.OPEN): _("Unlocked with a reason"),
        (State.SEALED, State.OPEN): _("Opened for a correction"),
    }
    return Event(words.get((before, after)) or str(State(after).label), step.by, step.at, step.reason)


def _below(place: Place) -> list[UnitStanding]:
    """The units below with their submissions. Two queries; links for those the reader may open."""
    unit = place.unit
    tree = unit.units if unit.is_board else unit.children
    units = tree.standing_on(place.period.end).order_by("order", "name")
    people = ("submitted_by", "approved_by", "returned_by", "sealed_by")
    stored = {
        one.unit_id: one
        for one in Submission.objects.filter(unit__in=units, period=place.period).select_related(*people)
    }
    return [_standing_for(place, one, stored.get(one.pk) or Submission(unit=one)) for one in units]


def _standing_for(place: Place, unit: Unit, submission: Submission) -> UnitStanding:
    # Each would ask for its period and its board.
    submission.period, unit.board = place.period, place.unit.root
    found = standing(unit, submission)
    opens = access.may(place.user, "view", unit=unit, submission=submission)
    return found if opens else replace(found, url="")


def standing(unit: Unit, submission: Submission) -> UnitStanding:
    """Where a unit's submission stands, and the last who moved it there."""
    verb = {State.SUBMITTED: "submitted", State.APPROVED: "approved", State.SEALED: "sealed"}.get(submission.state)
    if verb is None and submission.return_reason:
        verb = "returned"
    at = {"unit": unit.slug, "period": submission.period.slug}
    who = getattr(submission, f"{verb}_by") if verb else None
    return UnitStanding(
        unit=unit,
        submission=submission,
        url=reverse("organisation:submission", kwargs=at),
        by=who.shown_name if who else "",
        at=getattr(submission, f"{verb}_at") if verb else None,
    )
