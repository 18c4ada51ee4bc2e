"""Where a page stands: a unit and one of its board's periods, within the user's reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation import access
from organisation.models import ReportingPeriod, State, Submission, Unit, User

SECTIONS = (
    ("board", "board"),
    ("reporting", "reporting"),
    ("goals", "goals:list"),
    ("commissions", "commissions:list"),
    ("savings", "savings:list"),
    ("staffing", "staffing:list"),
    ("economy", "economy:list"),
    ("report", "reports:report"),
)
# The pages that show the sealed report, also while a correction of it is under way.
SHOW_SEALED = {"board", "report"}


@dataclass(frozen=True)
class Link:
    """A link of the navigation."""

    label: str
    url: str
    current: bool = False


@dataclass
class Place:
    """The unit and period that a page is about, and what its reader may do there."""

    user: User
    unit: Unit
    period: ReportingPeriod
    periods: list[ReportingPeriod] = field(default_factory=list)
    section: str = ""

    @cached_property
    def submission(self) -> Submission:
        return Submission.objects.of(self.unit, self.period)

    @cached_property
    def previous(self) -> ReportingPeriod | None:
        """The period before this one, if the reader may see it: its values are shown beside each field."""
        same = [p for p in self.periods if p.is_meeting == self.period.is_meeting]
        earlier = [p for p in same if p.end < self.period.end]
        found = max(earlier, key=lambda p: (p.end, p.start), default=None)
        if found is None or access.sees_drafts(self.user, self.unit):
            return found
        return found if Submission.objects.of(self.unit, found).is_decided else None

    @cached_property
    def locked_reason(self) -> str:
        """Why nothing can be written here: the unit's own submission, or the board's, which holds all of them."""
        own = self.submission.locked_reason() or self.unit.gone_reason(self.period.end)
        if own or self.unit.is_board:
            return str(own)
        return str(Submission.objects.of(self.unit.root, self.period).locked_reason())

    @cached_property
    def is_held_by_board(self) -> bool:
        """Whether the board has handed in: what its units hand in stands until the board's own is opened."""
        return not self.unit.is_board and not Submission.objects.of(self.unit.root, self.period).is_open

    def has_role(self, action: str) -> access.Answer:
        """Whether the reader's roles here grant this at all, whatever has been submitted."""
        return access.has_role(self.user, action, unit=self.unit)

    def may(self, action: str) -> access.Answer:
        answer = access.may(self.user, action, unit=self.unit, submission=self.submission)
        if answer and action in {"write", "submit"} and self.locked_reason:
            return access.Answer(False, self.locked_reason)
        return answer

    @cached_property
    def may_view_sealed(self) -> bool:
        """Whether there is a sealed report of the place, and the reader may see what is sealed."""
        if not self.submission.sealed_at:
            return False
        as_sealed = Submission(unit=self.unit, period=self.period, state=State.SEALED)
        granted = access.may(self.user, "view", unit=self.unit, submission=as_sealed)
        return bool(granted) and self.unit.sealed_reports.filter(period=self.period).exists()

    @property
    def is_being_corrected(self) -> bool:
        """Whether the board's sealed report has been opened for a correction that is not sealed yet."""
        was_sealed = self.unit.is_board and self.submission.sealed_at is not None
        return was_sealed and self.submission.state != State.SEALED

    @cached_property
    def may_write(self) -> bool:
        return bool(self.may("write"))

    @cached_property
    def may_ask(self) -> bool:
        """Whether the reader can ask about what is reported here, now."""
        return bool(self.may("ask"))

    def ask_url(self, key: str) -> str:
        """Where one asks about the goal, commission, measure or figure with this key; "" for who may not."""
        return self.url("ask", key=key) if self.may_ask else ""

    @cached_property
    def may_import(self) -> bool:
        """Whether the reader can import figures from a file here, now."""
        return bool(self.may("import")) and not self.locked_reason

    @property
    def is_overdue(self) -> bool:
        """Still open after the day it was to be handed in."""
        return self.submission.is_open and bool(self.period.due) and self.period.due < timezone.localdate()

    @property
    def sees_drafts(self) -> bool:
        """Whether the reader follows the work before it is approved."""
        return access.sees_drafts(self.user, self.unit)

    @property
    def shows_state(self) -> bool:
        """Whether the reader is told where the submission stands: a correction under way is a draft too."""
        return self.sees_drafts or self.submission.is_decided

    @property
    def role_names(self) -> str:
        return access.role_names(self.user, self.unit)

    def url(self, name: str, **kwargs) -> str:
        return reverse(name, kwargs={"unit": self.unit.slug, "period": self.period.slug, **kwargs})

    @property
    def nav(self) -> list[Link]:
        labels = {
            "board": _("Overview"),
            "reporting": _("My reporting"),
            "goals": _("Goals"),
            "commissions": _("Commissions"),
            "savings": _("Savings"),
            "staffing": _("Staffing"),
            "economy": _("Economy"),
            "report": _("Report"),
        }
        shown = [one for one in SECTIONS if one[0] != "reporting" or self.has_role("write")]
        return [Link(labels[key], self.url(name), key == self.section) for key, name in shown]

    @property
    def period_links(self) -> list[Link]:
        """The same page in the board's other periods, for those the reader may see."""
        name = dict(SECTIONS).get(self.section, "board")
        return [
            Link(p.label, reverse(name, kwargs={"unit": self.unit.slug, "period": p.slug}), p.pk == self.period.pk)
            for p in self._readable_periods()
        ]

    def _readable_periods(self) -> list[ReportingPeriod]:
        if access.sees_drafts(self.user, self.unit):
            return self.periods
        decided = models.Q(state__in=access.DECIDED)
        if self.section in SHOW_SEALED:
            decided |= models.Q(period__sealed_reports__unit=self.unit)
        readable = set(Submission.objects.filter(decided, unit=self.unit).values_list("period", flat=True))
        return [p for p in self.periods if p.pk in readable]


def place_or_404(
    user: User, unit: str, period: str, *, section: str = "", action: str | None = "view", sealed: bool = False
) -> Place:
    """The place that a URL names. Raises Http404 outside the user's reach, PermissionDenied (with the reason)
    within reach but not allowed. Period slugs are taken in any case.

    With `sealed`, the page shows a sealed report where there is one: it is there for whoever sees what is
    decided, also while a correction is under way. With None for `action` the caller decides what the reader may do.
    """
    found = get_object_or_404(
        Unit.objects.reachable_by(user).select_related("board", "parent", "organisation", "board__organisation"),
        slug=unit,
    )
    periods = list(found.root.periods.all())
    for one in periods:
        # Saves a query each time a page asks for the period's board.
        one.board = found.root
    current = next((p for p in periods if p.slug == period.lower()), None)
    if current is None:
        raise Http404(_("There is no such period."))
    place = Place(user=user, unit=found, period=current, periods=periods, section=section)
    answer = access.Answer(True) if action is None else place.may(action)
    if not answer and not (sealed and place.may_view_sealed):
        raise PermissionDenied(answer.reason)
    return place


def figure_url(unit: Unit, period: ReportingPeriod, key: str) -> str:
    """The page that explains a figure: its source, its rule in words and its history."""
    return reverse("figure", kwargs={"unit": unit.slug, "period": period.slug, "key": key})
