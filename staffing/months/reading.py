"""The figures by month that are known in a period, as one table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from organisation.models import ReportingPeriod, Unit
from staffing.models import MonthFigure

if TYPE_CHECKING:
    import pandas as pd

KEY = ["unit_id", "month", "covers", "group", "measure"]
HOURS = ["numerator", "denominator"]
Measure = MonthFigure.Measure
_FIELDS = {
    "of_unit_id": "unit_id",
    "month": "month",
    "covers": "covers",
    "group_code": "group",
    "measure": "measure",
    "numerator": "numerator",
    "denominator": "denominator",
    "value": "value",
    "decimals": "decimals",
    "n_employees": "n",
    "text": "text",
    "missing_reason": "reason",
    "source": "source",
}


def figures(
    *,
    board: Unit,
    period: ReportingPeriod,
    measures: Collection[str] | None = None,
    units: Collection[int] | None = None,
    since: date | None = None,
) -> pd.DataFrame:
    """One row for each unit, month, cover, group and figure, in one query; the newest period's row holds.

    numerator and denominator are whole hundredths (of an hour or a krona), so that sums are exact, and <NA> where
    there are none; value is a Decimal in per cent or a level; month is a date, the first of the month; units are
    primary keys of the units that the figures are about. With key figure 2 the total is read as well.
    """
    return table(given(board=board, period=period, measures=measures, units=units, since=since))


def given(
    *,
    board: Unit,
    period: ReportingPeriod,
    measures: Collection[str] | None = None,
    units: Collection[int] | None = None,
    since: date | None = None,
) -> list[tuple]:
    """The rows of that table as they are stored, without the library that lays it out."""
    found = MonthFigure.objects.known_in(period).filter(period__board=board)
    if measures is not None:
        found = found.filter(measure__in={*measures, *([Measure.TOTAL] if Measure.LONG in measures else [])})
    if units is not None:
        found = found.filter(of_unit__in=units)
    if since is not None:
        found = found.filter(month__gte=since)
    return list(found.order_by("period__end", "period_id", "pk").values_list(*_FIELDS))


def table(rows) -> pd.DataFrame:
    """Rows in the order of the columns, the one that holds last."""
    # The library takes a second to load: only who counts by month waits for it.
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(_FIELDS.values()), dtype=object)
    frame = frame.drop_duplicates(KEY, keep="last").reset_index(drop=True)
    for name in HOURS:
        frame[name] = pd.array([_hundredths(one) for one in frame[name]], dtype="Int64")
    frame["n"] = pd.array([None if one is None else int(one) for one in frame["n"]], dtype="Int64")
    frame["unit_id"] = frame["unit_id"].astype("int64")
    return _of_sick_hours(frame)


def _of_sick_hours(frame: pd.DataFrame) -> pd.DataFrame:
    """Key figure 2 is counted among all hours of sick leave: those of the total in the same month, whatever hours
    stand beside it."""
    same = [name for name in KEY if name != "measure"]
    totals = frame[frame["measure"] == Measure.TOTAL.value].set_index(same)["numerator"]
    long = frame["measure"] == Measure.LONG.value
    if long.any():
        frame.loc[long, "denominator"] = totals.reindex(frame.loc[long].set_index(same).index).array
    return frame


def files_of(frame: pd.DataFrame) -> list[str]:
    """The files that the rows are from, each once: what stands before the place in the file."""
    return sorted({str(one).partition(",")[0] for one in frame["source"] if one})


def _hundredths(number) -> int | None:
    return None if number is None else int(number * 100)
