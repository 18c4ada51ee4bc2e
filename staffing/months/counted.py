"""The key figures of sick leave that a period has not been told of in words, counted from the hours of its months."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from organisation.models import ReportingPeriod, Unit
from staffing.models import MonthFigure, SickLeave
from staffing.months import counting, reading, suppression
from staffing.months.charts import month_text


def counted_sick(*, unit: Unit, period: ReportingPeriod, measures: Collection[str]) -> dict[str, SickLeave]:
    """A row that nobody has written for each of the figures, over all months of the period, beside the same months
    the year before: per cent with one decimal, or that the group is too small. A figure that lacks the hours of a
    month is not there. One query, two where there are figures by month."""
    months = _months(period)
    before = [one.replace(year=one.year - 1) for one in months]
    if not months:
        return {}
    given = reading.given(board=unit.root, period=period, measures=MonthFigure.SICK, since=before[0])
    if not given:
        return {}
    parents = {one.pk: one.parent_id for one in Unit.objects.of_board(unit.root)}
    frame = reading.table(given)
    frame = frame[frame["month"].isin([*months, *before])]
    frame = suppression.with_hidden(counting.rolled_up(frame, parents), parents)
    now, then = (_shares(frame, unit, span) for span in (months, before))
    files = ", ".join(reading.files_of(frame))
    found = {}
    for measure in measures:
        value, is_hidden = now.get(measure, (None, False))
        if value is None and not is_hidden:
            continue
        row = SickLeave(unit=unit, period=period, measure=measure, source=files)
        row.note = _("Counted from the hours of %(first)s–%(last)s.") % _ends(months)
        if is_hidden:
            row.missing_reason = "confidential"
        else:
            row.value = value
            row.before, was_hidden = then.get(measure, (None, False))
            row.before = None if was_hidden else row.before
            row.before_label = _("%(first)s–%(last)s") % _ends(before)
        found[measure] = row
    return found


def _months(period: ReportingPeriod) -> list[date]:
    """The months that lie wholly within a period; none of a meeting's."""
    if period.is_meeting or period.start.day != 1:
        return []
    count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return counting.months_to(period.end, count)


def _shares(frame, unit: Unit, months: list[date]) -> dict[str, tuple[Decimal | None, bool]]:
    """Of the unit's whole staff: the share, and whether it may not be shown."""
    own = frame[(frame["unit_id"] == unit.pk) & (frame["group"] == "")]
    hidden = {measure for _unit, _group, measure in suppression.hidden_over(own, months)}
    found = {row.measure: (row.value, row.measure in hidden) for row in counting.over(own, months).itertuples()}
    return {**dict.fromkeys(hidden, (None, True)), **{key: one for key, one in found.items() if key not in hidden}}


def _ends(months: list[date]) -> dict[str, str]:
    return {"first": month_text(months[0]), "last": month_text(months[-1])}
