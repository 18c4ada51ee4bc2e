"""Charts as figures for Plotly, for pointing at on a screen: plain JSON, colours named by the page's tokens.

Bars and lines are Plotly's own, with their values; texts and thin lines stand where the SVG has them, so that
one picture can take the other's place. static/js/charts.js scales the figure to the page and puts the tokens'
colours in the place of «var(--…)». Plotly reads a little HTML in texts: they are escaped here.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from followup.chart_canvas import Canvas, Line, Scale, Text
from followup.chart_line import draw_line
from followup.chart_radar import draw_radar, ring_of
from followup.chart_svg import drawer
from followup.chart_text import check, labels
from followup.chart_traces import CLEAR, INK, at, bar, dash, dots, key, line, radar, steps, swatches, target
from followup.charts import WIDE, Chart

_TOKENS = {
    "chart-quiet": "var(--ink-soft)",
    "chart-axis": "var(--line-strong)",
    "chart-grid": "var(--line)",
}
_TRACED = {"chart-target", "chart-mark"}
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def figure(chart: Chart) -> dict[str, Any]:
    """See charts.plotly. `layout.meta` holds the size it is laid out for; nothing is animated."""
    # Imported when first needed: graph_objects takes a second.
    from plotly import graph_objects

    check(chart)
    canvas = Canvas(width=WIDE)
    draw = drawer(chart)
    height = round(draw(canvas, chart))
    laid_out = {draw_line: _course, draw_radar: _round}.get(draw, _bars)
    bars, scatters, axes = laid_out(chart, canvas, height)
    data = [
        *(graph_objects.Bar(bar).to_plotly_json() for bar in bars),
        *(graph_objects.Scatter(scatter).to_plotly_json() for scatter in scatters),
    ]
    layout = graph_objects.Layout({**_common(canvas, height), **axes}).to_plotly_json()
    return {"data": data, "layout": layout, "config": {"displayModeBar": False, "responsive": True}}


def _common(canvas: Canvas, height: int) -> dict[str, Any]:
    font = {"family": "inherit", "size": 14, "color": INK}
    return {
        "autosize": True,
        "meta": {"width": canvas.width, "height": height},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": font,
        "separators": ",\u00a0",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "barmode": "stack",
        "hoverlabel": {"bgcolor": "var(--surface)", "bordercolor": "var(--line-strong)", "font": font},
        "annotations": [_annotation(text, canvas.width, height) for text in canvas.texts],
        "shapes": [_shape(one, canvas.width, height) for one in canvas.lines if one.role not in _TRACED],
    }


def _annotation(one: Text, width: float, height: float) -> dict[str, Any]:
    """A text of the drawing; its middle stands about a third of its size above the baseline."""
    weight = 600 if one.role == "chart-value" else 400
    return {
        "text": escape(one.text, quote=False),
        "x": one.x / width,
        "y": 1 - (one.y - one.size * 0.36) / height,
        "xref": "paper",
        "yref": "paper",
        "xanchor": _ANCHORS[one.anchor],
        "yanchor": "middle",
        "borderpad": 0,
        "showarrow": False,
        "font": {"size": one.size, "color": _TOKENS.get(one.role, INK), "weight": weight},
    }


def _shape(one: Line, width: float, height: float) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "yref": "paper",
        "x0": one.x1 / width,
        "x1": one.x2 / width,
        "y0": 1 - one.y1 / height,
        "y1": 1 - one.y2 / height,
        "layer": "below",
        "line": {"color": _TOKENS.get(one.role, INK), "width": one.width, "dash": dash(one.dash)},
    }


def _axis(scale: Scale, whole: float) -> dict[str, Any]:
    """An axis that is not drawn itself, where the scale has its place of the `whole` width."""
    place = {"domain": [max(scale.left / whole, 0), min(scale.right / whole, 1)], "visible": False, "fixedrange": True}
    return {**place, "range": [float(scale.low), float(scale.high)]}


def _bars(chart: Chart, canvas: Canvas, height: int) -> tuple[list[dict], list[dict], dict]:
    """Traces of bars, spans and parts, dots for lone values; upright places are the drawing's own units."""
    points = [[at(series, name) for name in labels(chart)] for series in chart.series]
    if chart.kind == "waterfall":
        bars = steps(chart, canvas)
    else:
        bars = [bar(chart, canvas, number, some) for number, some in enumerate(points)]
    scatters = []
    if chart.kind in {"span", "line"}:
        scatters = [dots(canvas, number, some, chart.series[number]) for number, some in enumerate(points)]
    scale = canvas.scale or Scale(Decimal(0), Decimal(1), 0, canvas.width)
    axes = {
        "xaxis": _axis(scale, canvas.width),
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
    }
    if canvas.swatches:
        axes["xaxis2"] = _axis(Scale(Decimal(0), Decimal(canvas.width), 0, canvas.width), canvas.width)
    if chart.target is not None:
        scatters += _upright_target(chart, canvas, float(Decimal(chart.target)))
    return [*bars, *swatches(canvas)], scatters, axes


def _round(chart: Chart, canvas: Canvas, height: int) -> tuple[list[dict], list[dict], dict]:
    """A trace a series of a radar, in the drawing's own units."""
    ring = ring_of(chart, canvas.width)
    across = _axis(Scale(Decimal(0), Decimal(canvas.width), 0, canvas.width), canvas.width)
    axes = {"xaxis": across, "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True}}
    courses = [radar(chart, number, ring) for number in range(len(chart.series))]
    return [], [*courses, *(key(chart, number, *place) for number, place in enumerate(canvas.keys))], axes


def _upright_target(chart: Chart, canvas: Canvas, value: float) -> list[dict[str, Any]]:
    """The target's line with its breaks, over a rim of paper where it crosses bars."""
    traces = []
    for role in ("chart-mark", "chart-target"):
        y = [place for one in canvas.lines if one.role == role for place in (one.y1, one.y2, None)]
        traces.append(target(chart, [None if place is None else value for place in y], y))
    rim = {"line": {"color": "var(--paper)", "width": 4}, "hoverinfo": "skip", "hovertemplate": None, "name": ""}
    return [{**traces[0], **rim}, traces[1]]


def _course(chart: Chart, canvas: Canvas, height: int) -> tuple[list[dict], list[dict], dict]:
    """A trace a series over the periods, numbered from 0; None is a gap that no line crosses."""
    names = labels(chart)
    scatters = [line(chart, number, names) for number in range(len(chart.series))]
    upright = canvas.scale or Scale(Decimal(0), Decimal(1), height, 0)
    scale = Scale(upright.low, upright.high, height - upright.left, height - upright.right)
    across = Scale(Decimal(0), Decimal(max(len(names) - 1, 1)), *canvas.across)
    if chart.target is not None:
        scatters.append(target(chart, [0, max(len(names) - 1, 1)], [float(Decimal(chart.target))] * 2))
    return [], scatters, {"xaxis": _axis(across, canvas.width), "yaxis": _axis(scale, height)}
