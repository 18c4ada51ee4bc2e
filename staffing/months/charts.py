"""A unit's figure as lines: month by month beside the same month last year, and rolling twelve against the target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followup import spc
from followup.charts import Chart, Point, Series
from followup.numbers import format_value, round_half_up
from followup.sections import decimal_string
from staffing.models import MonthFigure
from staffing.months.following import Shown

Measure = MonthFigure.Measure
UNITS = {Measure.EMPLOYEES: "people", Measure.FTE: "count", Measure.VACANCIES: "count", Measure.BEDS: "count"}
# What is better lower; of the others a board says nothing here.
LOWER = frozenset({*MonthFigure.SICK, Measure.OVERTIME, Measure.HIRED, Measure.VACANCIES})


def unit_of(measure: str) -> str:
    """The unit of a figure, as followup.numbers names it."""
    return UNITS.get(Measure(measure), "%")


def month_text(month: date) -> str:
    """«aug 2025»."""
    return date_format(month, "M Y").lower()


def by_month(name: str, measure: str, months: list[date], cells: list[Shown], *, lang: str) -> Chart | None:
    """The last months beside the same months a year before, with the limits of the whole series.

    months and cells: the whole series, in order of time. The first twelve are shown as «last year» alone. None where
    not two of them have a value.
    """
    process = _process(measure, cells)
    start = 12 if len(cells) > 12 else 0
    shown = range(start, len(cells))
    if sum(cells[at].value is not None for at in shown) < 2:
        return None
    now = Series(label=_("The month"), points=tuple(_point(months, cells, at, at, process) for at in shown))
    series = [now]
    if start and any(cells[at - 12].value is not None for at in shown):
        before = tuple(_point(months, cells, at, at - 12) for at in shown)
        series.append(Series(label=_("Same month the year before"), points=before, tone="muted"))
    said = spc.explained(process, [month_text(one) for one in months]) if process else [_too_short(cells)]
    return Chart(
        key="staffing.months.chart",
        kind="line",
        title=f"{name}: {_lower(said[-1])}",
        unit=unit_of(measure),
        decimals=_decimals(cells),
        lang=lang,
        label_heading=_("Month"),
        levels=spc.levels(process),
        note=" ".join(said[:-1]),
        series=tuple(series),
    )


def rolling(
    name: str,
    measure: str,
    months: list[date],
    cells: list[Shown],
    *,
    lang: str,
    target: Decimal | None = None,
    target_label: str = "",
) -> Chart | None:
    """Rolling twelve months against the target, if there is one. None where not two of them have a value."""
    known = [at for at, cell in enumerate(cells) if cell.value is not None]
    if len(known) < 2:
        return None
    first, last = cells[known[0]], cells[known[-1]]
    words = {
        "name": name,
        "now": format_value(str(last.value), unit_of(measure), decimals=last.decimals),
        "month": month_text(months[known[-1]]),
        "then": format_value(str(first.value), unit_of(measure), decimals=first.decimals),
        "before": month_text(months[known[0]]),
    }
    return Chart(
        key="staffing.months.rolling_chart",
        kind="line",
        title=_("%(name)s, rolling twelve months: %(now)s in %(month)s, %(then)s in %(before)s") % words,
        unit=unit_of(measure),
        decimals=_decimals(cells),
        lang=lang,
        label_heading=_("Twelve months that end with"),
        target=None if target is None else decimal_string(target),
        target_label=target_label,
        note=_("A point shares eleven months with the one before it: limits of chance are told of single months."),
        series=(
            Series(
                label=_("Rolling twelve months"),
                points=tuple(_point(months, cells, at, at) for at in range(known[0], len(cells))),
            ),
        ),
    )


def outside(measure: str, cells: list[Shown]) -> dict[int, str]:
    """The places of a series that chance hardly gives, with what each means: better, worse or change."""
    process = _process(measure, cells)
    if process is None:
        return {}
    return {at: one.means for one in process.signals if one.kind == "outside" for at in one.points}


def _process(measure: str, cells: list[Shown]) -> spc.Process | None:
    direction = "lower" if measure in LOWER else "none"
    return spc.process([cell.value for cell in cells], direction=direction, floor=Decimal(0))


def _too_short(cells: list[Shown]) -> str:
    return spc.too_short(sum(cell.value is not None for cell in cells))


def _decimals(cells: list[Shown]) -> int:
    return max((cell.decimals for cell in cells if cell.value is not None), default=0)


def _point(months: list[date], cells: list[Shown], at: int, of: int, process: spc.Process | None = None) -> Point:
    cell = cells[of]
    signals = process.of_point(of) if process and cell.value is not None else ()
    return Point(
        label=month_text(months[at]),
        value=None if cell.value is None else decimal_string(round_half_up(cell.value, cell.decimals)),
        note=cell.words if cell.value is None else "",
        mark=signals[0].means if signals else "",
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
