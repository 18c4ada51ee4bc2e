"""What the list page shows, as plain data: groups of rows with what is entered and what was said last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from followup.findings import Finding
from followup.numbers import DASH
from followup.sections import Fact, Figures, Status
from organisation.entry import dom_id
from staffing.hired_facts import TOTAL


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a row, under a head: a figure, a status, or `text` that is neither; «–» where there is nothing."""

    label: str
    text: str = DASH
    fact: Fact | None = None
    status: Status | None = None

    @property
    def is_number(self) -> bool:
        return self.status is None


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One thing to report as the list shows it. `previous` is what was said last time, while nothing is entered;
    `own_note` stands in the board's language."""

    key: str
    title: str
    columns: tuple[Column, ...] = ()
    lang: str = ""
    previous: str = ""
    notes: tuple[str, ...] = ()
    own_note: str = ""
    own_lang: str = ""
    source: str = ""
    saved_at: datetime | None = None
    saved_by: str = ""
    is_text: bool = False
    text: str = ""
    text_lang: str = ""
    edit_url: str = ""

    @property
    def dom_id(self) -> str:
        return dom_id(self.key)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A figure that nobody has given yet, and the form for it."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Rows under one heading."""

    code: str
    title: str
    rows: tuple[ListRow, ...]
    lang: str = ""
    more: tuple[Link, ...] = ()

    source: str = ""
    """Where all its figures are from, where that is one place; the rows do not repeat it."""

    @property
    def heads(self) -> tuple[Column, ...]:
        return self.rows[0].columns if self.rows else ()


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Everything the page shows."""

    lead: str
    figures: Figures | None
    facts: Mapping[str, Fact]
    findings: tuple[Finding, ...]
    groups: tuple[Group, ...]

    def row(self, key: str) -> ListRow | None:
        return next((row for group in self.groups for row in group.rows if row.key == key), None)

    @property
    def total(self) -> ListRow | None:
        """The row that changes with others."""
        return self.row(f"staffing.hired.cost.{TOTAL}")
