"""Where numbers stand along a bar: a scale from zero that leaves the texts beside the bars their room."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from followup.chart_canvas import Scale
from followup.chart_text import all_values, ends, gap_text, label_unit, number_text
from followup.chart_typeset import text_width
from followup.charts import Chart, Point

_PAD = 7
# Widths of texts are estimates: the outermost keeps this much free.
_ROOM = 2
DOT = 6


@dataclass(frozen=True)
class Mark:
    """A text beside the place `at` on the scale: `side` −1 stands to its left, 1 to its right."""

    at: Decimal
    text: str
    side: int
    role: str = "chart-value"
    pad: float = _PAD

    @property
    def width(self) -> float:
        return text_width(self.text, bold=self.role == "chart-value") + self.pad + _ROOM


def marks_of(chart: Chart, point: Point | None) -> list[Mark]:
    """A row's texts: at the bar's end away from zero, at both ends of a span, or why there is none."""
    if point is None:
        return []
    numbers, unit = ends(point), label_unit(chart)
    if not numbers:
        return [Mark(Decimal(0), gap_text(point), 1 if domain(chart)[1] > 0 else -1, "chart-quiet")]
    hedges = (point.approximate, "")
    texts = [number_text(chart, n, unit=unit, approximate=h) for n, h in zip(numbers, hedges, strict=False)]
    if len(numbers) == 1:
        pad = _PAD if chart.kind == "bars" else _PAD + DOT
        return [Mark(numbers[0], texts[0], -1 if numbers[0] < 0 else 1, pad=pad)]
    lowest = numbers.index(min(numbers))
    return [Mark(n, text, -1 if i == lowest else 1) for i, (n, text) in enumerate(zip(numbers, texts, strict=True))]


def domain(chart: Chart) -> tuple[Decimal, Decimal]:
    """The smallest and the largest number to show, zero and the target among them."""
    target = [] if chart.target is None else [Decimal(chart.target)]
    shown = [Decimal(0), *all_values(chart), *target]
    return (min(shown), max(shown)) if max(shown) > min(shown) else (Decimal(0), Decimal(1))


def fitted(
    chart: Chart, marks: list[Mark], left: float, right: float, *, over: tuple[Decimal, Decimal] | None = None
) -> Scale:
    """The widest scale between `left` and `right` that leaves every text its room; from the lowest to the highest
    number of the chart, or of `over`."""
    low, high = over or domain(chart)
    scale = Scale(low, high, left, right)
    for _round in range(6):
        over_left = max([left - (scale(m.at) - m.width) for m in marks if m.side < 0] + [0])
        over_right = max([scale(m.at) + m.width - right for m in marks if m.side > 0] + [0])
        scale = Scale(low, high, scale.left + over_left, scale.right - over_right)
    return scale
