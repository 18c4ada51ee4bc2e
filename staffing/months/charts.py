"""A unit's figure as lines: month by month beside the same month last year, and rolling twelve against the target."""

from __future__ import annotations

from dataclasses import replace
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
from staffing.rules import rolling_label

Measure = MonthFigure.Measure
UNITS = {Measure.EMPLOYEES: "people", Measure.FTE: "count", Measure.VACANCIES: "count", Measure.BEDS: "count"}
# What follows the seasons: a month is like the same month of other years, and not like the one before it.
SEASONAL = frozenset({*MonthFigure.SICK, Measure.OVERTIME})
YEAR = 12
# So many sentences on signals stand beside a chart, the latest; all are in its table.
SAID = 3
# What is better lower; of the others a board says nothing here.
LOWER = frozenset({*MonthFigure.SICK, Measure.OVERTIME, Measure.HIRED, Measure.VACANCIES})


def unit_of(measure: str) -> str:
    """The unit of a figure, as followup.numbers names it."""
    return UNITS.get(Measure(measure), "%")


def month_text(month: date) -> str:
    """«aug 2025»."""
    return date_format(month, "M Y").lower()


def by_month(name: str, measure: str, months: list[date], cells: list[Shown], *, lang: str) -> Chart | None:
    """The last months beside the same months a year before; the first twelve are shown as «the year before» alone.

    months and cells: the whole series, in order of time. What does not follow the seasons is drawn with its limits.
    None where not two months have a value.
    """
    process = None if measure in SEASONAL else _process(measure, [cell.value for cell in cells])
    start = YEAR if len(cells) > YEAR else 0
    shown = range(start, len(cells))
    known = [at for at in shown if cells[at].value is not None]
    if len(known) < 2:
        return None
    last = known[-1]
    series = [Series(label=_("The month"), points=tuple(_point(months, cells, at, at, process) for at in shown))]
    if start and any(cells[at - YEAR].value is not None for at in shown):
        before = tuple(_point(months, cells, at, at - YEAR) for at in shown)
        series.append(Series(label=_("Same month the year before"), points=before, tone="muted"))
    said = spc.explained(process, [month_text(one) for one in months])[-SAID:] if process else []
    return Chart(
        key="staffing.months.chart",
        kind="line",
        title=_against_last_year(name, measure, months, cells, last),
        unit=unit_of(measure),
        decimals=_decimals(cells),
        lang=lang,
        label_heading=_("Month"),
        levels=spc.levels(process),
        note=" ".join(said),
        series=tuple(series),
    )


def by_change(name: str, measure: str, months: list[date], cells: list[Shown], *, lang: str) -> Chart | None:
    """The change since the same month the year before, with the limits that chance keeps within: what follows the
    seasons is judged so. None for other figures, and where two years are not known."""
    changes = _changes(measure, cells)
    process = _process(measure, changes, floor=None) if changes else None
    if process is None:
        return None
    texts = [month_text(one) for one in months]
    *said, latest = spc.explained(process, texts)
    why = _("The figure follows the seasons: each month is judged against the same month the year before.")
    return Chart(
        key="staffing.months.change_chart",
        kind="line",
        title=f"{name}: {_lower(latest)}",
        unit="pp",
        decimals=1,
        lang=lang,
        label_heading=_("Month"),
        levels=spc.levels(process),
        note=" ".join([why, *said[-SAID:]]),
        series=(
            Series(
                label=_("Change since the same month the year before"),
                points=tuple(
                    Point(
                        label=texts[at],
                        value=None if value is None else decimal_string(round_half_up(value, 1)),
                        mark=next((one.means for one in process.of_point(at)), "") if value is not None else "",
                    )
                    for at, value in enumerate(changes)
                    if at >= YEAR
                ),
            ),
        ),
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
        "now": _told(measure, last),
        "month": rolling_label(months[known[-1]]),
        "then": _told(measure, first),
        "before": rolling_label(months[known[0]]),
    }
    return Chart(
        key="staffing.months.rolling_chart",
        kind="line",
        title=_("%(name)s, rolling twelve months: %(now)s %(month)s, %(then)s %(before)s") % words,
        unit=unit_of(measure),
        decimals=_decimals(cells),
        lang=lang,
        label_heading=_("Twelve months"),
        target=None if target is None else decimal_string(target),
        target_label=target_label,
        note=_("A point shares eleven months with the one before it: limits of chance are told of single months."),
        series=(
            Series(
                label=_("Rolling twelve months"),
                points=tuple(
                    replace(_point(months, cells, at, at), label=rolling_label(months[at]))
                    for at in range(known[0], len(cells))
                ),
            ),
        ),
    )


def outside(measure: str, cells: list[Shown]) -> dict[int, str]:
    """The places of a series that chance hardly gives, with what each means: better, worse or change."""
    seasonal = measure in SEASONAL
    values = _changes(measure, cells) if seasonal else [cell.value for cell in cells]
    process = _process(measure, values, floor=None if seasonal else Decimal(0))
    if process is None:
        return {}
    return {at: one.means for one in process.signals if one.kind == "outside" for at in one.points}


def _changes(measure: str, cells: list[Shown]) -> list[Decimal | None]:
    """Of what follows the seasons: each month less the same month the year before, None where one is not known."""
    if measure not in SEASONAL:
        return []
    return [
        None if at < YEAR or cell.value is None or (before := cells[at - YEAR].value) is None else cell.value - before
        for at, cell in enumerate(cells)
    ]


def _against_last_year(name: str, measure: str, months: list[date], cells: list[Shown], last: int) -> str:
    """«Sick leave, North: 6,1 % in August 2025, 5,9 % the year before.»"""
    words = {"name": name, "month": month_text(months[last]), "now": _told(measure, cells[last])}
    before = cells[last - YEAR] if last >= YEAR else None
    if before is None or before.value is None:
        return _("%(name)s: %(now)s in %(month)s") % words
    return _("%(name)s: %(now)s in %(month)s, %(then)s the year before") % {**words, "then": _told(measure, before)}


def _told(measure: str, cell: Shown) -> str:
    return format_value(cell.value, unit_of(measure), decimals=cell.decimals)


def _process(measure: str, values: list[Decimal | None], *, floor: Decimal | None = Decimal(0)) -> spc.Process | None:
    return spc.process(values, direction="lower" if measure in LOWER else "none", floor=floor)


def _decimals(cells: list[Shown]) -> int:
    return max((cell.decimals for cell in cells if cell.value is not None), default=0)


def _point(months: list[date], cells: list[Shown], at: int, of: int, process: spc.Process | None = None) -> Point:
    cell = cells[of]
    signals = process.of_point(of) if process and cell.value is not None else ()
    return Point(
        label=month_text(months[at]),
        value=None if cell.value is None else decimal_string(round_half_up(cell.value, cell.decimals)),
        note=cell.text if cell.value is None else "",
        mark=signals[0].means if signals else "",
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
