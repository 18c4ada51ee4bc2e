"""Charts as data, with two renderers: Plotly for the screen, SVG for paper and slides; each has its table.

The three functions import what they need when they are called: the contract (followup/sections.py) stands on
this module, and the renderers stand on the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from followup.sections import Table

WIDE = 640
NARROW = 360


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value: `value` a decimal string in the chart's unit, or None for a gap; `high` ends a span."""

    label: str
    value: str | None
    high: str | None = None
    approximate: str = ""
    fact: str = ""
    note: str = ""
    total: bool = False
    """In a waterfall: a full bar from zero, where the others are steps from the bar before."""
    mark: Literal["", "better", "worse", "change"] = ""
    """On a line: a point that is more than chance, and what it means. It has a shape of its own."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """Values that belong together. `tone` names a colour token: accent, muted, good, fair, bad, none."""

    label: str
    points: tuple[Point, ...]
    tone: str = "accent"


@dataclass(frozen=True, kw_only=True)
class Level:
    """What a line is read against across its whole length: a mean, or one of the limits that chance keeps within."""

    label: str
    value: str
    is_limit: bool = False


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart that says one thing: `title` is a sentence, in the language `lang`.

    kind: bars (horizontal, one bar a point and series), stacked (one bar a label, parts side by side),
    line (points in order of time), span (from `value` to `high`), waterfall (one series of totals, and between
    them steps up and down), radar (an axis a label; at most three series of whole numbers from 1, the ring from the
    centre, each with its word as `note`). Bars start at zero. `target` is drawn as a line with the name
    `target_label`. Missing values are gaps; the steps of a waterfall after one are told but not drawn, up to the
    next total.
    """

    key: str
    kind: Literal["bars", "stacked", "line", "span", "waterfall", "radar"]
    title: str
    unit: str
    series: tuple[Series, ...]
    decimals: int = 0
    target: str | None = None
    target_label: str = ""
    note: str = ""
    label_heading: str = ""
    """What the labels are, as the table's first head: «Ram», «Ålder»."""
    levels: tuple[Level, ...] = ()
    """Of a line: its mean and limits."""
    rings: tuple[str, ...] = ()
    """Of a radar: the words of its rings, from the centre outwards."""
    lang: str = "sv"
    type: Literal["chart"] = "chart"


def chart_table(chart: Chart) -> Table:
    """The chart's figures as a table: a row a label, a column a series, formatted. Gaps say why or «–»."""
    from followup.chart_text import table

    return table(chart)


def svg(chart: Chart, *, theme: Literal["screen", "print"] = "screen", width: int = WIDE) -> SafeString:
    """The chart drawn as an SVG image of `width` units, WIDE or NARROW (a phone's).

    "screen" leaves colours to the page's tokens by classes, "print" carries solid colours and the font.
    Raises ValueError on a negative part of a stacked chart, and on more series than a kind can show.
    """
    from followup.chart_svg import draw

    return draw(chart, theme=theme, width=width)


def plotly(chart: Chart) -> dict[str, Any]:
    """The chart as plain JSON for Plotly: {"data", "layout", "config"}, colours as «var(--tone-…)».

    Raises ValueError as `svg` does.
    """
    from followup.chart_plotly import figure

    return figure(chart)
