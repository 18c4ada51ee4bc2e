"""What a unit's pages, duties and report read: its commissions as they were reported, in a few queries."""

from __future__ import annotations

from dataclasses import dataclass, field

from commissions.models import Commission, CommissionFigure, CommissionReport
from commissions.rules import is_reported
from organisation.models import ReportingPeriod, Unit


@dataclass
class FigureLine:
    """One figure for this period, not yet stored where nobody has entered it, and the one before."""

    figure: CommissionFigure
    previous: CommissionFigure | None = None


@dataclass
class Line:
    """One commission with what a unit reports about it for this period, and said for the one before."""

    commission: Commission
    report: CommissionReport
    is_reported: bool
    """Whether its periodicity asks for a report in this kind of period."""
    previous: CommissionReport | None = None
    figures: list[FigureLine] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return self.report.version > 0


def read_lines(
    *, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None = None, code: str = ""
) -> list[Line]:
    """The unit's commissions for the period, in order; only `code` where it is given.

    Five queries whatever the number of commissions, and none more with `previous`.
    """
    commissions = Commission.objects.reported_in(unit, period)
    if code:
        commissions = commissions.filter(code=code)
    periods = [one for one in (period, previous) if one]
    reports = {
        (row.commission_id, row.period_id): row
        for row in CommissionReport.objects.filter(
            unit=unit, period__in=periods, commission__in=commissions.order_by()
        ).select_related("saved_by")
    }
    figures = _figures(unit, periods, commissions)
    return [_line(one, unit, period, previous, reports, figures.get(one.pk, {})) for one in commissions]


def _figures(unit, periods, commissions) -> dict[int, dict[str, dict[int, CommissionFigure]]]:
    """The figures by commission, code and period, in order."""
    found: dict[int, dict[str, dict[int, CommissionFigure]]] = {}
    rows = CommissionFigure.objects.filter(
        unit=unit, period__in=periods, commission__in=commissions.order_by(), version__gt=0
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
    row.commission, row.unit, row.period = commission, unit, period
    return row
