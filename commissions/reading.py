"""What a unit's pages, duties and report read: its commissions as they were reported, in a few queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from commissions.models import Commission, CommissionFigure, CommissionReport, Part, PartReport
from commissions.plan import commissions_of
from commissions.rules import is_reported, is_under_way
from organisation.models import ReportingPeriod, Unit


@dataclass
class FigureLine:
    """One figure for this period, not yet stored where nobody has entered it, and the one before."""

    figure: CommissionFigure
    previous: CommissionFigure | None = None


@dataclass
class PartLine:
    """One part of a commission, with what a unit says of it for this period, and said for the one before."""

    part: Part
    report: PartReport
    previous: PartReport | None = None

    @property
    def is_written(self) -> bool:
        return self.report.version > 0


@dataclass
class Line:
    """One commission with what a unit reports about it for this period, and said for the one before."""

    commission: Commission
    report: CommissionReport
    is_reported: bool
    """Whether its periodicity asks for a report in this kind of period."""
    previous: CommissionReport | None = None
    figures: list[FigureLine] = field(default_factory=list)
    parts: list[PartLine] = field(default_factory=list)
    """Those that are under way in the period, each sub-project before its activities."""

    @property
    def is_written(self) -> bool:
        return self.report.version > 0


def read_lines(
    *, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None = None, code: str = ""
) -> list[Line]:
    """The unit's commissions for the period, in order; only `code` where it is given.

    Ten queries whatever the number of commissions, and none more with `previous`; one less where none has parts.
    """
    commissions = commissions_of(unit, period, code=code)
    periods = [one for one in (period, previous) if one]
    reports = {
        (row.commission_id, row.period_id): row
        for row in CommissionReport.objects.filter(
            unit=unit, period__in=periods, commission__in=commissions
        ).select_related("saved_by", "carried_from")
    }
    figures = _figures(unit, periods, commissions)
    lines = [_line(one, unit, period, previous, reports, figures.get(one.pk, {})) for one in commissions]
    _add_parts(lines, unit, period, previous)
    return lines


def _add_parts(lines: list[Line], unit, period, previous) -> None:
    """The parts of each commission that are under way. One query, where there are any."""
    parts = {line.commission.pk: _under_way(line.commission, period) for line in lines}
    pks = [part.pk for some in parts.values() for part in some]
    rows = PartReport.objects.filter(unit=unit, period__in=[one for one in (period, previous) if one], part__in=pks)
    found = (
        {(row.part_id, row.period_id): row for row in rows.select_related("saved_by", "carried_from")} if pks else {}
    )
    for line in lines:
        for part in parts[line.commission.pk]:
            part.commission = line.commission
            report = found.get((part.pk, period.pk)) or PartReport()
            before = found.get((part.pk, previous.pk)) if previous else None
            line.parts.append(
                PartLine(
                    part=part,
                    report=_set(report, part=part, unit=unit, period=period),
                    previous=_set(before, part=part, unit=unit, period=previous)
                    if before and before.version
                    else None,
                )
            )


def _under_way(commission: Commission, period: ReportingPeriod) -> list[Part]:
    """The parts that go on in the period: sub-projects with their activities, then activities of no sub-project."""
    parts = [
        part
        for part in commission.parts.all()
        if is_under_way(start=part.start, end=part.end, period_start=period.start, period_end=period.end)
    ]
    known = {part.code for part in parts}
    parents = {part.pk: part.code for part in commission.parts.all()}
    tops = [part for part in parts if parents.get(part.parent_id) not in known]
    tops.sort(key=lambda part: part.kind == Part.Kind.ACTIVITY)
    below = {
        top.code: [part for part in parts if part.parent_id and parents.get(part.parent_id) == top.code]
        for top in tops
    }
    return [part for top in tops for part in (top, *below[top.code])]


def _figures(unit, periods, commissions) -> dict[int, dict[str, dict[int, CommissionFigure]]]:
    """The figures by commission, code and period, in order."""
    found: dict[int, dict[str, dict[int, CommissionFigure]]] = {}
    rows = CommissionFigure.objects.filter(
        unit=unit, period__in=periods, commission__in=commissions, version__gt=0
    ).select_related("saved_by")
    for row in rows.ordered():
        found.setdefault(row.commission_id, {}).setdefault(row.code, {})[row.period_id] = row
    return found


def _line(commission, unit, period, previous, reports, figures) -> Line:
    report = reports.get((commission.pk, period.pk)) or CommissionReport()
    before = reports.get((commission.pk, previous.pk)) if previous else None
    return Line(
        commission=commission,
        report=_placed(report, commission, unit, period),
        is_reported=is_reported(
            periodicity=commission.periodicity,
            kind=period.kind,
            start=period.start,
            end=period.end,
            commission_end=commission.end,
            dates=[(one.date, one.month_only) for one in commission.report_dates.all()],
        ),
        previous=_placed(before, commission, unit, previous) if before and before.version else None,
        figures=[_figure_line(by_period, commission, unit, period, previous) for by_period in figures.values()],
    )


def _figure_line(by_period, commission, unit, period, previous) -> FigureLine:
    before = by_period.get(previous.pk) if previous else None
    figure = by_period.get(period.pk) or CommissionFigure(
        code=before.code,
        label=before.label,
        value_unit=before.value_unit,
        decimals=before.decimals,
        is_change=before.is_change,
        order=before.order,
    )
    return FigureLine(
        figure=_placed(figure, commission, unit, period),
        previous=_placed(before, commission, unit, previous) if before else None,
    )


def _placed(row, commission, unit, period):
    """The row with what it belongs to at hand, so that its key and its unit ask no query."""
    return _set(row, commission=commission, unit=unit, period=period)


def _set(row, **related):
    for name, one in related.items():
        setattr(row, name, one)
    return row
