"""Writing a plan: what is new is made, what is gone ends, and what means something else in a new year is a new row."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import YearChange
from goals.plan import spec
from goals.plan.differences import differences
from goals.plan.reading import Stored, plan_of
from goals.plan.recording import undo
from goals.plan.rows import Writer, first_entry
from organisation import access
from organisation.actions import Refused
from organisation.administration.acts import fingerprint
from organisation.models import State, Submission, Unit, User

ORDER = [
    "organisation.unit",
    "organisation.reportingperiod",
    "goals.goallevel",
    "goals.goal",
    "goals.activity",
    "goals.indicator",
    "goals.target",
]


class Stale(Exception):
    """Somebody changed the plan after the preview was made."""


def seal(plan: spec.Plan) -> str:
    """A fingerprint of a plan: a preview says which one it was compared with."""
    return fingerprint(asdict(plan))


def may_change(user: User, board: Unit) -> access.Answer:
    """Whether some role of the user in the board plans it or administers it."""
    return access.has_role(user, "plan", unit=board) or access.has_role(user, "administer", unit=board)


def next_year(board: Unit) -> int:
    """The year after the last one that the board has periods for; this year where it has none."""
    last = board.periods.aggregate(last=Max("end"))["last"]
    return last.year + 1 if last else timezone.localdate().year


def completed(before: spec.Plan, after: spec.Plan, calendar: tuple[spec.PeriodSpec, ...] = ()) -> spec.Plan:
    """The plan with what a file may leave out: the board's settings stay, and a new year without periods has those of
    the year before, a year later."""
    periods = after.periods or before.periods or calendar
    return replace(after, board=before.board, periods=periods, year=before.year)


def moved_calendar(board: Unit, year: int) -> tuple[spec.PeriodSpec, ...]:
    """The periods of the year before, moved one year."""
    found = plan_of(Stored(board, year - 1)).periods
    return tuple(_moved(one, year) for one in found)


def _moved(one: spec.PeriodSpec, year: int) -> spec.PeriodSpec:
    old, new = str(year - 1), str(year)
    days = {name: _a_year_later(getattr(one, name)) for name in ("start", "end", "due")}
    return replace(one, slug=one.slug.replace(old, new), label=one.label.replace(old, new), **days)


def _a_year_later(day: date | None) -> date | None:
    """The same day of the next year; the last of February stays that."""
    if day is None:
        return None
    if (day + timedelta(days=1)).day == 1:
        first = day + timedelta(days=1)
        return first.replace(year=first.year + 1) - timedelta(days=1)
    return day.replace(year=day.year + 1)


def commit(*, board: Unit, plan: spec.Plan, seen: str, by: User) -> YearChange | None:
    """Make the board's plan of the year the one that is given; None where nothing changes. `seen` is the seal of the
    plan that the preview was compared with. Raises Refused, Stale."""
    if not (answer := may_change(by, board)):
        raise Refused(answer.reason)
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=board.pk)
        stored = Stored(board, plan.year)
        before = plan_of(stored)
        if seal(before) != seen:
            raise Stale
        found = differences(before, plan)
        if not found:
            return None
        writer = Writer(stored, before, plan, by)
        writer.write()
        return _remembered(writer, [one.sentence for one in found])


def _remembered(writer: Writer, sentences: list[str]) -> YearChange:
    """The year's change: several of one year are one, that is taken back as a whole."""
    recorder = writer.recorder
    earlier = YearChange.objects.filter(board=recorder.board, year=writer.plan.year, taken_back_at=None).first()
    change = earlier or YearChange(board=recorder.board, year=writer.plan.year)
    for label, pks in recorder.made.items():
        change.made[label] = change.made.get(label, []) + pks
    for label, rows in recorder.ended.items():
        kept = change.ended.setdefault(label, {})
        made = {str(pk) for pk in change.made.get(label, ())}
        for pk, values in rows.items():
            if pk in made:
                continue
            kept[pk] = values | kept.get(pk, {})
    change.made_at, change.made_by = recorder.at, recorder.by
    change.differences = change.differences + sentences
    change.save()
    return change


def take_back(*, change: YearChange, by: User) -> None:
    """Undo a change of year, until the first entry in the year's periods. Raises Refused with what is in the way."""
    board = change.board
    if not (answer := may_change(by, board)):
        raise Refused(answer.reason)
    with transaction.atomic():
        change = YearChange.objects.select_for_update().get(pk=change.pk)
        if change.taken_back_at:
            return
        entry = first_entry(board, change.year)
        if entry:
            words = {"unit": entry.unit, "period": entry.period.label}
            raise Refused(
                _("%(unit)s has reported for %(period)s: the change of year cannot be taken back any more.") % words
            )
        Submission.objects.filter(
            period__in=change.made.get("organisation.reportingperiod", ()), state=State.OPEN
        ).delete()
        try:
            undo(change.made, change.ended, ORDER)
        except ProtectedError as error:
            raise Refused(_("Something refers to what the change made: it cannot be taken back.")) from error
        change.taken_back_at, change.taken_back_by = timezone.now(), by
        change.save()
