"""Puts the sections of all wings together into one payload: what every rendering of the report shows.

The wings are reached through settings.REPORT_SECTIONS only: this module knows their contract, never them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from followup import prose
from followup.findings import Finding
from followup.numbers import format_fact
from followup.rules import review
from followup.sections import (
    SCHEMA_VERSION,
    Fact,
    Item,
    Prose,
    Relation,
    Row,
    Section,
    Table,
    day,
    from_data,
    places_of,
    to_data,
)
from organisation import plans
from organisation.models import ReportingPeriod, Submission, Unit
from reports.default_template import default_template, meeting_template
from reports.models import ReportTemplate

# The report's own texts: what a person has written, tables included.
_OWN_TEXTS = "reports."


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One chapter: «2.3», its title, and the sections it shows in order."""

    number: str
    title: str
    sections: tuple[Section, ...] = ()

    @property
    def level(self) -> int:
        """1 for «2», 2 for «2.3»."""
        return self.number.count(".") + 1

    @property
    def anchor(self) -> str:
        return "kap-" + self.number.replace(".", "-")


@dataclass(frozen=True, kw_only=True)
class Payload:
    """A whole report as plain data: the cover's facts, the chapters, and what joins the wings.

    `other` holds the sections that no chapter shows; their facts are still there to be referred to. A sealed one
    carries the decision: its diary number, paragraph («45») and day, the day it was sealed, and the number and
    reason of a correction, 0 and "" for the report itself.
    """

    title: str
    organisation: str
    unit: str
    unit_slug: str
    period: str
    period_slug: str
    start: str
    end: str
    language: str
    state: str
    is_draft: bool
    is_made_up: bool
    chapters: tuple[Chapter, ...]
    relations: tuple[Relation, ...] = ()
    other: tuple[Section, ...] = ()
    schema: int = SCHEMA_VERSION
    diary_number: str = ""
    paragraph: str = ""
    decided_on: str = ""
    sealed_on: str = ""
    correction: int = 0
    correction_reason: str = ""

    def sections(self) -> list[Section]:
        return [section for chapter in self.chapters for section in chapter.sections] + list(self.other)

    def facts(self) -> dict[str, Fact]:
        return {key: fact for section in self.sections() for key, fact in section.all_facts().items()}

    def places(self) -> dict[str, Fact | Item]:
        """What a finding can stand at, by key."""
        return places_of(self.sections())

    def findings(self) -> list[Finding]:
        """What the review finds, over every section and every relation between them."""
        titles = [chapter.title for chapter in self.chapters]
        return review(self.sections(), self.relations, ends=date.fromisoformat(self.end), chapters=titles)


def build_sections(*, unit: Unit, period: ReportingPeriod, today: date, prefix: str = "") -> list[Section]:
    """The sections of every builder, or of those whose wing is `prefix`, in the active language.

    References in prose are refreshed with the facts that were built. What a board does not have is no section: a
    builder says so by one without title and content.
    """
    paths = [path for path in settings.REPORT_SECTIONS if path.startswith(prefix)]
    sections = [import_string(path)(unit=unit, period=period, today=today) for path in paths]
    facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
    return [_refreshed(section, facts) for section in sections if section.title or section.blocks]


def by_key(sections: Iterable[Section]) -> dict[str, Section]:
    """Every section, nested ones too, by key."""
    return {one.key: one for section in sections for one in section.walk()}


def assemble(
    *,
    unit: Unit,
    period: ReportingPeriod,
    today: date,
    language: str = "",
    beside: Callable[[list[Section]], Iterable[Section]] = lambda _sections: (),
) -> Payload:
    """The report of a unit for a period as a draft: built now, in the board's language unless told otherwise.

    `beside` is given the sections of the wings and gives what stands beside them, in the same language.
    """
    template = template_of(unit, period)
    with translation.override(language or unit.root.language):
        sections = build_sections(unit=unit, period=period, today=today)
        sections += beside(sections)
        submission = Submission.objects.of(unit, period)
        chapters = _chapters(template, by_key(sections))
        return Payload(
            title=template.title_for(period),
            organisation=unit.root.organisation.name,
            unit=unit.name,
            unit_slug=unit.slug,
            period=period.label,
            period_slug=period.slug,
            start=day(period.start),
            end=day(period.end),
            language=language or unit.root.language,
            state=str(submission.get_state_display()),
            is_draft=not submission.is_decided,
            is_made_up=unit.root.is_made_up,
            chapters=chapters,
            relations=template_relations(template),
            other=_left_over(sections, chapters),
        )


