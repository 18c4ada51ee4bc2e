"""The register of commissions: what is known of each across years, and what stands out, as codes.

Nothing leaves it: a commission that has ended, been moved or been continued stands there with what happened to it.
Pure over what commissions.register_reading has read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from commissions import timing
from commissions.models import Commission, CommissionReport, Decision
from commissions.timing import Due
from organisation.models import Body, Unit

# What is reported as over: it is so only by a decision of the giver.
REPORTED_AS_OVER = frozenset({"done", "done_deviation", "cancelled"})


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """A board that reports the commission: the days it is to do so, and how far it has come."""

    board: Unit
    dues: list[Due]
    last: date | None
    """The end of the latest time that it has reported on."""
    decided_only: bool = False
    """Whether the reader is told of what is approved alone."""


@dataclass(kw_only=True)
class Entry:
    """One commission of the register as it stood on a day, for one reader.

    `reports` are those that the reader may read, latest first; `reporters` the boards within reach that report it.
    `successors` are those that continue it within reach, `has_hidden_successor` whether there are others.
    """

    commission: Commission
    today: date
    reports: list[CommissionReport] = field(default_factory=list)
    reporters: list[Reporter] = field(default_factory=list)
    successors: list[Commission] = field(default_factory=list)
    has_hidden_successor: bool = False

    @cached_property
    def ended(self) -> Decision | None:
        return self.commission.ended

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def state(self) -> str:
        """open, closed or cancelled."""
        return self.ended.kind if self.ended else "open"

    @property
    def is_continued(self) -> bool:
        return bool(self.successors) or self.has_hidden_successor

    @property
    def is_followed(self) -> bool:
        """Whether reports of it are waited for: it is open, and no other has taken its place."""
        return self.is_open and not self.is_continued

    @property
    def last_report(self) -> CommissionReport | None:
        return self.reports[0] if self.reports else None

    @cached_property
    def given(self) -> date | None:
        """The day it was given, where that is known."""
        return self.commission.given.date if self.commission.given else None

    @property
    def months_old(self) -> int | None:
        """Whole months since it was given, until it ended; None where the day is not known."""
        if self.given is None:
            return None
        return timing.months_between(self.given, self.ended.date if self.ended else self.today)

    @cached_property
    def next_due(self) -> Due | None:
        """The day it is to be reported next, by whichever board is first."""
        if not self.is_followed:
            return None
        found = (timing.coming(one.dues, last=one.last, today=self.today) for one in self.reporters)
        return min((due for due in found if due), key=lambda due: due.day, default=None)

    @cached_property
    def missed(self) -> list[tuple[Reporter, Due]]:
        """The boards that have let a day pass, each with the first."""
        if not self.is_followed:
            return []
        found = ((one, timing.missed(one.dues, last=one.last, today=self.today)) for one in self.reporters)
        return [(one, due) for one, due in found if due]

    @cached_property
    def silent(self) -> list[Reporter]:
        """The boards that have said nothing for longer than its periodicity. One that has missed a day is not
        counted twice, nor one that has reported it as over."""
        if not self.is_followed or self.is_reported_as_over:
            return []
        late = {one.board.pk for one, _due in self.missed}
        return [one for one in self.reporters if one.board.pk not in late and self._is_silent(one)]

    def _is_silent(self, one: Reporter) -> bool:
        if one.last is None and timing.coming(one.dues, last=None, today=self.today):
            # Its first day is still to come.
            return False
        begun = self.commission.start or self.given or date(self.commission.year, 1, 1)
        return timing.is_silent(periodicity=self.commission.periodicity, since=one.last or begun, today=self.today)

    @property
    def is_reported_as_over(self) -> bool:
        """Whether it is reported as done or cancelled, though its giver has not ended it."""
        return bool(self.is_open and self.last_report and self.last_report.status in REPORTED_AS_OVER)

    @property
    def is_past_end(self) -> bool:
        return bool(self.is_followed and self.commission.end and self.commission.end < self.today)

    @property
    def is_left_behind(self) -> bool:
        """Whether it was followed up in an earlier year, and no other goes on with it."""
        return self.is_followed and self.commission.year < self.today.year

    @cached_property
    def first_year(self) -> int:
        """The earliest year that is known of it."""
        years = [report.period.end.year for report in self.reports]
        return min([self.commission.origin_year or self.commission.year, self.commission.year, *years])

    @cached_property
    def gone(self) -> list[Body]:
        """Receivers whose unit has ended."""
        receivers = self.commission.receivers.all()
        return [body for body in receivers if body.unit and body.unit.valid_to and body.unit.valid_to < self.today]

    @property
    def is_directed_to_nobody(self) -> bool:
        return not self.commission.receivers.all()


def order(entry: Entry) -> tuple:
    """Open ones first, then by year, latest first, and in the order of the ledger."""
    one = entry.commission
    return (not entry.is_open, -one.year, one.board.order, one.board.name, one.group.order, one.order, one.code)
