"""What a slide holds: plain data that each rendering sets in its own way. Measures are in points."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from followup.charts import Chart
from followup.prose_parts import Paragraph, as_html
from followup.sections import Status
from reports.slide_fit import BODY_WIDTH, GAP, TITLE_HEIGHT, TITLE_SIZES, WHOLE, lines_of


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The first slide: what the papers are, of whom and when, and marks such as «DRAFT»."""

    lines: tuple[str, ...]
    marks: tuple[str, ...] = ()
    template: str = "reports/slides/opening.html"


@dataclass(frozen=True, kw_only=True)
class Divider:
    """A slide that opens a chapter; `note` says that there is nothing in it."""

    note: str = ""
    template: str = "reports/slides/divider.html"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A text under a heading of its own, "" for none."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    lang: str

    @property
    def html(self) -> SafeString:
        return as_html(self.paragraphs)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """An activity with how far it has come."""

    title: str
    status: Status
    text: str = ""
    lang: str = "sv"


@dataclass(frozen=True, kw_only=True)
class BoxColumn:
    """Texts below each other, `share` per cent of the slide wide; `heights` are theirs."""

    boxes: tuple[Box, ...]
    heights: tuple[float, ...]
    share: int = WHOLE

    @property
    def height(self) -> float:
        return sum(self.heights) + GAP * (len(self.heights) - 1)


@dataclass(frozen=True, kw_only=True)
class BoxRow:
    """Columns beside each other: one, or two."""

    columns: tuple[BoxColumn, ...]

    @property
    def height(self) -> float:
        return max(column.height for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class Boxes:
    """Up to four texts in rows of columns, and below them activities with their status."""

    rows: tuple[BoxRow, ...]
    activities: tuple[Activity, ...] = ()
    activities_heading: str = ""
    template: str = "reports/slides/boxes.html"

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The texts in the order they are read."""
        return tuple(box for row in self.rows for column in row.columns for box in column.boxes)

    @property
    def height(self) -> float:
        """That of the texts."""
        return sum(row.height for row in self.rows) + GAP * (len(self.rows) - 1)


@dataclass(frozen=True, kw_only=True)
class SlideCell:
    """A cell: its text, or its status."""

    text: str
    status: Status | None = None
    lang: str = ""
    level: int = 0
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class SlideRow:
    """A row: the first cell is its head. `height` is what it takes at least."""

    cells: tuple[SlideCell, ...]
    height: float
    is_total: bool = False
    is_group: bool = False
    """A head across the table, over the rows that follow."""


@dataclass(frozen=True, kw_only=True)
class SlideTable:
    """A table, or the part of one that fits; `shares` are its columns' widths in per mille."""

    caption: str
    heads: tuple[str, ...]
    numbers: tuple[bool, ...]
    shares: tuple[int, ...]
    rows: tuple[SlideRow, ...]
    head_height: float
    note: str = ""
    template: str = "reports/slides/table.html"

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(head, whether numbers stand below it)."""
        return list(zip(self.heads, self.numbers, strict=True))

    @property
    def groups(self) -> list[tuple[str, list[SlideRow]]]:
        """(the group's head, its rows), "" for rows without a group."""
        found: list[tuple[str, list[SlideRow]]] = []
        for row in self.rows:
            if row.is_group:
                found.append((row.cells[0].text, []))
            elif not found:
                found.append(("", [row]))
            else:
                found[-1][1].append(row)
        return found


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart; its title is the slide's."""

    chart: Chart
    template: str = "reports/slides/drawing.html"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Key figures: (what it is shown as, what it is, whether it is missing)."""

    figures: tuple[tuple[str, str, bool], ...]
    template: str = "reports/slides/numbers.html"


Body = Opening | Divider | Boxes | SlideTable | Drawing | Numbers


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide. `above` is the chapter it belongs to; `part` says «1 of 2» where one thing takes several, and
    `status` how the thing as a whole stands."""

    title: str
    body: Body
    above: str = ""
    part: str = ""
    lang: str = "sv"
    status: Status | None = None

    @property
    def title_size(self) -> int:
        """How high the title is set, in points: as large as it fits in its place."""
        return next(
            (size for size in TITLE_SIZES if lines_of(self.name, BODY_WIDTH, size=size) * size * 1.2 <= TITLE_HEIGHT),
            TITLE_SIZES[-1],
        )

    @property
    def name(self) -> str:
        """The title with the part: no two slides of a thing have the same."""
        return f"{self.title} ({self.part})" if self.part else self.title
