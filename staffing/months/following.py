"""One figure month by month, of a unit and of those below it: what is read once for a page, a chart or a file."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Max

from followup.missing import MISSING
from followup.numbers import format_number, round_half_up
from organisation.models import ReportingPeriod, Unit
from staffing.models import MonthFigure, StaffGroup
from staffing.months import counting, reading, suppression
from staffing.months.counting import TWELVE, months_to

if TYPE_CHECKING:
    import pandas as pd

Measure, Covers = MonthFigure.Measure, MonthFigure.Covers


@dataclass(frozen=True)
class Shown:
    """A figure as it may be shown: `value`, or None and `words` for why (or what was printed instead).

    `decimals` are those that it is told with; `is_hidden` says that a group is too small to be shown.
    """

    value: Decimal | None
    words: str = ""
    decimals: int = 1
    is_hidden: bool = False

    @property
    def text(self) -> str:
        if self.is_hidden:
            return str(MISSING["confidential"])
        return self.words if self.value is None else format_number(self.value, decimals=self.decimals)


NOTHING = Shown(None, "–")
CONFIDENTIAL = Shown(None, is_hidden=True)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known by month in a period at all: the figures, groups and units there are, and the latest month."""

    measures: list[str]
    groups: list[StaffGroup]
    units: list[tuple[Unit, int]]
    """Those that have figures or stand above one that has, in the tree's order, each with its level."""
    parents: dict[int, int | None]
    """Of the whole board: what is hidden is hidden the same on the page of every unit."""
    last: date | None


