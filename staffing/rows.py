"""The rows of the list page: one builder for all of them, and for the one that was just saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from followup.numbers import DASH, format_fact, format_number
from followup.prose import word_count
from followup.sections import Fact
from followup.status import shown
from organisation.models import PeriodRow
from organisation.places import Place
from staffing.availability import (
    ASKED,
    AVAILABILITY_TOPICS,
    BEDS,
    Followed,
    availability_topics,
    short_title,
    since_text,
)
from staffing.facts import Desk
from staffing.hired_facts import TOTAL
from staffing.listing import Column, Group, Link, ListRow
from staffing.models import Availability, SickLeave, SpanBand, StaffingText
from staffing.previous import availability_value, costs, headcount_value, known_value, share_value
from staffing.reading import Hired, People
from staffing.share_facts import rating_of
from staffing.span import band_text, bands
from staffing.words import sick_value

Key = SickLeave.Key
ALL = "alla"
PEOPLE_TOPICS = [topic for topic in StaffingText.Topic if topic not in AVAILABILITY_TOPICS]


@dataclass
class RowBuilder:
    """Makes the groups of the list page from what has been read."""

    place: Place
    people: People
    hired: Hired
    facts: Mapping[str, Fact]
    followed: Followed

    def groups(self) -> list[Group]:
        """At a meeting availability alone: the rest is told in the reports of the year."""
        availability = [self._care(care) for care in Availability.Care]
        if self.place.period.is_meeting:
            topics = availability_topics(self.followed)
            texts = Group(code="texts", title=_("Texts"), rows=tuple(self._text(topic) for topic in topics))
            return [_with_one_source(group) for group in (*availability, texts) if group.rows or group.more]
        topics = [self._text(topic) for topic in (*PEOPLE_TOPICS, *availability_topics(self.followed))]
        groups = [
            Group(code="sick", title=_("Sick leave"), rows=self._sick("", SickLeave.OF_ALL_STAFF)),
            *(self._profession(code) for code in self.people.groups),
            Group(code="share", title=_("Share of hired staff"), rows=(self._share(),)),
            Group(code="hired", title=_("Cost of hired staff"), rows=self._costs()),
            Group(code="headcount", title=_("Number of employees"), rows=(self._headcount(),)),
            self._span(),
            *availability,
            Group(code="texts", title=_("Texts"), rows=tuple(topics)),
        ]
        return [_with_one_source(group) for group in groups if group.rows or group.more]

    def _row(self, row: PeriodRow | None, *, key: str, title: str, form: str, previous: str = "", **kwargs) -> ListRow:
        """What every row shows: who wrote it or where it is from, and what was said last time where nobody has."""
        last = self.place.previous.label if self.place.previous else ""
        return ListRow(
            key=key,
            title=title,
            previous=f"{last}: {previous}" if previous and row is None else "",
            own_note=getattr(row, "note", ""),
            own_lang=self.place.unit.root.language,
            source=row.source if row else "",
            saved_at=row.saved_at if row and not row.source else None,
            saved_by=row.saved_by.shown_name if row and row.saved_by else "",
            edit_url=form if self.place.may_write else "",
            **kwargs,
        )

    def _fact(self, key: str) -> Fact:
        """The fact, or one that says that nothing is reported."""
        desk = Desk(self.place.unit, self.place.period)
        return self.facts.get(key) or replace(desk.fact(key, None, value=None, label=""), url="")

    def _sick(self, code: str, measures) -> tuple[ListRow, ...]:
        return tuple(self._sick_row(code, measure) for measure in measures)

    def _sick_row(self, code: str, measure: str) -> ListRow:
        row = self.people.sick.get((code, measure))
        before = self.people.before.sick.get((code, measure)) if self.people.before else None
        key = SickLeave(group_code=code, measure=measure).key
        earlier = _("Before")
        return self._row(
            row,
            key=key,
            title=str(Key(measure).label),
            form=self._sick_url(code, measure),
            previous=sick_value(before),
            columns=(
                Column(label=earlier, fact=self.facts.get(f"{key}.before")),
                Column(label=_("Now"), fact=self._fact(key)),
            ),
            notes=(f"{earlier}: {row.before_label}",) if row and row.before_label and row.before is not None else (),
        )

    def _sick_url(self, code: str, measure: str) -> str:
        return self.place.url("staffing:sick", group=code or ALL, key=measure)

    def _profession(self, code: str) -> Group:
        """What is or was known of a profession, and links to the rest for whoever may write."""
        known = {key for held in (self.people, self.people.before) if held for key in held.sick}
        measures = [measure for measure in SickLeave.OF_PROFESSIONS if (code, measure) in known]
        rest = [measure for measure in SickLeave.OF_PROFESSIONS if measure not in measures]
        links = [Link(label=str(Key(one).label), url=self._sick_url(code, one)) for one in rest]
        return Group(
            code=f"sick-{code}",
            title=self.people.groups[code].name,
            lang=self.place.unit.root.language,
            rows=self._sick(code, measures),
            more=tuple(links) if self.place.may_write else (),
        )

    def _share(self) -> ListRow:
        row, before = self.hired.share, self.hired.before.share if self.hired.before else None
        status = rating_of(row)
        return self._row(
            row,
            key="staffing.hired.share",
            title=_("Hired staff as a share of own staff"),
            form=self.place.url("staffing:share"),
            previous=share_value(before),
            columns=(
                Column(label=_("Share"), fact=self._fact("staffing.hired.share")),
                Column(label=_("Target"), fact=self._fact("staffing.hired.target")),
                Column(
                    label=_("Result"), status=shown("indicator", status.status, self.place.unit.words("indicator"))
                ),
            ),
            notes=(row.months, status.explanation.rstrip(".")) if row else (),
            is_text=bool(row and row.forecast_text),
            text=row.forecast_text if row else "",
            text_lang=self.place.unit.root.language,
        )

    def _costs(self) -> tuple[ListRow, ...]:
        before = costs(self.hired.before)
        names = {code: frame.name for code, frame in self.hired.frames.items()} | {TOTAL: _("All frames")}
        return tuple(self._cost(code, name, before) for code, name in names.items())

    def _cost(self, code: str, name: str, before: Mapping[str, Fact]) -> ListRow:
        key = f"staffing.hired.cost.{code}"
        named = (("prior", _("The year before")), ("extra", _("Extra cost")))
        facts = [(label, self.facts.get(f"staffing.hired.{kind}.{code}")) for kind, label in named]
        return self._row(
            self.hired.costs.get("" if code == TOTAL else code),
            key=key,
            title=name,
            lang="" if code == TOTAL else self.place.unit.root.language,
            form=self.place.url("staffing:hired", frame=code),
            previous=known_value(before.get(key)),
            columns=tuple(
                Column(label=label, fact=self._fact(f"staffing.hired.{kind}.{code}"))
                for kind, label in (
                    ("cost", _("Cost")),
                    ("change", _("Change")),
                    ("change_pct", _("Change in per cent")),
                )
            ),
            notes=tuple(f"{label}: {format_fact(fact)}" for label, fact in facts if fact),
        )

    def _headcount(self) -> ListRow:
        before = self.people.before.headcount.get("") if self.people.before else None
        key = "staffing.headcount"
        levels = [self.facts.get(f"{key}.{name}") for name in ("employees", "fte")]
        return self._row(
            self.people.headcount.get(""),
            key=key,
            title=_("Change in the number of employees"),
            form=self.place.url("staffing:headcount"),
            previous=headcount_value(before),
            columns=(Column(label=_("Change from the year before"), fact=self._fact(f"{key}.change")),),
            notes=tuple(f"{fact.label}: {format_fact(fact)}" for fact in levels if fact),
        )

    def _span(self) -> Group:
        """The guideline, the bands that managers are counted in, and links to the rest for whoever may write."""
        span, before = self.people.span, self.people.before
        earlier = {row.low: row.managers for row in before.bands} if before else {}
        numbers = [(_("At least"), "low"), (_("At most"), "high")]
        guideline = self._row(
            span,
            key="staffing.span",
            title=_("Guideline for employees per manager"),
            form=self.place.url("staffing:guideline"),
            columns=tuple(Column(label=label, fact=self._fact(f"staffing.span.{name}")) for label, name in numbers),
        )
        known = {row.low for row in self.people.bands}
        rest = [(low, high) for low, high in bands(span) if low not in known]
        links = [Link(label=band_text(*one), url=self.place.url("staffing:band", low=one[0])) for one in rest]
        return Group(
            code="span",
            title=_("Employees per manager"),
            rows=(guideline, *(self._band(row, earlier.get(row.low)) for row in self.people.bands)),
            more=tuple(links) if self.place.may_write else (),
        )

    def _band(self, row: SpanBand, before: int | None) -> ListRow:
        return self._row(
            row,
            key=row.key,
            title=band_text(row.low, row.high),
            form=self.place.url("staffing:band", low=row.low),
            previous=format_number(before),
            columns=(Column(label=_("Managers"), fact=self._fact(row.key)),),
        )

    def _care(self, care: str) -> Group:
        """What the board follows of one kind of care, and links to what it could follow for whoever may write."""
        rows = self.followed.of(care)
        known = {row.measure for row in rows if not row.part_code}
        rest = [measure for one, measure in (*ASKED, BEDS) if one == care and measure not in known]
        links = [Link(label=str(Availability.Measure(one).label), url=self._care_url(care, one)) for one in rest]
        links += [self._part_link(row) for row in rows if not row.part_code and care != Availability.Care.BEDS]
        may_add = self.place.may_write and self.place.unit.is_board
        return Group(
            code=f"availability-{care}",
            title=str(Availability.Care(care).label),
            rows=tuple(self._care_row(row) for row in rows),
            more=tuple(links) if may_add else (),
        )

    def _part_link(self, row: Availability) -> Link:
        label = _("A part of: %(figure)s") % {"figure": short_title(row)}
        return Link(label=label, url=self.place.url("staffing:add_part", care=row.care, measure=row.measure))

    def _care_row(self, row: Availability) -> ListRow:
        stored = row if row.version else None
        before = self.followed.before.get(row.key)
        part = row.part_code or ALL
        return self._row(
            stored,
            key=row.key,
            title=short_title(row),
            form=self._care_url(row.care, row.measure, part),
            previous=availability_value(before),
            columns=(
                Column(label=_("Value"), fact=self.facts.get(row.key)),
                Column(label=_("Change"), fact=self.facts.get(f"{row.key}.change")),
            ),
            notes=(since_text(row.since).rstrip("."),) if row.since and not row.part else (),
        )

    def _care_url(self, care: str, measure: str, part: str = ALL) -> str:
        return self.place.url("staffing:availability", care=care, measure=measure, part=part)

    def _text(self, topic: str) -> ListRow:
        held = self.followed.texts if topic in AVAILABILITY_TOPICS else self.people.texts
        row = self.hired.text if topic == StaffingText.Topic.HIRED else held.get(topic)
        return self._row(
            row,
            key=f"staffing.text.{topic}",
            title=str(StaffingText.Topic(topic).label),
            form=self.place.url("staffing:text", topic=topic),
            columns=(Column(label=_("Words"), text=str(word_count(row.text)) if row and row.text else DASH),),
            is_text=True,
            text=row.text if row else "",
            text_lang=self.place.unit.root.language,
        )


def _with_one_source(group: Group) -> Group:
    """The source above the rows where they have the same: a line less on each of them."""
    sources = {row.source for row in group.rows if row.source}
    if len(sources) != 1:
        return group
    return replace(group, source=sources.pop(), rows=tuple(replace(row, source="") for row in group.rows))
