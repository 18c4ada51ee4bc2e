"""Charts as SVG images written in Python: complete without JavaScript, and text stays text on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from followup.chart_canvas import Canvas
from followup.chart_line import draw_line
from followup.chart_radar import draw_radar
from followup.chart_rows import draw_rows
from followup.chart_stacked import draw_stacked
from followup.chart_text import check, description
from followup.chart_waterfall import draw_waterfall
from followup.charts import Chart


def draw(chart: Chart, *, theme: str, width: int) -> SafeString:
    """See charts.svg. Ids begin with the chart's key and the width, so that both widths fit on one page."""
    check(chart)
    name = f"chart-{re.sub(r'[^a-zA-Z0-9-]', '-', chart.key)}-{width}"
    canvas = Canvas(width=width, theme=theme)
    height = drawer(chart)(canvas, chart)
    font = ' font-family="Inter"' if theme == "print" else ""
    return mark_safe(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-desc" viewBox="0 0 {width} {height:.0f}" '
        f'width="{width}" height="{height:.0f}"{font}>'
        f'<title id="{name}-title" lang="{escape(chart.lang)}">{escape(chart.title)}</title>'
        f'<desc id="{name}-desc">{escape(description(chart))}</desc>{canvas.body()}</svg>'
    )


def drawer(chart: Chart) -> Callable[[Canvas, Chart], float]:
    """What draws the chart on a canvas and returns its height.

    A line of one period has no course to show: it is drawn as a dot on a scale from zero.
    """
    if chart.kind == "stacked":
        return draw_stacked
    if chart.kind == "waterfall":
        return draw_waterfall
    if chart.kind == "radar":
        return draw_radar
    if chart.kind == "line" and any(len(series.points) > 1 for series in chart.series):
        return draw_line
    return draw_rows