def template_of(unit: Unit, period: ReportingPeriod) -> ReportTemplate:
    """The board's template as it stood when the period was approved; the usual chapters where it has none, and those
    of a meeting's papers for a meeting."""
    if period.kind == ReportingPeriod.Kind.MEETING:
        return meeting_template(unit.root)
    found = ReportTemplate.objects.filter(board=unit.root).first()
    if found is not None and found.changed_at is not None:
        earlier = plans.when_approved(unit.root, period, ReportTemplate._meta.label_lower)
        found = next(iter(plans.as_they_stood(unit.root, [found], earlier)), None)
    return found or default_template(unit.root)


def template_relations(template: ReportTemplate) -> tuple[Relation, ...]:
    """The relations that join facts of different wings."""
    return tuple(_relation(one) for one in template.relations)


def payload_data(payload: Payload) -> dict:
    """The payload as plain data for JSON."""
    return to_data(payload)


def payload_from_data(data: dict) -> Payload:
    """The payload that `payload_data` wrote."""
    chapters = tuple(
        Chapter(
            number=one["number"], title=one["title"], sections=tuple(from_data(section) for section in one["sections"])
        )
        for one in data["chapters"]
    )
    return Payload(
        **{
            **data,
            "chapters": chapters,
            "relations": tuple(_relation(one) for one in data["relations"]),
            "other": tuple(from_data(section) for section in data["other"]),
        }
    )


def _chapters(template: ReportTemplate, known: dict[str, Section]) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(
            number=one["number"],
            title=one["title"],
            sections=tuple(_below(one["title"], known[key]) for key in _parts(one) if key in known),
        )
        for one in template.chapters
        if not one.get("only_with_content") or any(key in known for key in _parts(one))
    )


def _below(heading: str, section: Section) -> Section:
    """The section without a heading of its own where the chapter's says the same; its parts take that level."""
    return _raised(replace(section, title="")) if section.title == heading else section


def _raised(section: Section) -> Section:
    """The section and its parts one level up, so that no level of headings is skipped."""
    blocks = tuple(_raised(block) if isinstance(block, Section) else block for block in section.blocks)
    return replace(section, level=max(1, section.level - 1), blocks=blocks)


def _parts(chapter: dict) -> list[str]:
    own = [f"reports.{chapter['text']}"] if chapter.get("text") else []
    return own + list(chapter.get("parts", ()))


def _left_over(sections: list[Section], chapters: tuple[Chapter, ...]) -> tuple[Section, ...]:
    """The sections that no chapter shows, less the parts of them that one does: no fact stands twice."""
    shown = {one.key for chapter in chapters for section in chapter.sections for one in section.walk()}
    return tuple(_without(section, shown) for section in sections if section.key not in shown)


def _without(section: Section, shown: set[str]) -> Section:
    blocks = tuple(
        _without(block, shown) if isinstance(block, Section) else block
        for block in section.blocks
        if not (isinstance(block, Section) and block.key in shown)
    )
    return replace(section, blocks=blocks)


def _refreshed(section: Section, facts: dict[str, Fact]) -> Section:
    return replace(section, blocks=tuple(_refreshed_block(block, facts) for block in section.blocks))


def _refreshed_block(block, facts):
    if isinstance(block, Section):
        return _refreshed(block, facts)
    if isinstance(block, Prose):
        return replace(block, text=prose.refresh(block.text, facts))
    if isinstance(block, Table) and block.key.startswith(_OWN_TEXTS):
        return replace(block, rows=tuple(_refreshed_row(row, facts) for row in block.rows))
    return block


def _refreshed_row(row: Row, facts: dict[str, Fact]) -> Row:
    """The row of a table that somebody has written, each cell that is a reference with the figure as it is now."""
    cells = (replace(one, text=format_fact(facts[one.fact])) if one.fact in facts else one for one in row.cells)
    return replace(row, cells=tuple(cells))


def _relation(data: dict) -> Relation:
    return Relation(**{**data, "parts": tuple(data["parts"])})
