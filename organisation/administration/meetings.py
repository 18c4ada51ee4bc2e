"""A board's meetings with the periods that are reported to them, its planning steps, and when its reports are handed
over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from followup.numbers import date_text
from organisation.administration.acts import Stale, act, changed, fingerprint, log
from organisation.models import (
    Handover,
    Meeting,
    PlanningStep,
    Reminder,
    ReportingPeriod,
    Revision,
    Submission,
    Unit,
    User,
)

MEETING = ("date", "place")
STEP = ("unit", "label", "role", "anchor", "days_before", "counted")
# Where there is no meeting before to begin after.
FIRST_PERIOD = timedelta(days=30)


def meeting_values(meeting: Meeting) -> dict[str, Any]:
    """What a form shows of a meeting, by field."""
    shown = {name: getattr(meeting, name) for name in MEETING}
    return shown | {"is_reported": meeting.period is not None, "due": meeting.period.due if meeting.period else None}


def step_values(step: PlanningStep) -> dict[str, Any]:
    """What a form shows of a planning step, by field; its unit by its slug."""
    shown = {name: getattr(step, name) for name in STEP}
    return shown | {"unit": step.unit.slug if step.unit else ""}


def add_meeting(*, board: Unit, values: dict[str, Any], by: User) -> Meeting:
    """A new meeting: date, place, whether it `is_reported` to, and the day that is `due`."""
    with act(board, by):
        _check_meeting(board, values)
        meeting = Meeting(board=board, **{name: values[name] for name in MEETING})
        _set_period(meeting, values)
        meeting.save(force_insert=True)
        log("meeting_added", board=board, by=by, subject=f"{meeting.date}", after=meeting_values(meeting))
        return meeting


def change_meeting(*, board: Unit, meeting: Meeting, values: dict[str, Any], seen: str, by: User) -> bool:
    """Move a meeting, or say that it is reported to, or no longer; whether anything changed.

    What has been reported belongs to the day that it was reported for: then only the place and the day that is due
    are changed.
    """
    with act(board, by):
        meeting = board.meetings.select_related("period").get(pk=meeting.pk)
        current = meeting_values(meeting)
        before, after = changed(current, {name: values[name] for name in current})
        if not after:
            return False
        if seen != fingerprint(current):
            raise Stale(current)
        if meeting.period and {"date", "is_reported"} & set(after):
            said = _("Something has been reported to this meeting: its day stays. Add another meeting instead.")
            _refuse_reported(meeting.period, said)
        _check_meeting(board, values, meeting)
        meeting.date, meeting.place = values["date"], values["place"]
        gone = _set_period(meeting, values)
        meeting.save()
        if gone:
            _remove_period(gone)
        log("meeting_changed", board=board, by=by, subject=f"{meeting.date}", before=before, after=after)
        return True


def remove_meeting(*, board: Unit, meeting: Meeting, by: User) -> bool:
    """Take a meeting away with the period that it was to be reported in; whether there was one. A meeting that
    something has been reported to, or asked before, stays: raises ValidationError."""
    with act(board, by):
        found = board.meetings.select_related("period").filter(pk=meeting.pk).first()
        if found is None:
            return False
        period, before = found.period, meeting_values(found)
        if period:
            _refuse_reported(period, _("Something has been reported to this meeting, or asked before it: it stays."))
        found.delete()
        if period:
            _remove_period(period)
        log("meeting_removed", board=board, by=by, subject=f"{found.date}", before=before)
        return True


def add_step(*, board: Unit, values: dict[str, Any], by: User) -> PlanningStep:
    """A new planning step of the board or of one of its units. What stands under the same words for all units is
    replaced by a unit's own."""
    with act(board, by):
        step = PlanningStep(board=board, code=_code(board, values), **{name: values[name] for name in STEP})
        step.full_clean()
        step.save(force_insert=True)
        log("step_added", board=board, by=by, subject=step.label, after=step_values(step))
        return step


def change_step(*, board: Unit, step: PlanningStep, values: dict[str, Any], seen: str, by: User) -> bool:
    """Set what a planning step says; whether anything changed. It stays that of its unit."""
    with act(board, by):
        step = board.planning_steps.get(pk=step.pk)
        current = step_values(step)
        before, after = changed(current, {name: values[name] for name in STEP if name != "unit"})
        if not after:
            return False
        if seen != fingerprint(current):
            raise Stale(current)
        for name, value in after.items():
            setattr(step, name, value)
        step.full_clean()
        step.save()
        log("step_changed", board=board, by=by, subject=step.label, before=before, after=after)
        return True


