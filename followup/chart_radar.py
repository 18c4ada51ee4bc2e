"""A radar: an axis for each label, rings as steps with their words, and a line for each series. What is no step is a
gap, told in the table; no line crosses it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.chart_canvas import Canvas
from followup.chart_line import DASHES
from followup.chart_text import ends, labels, point_at
from followup.chart_typeset import LINE_HEIGHT, text_width, wrap
from followup.charts import Chart, Series

_PAD = 10
_ASIDE = 150
# How long a line of the key is.
KEY = 26
# A series is told by its dash and by the shape of its marks. On few steps lines often meet: a later series' mark is
# hollow and encloses the earlier ones.
SHAPES = ("", "square", "diamond")
RADII = (4.5, 8, 11.5)
_KEY_RADIUS = 7
# From an axis's end to its name: past the largest mark.
_OFF = 13
Spot = tuple[float, float]


@dataclass(frozen=True)
class Ring:
    """Where the axes begin and how far they reach: `steps` rings, the outermost at `radius`."""

    centre: Spot
    radius: float
    steps: int
    names: list[str]

    def spot(self, axis: int, step: float) -> Spot:
        """The place of a step on an axis; the first axis points up, the others follow clockwise."""
        angle = 2 * math.pi * axis / len(self.names) - math.pi / 2
        reach = self.radius * step / self.steps
        return self.centre[0] + reach * math.cos(angle), self.centre[1] + reach * math.sin(angle)


def ring_of(chart: Chart, width: float) -> Ring:
    """The radar's place on a drawing of this width."""
    names = labels(chart) or [""]
    aside = min(_ASIDE, width * 0.28)
    radius = min((width - 2 * aside) / 2 - _PAD, 150)
    top = LINE_HEIGHT * len(wrap(names[0], width * 0.6)) + _OFF
    return Ring((width / 2, top + radius), radius, max(len(chart.rings), 1), names)


def spots(chart: Chart, series: Series, ring: Ring) -> list[Spot | None]:
    """Where the series crosses each axis; None is a gap."""
    found = [ends(point_at(series, name)) for name in ring.names]
    return [ring.spot(axis, float(numbers[0])) if numbers else None for axis, numbers in enumerate(found)]


def stretches(places: list[Spot | None]) -> list[list[Spot]]:
    """The line's unbroken stretches round the centre; a whole round ends where it began."""
    if all(places):
        return [[*places, places[0]]]
    first = places.index(None)
    found: list[list[Spot]] = [[]]
    for place in [*places[first:], *places[:first]]:
        if place:
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def draw_radar(canvas: Canvas, chart: Chart) -> float:
    """Draws rings, axes, their names and the lines; returns the height used."""
    ring = ring_of(chart, canvas.width)
    _draw_rings(canvas, ring)
    bottom = _draw_names(canvas, ring)
    for number, series in enumerate(chart.series):
        places = spots(chart, series, ring)
        for stretch in stretches(places):
            if len(stretch) > 1:
                canvas.path(stretch, f"tone-{series.tone}", dash=DASHES[number])
        for place in filter(None, places):
            _draw_mark(canvas, place, number, series.tone, RADII[number])
    bottom = _draw_steps(canvas, chart, bottom)
    return _draw_key(canvas, chart, bottom) if len(chart.series) > 1 else bottom


def _draw_mark(canvas: Canvas, place: Spot, number: int, tone: str, radius: float) -> None:
    if SHAPES[number]:
        canvas.shape(*place, SHAPES[number], tone, radius=radius, is_hollow=True)
    else:
        canvas.dot(*place, tone, radius=radius)


def _draw_rings(canvas: Canvas, ring: Ring) -> None:
    axes = range(len(ring.names))
    for step in range(1, ring.steps + 1):
        for axis in axes:
            start, end = ring.spot(axis, step), ring.spot((axis + 1) % len(axes), step)
            canvas.line(start, end, "chart-axis" if step == ring.steps else "chart-grid")
    for axis in axes:
        canvas.line(ring.centre, ring.spot(axis, ring.steps), "chart-grid")


def _draw_names(canvas: Canvas, ring: Ring) -> float:
    """The axes' names outside the outermost ring, within the drawing; returns where the lowest ends."""
    lowest = ring.centre[1] + ring.radius
    for axis, name in enumerate(ring.names):
        x, y = ring.spot(axis, ring.steps)
        side = 0 if abs(x - ring.centre[0]) < 1 else 1 if x > ring.centre[0] else -1
        room = canvas.width * 0.6 if side == 0 else (canvas.width - x if side > 0 else x) - _OFF
        lines = wrap(name, room, lines=3)
        above = y < ring.centre[1] and side == 0
        top = y - _OFF - len(lines) * LINE_HEIGHT if above else y - len(lines) * LINE_HEIGHT / 2
        top = y + _OFF if side == 0 and not above else top
        anchor = "middle" if side == 0 else "start" if side > 0 else "end"
        for number, line in enumerate(lines, 1):
            canvas.text(x + side * _OFF, top + number * LINE_HEIGHT - 4, line, anchor=anchor)
        lowest = max(lowest, top + len(lines) * LINE_HEIGHT)
    return lowest + _PAD


def _draw_steps(canvas: Canvas, chart: Chart, top: float) -> float:
    """The rings' words below the radar, where no line runs through them; returns the bottom."""
    if not chart.rings:
        return top
    said = _("From the centre: %(rings)s") % {"rings": ", ".join(word[:1].lower() + word[1:] for word in chart.rings)}
    lines = wrap(said, canvas.width, lines=4)
    for number, line in enumerate(lines, 1):
        canvas.text(0, top + number * LINE_HEIGHT, line, "chart-quiet")
    return top + len(lines) * LINE_HEIGHT + _PAD


def _draw_key(canvas: Canvas, chart: Chart, top: float) -> float:
    """Each series with its dash and mark, below the radar; returns the bottom."""
    x, y = 0.0, top + LINE_HEIGHT
    for number, series in enumerate(chart.series):
        wide = 34 + text_width(series.label) + 20
        if x and x + wide > canvas.width:
            x, y = 0.0, y + LINE_HEIGHT + 4
        canvas.keys.append((x, y - 5))
        canvas.path([(x, y - 5), (x + KEY, y - 5)], f"tone-{series.tone}", dash=DASHES[number])
        _draw_mark(canvas, (x + KEY / 2, y - 5), number, series.tone, min(RADII[number], _KEY_RADIUS))
        canvas.text(x + 34, y, series.label)
        x += wide
    return y + _PAD
