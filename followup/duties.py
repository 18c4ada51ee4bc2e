"""What there is to report: the list that «Min rapportering», progress boards and submission share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class DutyState(StrEnum):
    """How far one duty has come."""

    MISSING = "missing"
    STARTED = "started"
    DONE = "done"

    @property
    def label(self):
        return {"missing": _("Missing"), "started": _("Started"), "done": _("Done")}[self.value]


@dataclass(frozen=True, kw_only=True)
class Previous:
    """What was said last time, in words: the period's label and (label, value) pairs."""

    period: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One thing to report for a unit and period.

    `missing` are sentences that say what to do, in the active language; submission refuses on the same
    list. `saved_at` is None where nothing was saved. `form_url` opens the form.
    """

    key: str
    kind: str
    label: str
    state: DutyState
    missing: tuple[str, ...] = ()
    previous: Previous | None = None
    saved_at: datetime | None = None
    form_url: str = ""
    lang: str = "sv"


def state_of(*, saved_at: datetime | None, missing: tuple[str, ...]) -> DutyState:
    """Nothing saved is missing, saved with gaps is started, saved without is done."""
    if not missing and saved_at:
        return DutyState.DONE
    return DutyState.STARTED if saved_at else DutyState.MISSING