def remove_step(*, board: Unit, step: PlanningStep, by: User) -> None:
    """Take a planning step away: it plans what is to come, and nothing that has been refers to it."""
    with act(board, by):
        found = board.planning_steps.select_related("unit").filter(pk=step.pk).first()
        if found is None:
            return
        log("step_removed", board=board, by=by, subject=found.label, before=step_values(found))
        found.delete()


def set_handover(*, board: Unit, period: ReportingPeriod, receiver: str, day: date | None, by: User) -> bool:
    """Set the day that a period's report must have reached a receiver, or take it away; whether anything changed."""
    with act(board, by):
        if receiver not in Handover.Receiver.values:
            raise ValidationError({"receiver": _("Choose one of those that there are.")})
        if day and day <= period.end:
            raise ValidationError({"date": _("A report is handed over after the end of its period.")})
        found = board.handovers.filter(period=period, receiver=receiver).first()
        was = found.date if found else None
        if was == day:
            return False
        if day is None:
            found.delete()
        else:
            Handover.objects.update_or_create(board=board, period=period, receiver=receiver, defaults={"date": day})
        label = Handover.Receiver(receiver).value
        before, after = ({"receiver": label, "date": one} if one else {} for one in (was, day))
        log("handover_changed", board=board, by=by, subject=period.slug, before=before, after=after)
        return True


def _check_meeting(board: Unit, values: dict[str, Any], meeting: Meeting | None = None) -> None:
    day = values["date"]
    errors = {}
    if board.meetings.filter(date=day).exclude(pk=meeting.pk if meeting else None).exists():
        errors["date"] = _("The board has a meeting on this day already.")
    own = meeting.period_id if meeting else None
    if values["is_reported"] and board.periods.filter(slug=day.isoformat()).exclude(pk=own).exists():
        errors["date"] = _("The board has a period with this address already. Write another.")
    if values["is_reported"] and values["due"] and values["due"] > day:
        errors["due"] = _("It is handed in before the meeting.")
    if errors:
        raise ValidationError(errors)


def _set_period(meeting: Meeting, values: dict[str, Any]) -> ReportingPeriod | None:
    """Give the meeting a period of its own, move the one it has, or take it from it: then the one that is left."""
    period = meeting.period
    if not values["is_reported"]:
        meeting.period = None
        return period
    board, day = meeting.board, meeting.date
    period = period or ReportingPeriod(board=board, kind=ReportingPeriod.Kind.MEETING, is_cumulative=False)
    with translation.override(board.language):
        period.label = _("Meeting of %(day)s") % {"day": date_text(day)}
    others = board.meetings.filter(period__isnull=False, date__lt=day).exclude(pk=meeting.pk)
    last = others.order_by("-date").values_list("date", flat=True).first()
    period.slug, period.end, period.due = day.isoformat(), day, values["due"]
    period.start = last + timedelta(days=1) if last else day - FIRST_PERIOD
    period.save()
    Reminder.objects.filter(period=period).delete()
    meeting.period = period
    return None


def _remove_period(period: ReportingPeriod) -> None:
    try:
        Submission.objects.filter(period=period).delete()
        period.delete()
    except ProtectedError as error:
        raise ValidationError({"is_reported": _("Something refers to what is reported to this meeting.")}) from error


def _refuse_reported(period: ReportingPeriod, said: str) -> None:
    if Revision.objects.filter(period=period).exists() or period.questions.exists():
        raise ValidationError({"date": said})


def _code(board: Unit, values: dict[str, Any]) -> str:
    """The code that the same words have already, so that a unit's own step replaces the board's; else a new one."""
    same = board.planning_steps.filter(label__iexact=values["label"], anchor=values["anchor"])
    known = same.order_by("unit").values_list("code", flat=True).first()
    code = known or (slugify(f"{values['anchor']}-{values['label']}")[:50].strip("-") or "step")
    if board.planning_steps.filter(code=code, unit=values["unit"]).exists():
        raise ValidationError({"label": _("There is already a step with these words before this day.")})
    return code
