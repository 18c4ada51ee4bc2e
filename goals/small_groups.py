"""What may be shown of small groups: neither what is too few, nor what would tell it by subtraction.

Too few are those below the indicator's own limit. Where exactly one part of a whole is too few, the whole less the
other parts would tell it: then the smallest of the other parts is withheld with it. Where a board's value is the sum
of its units', each unit has a page of its own, so there the sum is what is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from goals.models import Indicator, IndicatorValue
from organisation.models import Unit

HIDDEN = "confidential"
_SEXES = {"women", "men", "kvinnor", "kvinna", "man", "girls", "boys", "flickor", "pojkar", "k", "m"}


def visible(indicator: Indicator, row: IndicatorValue | None) -> tuple[Decimal | None, str]:
    """The value that may be shown, and the code of why there is none. Small groups are not shown."""
    if row is None:
        return None, ""
    if is_too_few(indicator, row) or row.is_withheld:
        return None, HIDDEN
    return row.value, row.missing_reason


def is_too_few(indicator: Indicator, row: IndicatorValue) -> bool:
    """Whether what was counted, or what it was counted among, is below the indicator's limit."""
    counted = _counted(row)
    return bool(indicator.suppress_below and counted is not None and counted < indicator.suppress_below)


def withhold_parts(indicator: Indicator, parts: Iterable[IndicatorValue]) -> None:
    """Mark those of the breakdowns that would tell, by subtraction, the one that is too few. Breakdowns by sex, by
    interval («0-29») and by anything else divide the whole each for themselves."""
    kinds: dict[str, list[IndicatorValue]] = {}
    for row in parts if indicator.suppress_below else ():
        kinds.setdefault(_kind(row.breakdown), []).append(row)
    for rows in kinds.values():
        withhold_one_more(indicator, rows)


def withhold_one_more(indicator: Indicator, rows: list[IndicatorValue]) -> None:
    """Mark the smallest of the others, where exactly one of the rows is too few."""
    others = [row for row in rows if _counted(row) is not None and not is_too_few(indicator, row)]
    few = sum(is_too_few(indicator, row) or row.missing_reason == HIDDEN for row in rows)
    if few == 1 and others:
        min(others, key=_counted).is_withheld = True


def withhold_sums(unit: Unit, rows: Iterable[IndicatorValue]) -> None:
    """Mark the values of a unit that less the values of the units below it would tell one that is too few. `rows` are
    wholes of any periods, with their indicators. One query where any of them is a sum with a limit, else none."""
    sums = {
        (row.indicator_id, row.period_id): row
        for row in rows
        if row.indicator.suppress_below and row.indicator.by_unit and row.indicator.rollup != Indicator.Rollup.NONE
    }
    if not sums:
        return
    below = IndicatorValue.objects.filter(
        unit__in=_below(unit),
        indicator__in={indicator for indicator, _period in sums},
        period__in={period for _indicator, period in sums},
        breakdown="",
    )
    few: dict[tuple[int, int], int] = {}
    for one in below:
        key = (one.indicator_id, one.period_id)
        if key in sums and (is_too_few(sums[key].indicator, one) or one.missing_reason == HIDDEN):
            few[key] = few.get(key, 0) + 1
    for key, count in few.items():
        sums[key].is_withheld = count == 1


def _below(unit: Unit):
    """Of a board every unit of its, of another unit those right below it and below them."""
    if unit.is_board:
        return Unit.objects.filter(board=unit)
    return Unit.objects.filter(parent=unit) | Unit.objects.filter(parent__parent=unit)


def _counted(row: IndicatorValue) -> Decimal | None:
    return row.value if row.denominator is None else row.denominator


def _kind(breakdown: str) -> str:
    if breakdown.lower() in _SEXES:
        return "sex"
    return "interval" if re.search(r"\d", breakdown) else "other"
