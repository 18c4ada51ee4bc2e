"""Reminders of what is to be handed in, and of what waits for approval after that day: each once per occasion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from followup.numbers import date_text
from organisation.actions import is_own
from organisation.duties import duties_of, missing_count
from organisation.mail import can_get_mail, one_line, send, submission_url
from organisation.models import Membership, Reminder, ReportingPeriod, Role, State, Submission, Unit, User

# An occasion that was missed is caught up with until the next one, the last so many days.
CATCH_UP_DAYS = 30
REPORTERS = (Role.PLANNER, Role.MANAGER)


@dataclass(frozen=True)
class Line:
    """One unit in one person's mail: what is missing, or that it waits for approval."""

    unit: Unit
    waits: bool
    missing: int
    url: str


@dataclass(frozen=True)
class Due:
    """What one person is reminded of in one period: one mail."""

    user: User
    period: ReportingPeriod
    occasion: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sent:
    """What became of one mail: sent, failed, or only planned in a dry run. `lines` are those it was about."""

    due: Due
    lines: tuple[Line, ...]
    failed: bool = False


def occasion_of(period: ReportingPeriod, today: date) -> int | None:
    """The nearest occasion of settings.REMINDER_DAYS that has come, in days left; None before the first, and when
    the last is long past."""
    if period.due is None:
        return None
    left = (period.due - today).days
    passed = [days for days in settings.REMINDER_DAYS if days >= left]
    if not passed or left < min(settings.REMINDER_DAYS) - CATCH_UP_DAYS:
        return None
    return min(passed)


def due_reminders(today: date) -> list[Due]:
    """Everything that people are to be reminded of on this day, whether it was sent before or not."""
    found = []
    for period in ReportingPeriod.objects.exclude(due=None).select_related("board").order_by("due", "pk"):
        occasion = occasion_of(period, today)
        if occasion is not None:
            found += _of_period(period, occasion, today)
    return found


def remind(today: date, *, dry_run: bool = False) -> Iterator[Sent]:
    """Send what is due and was not sent before, one mail to each person and period. A dry run sends nothing.

    The unique constraint of Reminder decides who sends, should two run at once; a mail that fails is tried again
    the next time.
    """
    for due in due_reminders(today):
        if dry_run:
            new = tuple(line for line in due.lines if not _claims(due, line).exists())
            if new:
                yield Sent(due, new)
            continue
        claimed = tuple(line for line in due.lines if _claim(due, line))
        if claimed:
            yield _send(due, claimed)


def _of_period(period: ReportingPeriod, occasion: int, today: date) -> list[Due]:
    stored = {one.unit_id: one for one in Submission.objects.filter(period=period).select_related("unit")}
    held = stored.get(period.board_id)
    tree = (
        Unit.objects.of_board(period.board).standing_on(period.end).select_related("board", "parent", "organisation")
    )
    units = sorted(tree, key=lambda unit: (not unit.is_board, unit.order, unit.name))
    people = _people(units)
    lines: dict[int, list[Line]] = {}
    users: dict[int, User] = {}
    for unit in units:
        submission = stored.get(unit.pk) or Submission(unit=unit, period=period)
        # The board's submission holds all of its units': nothing more is handed in below it.
        locked_above = held is not None and not held.is_open and unit.pk != period.board_id
        for user, line in [] if locked_above else _of_unit(unit, submission, people, occasion, today):
            users[user.pk] = user
            lines.setdefault(user.pk, []).append(line)
    return [Due(users[pk], period, occasion, tuple(own)) for pk, own in lines.items()]


def _of_unit(unit, submission, people, occasion, today) -> list[tuple[User, Line]]:
    period, url = submission.period, submission_url(unit, submission.period)
    if submission.is_open:
        users = _nearest(unit, people, REPORTERS)
        if not users:
            return []
        missing = missing_count(duties_of(user=users[0], unit=unit, period=period, today=today))
        return [(user, Line(unit, False, missing, url)) for user in users]
    if submission.state == State.SUBMITTED and occasion < 0:
        managers = _nearest(unit, people, (Role.MANAGER,), lambda user: not is_own(submission, user))
        return [(user, Line(unit, True, 0, url)) for user in managers]
    return []


def _people(units: list[Unit]) -> dict[int, list[tuple[str, User]]]:
    """Role and person of each unit's own memberships, by unit, of those who can get mail."""
    found: dict[int, list[tuple[str, User]]] = {}
    rows = Membership.objects.filter(unit__in=units, role__in=REPORTERS).select_related("user").order_by("user", "pk")
    for one in rows:
        if can_get_mail([one.user]):
            found.setdefault(one.unit_id, []).append((one.role, one.user))
    return found


def _nearest(
    unit: Unit,
    people: dict[int, list[tuple[str, User]]],
    roles: tuple[str, ...],
    may: Callable[[User], bool] = lambda user: True,
) -> list[User]:
    """Those with the role who may, in the unit itself or in the nearest unit above that has any."""
    while unit is not None:
        users = {user.pk: user for role, user in people.get(unit.pk, []) if role in roles and may(user)}
        if users:
            return list(users.values())
        unit = unit.parent
    return []


def _claims(due: Due, line: Line):
    return Reminder.objects.filter(user=due.user, unit=line.unit, period=due.period, occasion=due.occasion)


def _claim(due: Due, line: Line) -> bool:
    about = {"user": due.user, "unit": line.unit, "period": due.period, "occasion": due.occasion}
    return Reminder.objects.get_or_create(**about, defaults={"sent_at": timezone.now()})[1]


def _send(due: Due, lines: tuple[Line, ...]) -> Sent:
    subject, body = mail_text(due, lines)
    failed = bool(send(subject, body, [due.user]))
    if failed:
        for line in lines:
            _claims(due, line).delete()
    return Sent(due, lines, failed)


def mail_text(due: Due, lines: tuple[Line, ...]) -> tuple[str, str]:
    """Subject and body, in the board's language."""
    board = due.period.board
    with translation.override(board.language):
        names = {"board": board.short_name, "period": due.period.label, "due": date_text(due.period.due)}
        passed = due.occasion < 0
        if passed:
            subject = _("Reminder: %(period)s, %(board)s, was due on %(due)s") % names
        else:
            subject = _("Reminder: %(period)s, %(board)s, is due on %(due)s") % names
        body = render_to_string("organisation/mail_reminder.txt", {"subject": one_line(subject), "lines": lines})
    return subject, body
