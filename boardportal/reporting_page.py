"""«Min rapportering»: everything that a unit has to report for a period, on one page, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boardportal.reporting import LISTS, Reporting, Step, Wing, duty_of, reporting_of, steps_of
from followup.duties import Duty, DutyState
from organisation.carrying import carried_changes
from organisation.entry import dom_id
from organisation.places import Place

# From this many signs on, what was said last time is folded.
LINE = 140
# Up to this many things, what is missing is listed without being asked for.
AT_ONCE = 6
SIGNS = {
    DutyState.MISSING: ("○", "none"),
    DutyState.STARTED: ("◐", "fair"),
    DutyState.DONE: ("✓", "good"),
}


@dataclass(frozen=True)
class ReportRow:
    """One thing to report as the page shows it. `trouble` is why «Unchanged» was refused."""

    duty: Duty
    place: Place
    trouble: str = ""

    @property
    def dom_id(self) -> str:
        return dom_id(self.duty.key)

    @property
    def sign(self) -> dict[str, str]:
        """Symbol, tone and word of how far it has come."""
        symbol, tone = SIGNS[self.duty.state]
        return {"symbol": symbol, "tone": tone, "label": str(self.duty.state.label)}

    @property
    def edit_url(self) -> str:
        return self.duty.form_url if self.place.may_write else ""

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.duty)

    @property
    def url(self) -> str:
        return self.place.url("reporting_row", key=self.duty.key)

    @property
    def carry_url(self) -> str:
        """Where «Unchanged» posts; "" where it is not offered."""
        offered = self.place.may_write and self.duty.state != DutyState.DONE and carries(self.duty)
        return self.place.url("carry", key=self.duty.key) if offered else ""

    @property
    def version(self) -> int:
        return self.duty.row.version

    @property
    def previous_line(self) -> str:
        """What was said last time in one line: «Tertial 2 2025: Delvis · 88 ord …»."""
        return " · ".join(" ".join(value.split()) for _label, value in self.duty.previous.values)

    @property
    def previous_is_long(self) -> bool:
        return len(self.previous_line) > LINE


def carries(duty: Duty) -> dict:
    """What «Unchanged» would write."""
    return carried_changes(duty.form, duty.row, duty.before) if duty.form else {}


@dataclass(frozen=True)
class WingRows:
    """The rows of one wing, with where its own list stands."""

    wing: Wing
    url: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True)
class ReportingPage:
    """The page. `only_missing` leaves out what is done; `refused` says that it could not be submitted."""

    place: Place
    reporting: Reporting
    wings: tuple[WingRows, ...]
    only_missing: bool = False
    refused: bool = False

    @property
    def standing(self) -> str:
        """How much time is left; that it is overdue stands above."""
        return "" if self.place.is_overdue and self.reporting.done < self.reporting.total else self.reporting.standing

    @property
    def lists_missing(self) -> bool:
        """Whether what is missing is unfolded."""
        return self.refused or self.reporting.missing_count <= AT_ONCE

    @property
    def may_submit(self) -> bool:
        return bool(self.place.may("submit"))


def reporting_page(
    place: Place,
    *,
    today: date,
    only_missing: bool = False,
    refused: bool = False,
    troubles: dict[str, str] | None = None,
) -> ReportingPage:
    """Everything to report. `troubles` says, by key, what went wrong in a row."""
    reporting = reporting_of(
        user=place.user, unit=place.unit, period=place.period, today=today, submission=place.submission
    )
    said = troubles or {}
    wings = []
    for wing in reporting.wings:
        shown = [duty for duty in wing.duties if not only_missing or duty.state != DutyState.DONE]
        rows = tuple(ReportRow(duty, place, said.get(duty.key, "")) for duty in shown)
        wings += [WingRows(wing, place.url(LISTS[wing.code]), rows)] if rows else []
    return ReportingPage(place, reporting, tuple(wings), only_missing, refused)


def report_row(place: Place, key: str, *, today: date, trouble: str = "") -> ReportRow | None:
    """One row, or None where the unit has nothing to report with that key. The queries of one wing."""
    duty = duty_of(key, user=place.user, unit=place.unit, period=place.period, today=today)
    return ReportRow(duty, place, trouble) if duty else None
