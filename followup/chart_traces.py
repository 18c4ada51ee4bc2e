"""What a chart's series are in Plotly: a trace each, with its values and what is told at the pointer."""

from __future__ import annotations

from html import escape
from typing import Any

from followup import chart_rows, chart_stacked, chart_waterfall
from followup.chart_canvas import Canvas
from followup.chart_levels import MARKS
from followup.chart_line import DASHES, DOTTED_UP_TO
from followup.chart_radar import KEY, Ring, spots
from followup.chart_scale import DOT
from followup.chart_text import ends, point_at, target_text, value_text
from followup.chart_typeset import SMALL
from followup.charts import Chart, Point, Series

CLEAR = "rgba(0,0,0,0)"
INK = "var(--ink)"
_SYMBOLS = {"": "circle", "up": "triangle-up", "down": "triangle-down", "diamond": "diamond"}
# By the number of the series; as large as chart_radar.RADII, in Plotly's measures of a square and of a diamond.
_RADAR = (
    {"symbol": "circle", "size": 9},
    {"symbol": "square-open", "size": 12, "line": {"width": 2}},
    {"symbol": "diamond-open", "size": 17, "line": {"width": 2}},
)
_PATTERNS = {
    "bad": {"shape": "/", "size": 8, "solidity": 0.22},
    "fair": {"shape": ".", "size": 7, "solidity": 0.1},
}


def bar(chart: Chart, canvas: Canvas, number: int, points: list[Point]) -> dict[str, Any]:
    """One trace of bars: from zero to the value, or from the value to the span's other end."""
    numbers, series = [ends(point) for point in points], chart.series[number]
    firsts = [float(some[0]) if some else None for some in numbers]
    lengths = [float(some[-1] - some[0]) if some else None for some in numbers]
    spans = chart.kind in {"span", "line"}
    return {
        "name": escape(series.label, quote=False),
        "orientation": "h",
        "y": [canvas.middles.get((number, point.label)) for point in points],
        "x": lengths if spans else firsts,
        "base": firsts if spans else None,
        "width": chart_stacked.BAR if chart.kind == "stacked" else chart_rows.BAR,
        "marker": _marker(series.tone, parted=chart.kind == "stacked"),
        **_told(chart, series, points),
    }


def steps(chart: Chart, canvas: Canvas) -> list[dict[str, Any]]:
    """A waterfall as bars of one tone each, which begin at a base that is not drawn: the totals, then the steps up
    and the steps down, with nothing in the others' rows. Plotly's own waterfall is not in the bundle that is sent."""
    rows = chart_waterfall.bars_of(chart)
    return [_steps_of(tone, chart, canvas, rows) for tone in dict.fromkeys(row.tone for row in rows)]


def _steps_of(tone: str, chart: Chart, canvas: Canvas, rows: list[chart_waterfall.Bar]) -> dict[str, Any]:
    shown = [row for row in rows if row.tone == tone]
    spans = [row.span for row in shown]
    return {
        "name": escape(chart.series[0].label, quote=False),
        "orientation": "h",
        "y": [canvas.middles.get((0, row.point.label)) for row in shown],
        "x": [float(span[1] - span[0]) if span else None for span in spans],
        "base": [float(span[0]) if span else None for span in spans],
        "width": chart_rows.BAR,
        "marker": _marker(tone),
        **_told(chart, chart.series[0], [row.point for row in shown]),
    }


