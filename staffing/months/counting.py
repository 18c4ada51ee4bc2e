"""Shares from hours: of months, of rolling twelve months and of a whole tree of units.

A share is always the sum of what is counted by the sum of what it is counted among. Shares that came without hours
are never added up or averaged: what rests on one has no value, and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from followup.numbers import round_half_up
from staffing.months.reading import KEY

if TYPE_CHECKING:
    import pandas as pd

MONTH, TWELVE = "month", 12
PERCENT_ONLY, MONTHS_MISSING, UNITS_MISSING, NOTHING = "percent_only", "months_missing", "units_missing", "nothing"
BY = ["unit_id", "group", "measure"]


def months_to(last: date, count: int = TWELVE) -> list[date]:
    """The first days of so many months in a row, the last one last."""
    numbers = range(last.year * 12 + last.month - count, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def share(numerator: int, denominator: int, decimals: int = 1) -> Decimal | None:
    """Per cent, halves upwards; None where there is nothing to count among."""
    return round_half_up(Decimal(int(numerator)) / Decimal(int(denominator)) * 100, decimals) if denominator else None


def over(frame: pd.DataFrame, months: Sequence[date]) -> pd.DataFrame:
    """The share over all the months of each unit, group and figure: a month, a period so far or rolling twelve.

    Returns unit_id, group, measure, numerator, denominator, n_months, value (Decimal in per cent or None) and why
    ("" or the reason that there is no value). Of key figure 2 the denominator is hours of sick leave.
    """
    chosen = frame[(frame["covers"] == MONTH) & frame["month"].isin(list(months))]
    has = chosen["numerator"].notna() & chosen["denominator"].notna()
    alone = (~has & chosen["value"].notna()) | _says(chosen, PERCENT_ONLY)
    chosen = chosen.assign(has=has, alone=alone, units=_says(chosen, UNITS_MISSING))
    found = chosen.groupby(BY, as_index=False, sort=True).agg(
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        n_months=("has", "sum"),
        alone=("alone", "any"),
        units=("units", "any"),
    )
    found["why"] = [_why(row, len(months)) for row in found.itertuples()]
    found["value"] = [None if row.why else share(row.numerator, row.denominator) for row in found.itertuples()]
    found["value"] = found["value"].astype(object).where(found["value"].notna(), None)
    return found.drop(columns=["alone", "units"])


def rolling(frame: pd.DataFrame, last: date) -> pd.DataFrame:
    """`over` the twelve months that end with `last`."""
    return over(frame, months_to(last))


def rolled_up(frame: pd.DataFrame, parents: Mapping[int, int | None]) -> pd.DataFrame:
    """The months' figures with those of every unit above, summed from the units below it.

    A unit's own figure holds before the sum. A sum lacks hours, with `why`, where a unit below gave only a
    percentage, or gave nothing for a month although it gives the figure in others.
    """
    import pandas as pd

    frame = frame[frame["covers"] == MONTH].assign(why="")
    for level in _levels(parents):
        below = frame[frame["unit_id"].isin(level)]
        if below.empty:
            continue
        sums = _sums(below.assign(unit_id=below["unit_id"].map(parents).astype("int64"), child=below["unit_id"]))
        own = frame.set_index(KEY).index
        sums = sums[~sums.set_index(KEY).index.isin(own)]
        if not sums.empty:
            frame = pd.concat([frame, sums.reindex(columns=frame.columns)], ignore_index=True)
    return frame


def reason(why: str, n_months: int = 0, wanted: int = TWELVE) -> str:
    """In words, why a share has no value."""
    return {
        PERCENT_ONLY: _("Given only as a percentage, which cannot be added up."),
        MONTHS_MISSING: _("%(known)s of %(wanted)s months.") % {"known": n_months, "wanted": wanted},
        UNITS_MISSING: _("A unit below has not given its hours."),
        NOTHING: _("There are no hours to count among."),
    }.get(why, "")


def _says(frame: pd.DataFrame, why: str):
    """Where a rolled up figure says already why it has no hours."""
    return frame["why"].isin([why]) if "why" in frame else False


def _why(row, wanted: int) -> str:
    if row.alone:
        return PERCENT_ONLY
    if row.units:
        return UNITS_MISSING
    if row.n_months < wanted:
        return MONTHS_MISSING
    return "" if row.denominator else NOTHING


def _levels(parents: Mapping[int, int | None]) -> list[list[int]]:
    """The units that have one above, the deepest first."""
    depths: dict[int, int] = {}

    def depth(unit: int) -> int:
        if unit not in depths:
            above = parents.get(unit)
            depths[unit] = 0 if above is None else depth(above) + 1
        return depths[unit]

    found: dict[int, list[int]] = {}
    for unit in parents:
        found.setdefault(depth(unit), []).append(unit)
    return [found[level] for level in sorted(found, reverse=True) if level]


def _sums(below: pd.DataFrame) -> pd.DataFrame:
    """Sums by unit above; without hours where not every unit below that gives the figure gave it."""
    has = below["numerator"].notna() & below["denominator"].notna()
    alone = (~has & below["value"].notna()) | (below["why"] == PERCENT_ONLY)
    found = (
        below.assign(has=has, alone=alone)
        .groupby(KEY, as_index=False)
        .agg(
            numerator=("numerator", "sum"),
            denominator=("denominator", "sum"),
            n=("n", lambda one: one.sum(min_count=len(one))),
            has=("has", "sum"),
            alone=("alone", "any"),
        )
    )
    children = below.groupby(BY)["child"].nunique().rename("children").reset_index()
    found = found.merge(children, on=BY)
    found["why"] = ""
    found.loc[found["has"] < found["children"], "why"] = UNITS_MISSING
    found.loc[found["alone"], "why"] = PERCENT_ONLY
    found.loc[found["why"] != "", ["numerator", "denominator"]] = None
    return found.assign(value=None, decimals=1, text="", reason="", source="")


@dataclass(frozen=True)
class Share:
    """A share over some months, in per cent, or None and `why`; `known` of the months have hours."""

    value: Decimal | None
    why: str
    known: int


def course(frame: pd.DataFrame, months: Sequence[date], window: int = 1) -> dict[tuple[int, str, str], list[Share]]:
    """What `over` gives for the `window` months that end with each of `months` (which follow on one another), by
    unit, group and figure: a column of rolling sums instead of a sum for each month."""
    import numpy as np

    wanted = months_to(months[-1], len(months) + window - 1)
    chosen = frame[(frame["covers"] == MONTH) & frame["month"].isin(wanted)]
    if chosen.empty:
        return {}
    has = chosen["numerator"].notna() & chosen["denominator"].notna()
    told = {
        "numerator": chosen["numerator"].where(has, 0).astype("int64"),
        "denominator": chosen["denominator"].where(has, 0).astype("int64"),
        "known": has.astype("int64"),
        "alone": ((~has & chosen["value"].notna()) | _says(chosen, PERCENT_ONLY)).astype("int64"),
        "units": chosen["month"].notna().astype("int64") * _says(chosen, UNITS_MISSING),
    }
    places = chosen.groupby(BY, sort=True).ngroup().to_numpy()
    names = list(chosen.groupby(BY, sort=True).groups)
    at = chosen["month"].map({month: place for place, month in enumerate(wanted)}).to_numpy()
    sums = {}
    for name, column in told.items():
        grid = np.zeros((len(names), len(wanted) + 1), dtype="int64")
        np.add.at(grid, (places, at + 1), np.asarray(column, dtype="int64"))
        summed = grid.cumsum(axis=1)
        sums[name] = summed[:, window:] - summed[:, :-window]
    return {
        name: [_share(sums, row, column, window) for column in range(len(months))] for row, name in enumerate(names)
    }


def _share(sums: Mapping[str, Any], row: int, column: int, window: int) -> Share:
    one = {name: int(grid[row, column]) for name, grid in sums.items()}
    if one["alone"]:
        why = PERCENT_ONLY
    elif one["units"]:
        why = UNITS_MISSING
    elif one["known"] < window:
        why = MONTHS_MISSING
    else:
        why = "" if one["denominator"] else NOTHING
    return Share(None if why else share(one["numerator"], one["denominator"]), why, one["known"])
