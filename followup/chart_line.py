"""Lines over time: what is not measured is a gap, and each line bears its name where it ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from followup.chart_canvas import Canvas, Scale
from followup.chart_levels import draw_levels, draw_marks, level_lines, values_of
from followup.chart_text import all_values, ends, label_unit, labels, number_text, point_at, target_text, unit_line
from followup.chart_typeset import LINE_HEIGHT, SMALL, text_width, wrap
from followup.charts import Chart, Series
from followup.numbers import format_value

_PAD = 9
DASHES = ("", "8 3", "2 3", "8 3 2 3")
DOTTED_UP_TO = 13


@dataclass(frozen=True)
class Plot:
    """Where the lines are drawn: periods from left to right, numbers from bottom to top."""

    left: float
    right: float
    scale: Scale
    periods: list[str]

    def x(self, index: int) -> float:
        return self.left + (self.right - self.left) * index / max(len(self.periods) - 1, 1)


@dataclass(frozen=True)
class Ending:
    """The text at a line's end: its last figure and its name, or the target's name."""

    x: float
    y: float
    lines: list[str]
    roles: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * LINE_HEIGHT


def ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Three to six round numbers that enclose low and high, evenly spaced."""
    rough = float(high - low) / 4 or 1.0
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(
        power * n
        for n in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
        if power * n >= Decimal(rough)
    )
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return [step * n for n in range(first, last + 1)]


def bounds(chart: Chart) -> tuple[Decimal, Decimal]:
    """What the axis must hold. A line may leave zero out when its figures lie far above it, a few dots may not."""
    values = all_values(chart) or [Decimal(0)]
    shown = [*values, *values_of(chart), *([] if chart.target is None else [Decimal(chart.target)])]
    low, high = min(shown), max(shown)
    if low >= 0 and (low * 2 < high or len(values) < 3):
        low = Decimal(0)
    return low, high


def runs(series: Series, plot: Plot) -> list[list[tuple[float, float]]]:
    """The line's unbroken stretches, as points to draw: a gap ends one, and a lone point is one of its own."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for index, label in enumerate(plot.periods):
        numbers = ends(point_at(series, label))
        if numbers:
            stretches[-1].append((plot.x(index), plot.scale(numbers[0])))
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def draw_line(canvas: Canvas, chart: Chart) -> float:
    """Draws axes, target, lines and their names; returns the height used."""
    unit = unit_line(chart)
    if unit:
        canvas.text(0, LINE_HEIGHT - 4, unit, "chart-quiet")
    top = LINE_HEIGHT + 8 if unit else 8
    bottom = top + (190 if canvas.is_narrow else 220)
    marks = ticks(*bounds(chart))
    plot = _plot(canvas, chart, marks, (top, bottom))
    canvas.scale, canvas.across = plot.scale, (plot.left, plot.right)
    _draw_grid(canvas, plot, marks, chart)
    _draw_periods(canvas, plot, bottom)
    draw_levels(canvas, chart, plot)
    for number, series in enumerate(chart.series):
        _draw_series(canvas, runs(series, plot), series.tone, DASHES[number % len(DASHES)], len(plot.periods))
    draw_marks(canvas, chart, plot)
    if chart.target is not None:
        y = plot.scale(Decimal(chart.target))
        canvas.line((plot.left, y), (plot.right, y), "chart-target", dash="4 3", width=1.4)
    _draw_endings(canvas, _endings(canvas, chart, plot), (top, bottom))
    return bottom + LINE_HEIGHT + 8


def _plot(canvas: Canvas, chart: Chart, marks: list[Decimal], span: tuple[float, float]) -> Plot:
    gutter = max(text_width(text, size=SMALL) for text in _tick_texts(chart, marks)) + 8
    texts = [line for _role, line in _ending_lines(canvas, chart)]
    aside = max([text_width(text, bold=True) for text in texts] + [0]) + _PAD
    scale = Scale(marks[0], marks[-1], span[1], span[0])
    return Plot(gutter + 6, canvas.width - aside - 2, scale, labels(chart))


def _tick_texts(chart: Chart, marks: list[Decimal]) -> list[str]:
    """The ticks' numbers, all with as many decimals as the one that needs the most."""
    decimals = max(0, *(-int(mark.normalize().as_tuple().exponent) for mark in marks))
    return [format_value(mark, label_unit(chart), decimals=decimals) for mark in marks]


