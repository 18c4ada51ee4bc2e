"""The tables of an indicator's sheet: targets of all years, the series, breakdowns, units, and what others reach."""

from __future__ import annotations

from django.utils.translation import gettext as _

from followup.sections import Cell, Column, Row, Table
from followup.status import shown
from goals.comparisons import comparison_text, group_text
from goals.models import Comparison, Indicator, IndicatorValue
from goals.overview import Reading
from goals.series import History, Seen, point_key
from goals.sheet_units import UnitValue
from goals.units import standing_note
from goals.words import target_words, value_text
from organisation.models import ReportingPeriod


def target_table(indicator: Indicator) -> Table | None:
    """The target of every year of the plan. One query."""
    targets = list(indicator.targets.order_by("first_year", "year"))
    if not targets:
        return None
    return Table(
        key="targets",
        caption=_("Targets of all years"),
        columns=(
            Column(label=_("Years")),
            Column(label=_("Target value"), kind="text"),
            Column(label=_("Source"), kind="text"),
        ),
        rows=tuple(
            Row(cells=(Cell(text=one.years), Cell(text=target_words(one, indicator.unit)), Cell(text=one.source)))
            for one in targets
        ),
    )


def series_table(history: History, current: ReportingPeriod) -> Table | None:
    """A row for each period, those without a value too, latest first; where a value comes from stands on its page."""
    if not history.points:
        return None
    return Table(
        key="series",
        caption=_("Outcome of each period"),
        columns=(
            Column(label=_("Period")),
            Column(label=_("Outcome"), kind="number"),
            Column(label=_("Rating by hand"), kind="status"),
        ),
        rows=tuple(_series_row(history, one, current) for one in reversed(history.points)),
    )


def _series_row(history: History, one: Seen, current: ReportingPeriod) -> Row:
    row = one.row
    text = value_text(history.indicator, row) or _("Not reported")
    in_words = row is not None and bool(row.value_text)
    judged = row.rating_by_hand if row and not one.missing else ""
    fact = "" if row is None or in_words or one.is_older else point_key(history, one, current)
    return Row(
        cells=(
            Cell(text=one.period.label),
            Cell(text=text, fact=fact),
            Cell(status=shown("indicator", judged, history.unit.words("indicator")) if judged else None),
        )
    )


def part_table(reading: Reading) -> Table | None:
    """The breakdowns of the period's value."""
    if not reading.breakdowns:
        return None
    return Table(
        key="parts",
        caption=_("Breakdowns"),
        columns=(Column(label=_("Group")), Column(label=_("Outcome"), kind="number")),
        rows=tuple(_part_row(reading.indicator, row) for row in reading.breakdowns),
    )


def _part_row(indicator: Indicator, row: IndicatorValue) -> Row:
    fact = "" if row.value_text else f"{row.key}.value"
    return Row(cells=(Cell(text=group_text(row.breakdown)), Cell(text=value_text(indicator, row), fact=fact)))


def unit_table(indicator: Indicator, units: list[UnitValue], period: ReportingPeriod) -> Table | None:
    """What each unit below has reported; who has not is told as missing."""
    if not units:
        return None
    return Table(
        key="units",
        caption=_("Each unit"),
        columns=(
            Column(label=_("Unit")),
            Column(label=_("Outcome"), kind="number"),
            Column(label=_("Note"), kind="text"),
        ),
        rows=tuple(_unit_row(indicator, one, period) for one in units),
    )


def _unit_row(indicator: Indicator, one: UnitValue, period: ReportingPeriod) -> Row:
    row = one.row
    has_fact = row is not None and not row.value_text
    draft = _("not approved yet") if one.is_draft else ""
    note = ", ".join(filter(None, (standing_note(one.unit, period), draft)))
    return Row(
        cells=(
            Cell(text=one.unit.short_name),
            Cell(text=value_text(indicator, row) or _("Not yet reported"), fact=one.key if has_fact else ""),
            Cell(text=note),
        )
    )


def comparison_table(reading: Reading, compared: list[Comparison]) -> Table | None:
    """What the indicator is elsewhere: a row a year, latest first, and a column for each who and group."""
    if not compared:
        return None
    columns = list(dict.fromkeys((one.name, one.breakdown) for one in compared))
    found = {(one.year, one.name, one.breakdown): one for one in compared}
    years = sorted({one.year for one in compared}, reverse=True)
    return Table(
        key="comparisons",
        caption=_("Elsewhere, for whole years"),
        columns=(
            Column(label=_("Year")),
            *(Column(label=_column(name, breakdown), kind="number") for name, breakdown in columns),
        ),
        rows=tuple(
            Row(cells=(Cell(text=str(year)), *(_elsewhere(found.get((year, *one))) for one in columns)))
            for year in years
        ),
        note=_("Source: %(sources)s") % {"sources": "; ".join(sorted({one.source for one in compared}))},
    )


def _column(name: str, breakdown: str) -> str:
    return f"{name}, {group_text(breakdown).lower()}" if breakdown else name


def _elsewhere(one: Comparison | None) -> Cell:
    return Cell(text=comparison_text(one) if one else "–")
