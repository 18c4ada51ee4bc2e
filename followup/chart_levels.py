"""What a line is read against: its mean and limits across the plot, and the points that are more than chance."""

from __future__ import annotations

from decimal import Decimal

from followup.chart_canvas import Canvas
from followup.chart_text import ends, level_text, point_at
from followup.chart_typeset import wrap
from followup.charts import Chart

# (shape, tone) of a point by what it means; told apart also in grey.
MARKS = {"better": ("up", "good"), "worse": ("down", "bad"), "change": ("diamond", "accent")}


def values_of(chart: Chart) -> list[Decimal]:
    return [Decimal(level.value) for level in chart.levels]


def level_lines(canvas: Canvas, chart: Chart) -> list[tuple[Decimal, list[str]]]:
    """(value, lines of text) of each level, as they stand beside the plot."""
    return [
        (Decimal(level.value), wrap(level_text(chart, level), canvas.width * 0.26, lines=2)) for level in chart.levels
    ]


def draw_levels(canvas: Canvas, chart: Chart, plot) -> None:
    """The mean as a thin line, the limits dashed."""
    for level in chart.levels:
        y = plot.scale(Decimal(level.value))
        canvas.line((plot.left - 6, y), (plot.right, y), "chart-axis", dash="6 4" if level.is_limit else "")


def draw_marks(canvas: Canvas, chart: Chart, plot) -> None:
    """The points with a meaning, each in its shape, over the lines."""
    for series in chart.series:
        for index, label in enumerate(plot.periods):
            point = point_at(series, label)
            if point and point.mark and (numbers := ends(point)):
                shape, tone = MARKS[point.mark]
                canvas.shape(plot.x(index), plot.scale(numbers[0]), shape, tone)
