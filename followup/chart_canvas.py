"""The paper that charts are drawn on: text, lines and shapes as SVG, in the screen's or the print's colours.

On screen an element has a class and takes its colour from the page's tokens by `color`; the colour given
beside it is what a page without style sheet shows. On paper the colours are solid and need no style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import escape

from followup.chart_typeset import SIZE, SMALL

# The light theme of static/css/tokens.css: what paper shows, and a page without style sheet.
COLOURS = {
    "chart-label": "#1b1b19",
    "chart-value": "#1b1b19",
    "chart-quiet": "#57544d",
    "chart-axis": "#817c71",
    "chart-grid": "#dcd8ce",
    "chart-target": "#1b1b19",
    "chart-mark": "#ffffff",
    "tone-accent": "#1b4f9c",
    "tone-active": "#45597a",
    "tone-muted": "#817c71",
    "tone-good": "#1d6b3c",
    "tone-fair": "#8a5700",
    "tone-bad": "#b0261c",
    "tone-none": "#5f5c55",
}


@dataclass(frozen=True)
class Scale:
    """Places numbers from `low` to `high` between the coordinates `left` and `right`."""

    low: Decimal
    high: Decimal
    left: float
    right: float

    def __call__(self, value: Decimal) -> float:
        return self.left + float((value - self.low) / (self.high - self.low)) * (self.right - self.left)


@dataclass(frozen=True)
class Text:
    """One line of text on the baseline `y`."""

    x: float
    y: float
    text: str
    role: str
    anchor: str

    @property
    def size(self) -> int:
        return SMALL if self.role == "chart-quiet" else SIZE


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str
    dash: str
    width: float


@dataclass
class Canvas:
    """What is drawn so far. Coordinates are in the drawing's units, `width` of them across.

    Texts, lines, swatches and lines of the key, the scale and each bar's middle by (number of the series, label) are
    kept beside the SVG, so that another renderer puts everything in the same place.
    """

    width: int
    theme: str = "screen"
    parts: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    swatches: list[tuple[float, float, str]] = field(default_factory=list)
    keys: list[tuple[float, float]] = field(default_factory=list)
    middles: dict[tuple[int, str], float] = field(default_factory=dict)
    scale: Scale | None = None
    across: tuple[float, float] = (0, 0)

    @property
    def is_narrow(self) -> bool:
        return self.width < 480

    def paint(self, role: str, how: str = "fill") -> str:
        """The attributes that colour an element by its role, as `fill` or as `stroke`."""
        colour = COLOURS.get(role, COLOURS["tone-accent"])
        if self.theme == "print":
            return f'{how}="{colour}"'
        return f'class="{role}" color="{colour}" {how}="currentColor"'

    def text(self, x: float, y: float, text: str, role: str = "chart-label", *, anchor: str = "start") -> None:
        """One line of text on the baseline `y`; values are set bold, quiet text a little smaller."""
        one = Text(x, y, text, role, anchor)
        self.texts.append(one)
        weight = ' font-weight="600"' if role == "chart-value" else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{one.size}"{weight}{place} {self.paint(role)}>'
            f"{escape(text)}</text>"
        )

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        role: str = "chart-axis",
        *,
        dash: str = "",
        width: float = 1,
    ) -> None:
        self.lines.append(Line(*start, *end, role, dash, width))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
            f'stroke-width="{width}"{dashed} {self.paint(role, "stroke")}/>'
        )

    def path(self, points: list[tuple[float, float]], role: str, *, width: float = 2.5, dash: str = "") -> None:
        """A line through the points, without a break."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(
            f'<polyline points="{places}" fill="none" stroke-width="{width}" stroke-linejoin="round"{dashed} '
            f"{self.paint(role, 'stroke')}/>"
        )

    def dot(self, x: float, y: float, tone: str, *, radius: float = 4) -> None:
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {self.paint(f"tone-{tone}")}/>')

    def shape(
        self, x: float, y: float, shape: str, tone: str, *, radius: float = 6.5, is_hollow: bool = False
    ) -> None:
        """A mark that differs from a dot by its shape: up, down, diamond or square, with a rim of paper, or hollow."""
        places = " ".join(f"{x + radius * dx:.1f},{y + radius * dy:.1f}" for dx, dy in SHAPES[shape])
        if is_hollow:
            stroke = self.paint(f"tone-{tone}", "stroke")
            self.parts.append(f'<polygon points="{places}" fill="none" stroke-width="2" {stroke}/>')
            return
        self.parts.append(
            f'<polygon points="{places}" stroke-width="3" {self.paint("chart-mark", "stroke")}/>'
            f'<polygon points="{places}" {self.paint(f"tone-{tone}")}/>'
        )

    def bar(self, x: float, y: float, width: float, height: float, tone: str) -> None:
        """A filled bar in its tone, with the tone's marks over it; what is not judged is an empty frame."""
        width = max(width, 0)
        if tone == "none":
            x, y, width, height = x + 0.6, y + 0.6, max(width - 1.2, 0), height - 1.2
        how = 'fill="none" stroke-width="1.2" ' + self.paint("tone-none", "stroke")
        box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        self.parts.append(f"<rect {box} {how if tone == 'none' else self.paint(f'tone-{tone}')}/>")
        if tone in _MARKS:
            draw, stroke = _MARKS[tone]
            self.parts.append(
                f'<path d="{draw(x, y, x + width, y + height)}" fill="none" stroke-width="{stroke}" '
                f'stroke-linecap="{"round" if tone == "fair" else "butt"}" {self.paint("chart-mark", "stroke")}/>'
            )

    def swatch(self, x: float, y: float, tone: str) -> None:
        """A square of the key, as large as small text."""
        self.swatches.append((x, y, tone))
        self.bar(x, y, SMALL, SMALL, tone)

    def body(self) -> str:
        return "".join(self.parts)


def _hatch(left: float, top: float, right: float, bottom: float) -> str:
    """Slanting lines, cut at the bar's edges."""
    lines = []
    total = left + top + _HATCH
    while total < right + bottom:
        low, high = min(bottom, total - left), max(top, total - right)
        lines.append(f"M{total - low:.1f} {low:.1f}L{total - high:.1f} {high:.1f}")
        total += _HATCH
    return "".join(lines)


def _dots(left: float, top: float, right: float, bottom: float) -> str:
    """Rows of dots, as lines without length that have round ends."""
    columns = int((right - left - 2) // _DOTS)
    rows = int((bottom - top - 2) // _DOTS)
    x = left + (right - left - (columns - 1) * _DOTS) / 2
    y = top + (bottom - top - (rows - 1) * _DOTS) / 2
    return "".join(f"M{x + i * _DOTS:.1f} {y + j * _DOTS:.1f}h.01" for j in range(rows) for i in range(columns))


# Corners by the radius; y grows downwards.
SHAPES = {
    "up": ((0, -1), (0.95, 0.8), (-0.95, 0.8)),
    "down": ((0, 1), (0.95, -0.8), (-0.95, -0.8)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "square": ((-0.75, -0.75), (0.75, -0.75), (0.75, 0.75), (-0.75, 0.75)),
}
_HATCH = 8.5
_DOTS = 7
# What tells a tone from its neighbours in grey: drawn over the fill in the colour of the paper.
_MARKS = {"fair": (_dots, 2.4), "bad": (_hatch, 1.8)}
