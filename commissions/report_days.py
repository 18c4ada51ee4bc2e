"""The days that a commission is reported on, as people write them: one on each line. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def read_days(text: str) -> list[tuple[date, bool]]:
    """(day, whether the month alone is decided) of each line, in order and each once; of a month, its last day.

    Raises ValueError with the line that is no day.
    """
    lines = filter(None, (line.strip() for line in text.splitlines()))
    found: dict[date, bool] = {}
    for line in lines:
        day, month_only = _read(line)
        # A day that is known says more than its month.
        found[day] = found.get(day, True) and month_only
    return sorted(found.items())


def written(rows: Iterable[Any]) -> str:
    """The days of rows with `date` and `month_only`, one on each line."""
    return "\n".join(row.date.isoformat()[:7] if row.month_only else row.date.isoformat() for row in rows)


def _read(line: str) -> tuple[date, bool]:
    try:
        if month := _MONTH.fullmatch(line):
            year, number = int(month[1]), int(month[2])
            return date(year, number, monthrange(year, number)[1]), True
        return date.fromisoformat(line), False
    except ValueError as error:
        raise ValueError(line) from error
