"""What in a file of figures by month does not look right: pure functions over points, and what is stored beside them.

Each doubt is said in words and answered with a comment before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followup.numbers import format_number, trimmed
from followup.spc import process
from organisation.imports.target import Doubt
from organisation.models import ImportLine, Unit
from organisation.places import Place
from staffing.models import MonthFigure, StaffGroup

_M = MonthFigure.Measure
_PARTS = (
    (_M.TOTAL.value, (_M.WOMEN.value, _M.MEN.value)),
    (_M.TOTAL.value, (_M.AGE_UNDER_30.value, _M.AGE_30_49.value, _M.AGE_50PLUS.value)),
)
# Figures printed with one decimal are each as much as this from what was counted.
_ROUNDING = Decimal("0.05")
_LISTED = 6


@dataclass(frozen=True, kw_only=True)
class Point:
    """One figure of one month. `number` is the preview's line, or 0 for what is stored and not in the file.

    `whose` is the unit's id and the staff group's code; `value` is the share in per cent, or the level.
    """

    whose: tuple[int, str]
    name: str
    measure: str
    covers: str
    month: date
    value: Decimal | None
    number: int = 0


def between(points: Iterable[Point]) -> list[Doubt]:
    """Totals that do not lie between their parts: women and men, or the three ages. A month with all parts, and with
    one of the figures in the file."""
    months: dict[tuple, dict[str, Point]] = {}
    for one in points:
        if one.value is not None:
            months.setdefault((one.whose, one.covers, one.month), {})[one.measure] = one
    found = []
    for by_measure in months.values():
        for whole, parts in _PARTS:
            if {whole, *parts} <= by_measure.keys():
                total, among = by_measure[whole], [by_measure[part] for part in parts]
                if doubt := _not_between(total, among):
                    found.append(doubt)
    return found


def _not_between(total: Point, parts: list[Point]) -> Doubt | None:
    values = [part.value for part in parts]
    numbers = [one.number for one in (total, *parts) if one.number]
    if not numbers or min(values) - 2 * _ROUNDING <= total.value <= max(values) + 2 * _ROUNDING:
        return None
    what = _("%(whose)s, %(month)s: %(total)s in total does not lie between its parts, %(parts)s.")
    said = {
        "whose": total.name,
        "month": date_format(total.month, "F Y"),
        "total": format_number(trimmed(total.value)),
        "parts": ", ".join(f"{format_number(trimmed(part.value))} ({_label(part)})" for part in parts),
    }
    line = total.number or numbers[0]
    return Doubt(kind="between", label=_("A total outside its parts"), sentence=what % said, lines=(line,))


def jumps(points: Iterable[Point]) -> list[Doubt]:
    """Figures of the file outside the limits of the other points of their series, where those are twelve or more."""
    found = []
    for series in _series(points):
        values = [one.value for one in series]
        for place, one in enumerate(series):
            if not one.number:
                continue
            # The point itself says nothing of what is usual.
            usual = process([*values[:place], *values[place + 1 :]])
            if usual and not usual.lower <= one.value <= usual.upper:
                found.append(_jump(one, usual.lower, usual.upper))
    return found


def _jump(one: Point, lower: Decimal, upper: Decimal) -> Doubt:
    what = _("%(whose)s, %(measure)s, %(month)s: %(value)s lies outside what is usual, %(lower)s–%(upper)s.")
    said = {
        "whose": one.name,
        "measure": _label(one),
        "month": date_format(one.month, "F Y"),
        "value": format_number(trimmed(one.value)),
        "lower": format_number(round(max(lower, Decimal(0)), 1)),
        "upper": format_number(round(upper, 1)),
    }
    return Doubt(kind="jump", label=_("A jump in a series"), sentence=what % said, lines=(one.number,))


def gaps(points: Iterable[Point]) -> list[Doubt]:
    """Months that lack between the first and the last of a series in the file, and are not stored either. Sums so far
    in a quarter or a year are often given at its end alone, and are not judged."""
    series: dict[tuple, list[Point]] = {}
    for one in points:
        if one.covers in (MonthFigure.Covers.MONTH, MonthFigure.Covers.TWELVE):
            series.setdefault((one.whose, one.measure, one.covers), []).append(one)
    found = []
    for ones in series.values():
        given = [one.month for one in ones if one.number]
        known = {one.month for one in ones}
        if given and (lacking := [month for month in _months(min(given), max(given)) if month not in known]):
            found.append(_gap(next(one for one in ones if one.number), lacking))
    return found


def _gap(one: Point, lacking: list[date]) -> Doubt:
    shown = ", ".join(date_format(month, "F Y") for month in lacking[:_LISTED])
    if len(lacking) > _LISTED:
        shown = _("%(titles)s and %(count)s more") % {"titles": shown, "count": len(lacking) - _LISTED}
    what = _("%(whose)s, %(measure)s: the file has months before and after, but not %(months)s.")
    said = {"whose": one.name, "measure": _label(one), "months": shown}
    return Doubt(kind="gap", label=_("Months that are missing"), sentence=what % said)


def _series(points: Iterable[Point]) -> Iterable[list[Point]]:
    found: dict[tuple, list[Point]] = {}
    for one in points:
        if one.value is not None:
            found.setdefault((one.whose, one.measure, one.covers), []).append(one)
    for ones in found.values():
        if any(one.number for one in ones):
            yield sorted(ones, key=lambda one: one.month)


def _months(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _label(one: Point) -> str:
    return str(MonthFigure.Measure(one.measure).label).lower()


def doubts_of(place: Place, lines: list[ImportLine]) -> list[Doubt]:
    """The doubts of a preview's lines, together with what is known of the same series. Three queries."""
    points = _points(place, lines)
    return [*between(points), *jumps(points), *gaps(points)]


