"""Availability of care as it is read and told: a period's figures, what the board follows, facts and relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from followup.numbers import date_text
from followup.sections import Fact, Relation, day
from organisation.models import ReportingPeriod, Unit
from staffing.facts import Desk
from staffing.models import Availability, StaffingText

Care, Measure = Availability.Care, Availability.Measure
UNITS = {Measure.GUARANTEE: "%", Measure.BEDS_R12: "count"}
CHANGE_UNITS = {Measure.GUARANTEE: "pp", Measure.BEDS_R12: "count"}
# Every figure of the two kinds of care, whether a board has begun to follow it or not.
ASKED = (*((care, measure) for care in (Care.FIRST_VISITS, Care.TREATMENTS) for measure in Availability.OF_CARE),)
BEDS = (Care.BEDS, Measure.BEDS_R12)
AVAILABILITY_TOPICS = (StaffingText.Topic.AVAILABILITY, StaffingText.Topic.BEDS)


@dataclass
class Followed:
    """What the board follows of availability: a row of the period for each figure, unsaved where nothing is reported,
    in the order of the vocabulary with parts below their whole. Empty where it follows none."""

    unit: Unit
    period: ReportingPeriod
    rows: list[Availability] = field(default_factory=list)
    texts: dict[str, StaffingText] = field(default_factory=dict)
    before: dict[str, Availability] = field(default_factory=dict)

    def of(self, care: str) -> list[Availability]:
        return [row for row in self.rows if row.care == care]

    @property
    def has_care(self) -> bool:
        return any(row.care != Care.BEDS for row in self.rows)

    @property
    def has_beds(self) -> bool:
        return any(row.care == Care.BEDS for row in self.rows)


def read_availability(*, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None = None) -> Followed:
    """The board's own page alone has availability. Two queries; none for a unit below it.

    A figure that was reported up to this period is followed: it has a row, to be filled in.
    """
    if not unit.is_board:
        return Followed(unit=unit, period=period)
    found = Availability.objects.filter(unit=unit, period__end__lte=period.end, version__gt=0)
    stored = list(found.select_related("period", "saved_by").order_by("period__end", "period__start", "order"))
    own = {row.key: row for row in stored if row.period_id == period.pk}
    known = {row.key: row for row in stored}
    rows = [own.get(key) or _unsaved(row, unit, period) for key, row in known.items() if key in own or not row.part]
    for row in rows:
        row.unit, row.period = unit, period
    texts = StaffingText.objects.filter(unit=unit, period=period, topic__in=AVAILABILITY_TOPICS, version__gt=0)
    return Followed(
        unit=unit,
        period=period,
        rows=sorted(rows, key=_order),
        texts={row.topic: row for row in texts.select_related("saved_by")},
        before={row.key: row for row in stored if previous and row.period_id == previous.pk},
    )


def availability_topics(followed: Followed) -> list[str]:
    """What there is to write about."""
    topics = zip(AVAILABILITY_TOPICS, (followed.has_care, followed.has_beds), strict=True)
    return [topic for topic, is_followed in topics if is_followed or topic in followed.texts]


def _unsaved(row: Availability, unit: Unit, period: ReportingPeriod) -> Availability:
    return Availability(unit=unit, period=period, care=row.care, measure=row.measure)


def _order(row: Availability) -> tuple:
    return Care.values.index(row.care), Measure.values.index(row.measure), bool(row.part_code), row.order


def title_of(row: Availability) -> str:
    """«Förstabesök: väntat längre än 90 dagar, läkarbesök»."""
    whole = f"{Care(row.care).label}: {_small(str(Measure(row.measure).label))}"
    return f"{whole}, {_small(row.part)}" if row.part else whole


def short_title(row: Availability) -> str:
    """The same under the heading of its kind of care."""
    if row.part:
        return (_("e.g. %(part)s") if row.is_example else _("of which %(part)s")) % {"part": row.part}
    return str(Measure(row.measure).label)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def availability_facts(followed: Followed) -> dict[str, Fact]:
    """The value of each figure, where a source gives one or says why there is none, and its change, by key."""
    desk = Desk(followed.unit, followed.period)
    return {fact.key: fact for row in followed.rows for fact in _facts(desk, row)}


def _facts(desk: Desk, row: Availability) -> list[Fact]:
    found = []
    if row.value is not None or row.change is None:
        found.append(
            desk.fact(
                row.key,
                row if row.version else None,
                label=title_of(row),
                value=row.value,
                decimals=row.decimals,
                unit=UNITS.get(row.measure, "people"),
                missing=row.missing_reason,
                as_of=day(row.as_of or desk.period.end),
                rule=_rule(row),
            )
        )
    if row.change is not None:
        found.append(
            desk.fact(
                f"{row.key}.change",
                row,
                label=_("%(title)s, change") % {"title": title_of(row)},
                value=row.change,
                decimals=row.change_decimals,
                unit=CHANGE_UNITS.get(row.measure, "people"),
                as_of=day(row.as_of or desk.period.end),
                rule=f"{since_text(row.since)} {_rule(row)}".strip(),
                signed=True,
            )
        )
    return found


def since_text(since: date | None) -> str:
    return _("Since %(day)s.") % {"day": date_text(since)} if since else ""


def _rule(row: Availability) -> str:
    rules = {
        Measure.GUARANTEE: _("The share of those who wait who have waited no longer than the care guarantee allows."),
        Measure.BEDS_R12: _("The average number of beds a day, over twelve months."),
    }
    rule = rules.get(row.measure) or _("Without those who wait of their own choice, or for a medical reason.")
    return f"{rule} {row.note}".strip()


def availability_relations(followed: Followed, facts: Mapping[str, Fact]) -> tuple[Relation, ...]:
    """The change of a whole is that of its parts; parts that are examples need not make the whole."""
    found = []
    for _whole, rows in groupby(followed.rows, key=lambda row: (row.care, row.measure)):
        whole, *parts = rows
        keys = tuple(f"{row.key}.change" for row in parts)
        result = f"{whole.key}.change"
        if keys and not whole.part_code and all(key in facts for key in (result, *keys)):
            complete = not any(row.is_example for row in parts)
            found.append(Relation(kind="sum", result=result, parts=keys, complete=complete))
    return tuple(found)
