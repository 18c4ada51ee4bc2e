"""What stands in a chapter on paper: its sections, and their blocks ready to be set.

Facts are shown as text here: a file lives on its own, away from the pages that its links would lead to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from followup import numbers
from followup import prose as prose_text
from followup.charts import Chart, chart_table, svg
from followup.sections import Block, Fact, Figures, Prose, Section, StatusList, Table
from reports.paper_tables import PaperStatuses, PaperTable, folded, statuses, table

LOWEST_HEADING = 6
# A figure of so many characters still fits in a fourth of the page's width.
SHORT_FIGURE = 11


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading with its rank, 1 to 6."""

    level: int
    text: str
    lang: str = ""
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperProse:
    """A text, as safe HTML."""

    html: str
    lang: str
    heading: Heading | None
    origin: str
    template: str = "reports/print/prose.html"


@dataclass(frozen=True, kw_only=True)
class PaperFigures:
    """Key figures side by side, each with what it is shown as."""

    heading: Heading | None
    facts: tuple[tuple[Fact, str], ...]
    template: str = "reports/print/figures.html"

    @property
    def css(self) -> str:
        """Three in a row, or four where they are short and fill the rows better."""
        is_short = all(len(shown) <= SHORT_FIGURE for _fact, shown in self.facts)
        return "figures in-fours" if is_short and len(self.facts) in {4, 7, 8} else "figures"


@dataclass(frozen=True, kw_only=True)
class PaperChart:
    """A chart as a picture, and its figures as a table."""

    chart: Chart
    picture: str
    tables: tuple[PaperTable, ...]
    template: str = "reports/print/chart.html"


@dataclass(frozen=True, kw_only=True)
class PaperSection:
    """A section with its heading, if it has one, and its parts in order."""

    heading: Heading | None
    parts: tuple[PaperPart, ...]
    template: str = "reports/print/section.html"


PaperPart = PaperProse | PaperFigures | PaperTable | PaperChart | PaperStatuses | PaperSection


def section_part(section: Section, facts: dict[str, Fact], base: int, above: int, anchor: str = "") -> PaperSection:
    """A section below the chapter's heading `base`; `above` is the rank of the heading right above it."""
    heading = None
    if section.title:
        above = min(max(base + section.level, base + 1), above + 1, LOWEST_HEADING)
        heading = Heading(level=above, text=section.title, lang=section.lang, anchor=anchor)
    return PaperSection(heading=heading, parts=tuple(_part(block, facts, base, above) for block in section.blocks))


def _part(block: Block, facts: dict[str, Fact], base: int, above: int) -> PaperPart:
    below = min(above + 1, LOWEST_HEADING)
    match block:
        case Section():
            return section_part(block, facts, base, above)
        case Prose():
            return PaperProse(
                html=prose_text.render(block.text),
                lang=block.lang,
                heading=_heading(block.heading, below),
                origin=block.origin,
            )
        case Figures():
            known = [facts[key] for key in block.facts if key in facts]
            shown = tuple((fact, numbers.format_fact(fact)) for fact in known)
            return PaperFigures(heading=_heading(block.title, below), facts=shown)
        case Table():
            return table(block, facts)
        case Chart():
            behind = folded(table(chart_table(block), facts, is_compact=True))
            return PaperChart(chart=block, picture=svg(block, theme="print"), tables=behind)
        case StatusList():
            return statuses(block)


def _heading(text: str, level: int) -> Heading | None:
    return Heading(level=level, text=text) if text else None


def widths_of(parts: tuple[PaperPart, ...]) -> Iterator[int]:
    """The widths of every column in the parts, in per mille."""
    for part in parts:
        match part:
            case PaperSection():
                yield from widths_of(part.parts)
            case PaperChart():
                yield from part.tables[0].widths
            case PaperTable() | PaperStatuses():
                yield from part.widths
