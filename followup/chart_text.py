"""What a chart says in words and figures: one wording for the SVG, for Plotly and for the table."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.charts import Chart, Level, Point, Series
from followup.numbers import DASH, UNITS, format_value
from followup.sections import Cell, Column, Row, Table
from followup.spc import SYMBOLS


def ends(point: Point | None) -> tuple[Decimal, ...]:
    """The point's numbers in the order given: none for a gap, two for a span."""
    if point is None or point.value is None:
        return ()
    return tuple(Decimal(text) for text in (point.value, point.high) if text is not None)


def labels(chart: Chart) -> list[str]:
    """The labels of all series, each once, in the order they are first met."""
    return list(dict.fromkeys(point.label for series in chart.series for point in series.points))


def point_at(series: Series, label: str) -> Point | None:
    return next((point for point in series.points if point.label == label), None)


def all_values(chart: Chart) -> list[Decimal]:
    return [value for series in chart.series for point in series.points for value in ends(point)]


def check(chart: Chart) -> None:
    """Raises ValueError where the figures cannot be drawn as this kind: parts of a whole are not negative, a
    waterfall has one series, and no more than three are told apart in a radar."""
    if chart.kind == "stacked" and any(value < 0 for value in all_values(chart)):
        raise ValueError(f"a part of the stacked chart {chart.key!r} is negative")
    if chart.kind == "waterfall" and len(chart.series) != 1:
        raise ValueError(f"the waterfall {chart.key!r} has not one series")
    if chart.kind == "radar" and len(chart.series) > 3:
        raise ValueError(f"the radar {chart.key!r} has more than three series")


def number_text(chart: Chart, value: Decimal, *, unit: str = "", approximate: str = "") -> str:
    """One number as the chart writes it. Where some are negative, the positive ones show their plus."""
    signed = any(one < 0 for one in all_values(chart))
    return format_value(value, unit, decimals=chart.decimals, signed=signed, approximate=approximate)


def value_text(chart: Chart, point: Point | None, *, unit: str = "") -> str:
    """«−112», «502,5 till 550», or for a gap the point's note or «–»."""
    numbers = ends(point)
    if point is None or not numbers:
        return gap_text(point)
    if chart.kind == "waterfall":
        return step_text(chart, point, unit=unit)
    if chart.kind == "radar":
        return point.note
    if len(numbers) == 1:
        text = number_text(chart, numbers[0], unit=unit, approximate=point.approximate)
        return f"{text} {SYMBOLS[point.mark]}" if point.mark else text
    return pgettext("from one number to another", "%(first)s to %(last)s") % {
        "first": number_text(chart, numbers[0], approximate=point.approximate),
        "last": number_text(chart, numbers[1], unit=unit),
    }


def step_text(chart: Chart, point: Point, *, unit: str = "") -> str:
    """A point of a waterfall that is no gap: a total as it stands, a step with its sign also where it goes up."""
    value, signed = Decimal(point.value or 0), not point.total
    return format_value(value, unit, decimals=chart.decimals, signed=signed, approximate=point.approximate)


def gap_text(point: Point | None) -> str:
    return (point.note if point else "") or DASH


def label_unit(chart: Chart) -> str:
    """The unit that stands at each value: per cent, and whatever a lone point has; else it stands once."""
    lone = sum(len(series.points) for series in chart.series) == 1
    return chart.unit if chart.unit == "%" or lone else ""


def unit_line(chart: Chart) -> str:
    """The unit that stands once above the chart, "" where the values carry it."""
    return "" if label_unit(chart) else str(UNITS.get(chart.unit, chart.unit))


def target_text(chart: Chart) -> str:
    """The target's name, with its value where the name does not say it; "" without a target."""
    if chart.target is None:
        return ""
    number = format_value(chart.target, "")
    if number in chart.target_label:
        return chart.target_label
    return f"{chart.target_label or _('Target')} {format_value(chart.target, label_unit(chart))}"


def level_text(chart: Chart, level: Level) -> str:
    """«Medelvärde 12,5»: with as many decimals as the values have, and one more."""
    return f"{level.label} {format_value(level.value, label_unit(chart), decimals=chart.decimals + 1)}"


def notes(chart: Chart) -> list[str]:
    """What stands beside the values: the target, the mean and the limits, and what the marks mean."""
    marks = {point.mark for series in chart.series for point in series.points}
    meanings = {"better": _("an improvement"), "worse": _("a deterioration"), "change": _("a change")}
    told = [f"{symbol} {meanings[code]}" for code, symbol in SYMBOLS.items() if code in marks]
    return [*filter(None, [target_text(chart)]), *(level_text(chart, level) for level in chart.levels), *told]


def description(chart: Chart) -> str:
    """Every figure of the chart in words, in reading order, for someone who cannot see it."""
    parts = [
        f"{_heading(series, point, chart)}: {_spoken(chart, point)}"
        for series in chart.series
        for point in series.points
    ]
    return ". ".join([*parts, *notes(chart)]) + "."


def table(chart: Chart) -> Table:
    """The chart's figures as a table; the unit stands in the heads, the target and the levels in the note."""
    unit = str(UNITS.get(chart.unit, chart.unit))
    first = chart.label_heading or (_("Period") if chart.kind == "line" else _("Breakdown"))
    heads = [Column(label=series.label or _("Value"), kind="number", unit=unit) for series in chart.series]
    return Table(
        key=f"{chart.key}.table",
        caption=chart.title,
        columns=(Column(label=first), *heads),
        rows=tuple(_table_row(chart, label) for label in labels(chart)),
        note="; ".join(notes(chart)),
    )


def _table_row(chart: Chart, label: str) -> Row:
    points = [point_at(series, label) for series in chart.series]
    cells = [Cell(text=value_text(chart, point), fact=point.fact if point else "") for point in points]
    return Row(cells=(Cell(text=label), *cells), total=any(point.total for point in points if point))


def _heading(series: Series, point: Point, chart: Chart) -> str:
    named = [point.label, series.label if len(chart.series) > 1 else ""]
    return ", ".join(filter(None, named)) or series.label or _("Value")


def _spoken(chart: Chart, point: Point) -> str:
    if not ends(point):
        return point.note or _("no value")
    return value_text(chart, point, unit=chart.unit)
