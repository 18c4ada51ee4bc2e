"""A chart on a slide of a PowerPoint file: native with its figures where the kind is simple, else its table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from followup.chart_text import description, labels, notes, point_at, unit_line
from followup.charts import Chart, chart_table
from reports.signs import clean
from reports.slide_fit import BODY_WIDTH, BOTTOM, LEADING, MARGIN, SIZE, TOP, lines_of
from reports.slide_kinds import SlideTable
from reports.slide_shapes import FONT, INK, LINE, SOFT, TONES, Canvas, describe, note
from reports.slide_tables import table_slides

_KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
}
_PATTERNS = {"fair": MSO_PATTERN.PERCENT_70, "bad": MSO_PATTERN.WIDE_UPWARD_DIAGONAL}
# More bars than these are read better as a table.
_MOST_BARS = 14


def draw(canvas: Canvas, chart: Chart) -> None:
    """A chart that is_native, with every figure in words as its text, and below it its unit, targets and note."""
    said = "; ".join(filter(None, (unit_line(chart), *notes(chart), chart.note)))
    height = BOTTOM - TOP - (lines_of(said, BODY_WIDTH) * LEADING + 8 if said else 0)
    place = (Pt(MARGIN), Pt(TOP), Pt(BODY_WIDTH), Pt(height))
    shape = canvas.slide.shapes.add_chart(_KINDS[chart.kind], *place, _data(chart))
    describe(shape, f"{chart.title}. {description(chart)}")
    _set(shape.chart, chart, SIZE)
    note(canvas, said, BOTTOM)


def native_chart(book: Any, chart: Chart, *, size: float) -> Any:
    """A chart that is_native on a slide of its own in `book`, its text `size` points high."""
    slide = book.slides.add_slide(book.slide_layouts[-1])
    shape = slide.shapes.add_chart(_KINDS[chart.kind], 0, 0, Pt(BODY_WIDTH), Pt(BOTTOM - TOP), _data(chart))
    _set(shape.chart, chart, size)
    return shape.chart


def is_native(chart: Chart) -> bool:
    """Whether a simple chart says the same: nothing hedged, no spans, no marks, and not too many bars."""
    points = [point for series in chart.series for point in series.points]
    if chart.kind not in _KINDS or any(point.high or point.approximate or point.mark for point in points):
        return False
    return (
        chart.kind == "line" or len(labels(chart)) * (len(chart.series) if chart.kind == "bars" else 1) <= _MOST_BARS
    )


def tables_of(chart: Chart) -> list[SlideTable]:
    """The table that stands for a chart, on as many slides as it takes."""
    whole = chart_table(chart)
    return table_slides(replace(whole, note="; ".join(filter(None, (whole.note, chart.note)))))


def _data(chart: Chart) -> CategoryChartData:
    digits = "0" + ("." + "0" * chart.decimals if chart.decimals else "")
    # A real minus; nothing is written where a part of a whole is 0.
    data = CategoryChartData(number_format=f'{digits};"−"{digits}' + (";;" if chart.kind == "stacked" else ""))
    names = labels(chart)
    data.categories = [clean(name) for name in names]
    for series in chart.series:
        points = [point_at(series, name) for name in names]
        values = [float(point.value) if point and point.value is not None else None for point in points]
        data.add_series(clean(series.label), values)
    if chart.kind == "line":
        levels = [(level.label, level.value) for level in chart.levels]
        for label, value in [*([(chart.target_label, chart.target)] if chart.target else []), *levels]:
            data.add_series(clean(label), [float(value)] * len(names))
    return data


def _set(drawn: Any, chart: Chart, size: float) -> None:
    drawn.font.size, drawn.font.name = Pt(size), FONT
    drawn.font.color.rgb = RGBColor.from_string(INK)
    drawn.has_title = False
    drawn.has_legend = len(drawn.plots[0].series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    categories, values = drawn.category_axis, drawn.value_axis
    categories.format.line.color.rgb = RGBColor.from_string(LINE)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = drawn.plots[0]
    if chart.kind == "line":
        values.major_gridlines.format.line.color.rgb = RGBColor.from_string("DCD8CE")
        values.format.line.fill.background()
        _colour_lines(plot, chart)
        return
    categories.reverse_order = True
    values.minimum_scale, values.maximum_scale = _bounds(chart)
    values.has_major_gridlines, values.visible = False, False
    plot.gap_width = 60
    plot.overlap = 100 if chart.kind == "stacked" else 0
    plot.has_data_labels = True
    plot.data_labels.font.size = Pt(size)
    plot.data_labels.show_value = True
    if chart.kind == "stacked":
        _white_behind(plot.data_labels)
    else:
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for series, ours in zip(plot.series, chart.series, strict=True):
        _fill(series, ours.tone)
        series.invert_if_negative = False


def _bounds(chart: Chart) -> tuple[float, float]:
    """Bars start at zero, also where an office suite would begin its axis elsewhere; nothing is cut off."""
    numbers = [
        [float(point.value) for series in chart.series if (point := point_at(series, name)) and point.value]
        for name in labels(chart)
    ]
    lengths = [sum(some) for some in numbers] if chart.kind == "stacked" else [one for some in numbers for one in some]
    low, high = min([0.0, *lengths]), max([0.0, *lengths])
    # Room for the number at the end of the longest bar.
    room = 0.0 if chart.kind == "stacked" else (high - low) * 0.15
    return (low - room if low else 0.0), (high + room if high else 0.0) or 1.0


def _fill(series: Any, tone: str) -> None:
    """The tone, with a pattern of its own as in the drawn charts: no status is told by its colour alone."""
    colour = RGBColor.from_string(TONES.get(tone, TONES["accent"]))
    fill = series.format.fill
    series.format.line.color.rgb = colour
    if tone in _PATTERNS:
        fill.patterned()
        fill.pattern = _PATTERNS[tone]
        fill.fore_color.rgb, fill.back_color.rgb = colour, RGBColor.from_string("FFFFFF")
        return
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string("FFFFFF") if tone == "none" else colour


def _white_behind(data_labels: Any) -> None:
    """Numbers on a white ground, so that they are read on any pattern."""
    ground, fill, colour = OxmlElement("c:spPr"), OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    colour.set("val", "FFFFFF")
    fill.append(colour)
    ground.append(fill)
    data_labels._element.find(qn("c:txPr")).addprevious(ground)


def _colour_lines(plot: Any, chart: Chart) -> None:
    for at, series in enumerate(plot.series):
        is_own = at < len(chart.series)
        tone = TONES.get(chart.series[at].tone, TONES["accent"]) if is_own else SOFT
        series.smooth = False
        series.format.line.color.rgb = RGBColor.from_string(tone)
        series.format.line.width = Pt(2.5 if is_own else 1.5)
        series.marker.size = 5 if is_own else 2
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = RGBColor.from_string(tone)
        series.marker.format.line.color.rgb = RGBColor.from_string(tone)
