"""An indicator over time: its value for each period of one kind, as a table, a chart, and what the chart says beyond
chance. What is too few to be shown is a gap here too, and a value from before its period is no point of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from followup import spc
from followup.charts import Chart, Point, Series
from followup.missing import MISSING
from followup.numbers import date_text, round_half_up
from followup.sections import NO_ROW, Fact, day, decimal_string
from goals.models import Indicator, IndicatorValue
from goals.overview import Overview, Reading
from goals.small_groups import visible, withhold_sums
from goals.words import SHARES, target_text, value_text
from organisation.models import ReportingPeriod, Submission, Unit
from organisation.places import figure_url

_AT_LEAST_NONE = {
    Indicator.MeasuredIn.COUNT,
    Indicator.MeasuredIn.PEOPLE,
    Indicator.MeasuredIn.HOURS,
    Indicator.MeasuredIn.DAYS,
    *SHARES,
} - {Indicator.MeasuredIn.POINTS, Indicator.MeasuredIn.INDEX}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What was reported for one period: `value` where there is one of the period's own that may be shown."""

    period: ReportingPeriod
    row: IndicatorValue | None = None
    value: Decimal | None = None
    missing: str = "not_reported"

    @property
    def is_older(self) -> bool:
        return bool(self.row and self.row.as_of and self.row.as_of < self.period.start)


@dataclass(frozen=True)
class History:
    """An indicator's values for periods of one kind, oldest first, from the first that has any. What was reported of
    the indicators that it replaces comes before its own; of chance and change only its own values are judged."""

    indicator: Indicator
    unit: Unit
    points: tuple[Seen, ...]
    own_from: int = 0
    """At which of the points its own begin."""
    replaced: str = ""
    """What it replaces, by name, where any point is of that."""

    @property
    def count(self) -> int:
        """How many of the periods have a value."""
        return sum(one.value is not None for one in self.points)

    @property
    def own(self) -> tuple[Seen, ...]:
        return self.points[self.own_from :]

    @property
    def labels(self) -> list[str]:
        return [one.period.label for one in self.own]

    @cached_property
    def process(self) -> spc.Process | None:
        """The process behind the values; None where they are too few, or not of one kind."""
        if self.why_not:
            return None
        values = [one.value for one in self.own]
        floor = Decimal(0) if self.indicator.unit in _AT_LEAST_NONE else None
        return spc.process(values, direction=self.indicator.direction, floor=floor)

    @property
    def why_not(self) -> str:
        """Why nothing is said of chance and change, in a sentence; "" where it is."""
        kinds = Indicator.Aggregation
        if self.indicator.aggregation in {kinds.CUMULATIVE_YEAR, kinds.CUMULATIVE_MANDATE}:
            return _("The value accumulates, so that each holds the one before it: chance is not told from change.")
        if self.indicator.aggregation == kinds.R12:
            return _("Each value has eleven months in common with the next: chance is not told from change.")
        count = sum(one.value is not None for one in self.own)
        return spc.too_short(count) if count < spc.FEWEST else ""

    @property
    def sentences(self) -> list[str]:
        """What the series says, or why it says nothing."""
        said = spc.explained(self.process, self.labels) if self.process else [self.why_not]
        return [self.change, *said] if self.replaced else said

    @property
    def change(self) -> str:
        """From when the values are of this indicator, and of which before."""
        words = {"title": self.replaced, "day": date_text(self.indicator.valid_from)}
        return _("Until %(day)s the values are those of “%(title)s”, which the indicator replaces.") % words


def read_histories(
    *, unit: Unit, period: ReportingPeriod, indicators: Iterable[Indicator], is_decided: bool
) -> dict[int, History]:
    """By the indicator's primary key, what the unit has reported of it up to the period; of the periods before it
    only those that are approved, where it `is_decided`. Two queries, three then, one more for small groups, and one
    for each time that any of them has been replaced."""
    found = {one.pk: one for one in indicators}
    earlier = _replaced(found)
    known = found | {one.pk: one for chain in earlier.values() for one in chain}
    periods = list(ReportingPeriod.objects.filter(board=unit.root, end__lte=period.end).order_by("end", "start"))
    if is_decided:
        decided = set(Submission.objects.decided().filter(unit=unit).values_list("period", flat=True))
        periods = [one for one in periods if one.pk in decided or one.pk == period.pk]
    rows = list(IndicatorValue.objects.filter(unit=unit, indicator__in=known, period__in=periods, breakdown=""))
    for row in rows:
        row.indicator = known[row.indicator_id]
    withhold_sums(unit, rows)
    by_indicator: dict[int, dict[int, IndicatorValue]] = {}
    for row in rows:
        by_indicator.setdefault(row.indicator_id, {})[row.period_id] = row
    return {pk: _history([one, *earlier[pk]], unit, period, periods, by_indicator) for pk, one in found.items()}


def _replaced(found: dict[int, Indicator]) -> dict[int, list[Indicator]]:
    """What each of them replaces, the latest first, as long as it is measured in the same unit."""
    chains: dict[int, list[Indicator]] = {pk: [] for pk in found}
    last = {pk: one for pk, one in found.items() if one.replaces_id and one.valid_from}
    while last:
        rows = Indicator.objects.in_bulk({one.replaces_id for one in last.values()})
        before = {pk: rows[one.replaces_id] for pk, one in last.items()}
        before = {pk: one for pk, one in before.items() if one.unit == found[pk].unit}
        for pk, one in before.items():
            chains[pk].append(one)
        last = {pk: one for pk, one in before.items() if one.replaces_id and one.valid_from}
    return chains