def _draw_grid(canvas: Canvas, plot: Plot, marks: list[Decimal], chart: Chart) -> None:
    for mark, text in zip(marks, _tick_texts(chart, marks), strict=True):
        y = plot.scale(mark)
        canvas.line((plot.left - 6, y), (plot.right, y), "chart-axis" if mark == marks[0] else "chart-grid")
        canvas.text(plot.left - 10, y + 4.5, text, "chart-quiet", anchor="end")


def shown_periods(count: int, fitting: int) -> list[int]:
    """The first and the last period's index, and at most `fitting` steps between, even ones where they nearly fit."""
    last = count - 1
    step = max(math.ceil(last / max(fitting, 1)), 1)
    step = next((even for even in range(step, step + step // 2 + 1) if last % even == 0), step)
    return [*(index for index in range(0, last, step) if last - index >= step), last]


def _draw_periods(canvas: Canvas, plot: Plot, bottom: float) -> None:
    last = len(plot.periods) - 1
    room = max(text_width(period, size=SMALL) for period in plot.periods) + 16
    for index in shown_periods(len(plot.periods), int((plot.right - plot.left) / room)):
        anchor = "start" if index == 0 else "end" if index == last else "middle"
        x = plot.left - 6 if index == 0 else plot.x(index) + (4 if index == last else 0)
        canvas.line((plot.x(index), bottom), (plot.x(index), bottom + 5))
        canvas.text(x, bottom + LINE_HEIGHT + 2, plot.periods[index], "chart-quiet", anchor=anchor)


def _draw_series(
    canvas: Canvas, stretches: list[list[tuple[float, float]]], tone: str, dash: str, periods: int
) -> None:
    for stretch in stretches:
        if len(stretch) > 1:
            canvas.path(stretch, f"tone-{tone}", dash=dash)
        for x, y in stretch if periods <= DOTTED_UP_TO or len(stretch) == 1 else []:
            canvas.dot(x, y, tone, radius=3.5)
    for x, y in stretches[-1][-1:] if stretches else []:
        canvas.dot(x, y, tone, radius=4.5)


def _ending_lines(canvas: Canvas, chart: Chart) -> list[tuple[str, str]]:
    """(role, text) of all that stands beside the plot, to know how wide it is."""
    lines = [("chart-label", line) for line in wrap(target_text(chart), canvas.width * 0.26, lines=3)]
    lines += [("chart-quiet", line) for _value, texts in level_lines(canvas, chart) for line in texts]
    for series in chart.series:
        lines += _series_ending(chart, series, canvas.width)
    return lines


def _series_ending(chart: Chart, series: Series, width: float) -> list[tuple[str, str]]:
    """(role, text) of what stands at the line's end: its last known figure, and its name where there are several."""
    known = [point for point in series.points if ends(point)]
    if not known:
        return []
    unit, point = label_unit(chart), known[-1]
    figure = number_text(chart, ends(point)[0], unit=unit, approximate=point.approximate)
    name = wrap(series.label, width * 0.26) if len(chart.series) > 1 else []
    return [("chart-value", figure), *(("chart-label", line) for line in name)]


def _endings(canvas: Canvas, chart: Chart, plot: Plot) -> list[Ending]:
    endings = []
    for series in chart.series:
        lines, stretches = _series_ending(chart, series, canvas.width), runs(series, plot)
        if lines:
            x, y = stretches[-1][-1]
            endings.append(Ending(x, y, [text for _role, text in lines], tuple(role for role, _text in lines)))
    if chart.target is not None:
        target = wrap(target_text(chart), canvas.width * 0.26, lines=3)
        endings.append(Ending(plot.right, plot.scale(Decimal(chart.target)), target, ("chart-label",) * len(target)))
    for value, texts in level_lines(canvas, chart):
        endings.append(Ending(plot.right, plot.scale(value), texts, ("chart-quiet",) * len(texts)))
    return endings


def _draw_endings(canvas: Canvas, endings: list[Ending], span: tuple[float, float]) -> None:
    """The texts in the order of their lines, moved apart where they would touch, within the plot's height."""
    ordered = sorted(endings, key=lambda one: one.y)
    tops, free = [], span[0] - 8.0
    for one in ordered:
        tops.append(max(one.y - one.height / 2, free))
        free = tops[-1] + one.height + 2
    edge = span[1] + 10
    for index in reversed(range(len(ordered))):
        tops[index] = min(tops[index], edge - ordered[index].height)
        edge = tops[index] - 2
    for one, top in zip(ordered, tops, strict=True):
        for number, (line, role) in enumerate(zip(one.lines, one.roles, strict=True), 1):
            canvas.text(one.x + _PAD, top + number * LINE_HEIGHT - 4, line, role)
