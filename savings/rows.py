"""What the list page of savings shows, as finished rows: no arithmetic is left for the template."""

from __future__ import annotations

from dataclasses import dataclass, field

from followup.charts import Chart
from followup.findings import Finding
from followup.sections import Fact, Status, Table
from savings.filters import Filters


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


@dataclass(frozen=True)
class Quick:
    """The status as a choice in the list: (code, label) of each step, and what a save needs to know."""

    url: str
    version: int
    choices: list[tuple[str, str]]
    symbol: str
    tone: str


@dataclass(frozen=True)
class Rights:
    """What the reader may do here, asked once for the whole page."""

    write: bool
    verify: bool
    plan: bool


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
    url: str
    previous: str = ""
    previous_status: Status | None = None
    edit_url: str = ""
    verify_url: str = ""
    quick: Quick | None = None
    ask_url: str = ""


@dataclass(frozen=True)
class LaterRow:
    """One measure that starts after the period's year."""

    dom_id: str
    number: str
    title: str
    start: str
    effect: Fact
    next_year: Fact
    meta: list[Note]
    url: str


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
    plan_url: str = ""


@dataclass
class Group:
    """One list of measures with its sum; `rows` holds those that the filters let through."""

    code: str
    title: str
    rows: list[MeasureRow]
    count: str
    total: Fact
    realised: Fact
    printed: str


@dataclass(frozen=True)
class Later:
    """The measures that start after the period's year; `rows` holds those that the filters let through."""

    title: str
    note: str
    next_year: str
    rows: list[LaterRow]


@dataclass
class SavingsPage:
    """The whole page. `tables` hold the sums from listed to verified, `ways` what divides the measures otherwise."""

    lead: str
    groups: list[Group]
    targets: list[TargetRow]
    filters: Filters
    shown: str
    facts: dict[str, Fact]
    chart: Chart | None = None
    tables: list[Table] = field(default_factory=list)
    ways: list[Table] = field(default_factory=list)
    tally: list[Tally] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    may_plan: bool = False
    later: Later | None = None

    def measure_row(self, code: str) -> MeasureRow:
        return next(row for group in self.groups for row in group.rows if row.code == code)

    def target_row(self, code: str) -> TargetRow:
        return next(row for row in self.targets if row.code == code)