def known(*, unit: Unit, period: ReportingPeriod) -> Known:
    """What there is for a unit and those below it. Five queries."""
    found = MonthFigure.objects.known_in(period).filter(period__board=unit.root, month__lte=period.end)
    measures = set(found.order_by().values_list("measure", flat=True).distinct())
    told = set(found.order_by().values_list("of_unit", flat=True).distinct())
    codes = found.order_by().exclude(group=None).values("group")
    board = list(Unit.objects.of_board(unit.root).order_by("order", "name"))
    units = _with_figures(unit, board, told)
    return Known(
        measures=[one for one in Measure.values if one in measures] if units else [],
        groups=list(StaffGroup.objects.filter(pk__in=codes).order_by("name")),
        units=units,
        parents={one.pk: one.parent_id for one in board},
        last=found.aggregate(last=Max("month"))["last"],
    )


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One figure of the units, over months: `covers` is month or r12."""

    known: Known
    measure: str
    covers: str
    group: str
    months: list[date]
    cells: dict[int, list[Shown]]
    """By unit, in the order of the months."""
    frame: pd.DataFrame
    """What was given, as staffing.months.reading reads it."""
    hidden: frozenset[tuple[int, date]]
    """Units and single months that may not be shown."""

    def is_hidden(self, unit: int, month: date) -> bool:
        return (unit, month) in self.hidden

    def of(self, unit: Unit) -> list[Shown]:
        return self.cells.get(unit.pk) or [NOTHING] * len(self.months)

    @property
    def sources(self) -> list[str]:
        """The files that the figures are from."""
        given = self.frame[(self.frame["measure"] == self.measure) & (self.frame["group"] == self.group)]
        return reading.files_of(given)


def follow(
    there: Known, *, board: Unit, period: ReportingPeriod, measure: str, group: str, months: int
) -> dict[str, Followed]:
    """The figure over so many months up to the last that is known, rolled up: by the month, and by rolling twelve
    months («month» and «r12»). One query.

    Shares from hours are summed; what was given as a share alone stands where it was given. Small groups are hidden
    with what would give them away.
    """
    span = months_to(there.last, months)
    first = months_to(there.last, months + TWELVE - 1)[0]
    wanted = MonthFigure.SICK if measure in MonthFigure.SICK else [measure]
    frame = reading.figures(board=board, period=period, measures=[str(one) for one in wanted], since=first)
    counted = counting.rolled_up(frame, there.parents) if measure in MonthFigure.SHARES else frame.assign(why="")
    counted = suppression.with_hidden(counted, there.parents)
    mine = counted[(counted["measure"] == measure) & (counted["group"] == group)]
    hidden = frozenset((int(row.unit_id), row.month) for row in mine[mine["hidden"]].itertuples())
    return {
        covers: Followed(
            known=there,
            measure=measure,
            covers=covers,
            group=group,
            months=span,
            cells=_cells(frame, mine, measure, covers, group, span),
            frame=frame,
            hidden=hidden,
        )
        for covers in (str(Covers.MONTH), str(Covers.TWELVE))
    }


def _cells(frame, mine, measure: str, covers: str, group: str, span: list[date]) -> dict[int, list[Shown]]:
    window = TWELVE if covers == Covers.TWELVE else 1
    shares = counting.course(mine, span, window) if measure in MonthFigure.SHARES else {}
    hidden = _hidden(mine, span, window)
    given = _given(frame, measure, covers, group)
    if measure == Measure.BEDS and window == TWELVE:
        given = _per_day(_given(frame, measure, str(Covers.MONTH), group), span) | given
    cells = {}
    for unit in {int(one) for one in mine["unit_id"].unique()} | {unit for unit, _month in given}:
        found = shares.get((unit, group, measure))
        cells[unit] = [
            _shown(
                found[place] if found else None,
                given.get((unit, month)),
                is_hidden=(unit, month) in hidden,
                window=window,
            )
            for place, month in enumerate(span)
        ]
    return cells


def _hidden(mine: pd.DataFrame, span: list[date], window: int) -> set[tuple[int, date]]:
    """Units and months of which nothing may be shown: a sum is hidden where one of its months is."""
    own = {(int(row.unit_id), row.month) for row in mine[mine["hidden"]].itertuples()}
    if window == 1:
        return own
    return {
        (unit, month) for unit, _at in own for month in span if any((unit, one) in own for one in months_to(month))
    }


def _given(frame: pd.DataFrame, measure: str, covers: str, group: str) -> dict[tuple[int, date], Shown]:
    """What was given as a value, as words or with the reason that there is none; nothing of a small group, which may
    be told of twelve months alone."""
    same = (frame["measure"] == measure) & (frame["group"] == group) & (frame["covers"] == covers)
    found = {}
    few = suppression.small(frame)
    for row in frame[same].itertuples():
        if few[row.Index]:
            shown = CONFIDENTIAL
        elif row.value is not None:
            shown = Shown(row.value, decimals=int(row.decimals))
        elif row.text:
            shown = Shown(None, row.text)
        elif row.reason:
            shown = Shown(None, str(MISSING[row.reason]))
        else:
            continue
        found[int(row.unit_id), row.month] = shown
    return found


def _per_day(given: dict[tuple[int, date], Shown], span: list[date]) -> dict[tuple[int, date], Shown]:
    """Beds a day over the twelve months that end with each: every month weighs as many days as it has."""
    found = {}
    for unit in {unit for unit, _month in given}:
        for month in span:
            parts = [(one, given.get((unit, one))) for one in months_to(month)]
            known = [
                (monthrange(one.year, one.month)[1], cell) for one, cell in parts if cell and cell.value is not None
            ]
            if len(known) < TWELVE:
                continue
            days = sum(number for number, _cell in known)
            decimals = max(cell.decimals for _number, cell in known)
            value = round_half_up(sum((cell.value * number for number, cell in known), Decimal(0)) / days, decimals)
            found[unit, month] = Shown(value, decimals=decimals)
    return found


def _shown(share: counting.Share | None, given: Shown | None, *, is_hidden: bool, window: int) -> Shown:
    if is_hidden:
        return CONFIDENTIAL
    if share is not None and share.value is not None:
        return Shown(share.value)
    if given is not None:
        return given
    if share is None or (share.why == counting.MONTHS_MISSING and not share.known):
        return NOTHING
    return Shown(None, counting.reason(share.why, share.known, window))


def _with_figures(unit: Unit, board: list[Unit], told: Collection[int]) -> list[tuple[Unit, int]]:
    """The unit and those below it that have figures, or stand above one that has, in order; each with its level."""
    below: dict[int | None, list[Unit]] = {}
    for one in board:
        below.setdefault(one.parent_id, []).append(one)

    def walk(one: Unit, level: int) -> list[tuple[Unit, int]]:
        parts = [each for part in below.get(one.pk, []) for each in walk(part, level + 1)]
        return [(one, level), *parts] if parts or one.pk in told else []

    return walk(unit, 0)
