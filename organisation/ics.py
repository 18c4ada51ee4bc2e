"""The calendar as a file that other calendars take in: RFC 5545, whole days, one event for each meeting and step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from organisation.meetings import Calendar
from organisation.models import Unit

LINE = 75


def calendar_text(unit: Unit, calendar: Calendar, *, at: datetime) -> str:
    """What is to come, as text with the line breaks that the format demands. `at` is when the file is made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Boardportal//Calendar//EN"]
    for name, day, title in _events(unit, calendar):
        stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{unit.slug}-{name}@boardportal",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(title)}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _events(unit: Unit, calendar: Calendar) -> Iterator[tuple[str, date, str]]:
    """(a name that stays the same, day, title) of everything to come."""
    for one in calendar.upcoming:
        key = f"{one.meeting.pk}"
        yield f"meeting-{key}", one.meeting.date, _("Meeting: %(board)s") % {"board": unit.root.name}
        for step in one.dated:
            yield f"meeting-{key}-{step.code}", step.day, f"{step.label} ({unit.short_name})"
    for one in calendar.deliveries:
        key, receiver = one.handover.pk, one.handover.get_receiver_display()
        yield f"handover-{key}", one.handover.date, f"{one.handover.period.label} → {receiver}"
        for step in one.dated:
            yield f"handover-{key}-{step.code}", step.day, f"{step.label} ({unit.short_name})"


def _escaped(text: str) -> str:
    escapes = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}
    return "".join(escapes.get(sign, sign) for sign in text)


def _folded(line: str) -> str:
    """A long line as several, each of at most 75 bytes, those after the first with a space before them."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE:
            parts, size = [*parts, " "], 1
        parts[-1] += sign
        size += width
    return "\r\n".join(parts)
