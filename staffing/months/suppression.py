"""Which figures of small groups are hidden, and which others with them so that no hidden one can be worked out.

The law on municipal accounts gives no sick leave of a group of at most ten. A hidden figure can be had from a total
and the other parts; so an equation with one hidden cell hides its smallest other, until no hidden cell follows from
what is shown. What can be guessed from bounds (a total of no hours at all) is outside of this.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from staffing.models.months import MonthFigure
from staffing.models.sick_leave import LARGEST_HIDDEN_GROUP

if TYPE_CHECKING:
    import pandas as pd

Cell = Hashable
Equation = tuple[Cell, ...]
Measure = MonthFigure.Measure
WHOLES = (
    (Measure.TOTAL, Measure.WOMEN, Measure.MEN),
    (Measure.TOTAL, Measure.AGE_UNDER_30, Measure.AGE_30_49, Measure.AGE_50PLUS),
)
TINY = 1e-9


def hide(
    sizes: Mapping[Cell, int],
    small: Collection[Cell],
    equations: Sequence[Equation],
    follows: Mapping[Cell, Cell] | None = None,
) -> set[Cell]:
    """All cells to hide: the small ones and those that would give them away.

    sizes: what to hide the smallest by. equations: a total and then its parts. follows: cells that are hidden when
    the one they are given for is, because they are counted among it.
    """
    hidden = set(small)
    while True:
        _follow(hidden, follows or {})
        touched = [one for one in equations if not hidden.isdisjoint(one)]
        given_away = [one for one in touched if len(hidden.intersection(one)) == 1]
        if not given_away:
            known = determined(hidden, touched)
            given_away = [one for one in touched if not known.isdisjoint(one)]
        more = {min(rest, key=lambda cell: (sizes.get(cell, 0), str(cell))) for rest in _shown(given_away, hidden)}
        if not more:
            return hidden
        hidden |= more


def determined(hidden: Collection[Cell], equations: Sequence[Equation]) -> set[Cell]:
    """The hidden cells that follow from the equations and everything that is shown."""
    found: set[Cell] = set()
    for cells, rows in _components(hidden, equations):
        found |= _solved(cells, rows)
    return found


def with_hidden(frame: pd.DataFrame, parents: Mapping[int, int | None]) -> pd.DataFrame:
    """The months' figures (reading.figures, rolled up) with `hidden`, true where the cell may not be shown.

    Only months that have a small group are looked into.
    """
    few = small(frame)
    frame = frame.assign(hidden=few)
    for _month, rows in frame[frame["month"].isin(frame.loc[few, "month"].unique())].groupby("month"):
        places = {(row.unit_id, row.group, row.measure): row.Index for row in rows.itertuples()}
        sizes = {(row.unit_id, row.group, row.measure): _size(row) for row in rows.itertuples()}
        hidden = [cell for cell, place in places.items() if frame.at[place, "hidden"]]
        follows = {cell: (*cell[:2], Measure.LONG.value) for cell in places if cell[2] == Measure.TOTAL}
        found = hide(sizes, hidden, _equations(set(places), parents), follows)
        frame.loc[[places[cell] for cell in found if cell in places], "hidden"] = True
    return frame


def small(frame: pd.DataFrame) -> pd.Series:
    """Where a figure of sick leave is that of a group of at most ten, whatever months it covers."""
    few = frame["n"].le(LARGEST_HIDDEN_GROUP).fillna(False).astype(bool)
    return (few | (frame["reason"] == "confidential")) & frame["measure"].isin(MonthFigure.SICK)


def hidden_over(frame: pd.DataFrame, months: Collection) -> set[tuple[int, str, str]]:
    """What is hidden of a sum over months: every unit, group and figure that is hidden in any of them."""
    found = frame[frame["hidden"] & frame["month"].isin(list(months))]
    return set(zip(found["unit_id"], found["group"], found["measure"], strict=True))


def _follow(hidden: set[Cell], follows: Mapping[Cell, Cell]) -> None:
    hidden |= {follows[cell] for cell in tuple(hidden) if cell in follows}


def _shown(equations: Sequence[Equation], hidden: set[Cell]) -> list[list[Cell]]:
    rests = ([cell for cell in one if cell not in hidden] for one in equations)
    return [rest for rest in rests if rest]


def _size(row) -> int:
    return 0 if row.denominator is None or row.denominator != row.denominator else _whole(row.denominator)


def _whole(number) -> int:
    try:
        return int(number)
    except (TypeError, ValueError):
        return 0


def _equations(cells: set, parents: Mapping[int, int | None]) -> list[Equation]:
    """Sexes and ages of each unit and group, professions of all staff, and the units below each one."""
    found = [
        tuple((unit, group, str(measure.value)) for measure in whole)
        for unit, group, one in cells
        for whole in WHOLES
        if one == Measure.TOTAL
    ]
    found = [one for one in found if cells.issuperset(one)]
    wholes: dict[Cell, list[Cell]] = {}
    for unit, group, measure in cells:
        if parents.get(unit) is not None:
            wholes.setdefault((parents[unit], group, measure), []).append((unit, group, measure))
    found += [(whole, *sorted(parts)) for whole, parts in wholes.items() if whole in cells]
    groups: dict[Cell, list[Cell]] = {}
    for unit, group, measure in cells:
        if group:
            groups.setdefault((unit, "", measure), []).append((unit, group, measure))
    return sorted(found + [(whole, *sorted(parts)) for whole, parts in groups.items() if whole in cells])


def _components(hidden: Collection[Cell], equations: Sequence[Equation]):
    """Hidden cells that share equations, with the equations: each lot is solved by itself."""
    lots: list[tuple[set[Cell], list[Equation]]] = []
    for one in equations:
        cells, rows = set(hidden).intersection(one), [one]
        if not cells:
            continue
        apart = []
        for other in lots:
            if other[0].isdisjoint(cells):
                apart.append(other)
            else:
                cells |= other[0]
                rows += other[1]
        lots = [*apart, (cells, rows)]
    return lots


def _solved(cells: set[Cell], equations: Sequence[Equation]) -> set[Cell]:
    """A cell is known where no solution of the equations without a right side moves it."""
    import numpy as np

    places = {cell: place for place, cell in enumerate(sorted(cells, key=str))}
    matrix = np.zeros((len(equations), len(places)))
    for row, one in enumerate(equations):
        for at, cell in enumerate(one):
            if cell in places:
                matrix[row, places[cell]] = 1 if at else -1
    _left, values, right = np.linalg.svd(matrix)
    free = right[int((values > TINY).sum()) :]
    return {cell for cell, place in places.items() if not (abs(free[:, place]) > TINY).any()}