def dots(canvas: Canvas, number: int, points: list[Point], series: Series) -> dict[str, Any]:
    lone = [ends(point)[0] if len(ends(point)) == 1 else None for point in points]
    return {
        "mode": "markers",
        "y": [canvas.middles.get((number, point.label)) for point in points],
        "x": [None if value is None else float(value) for value in lone],
        "marker": {"size": 2 * DOT, "color": f"var(--tone-{series.tone})"},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def swatches(canvas: Canvas) -> list[dict[str, Any]]:
    """The key's squares, in the tones and patterns of the bars."""
    return [
        {
            "orientation": "h",
            "xaxis": "x2",
            "base": [x],
            "x": [SMALL],
            "y": [y + SMALL / 2],
            "width": SMALL,
            "marker": _marker(tone),
            "hoverinfo": "skip",
        }
        for x, y, tone in canvas.swatches
    ]


def line(chart: Chart, number: int, names: list[str]) -> dict[str, Any]:
    """Every dot where the points are few; else the last one and those that stand alone between gaps."""
    series = chart.series[number]
    points = [at(series, name) for name in names]
    known = [bool(ends(point)) for point in points]
    last = max((index for index, has in enumerate(known) if has), default=-1)
    alone = [not before and not after for before, after in zip([False, *known[:-1]], [*known[1:], False], strict=True)]
    few = len(names) <= DOTTED_UP_TO
    sizes = [9 if index == last else 7 if few or alone[index] else 0 for index in range(len(names))]
    colour = f"var(--tone-{series.tone})"
    marks = {index: MARKS[point.mark] for index, point in enumerate(points) if point.mark and known[index]}
    return {
        "name": escape(series.label, quote=False),
        "mode": "lines+markers",
        "x": list(range(len(names))),
        "y": [float(ends(point)[0]) if ends(point) else None for point in points],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": 2.5, "dash": dash(DASHES[number % len(DASHES)])},
        "marker": {
            "color": [f"var(--tone-{marks[at][1]})" if at in marks else colour for at in range(len(names))],
            "size": [13 if at in marks else size for at, size in enumerate(sizes)],
            "symbol": [_SYMBOLS[marks[at][0] if at in marks else ""] for at in range(len(names))],
            "opacity": 1,
            "line": {"width": 0},
        },
        **_told(chart, series, points),
    }


def radar(chart: Chart, number: int, ring: Ring) -> dict[str, Any]:
    """A series round the centre, in the drawing's own units; a gap breaks it."""
    series = chart.series[number]
    points = [at(series, name) for name in ring.names]
    places = spots(chart, series, ring)
    # A whole round ends where it began.
    points, places = [*points, points[0]], [*places, places[0]]
    colour = f"var(--tone-{series.tone})"
    return {
        "name": escape(series.label, quote=False),
        "mode": "lines+markers",
        "x": [place[0] if place else None for place in places],
        "y": [place[1] if place else None for place in places],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "width": 2.5, "dash": dash(DASHES[number])},
        "marker": {**_RADAR[number], "color": colour, "opacity": 1},
        **_told(chart, series, points),
    }


def key(chart: Chart, number: int, x: float, y: float) -> dict[str, Any]:
    """The series' line and mark in the key, from (x, y)."""
    colour = f"var(--tone-{chart.series[number].tone})"
    return {
        "mode": "lines+markers",
        "x": [x, x + KEY / 2, x + KEY],
        "y": [y, y, y],
        "line": {"color": colour, "width": 2.5, "dash": dash(DASHES[number])},
        "marker": {**_RADAR[number], "color": colour, "size": [0, 10, 0], "opacity": 1},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def target(chart: Chart, x: list[float | None], y: list[float | None]) -> dict[str, Any]:
    name = escape(target_text(chart), quote=False)
    return {
        "name": name,
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": INK, "width": 1.4, "dash": "4px,3px"},
        "hovertemplate": f"{name}<extra></extra>",
        "cliponaxis": False,
    }


def _told(chart: Chart, series: Series, points: list[Point]) -> dict[str, Any]:
    """What stands at the pointer: the label, the series where there are several, and the value with its unit."""
    heads = [", ".join(filter(None, [p.label, series.label if len(chart.series) > 1 else ""])) for p in points]
    values = [value_text(chart, point, unit=chart.unit) for point in points]
    told = [f"{head}: {value}" if head else value for head, value in zip(heads, values, strict=True)]
    return {
        "customdata": [escape(one, quote=False) for one in told],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _marker(tone: str, *, parted: bool = False) -> dict[str, Any]:
    colour = f"var(--tone-{tone})"
    if tone == "none":
        return {"color": CLEAR, "line": {"color": colour, "width": 1.2}}
    rim = {"color": "var(--paper)", "width": 2} if parted else {"width": 0}
    pattern = (
        {**_PATTERNS[tone], "fillmode": "overlay", "fgcolor": "var(--paper)", "fgopacity": 1}
        if tone in _PATTERNS
        else None
    )
    return {"color": colour, "line": rim, "pattern": pattern}


def dash(pattern: str) -> str:
    return f"{pattern.replace(' ', 'px,')}px" if pattern else "solid"


def at(series: Series, name: str) -> Point:
    return point_at(series, name) or Point(label=name, value=None)
