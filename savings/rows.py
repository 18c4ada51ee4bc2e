"""What the list page of savings shows, as finished rows: no arithmetic is left for the template."""

from __future__ import annotations

from dataclasses import dataclass, field

from followup.findings import Finding
from followup.sections import Fact, Status


@dataclass(frozen=True)
class Note:
    """One remark in a row's quiet line, in the reader's language where none is given."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Tally:
    """How many measures have one status."""

    status: Status
    count: int


@dataclass
class MeasureRow:
    """One measure as the list shows it."""

    code: str
    dom_id: str
    number: str
    title: str
    status: Status
    effect: Fact
    realised: Fact
    meta: list[Note]
    text: str
    previous: str = ""
    previous_status: Status | None = None
    edit_url: str = ""


@dataclass
class TargetRow:
    """One savings target as the list shows it."""

    code: str
    dom_id: str
    title: str
    amount: Fact
    realised: Fact
    share: Fact
    meta: list[Note]
    text: str
    previous: str = ""
    edit_url: str = ""


@dataclass
class Group:
    """One list of measures with its sum."""

    code: str
    title: str
    rows: list[MeasureRow]
    count: str
    total: Fact
    realised: Fact
    printed: str


@dataclass
class SavingsPage:
    """The whole page."""

    lead: str
    groups: list[Group]
    targets: list[TargetRow]
    tally: list[Tally] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def measure_row(self, code: str) -> MeasureRow:
        return next(row for group in self.groups for row in group.rows if row.code == code)

    def target_row(self, code: str) -> TargetRow:
        return next(row for row in self.targets if row.code == code)
