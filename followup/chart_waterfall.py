"""A waterfall: full bars for the totals, and between them the steps that lead from one to the next, each where the
last one ended. The sign of a step stands in its text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from followup.chart_canvas import Canvas, Scale
from followup.chart_rows import BAR, GAP, Ground, draw_heads, draw_target, label_column
from followup.chart_scale import Mark, fitted
from followup.chart_text import ends, gap_text, label_unit, step_text
from followup.chart_typeset import LINE_HEIGHT, wrap
from followup.charts import Chart, Point

UP, DOWN = "active", "none"
_ZERO = Decimal(0)


@dataclass(frozen=True)
class Bar:
    """One row: the bar from `start` to `end`, None where it cannot be placed, and the tone it is drawn in."""

    point: Point
    start: Decimal | None
    end: Decimal | None
    tone: str

    @property
    def span(self) -> tuple[Decimal, Decimal] | None:
        """The lower end and the upper one."""
        if self.start is None or self.end is None:
            return None
        return min(self.start, self.end), max(self.start, self.end)


def bars_of(chart: Chart) -> list[Bar]:
    """The points in order, each step where the one before it ended. After a gap nobody knows where that is: steps
    have no place then until the next total."""
    [series] = chart.series
    found, level = [], None
    for point in series.points:
        value = ends(point)[0] if ends(point) else None
        if point.total:
            found.append(Bar(point, None if value is None else _ZERO, value, series.tone))
            level = value
            continue
        end = None if value is None or level is None else level + value
        tone = UP if value is not None and value > 0 else DOWN
        found.append(Bar(point, None if end is None else level, end, tone))
        level = end
    return found


def draw_waterfall(canvas: Canvas, chart: Chart) -> float:
    """Draws the rows and returns the height used."""
    bars = bars_of(chart)
    column = label_column(canvas, [bar.point.label for bar in bars])
    marks = [_mark(chart, bar) for bar in bars]
    scale = canvas.scale = fitted(chart, marks, column, canvas.width - 2, over=_domain(chart, bars))
    bottom, ground, middles = draw_heads(canvas, chart, scale), Ground(), []
    for bar, mark in zip(bars, marks, strict=True):
        middle, bottom = _draw_label(canvas, bar.point.label, bottom, column, ground)
        middles.append(middle)
        canvas.middles[0, bar.point.label] = middle
        _draw_bar(canvas, bar, scale, middle, ground)
        x = scale(mark.at) + mark.side * mark.pad
        canvas.text(x, middle + 5, mark.text, mark.role, anchor="end" if mark.side < 0 else "start")
    _draw_joints(canvas, bars, scale, middles)
    for top, end in ground.stretches:
        canvas.line((scale(_ZERO), top), (scale(_ZERO), end))
    draw_target(canvas, chart, scale, ground)
    return bottom + 2


def _domain(chart: Chart, bars: list[Bar]) -> tuple[Decimal, Decimal]:
    target = [] if chart.target is None else [Decimal(chart.target)]
    shown = [_ZERO, *target, *(end for bar in bars for end in bar.span or ())]
    return (min(shown), max(shown)) if max(shown) > min(shown) else (_ZERO, Decimal(1))


def _mark(chart: Chart, bar: Bar) -> Mark:
    """The row's text: at the bar's far end, and where there is no bar beside zero."""
    point = bar.point
    text = step_text(chart, point, unit=label_unit(chart)) if ends(point) else gap_text(point)
    if bar.span is None:
        return Mark(_ZERO, text, 1, "chart-value" if ends(point) else "chart-quiet")
    low, high = bar.span
    return Mark(low, text, -1) if high <= 0 and low < 0 else Mark(high, text, 1)


def _draw_label(canvas: Canvas, label: str, top: float, column: float, ground: Ground) -> tuple[float, float]:
    """The label beside the bar, or above it on a narrow drawing; returns the bar's middle and the row's bottom."""
    if column > GAP:
        lines = wrap(label, column - GAP)
        height = max(BAR, len(lines) * LINE_HEIGHT) + GAP
        middle = top + height / 2
        for number, line in enumerate(lines):
            canvas.text(0, middle + 5 + (number - (len(lines) - 1) / 2) * LINE_HEIGHT, line)
        ground.add(top, top + height)
        return middle, top + height
    lines = wrap(label, canvas.width) if label else []
    for number, line in enumerate(lines, 1):
        canvas.text(0, top + number * LINE_HEIGHT - 2, line)
    below = top + len(lines) * LINE_HEIGHT + 4
    ground.add(below - 2, below + BAR + 2)
    return below + BAR / 2, below + BAR + GAP


def _draw_bar(canvas: Canvas, bar: Bar, scale: Scale, middle: float, ground: Ground) -> None:
    if bar.span is None:
        return
    left, right = (scale(end) for end in bar.span)
    # A step of nothing is a stroke: it was reported.
    canvas.bar(left, middle - BAR / 2, max(right - left, 1), BAR, bar.tone)
    ground.bars.append((left, right, middle))


def _draw_joints(canvas: Canvas, bars: list[Bar], scale: Scale, middles: list[float]) -> None:
    """A thin line from where each bar ends to the next one, beside labels; on a narrow drawing they stand between."""
    if canvas.is_narrow:
        return
    for number, (bar, after) in enumerate(pairwise(bars)):
        if bar.end is not None and after.span is not None:
            x = scale(bar.end)
            canvas.line((x, middles[number] + BAR / 2), (x, middles[number + 1] - BAR / 2))
