"""The steps of an assumption as text: one per line, with first month, last month and change in per cent."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from followup.numbers import NumberError, decimals_of, format_number, parse_number

_DAY = r"\d{4}-\d{2}(?:-\d{2})?"
_LINE = re.compile(rf"(?P<start>{_DAY})(?:\s+|\s*–\s*)(?P<end>{_DAY})\s*[:;]?\s+(?P<pct>\S.*?)\s*%?")
_MOST_STEPS = 60
_LARGEST = Decimal(9999)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line: from the first day to the last, the change in per cent and its decimals."""

    start: date
    end: date
    pct: Decimal
    decimals: int

    def as_text(self) -> str:
        return f"{_day_text(self.start, is_end=False)} {_day_text(self.end, is_end=True)} " + format_number(
            self.pct, decimals=self.decimals
        )


def read_steps(text: str) -> list[Step]:
    """The steps of lines such as «2025-05 2025-09 −33», in order of time.

    Raises ValidationError with a sentence for each line that cannot be read, and where steps overlap.
    """
    errors, found = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_read_line(line.strip()))
        except ValueError as error:
            errors.append(_("Line %(number)s: %(why)s") % {"number": number, "why": error})
    found.sort(key=lambda step: step.start)
    if any(later.start <= step.end for step, later in pairwise(found)):
        errors.append(_("Two steps overlap: let each begin after the one before has ended."))
    if not found and not errors:
        errors.append(_("Write at least one step."))
    if len(found) > _MOST_STEPS:
        errors.append(_("At most %(count)s steps can be kept.") % {"count": _MOST_STEPS})
    if errors:
        raise ValidationError(errors)
    return found


def logged_steps(text: str) -> list[Step]:
    """The steps of what the log kept of them: what is asked of new ones is not asked of those that stood."""
    return [_read_line(line) for line in text.splitlines()]


def _read_line(line: str) -> Step:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(_("write first month, last month and per cent, as in 2025-05 2025-09 −33."))
    start, end = _day(match["start"], is_end=False), _day(match["end"], is_end=True)
    if start > end:
        raise ValueError(_("the step ends before it starts."))
    try:
        pct = parse_number(match["pct"])
    except NumberError as error:
        raise ValueError(str(error)) from error
    if abs(pct) > _LARGEST or decimals_of(pct) > 2:
        raise ValueError(_("write the per cent with at most two decimals."))
    return Step(start=start, end=end, pct=pct, decimals=decimals_of(pct))


def _day(text: str, *, is_end: bool) -> date:
    """A day, or the first or last of a month. Raises ValueError with a sentence on one that does not exist."""
    parts = [int(part) for part in text.split("-")]
    try:
        if len(parts) == 2:
            parts.append(monthrange(*parts)[1] if is_end else 1)
        return date(*parts)
    except ValueError as error:
        raise ValueError(_("“%(day)s” is no month or day.") % {"day": text}) from error


def _day_text(day: date, *, is_end: bool) -> str:
    edge = monthrange(day.year, day.month)[1] if is_end else 1
    return f"{day:%Y-%m}" if day.day == edge else day.isoformat()