def _points(place: Place, lines: list[ImportLine]) -> list[Point]:
    """What would stand when the lines are written: those of the file, and of what is known the rest."""
    units = {unit.pk: unit.short_name or unit.name for unit in Unit.objects.filter(pk=place.unit.root.pk)}
    units |= {unit.pk: unit.short_name or unit.name for unit in Unit.objects.filter(board=place.unit.root)}
    groups = dict(StaffGroup.objects.filter(board=place.unit.root).values_list("code", "name"))
    parts: dict[tuple, dict] = {}
    numbers: dict[tuple, int] = {}
    for row in (
        MonthFigure.objects.known_in(place.period).filter(unit=place.unit).order_by("period__end").values(*_READ)
    ):
        key = (row["of_unit_id"], row["group_code"], row["measure"], row["covers"], row["month"])
        parts[key] = {name: row[name] for name in _GIVEN}
    for line in lines:
        about = line.identity
        month = date.fromisoformat(str(about["month"]))
        key = (int(about["of_unit_id"]), about["group_code"], about["measure"], about["covers"], month)
        numbers.setdefault(key, line.number)
        given = {name: _number(line.changes[name]) for name in _GIVEN if name in line.changes}
        parts[key] = parts.get(key, {}) | given
    return [
        Point(
            whose=key[:2],
            name=" · ".join(filter(None, (units.get(key[0], ""), groups.get(key[1], "")))),
            measure=key[2],
            covers=key[3],
            month=key[4],
            value=_value(given),
            number=numbers.get(key, 0),
        )
        for key, given in parts.items()
    ]


_GIVEN = ("value", "numerator", "denominator")
_READ = ("of_unit_id", "group_code", "measure", "covers", "month", *_GIVEN)


def _number(given) -> Decimal | None:
    return None if given is None else Decimal(str(given))


def _value(given: dict) -> Decimal | None:
    if given.get("numerator") is not None and given.get("denominator"):
        return round(given["numerator"] / given["denominator"] * 100, 2)
    return given.get("value")
