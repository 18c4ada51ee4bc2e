"""Stacked bars: parts of a whole side by side, each with its figure and its name below it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from followup.chart_canvas import Canvas, Scale
from followup.chart_rows import GAP, Ground, draw_heads, draw_target, label_column
from followup.chart_text import ends, label_unit, labels, number_text, point_at
from followup.chart_typeset import LINE_HEIGHT, text_width, wrap
from followup.charts import Chart

BAR = 26
_BETWEEN = 14
_SMALLEST = 92
_ASTRAY = 34
_KEYED_FROM = 4


@dataclass(frozen=True)
class Part:
    """One drawn part of a bar: from `left` to `right`, with its figure and its name."""

    left: float
    right: float
    number: str
    name: str
    tone: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Block:
    """A part's text: the figure, and below it the name in one or two lines, from `left`."""

    part: Part
    lines: list[str]
    left: float

    @property
    def width(self) -> float:
        return max([text_width(self.part.number, bold=True), *(text_width(line) for line in self.lines)])


def totals(chart: Chart) -> dict[str, Decimal]:
    """The sum of each bar's parts; a gap adds nothing."""
    points = {label: [point_at(series, label) for series in chart.series] for label in labels(chart)}
    return {label: sum((number for p in some for number in ends(p)[:1]), Decimal(0)) for label, some in points.items()}


def whole_scale(chart: Chart, left: float, right: float) -> Scale:
    """A scale from zero to the longest bar or the target."""
    target = [] if chart.target is None else [Decimal(chart.target)]
    return Scale(Decimal(0), max([*totals(chart).values(), *target], default=Decimal(0)) or Decimal(1), left, right)


def parts_of(chart: Chart, label: str, scale: Scale) -> list[Part]:
    """The parts of one bar that have a size, side by side. Zeros and gaps are told in the table."""
    parts, start = [], Decimal(0)
    for series in chart.series:
        point = point_at(series, label)
        value = (*ends(point), Decimal(0))[0]
        if point is not None and value:
            text = number_text(chart, value, unit=label_unit(chart), approximate=point.approximate)
            parts.append(Part(scale(start), scale(start + value), text, series.label, series.tone))
        start += value
    return parts


def placed(parts: list[Part], width: float) -> list[Block] | None:
    """The texts below a bar, each as near its part as its neighbours let it; None where that is too far."""
    blocks = [Block(part, wrap(part.name, max(part.right - part.left, _SMALLEST)), part.left) for part in parts]
    if sum(block.width + _BETWEEN for block in blocks) - _BETWEEN > width:
        return None
    if any(line.endswith("…") for block in blocks for line in block.lines):
        return None
    free, lefts = 0.0, []
    for block in blocks:
        lefts.append(max(block.left, free))
        free = lefts[-1] + block.width + _BETWEEN
    edge = width - 2
    for index in reversed(range(len(blocks))):
        lefts[index] = min(lefts[index], edge - blocks[index].width)
        edge = lefts[index] - _BETWEEN
    if any(block.left - left > _ASTRAY or left > block.part.right for block, left in zip(blocks, lefts, strict=True)):
        return None
    return [Block(block.part, block.lines, left) for block, left in zip(blocks, lefts, strict=True)]


def blocks_of(chart: Chart, width: float) -> dict[str, list[Block]] | None:
    """The texts below each bar, or None where a key is better: many bars, or a text too far from its part."""
    names, scale = labels(chart), whole_scale(chart, 0, width)
    blocks = {name: placed(parts_of(chart, name, scale), width) for name in names}
    known = {name: some for name, some in blocks.items() if some is not None}
    return known if len(names) < _KEYED_FROM and len(known) == len(names) else None


def draw_stacked(canvas: Canvas, chart: Chart) -> float:
    """Draws the bars and returns the height used."""
    scale, blocks = whole_scale(chart, 0, canvas.width), blocks_of(chart, canvas.width)
    if blocks is None:
        return _draw_keyed(canvas, chart, labels(chart))
    canvas.scale = scale
    bottom, ground = draw_heads(canvas, chart, scale), Ground()
    for name, texts in blocks.items():
        top = _draw_name(canvas, name, bottom)
        _draw_bar(canvas, parts_of(chart, name, scale), top, ground)
        canvas.middles |= {(number, name): top + BAR / 2 for number in range(len(chart.series))}
        bottom = _draw_blocks(canvas, texts, top + BAR)
    draw_target(canvas, chart, scale, ground)
    return bottom - 12


