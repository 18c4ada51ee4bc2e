"""Bars, spans and lone dots: one row each, on a scale that begins at zero, each value beside its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from followup.chart_canvas import Canvas, Scale
from followup.chart_scale import DOT, Mark, fitted, marks_of
from followup.chart_text import ends, labels, point_at, target_text, unit_line
from followup.chart_typeset import LINE_HEIGHT, text_width, wrap
from followup.charts import Chart, Point

BAR = 20
GAP = 12
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Row:
    """A row of the drawing: a bar with its label, or the head of a group (`point` is then None)."""

    label: str
    point: Point | None = None
    tone: str = "accent"
    series: int = 0


@dataclass
class Ground:
    """What upright lines must mind: the stretches they may run through, bars to cross, texts to spare.

    A stretch is (top, bottom), a bar or text (left, right, middle).
    """

    stretches: list[tuple[float, float]] = field(default_factory=list)
    bars: list[tuple[float, float, float]] = field(default_factory=list)
    texts: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, top: float, bottom: float) -> None:
        """A stretch that begins where the last one ends prolongs it."""
        if self.stretches and top - self.stretches[-1][1] < 1:
            top = self.stretches.pop()[0]
        self.stretches.append((top, bottom))

    def free(self, x: float) -> list[tuple[float, float]]:
        """The stretches at `x`, with room left around texts that stand there."""
        pieces = list(self.stretches)
        for left, right, middle in self.texts:
            if left - 2 <= x <= right + 2:
                pieces = [
                    piece
                    for top, bottom in pieces
                    for piece in ((top, min(bottom, middle - 10)), (max(top, middle + 10), bottom))
                ]
        return [(top, bottom) for top, bottom in pieces if bottom - top > 3]


def rows_of(chart: Chart) -> list[Row]:
    """One row a point; with several series a head for each label, and a row a series below it."""
    if len(chart.series) == 1:
        only = chart.series[0]
        return [Row(point.label or only.label, point, only.tone) for point in only.points]
    rows = []
    for label in labels(chart):
        rows.append(Row(label))
        for number, one in enumerate(chart.series):
            rows.append(Row(one.label, point_at(one, label) or Point(label=label, value=None), one.tone, number))
    return rows


def draw_rows(canvas: Canvas, chart: Chart) -> float:
    """Draws the rows and returns the height used."""
    rows = rows_of(chart)
    column = label_column(canvas, [row.label for row in rows if row.point is not None])
    marks = [mark for row in rows for mark in marks_of(chart, row.point)]
    scale = canvas.scale = fitted(chart, marks, column, canvas.width - 2)
    bottom, ground = draw_heads(canvas, chart, scale), Ground()
    for row in rows:
        bottom += GAP / 2 if row.point is None else 0
        middle, bottom = _draw_label(canvas, row, bottom, column, ground)
        if row.point is not None:
            canvas.middles[row.series, row.point.label] = middle
            _draw_shape(canvas, chart, row, scale, middle, ground)
        for mark in marks_of(chart, row.point):
            ground.texts.append(_draw_mark(canvas, mark, scale, middle))
    for top, end in ground.free(scale(_ZERO)):
        canvas.line((scale(_ZERO), top), (scale(_ZERO), end))
    draw_target(canvas, chart, scale, ground)
    return bottom + 2 if chart.kind == "bars" or not ground.stretches else _draw_zero(canvas, scale, ground)


def label_column(canvas: Canvas, names: list[str]) -> float:
    """The width of the labels' column with the space after it; 0 on a narrow drawing: labels stand above."""
    widest = max((text_width(name) for name in names), default=0)
    return 1 if canvas.is_narrow or not widest else min(widest, canvas.width * 0.34) + GAP


def draw_heads(canvas: Canvas, chart: Chart, scale: Scale) -> float:
    """The unit and the target's name above the rows; returns where the rows begin."""
    unit, target = unit_line(chart), target_text(chart)
    y = 0.0
    if unit:
        y += LINE_HEIGHT
        canvas.text(0, y - 4, unit, "chart-quiet")
    if target:
        wide = text_width(target)
        x = max(min(scale(Decimal(chart.target or 0)) - wide / 2, canvas.width - wide), 0)
        y = y if unit and x > text_width(unit) + GAP else y + LINE_HEIGHT
        canvas.text(x, y - 4, target)
    return y + (4 if y else 0)


def draw_target(canvas: Canvas, chart: Chart, scale: Scale, ground: Ground) -> None:
    """The target's line, with a rim of paper where it crosses a bar, and a break where a text stands."""
    if chart.target is None:
        return
    x = scale(Decimal(chart.target))
    for left, right, middle in ground.bars:
        if left < x < right:
            canvas.line((x, middle - BAR / 2), (x, middle + BAR / 2), "chart-mark", width=4)
    for top, bottom in ground.free(x):
        canvas.line((x, top), (x, bottom), "chart-target", dash="4 3", width=1.4)


def _draw_label(canvas: Canvas, row: Row, top: float, column: float, ground: Ground) -> tuple[float, float]:
    """The row's label, beside the bar or above it; returns the bar's middle and the row's bottom."""
    if row.point is not None and column > GAP:
        lines = wrap(row.label, column - GAP)
        height = max(BAR, len(lines) * LINE_HEIGHT) + GAP
        middle = top + height / 2
        for number, line in enumerate(lines):
            canvas.text(0, middle + 5 + (number - (len(lines) - 1) / 2) * LINE_HEIGHT, line)
        ground.add(top, top + height)
        return middle, top + height
    lines = wrap(row.label, canvas.width, bold=row.point is None) if row.label else []
    role = "chart-value" if row.point is None else "chart-label"
    for number, line in enumerate(lines, 1):
        canvas.text(0, top + number * LINE_HEIGHT - 2, line, role)
    below = top + len(lines) * LINE_HEIGHT + 4
    if row.point is None:
        return below, below
    ground.add(below - 2, below + BAR + 2)
    return below + BAR / 2, below + BAR + GAP


def _draw_zero(canvas: Canvas, scale: Scale, ground: Ground) -> float:
    """The zero below its line, where no bar shows where the scale begins; returns the bottom."""
    x, bottom = scale(_ZERO), ground.stretches[-1][1]
    anchor = "start" if x < 5 else "end" if x > canvas.width - 5 else "middle"
    canvas.text(x, bottom + 15, "0", "chart-quiet", anchor=anchor)
    return bottom + 20


def _draw_shape(canvas: Canvas, chart: Chart, row: Row, scale: Scale, middle: float, ground: Ground) -> None:
    numbers, zero = ends(row.point), scale(_ZERO)
    if not numbers:
        return
    first, last = scale(min(numbers)), scale(max(numbers))
    if chart.kind != "bars" and len(numbers) == 1:
        canvas.line((zero, middle), (first, middle))
        canvas.dot(first, middle, row.tone, radius=DOT)
        return
    left, right = (min(zero, first), max(zero, last)) if chart.kind == "bars" else (first, last)
    canvas.bar(left, middle - BAR / 2, right - left, BAR, row.tone)
    ground.bars.append((left, right, middle))


def _draw_mark(canvas: Canvas, mark: Mark, scale: Scale, middle: float) -> tuple[float, float, float]:
    x = scale(mark.at) + mark.side * mark.pad
    canvas.text(x, middle + 5, mark.text, mark.role, anchor="end" if mark.side < 0 else "start")
    far = x + mark.side * (mark.width - mark.pad)
    return min(x, far), max(x, far), middle