def attach_histories(overview: Overview) -> None:
    """Gives each reading that has values enough its history, of what is approved; no query where none has."""
    readings = {one.indicator.pk: one for one in overview.readings if one.indicator.has_series}
    if not readings:
        return
    indicators = [one.indicator for one in readings.values()]
    found = read_histories(unit=overview.unit, period=overview.period, indicators=indicators, is_decided=True)
    for pk, history in found.items():
        readings[pk].history = history if history.process else None


def _history(
    chain: list[Indicator],
    unit: Unit,
    period: ReportingPeriod,
    periods: list[ReportingPeriod],
    by_indicator: dict[int, dict[int, IndicatorValue]],
) -> History:
    indicator = chain[0]
    rows: dict[int, IndicatorValue] = {}
    for one in reversed(chain):
        rows |= by_indicator.get(one.pk, {})
    kind = _kind(period, [one for one in periods if one.pk in rows])
    points = [_seen(indicator, one, rows.get(one.pk)) for one in periods if one.kind == kind]
    first = next((at for at, one in enumerate(points) if one.row), len(points))
    shown = tuple(points[first:])
    is_earlier = [one.row is not None and one.row.indicator_id != indicator.pk for one in shown]
    own_from = len(is_earlier) - is_earlier[::-1].index(True) if True in is_earlier else 0
    return History(indicator, unit, shown, own_from, chain[1].title if own_from else "")


def _kind(period: ReportingPeriod, reported: list[ReportingPeriod]) -> str:
    """The period's own kind where there is anything of that kind, else the kind that there is most of."""
    kinds = Counter(one.kind for one in reported)
    return period.kind if not kinds or period.kind in kinds else kinds.most_common(1)[0][0]


def _seen(indicator: Indicator, period: ReportingPeriod, row: IndicatorValue | None) -> Seen:
    value, missing = visible(row.indicator if row else indicator, row)
    seen = Seen(period=period, row=row, value=value, missing="" if value is not None else missing or "not_reported")
    return Seen(period=period, row=row, missing="") if seen.is_older else seen


def point_key(history: History, one: Seen, current: ReportingPeriod) -> str:
    """The key of the point's figure in what is said of the current period, where it is that period's own."""
    key = f"{history.indicator.key}.value"
    return key if one.period.pk == current.pk else f"{history.indicator.key}.at.{one.period.slug}"


def history_facts(history: History, current: ReportingPeriod) -> tuple[Fact, ...]:
    """The values of earlier periods as figures; each leads to its own page, in its own period."""
    return tuple(_fact(history, one, current) for one in history.points if one.period.pk != current.pk)


def _fact(history: History, one: Seen, current: ReportingPeriod) -> Fact:
    indicator, row = history.indicator, one.row
    reported = _("Reported by %(unit)s") % {"unit": history.unit.short_name} if row else ""
    decimals = row.decimals if row else indicator.decimals
    return Fact(
        key=point_key(history, one, current),
        label=f"{indicator.title}, {one.period.label}",
        value=None if one.value is None else decimal_string(round_half_up(one.value, decimals)),
        unit=indicator.unit,
        decimals=decimals,
        approximate=row.approximate if row and one.value is not None else "",
        missing="" if one.value is not None else one.missing or "not_measured",
        as_of=day((row.as_of if row else None) or one.period.end),
        source=(row.source if row else "") or reported,
        rule=indicator.definition or _("The value that was reported for the indicator."),
        url=figure_url(history.unit, one.period, f"{(row.indicator if row else indicator).key}.value"),
        row=NO_ROW,
    )


def history_chart(overview: Overview, reading: Reading, history: History, *, lang: str) -> Chart | None:
    """The values as a chart that says what they show; None where there are not two of them."""
    if history.count < 2:
        return None
    target = reading.target
    has_line = target is not None and target.value is not None and target.operator in {"ge", "gt", "le", "lt", "eq"}
    said, latest = history.sentences, next(one for one in reversed(history.points) if one.value is not None)
    title = said[-1] if history.process else f"{value_text(reading.indicator, latest.row)}, {latest.period.label}"
    return Chart(
        key=f"{reading.key}.series",
        kind="line",
        title=f"{reading.indicator.title}: {_lower(title)}",
        unit=reading.indicator.unit,
        lang=lang,
        label_heading=_("Period"),
        decimals=max((one.row.decimals for one in history.points if one.value is not None), default=0),
        target=decimal_string(round_half_up(target.value, target.decimals)) if has_line else None,
        target_label=target_text(reading) if has_line else "",
        levels=spc.levels(history.process),
        note=" ".join(said[:-1] if history.process else said),
        series=(Series(label=_("Outcome"), points=_points(history, overview)),),
    )


def _points(history: History, overview: Overview) -> tuple[Point, ...]:
    return tuple(_point(history, place, one, overview) for place, one in enumerate(history.points))


def _point(history: History, place: int, one: Seen, overview: Overview) -> Point:
    own = place - history.own_from
    signals = history.process.of_point(own) if history.process and own >= 0 else ()
    value = None if one.value is None else decimal_string(round_half_up(one.value, one.row.decimals))
    why = "" if one.value is not None else _("Older value") if one.is_older else str(MISSING[one.missing])
    return Point(
        label=one.period.label,
        value=value,
        approximate=one.row.approximate if one.row and value else "",
        fact=point_key(history, one, overview.period) if value else "",
        note=why,
        mark=signals[0].means if signals and value else "",
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