def _draw_keyed(canvas: Canvas, chart: Chart, names: list[str]) -> float:
    """Many bars, or names too long to stand below their parts: figures below, and a key to the parts."""
    column = label_column(canvas, names) if len(names) > 1 else 0
    scale = whole_scale(chart, column if column > GAP else 0, canvas.width)
    bars = {name: parts_of(chart, name, scale) for name in names}
    canvas.scale, lone = scale, len(names) == 1
    bottom, ground = draw_heads(canvas, chart, scale), Ground()
    bottom = bottom if lone else _draw_key(canvas, _key(chart, bars), bottom) + 8
    for name, parts in bars.items():
        if column > GAP:
            for number, line in enumerate(wrap(name, column - GAP)):
                canvas.text(0, bottom + 17 + number * LINE_HEIGHT, line)
        top = bottom if column > GAP else _draw_name(canvas, name, bottom)
        _draw_bar(canvas, parts, top, ground)
        canvas.middles |= {(number, name): top + BAR / 2 for number in range(len(chart.series))}
        bottom = top + BAR + (4 if lone else _draw_numbers(canvas, parts, top + BAR))
    draw_target(canvas, chart, scale, ground)
    return (_draw_key(canvas, _key(chart, bars), bottom + 4) if lone else bottom) - 4


def _draw_name(canvas: Canvas, name: str, top: float) -> float:
    for line in wrap(name, canvas.width) if name else []:
        top += LINE_HEIGHT
        canvas.text(0, top - 4, line)
    return top + (2 if name else 0)


def _draw_bar(canvas: Canvas, parts: list[Part], top: float, ground: Ground) -> None:
    """The parts with a sliver of paper between them."""
    for part in parts:
        canvas.bar(part.left + 1, top, part.right - part.left - 2, BAR, part.tone)
        ground.bars.append((part.left, part.right, top + BAR / 2))
    ground.add(top - 3, top + BAR + 3)


def _draw_blocks(canvas: Canvas, blocks: list[Block], top: float) -> float:
    """The figures and names, each tied to its part by a short line where it stands beside it."""
    for block in blocks:
        if not block.part.left - 1 <= block.left < block.part.right - 6:
            canvas.line((block.part.middle, top + 2), (block.left + block.width / 2, top + 10))
        canvas.text(block.left + 1, top + 22, block.part.number, "chart-value")
        for number, line in enumerate(block.lines, 1):
            canvas.text(block.left + 1, top + 22 + number * LINE_HEIGHT, line)
    return top + 22 + LINE_HEIGHT * max((len(block.lines) for block in blocks), default=0) + 20


def _draw_numbers(canvas: Canvas, parts: list[Part], top: float) -> float:
    """The figures alone, below their parts; one that would touch its neighbour stands in the table only."""
    free = 0.0
    for part in parts:
        if part.left + 1 >= free:
            canvas.text(part.left + 1, top + 16, part.number, "chart-value")
            free = part.left + 1 + text_width(part.number, bold=True) + 4
    return 32


def _key(chart: Chart, bars: dict[str, list[Part]]) -> list[Part]:
    """One part for each name that is drawn, in the order of the series; with its figure where the bar is alone."""
    drawn = {part.name: part for parts in bars.values() for part in parts}
    shown = [drawn[series.label] for series in chart.series if series.label in drawn]
    return shown if len(bars) == 1 else [Part(0, 0, "", part.name, part.tone) for part in shown]


def _draw_key(canvas: Canvas, entries: list[Part], top: float) -> float:
    """What the parts are: with figures one a line, without them side by side for as long as there is room."""
    figures = max((text_width(entry.number, bold=True) + 8 for entry in entries if entry.number), default=0)
    x = 0.0
    for entry in entries:
        wide = 22 + figures + text_width(entry.name)
        if x and (figures or x + wide > canvas.width):
            x, top = 0.0, top + LINE_HEIGHT + 5
        canvas.swatch(x + 1, top + 4, entry.tone)
        if entry.number:
            canvas.text(x + 22, top + 15, entry.number, "chart-value")
        canvas.text(x + 22 + figures, top + 15, entry.name)
        x += wide + 18
    return top + LINE_HEIGHT + 8
