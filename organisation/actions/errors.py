"""Why something was not done. Nothing has been changed where one of these is raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from organisation.models import PeriodRow


class Refused(Exception):
    """It is not allowed; the sentence says why."""


class Locked(Refused):
    """The submission is not open; the sentence says why and by whom."""


class MovedOn(Refused):
    """What was to be approved or sealed is no longer what was seen; the sentence says so."""


@dataclass
class Conflict(Exception):
    """Somebody saved first: `current` is the row as it stands, `base` what it was at the version that the
    refused write started from, by field."""

    current: PeriodRow
    base: dict[str, Any]


@dataclass
class Conflicts(Exception):
    """Somebody saved some of many rows first: `rows`, as the refused writing named them."""

    rows: list[PeriodRow]


@dataclass
class AlreadySaved(Exception):
    """The same tab has saved this already, or something that it typed later: `row` as it stands now, and
    `version`, the one that the tab's own latest save gave it."""

    row: PeriodRow
    version: int


class Incomplete(Exception):
    """What is missing before submission, as sentences."""

    def __init__(self, missing):
        super().__init__(*missing)
        self.missing = tuple(missing)
