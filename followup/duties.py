"""What there is to report: the list that «Min rapportering», progress boards and submission share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from followup.prose import word_count
from followup.sections import Status


class DutyState(StrEnum):
    """How far one duty has come."""

    MISSING = "missing"
    STARTED = "started"
    DONE = "done"

    @property
    def label(self):
        return {"missing": _("Missing"), "started": _("Started"), "done": _("Done")}[self.value]


class Missing(str):
    """One thing to do before submission, as a sentence. `field` is the name of the form's field that it asks
    for, "" where it asks for none by itself."""

    field: str

    def __new__(cls, sentence: str, field: str = "") -> Missing:
        made = super().__new__(cls, sentence)
        made.field = field
        return made


@dataclass(frozen=True, kw_only=True)
class Previous:
    """What was said last time, in words: the period's label and (label, value) pairs."""

    period: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One thing to report for a unit and period.

    `missing` are sentences that say what to do, in the active language; submission refuses on the same
    list. `shown` is what is reported, as (label, words or a status). `saved_at` is None where nothing was
    saved. `form_url` opens the form, whose class is `form`; `row` is what it edits, not stored where nothing
    was saved, and `before` the same of the period before. `carried_from` names the period since which the row
    stands unchanged by choice.
    """

    key: str
    kind: str
    label: str
    state: DutyState
    missing: tuple[str, ...] = ()
    shown: tuple[tuple[str, str | Status], ...] = ()
    previous: Previous | None = None
    saved_at: datetime | None = None
    form_url: str = ""
    lang: str = "sv"
    carried_from: str = ""
    row: Any = field(default=None, compare=False, repr=False)
    before: Any = field(default=None, compare=False, repr=False)
    form: Any = field(default=None, compare=False, repr=False)


def state_of(*, saved_at: datetime | None, missing: tuple[str, ...]) -> DutyState:
    """Nothing saved is missing, saved with gaps is started, saved without is done."""
    if not missing and saved_at:
        return DutyState.DONE
    return DutyState.STARTED if saved_at else DutyState.MISSING


def words_shown(text: str) -> str:
    """«142 ord»; "" where nothing is written."""
    count = word_count(text)
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": count} if count else ""


def said(*pairs: tuple[str, str | Status]) -> tuple[tuple[str, str | Status], ...]:
    """Those of the (label, value) pairs that say something: a status that is still to be chosen does not."""
    return tuple((label, value) for label, value in pairs if value and getattr(value, "code", "") != "unassessed")
