"""What waits for somebody: submissions to approve or return, and approved boards to seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from organisation import access
from organisation.actions.workflow import KIND
from organisation.models import ReportingPeriod, Revision, State, Submission, Unit, User


@dataclass(frozen=True)
class Waiting:
    """One submission that the reader can move on: `verb` is approve, return or seal; it has waited since `since`,
    when `by` moved it there."""

    verb: str
    unit: Unit
    period: ReportingPeriod
    since: datetime
    by: str
    url: str


def waiting_for(user: User) -> list[Waiting]:
    """What waits for the user in every board, oldest first. A constant number of queries.

    A manager's own is not listed: it waits for another manager.
    """
    # What is approved below a board waits for nobody: it is not read, however many years of it there are.
    in_reach = Submission.objects.filter(unit__in=Unit.objects.reachable_by(user)).filter(
        Q(state=State.SUBMITTED) | Q(state__in=[State.APPROVED, State.SEALED], unit__parent=None)
    )
    found = list(
        in_reach.select_related(
            "unit__board", "unit__parent__board", "unit__parent__parent", "period", "submitted_by", "approved_by"
        )
    )
    if not found:
        return []
    written = set(
        Revision.objects.filter(by=user).exclude(kind=KIND).order_by().values_list("unit", "period").distinct()
    )
    # Below a board that has handed in nothing is done until the board's own is opened.
    decided = {(one.unit_id, one.period_id) for one in found if one.unit.is_board}
    items = [
        _waiting(user, one, written)
        for one in found
        if one.unit.is_board or (one.unit.board_id, one.period_id) not in decided
    ]
    return sorted(filter(None, items), key=lambda item: item.since)


def _waiting(user: User, submission: Submission, written: set[tuple[int, int]]) -> Waiting | None:
    may = {verb for verb in ("approve", "return", "seal") if _may(user, verb, submission)}
    own = submission.submitted_by_id == user.pk or (submission.unit_id, submission.period_id) in written
    if "approve" in may:
        return None if own else _item("approve", submission)
    if "return" in may:
        return _item("return", submission)
    return _item("seal", submission) if "seal" in may and submission.unit.is_board else None


def _may(user: User, verb: str, submission: Submission) -> bool:
    return bool(access.may(user, verb, unit=submission.unit, submission=submission))


def _item(verb: str, submission: Submission) -> Waiting:
    stamp = "approved" if verb == "seal" else "submitted"
    at = {"unit": submission.unit.slug, "period": submission.period.slug}
    return Waiting(
        verb=verb,
        unit=submission.unit,
        period=submission.period,
        since=getattr(submission, f"{stamp}_at"),
        by=getattr(submission, f"{stamp}_by").shown_name,
        url=reverse("organisation:submission", kwargs=at),
    )
