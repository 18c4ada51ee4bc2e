"""The report's section on people: headcount, work environment and sick leave."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.numbers import date_text, format_fact, format_value
from followup.sections import Block, Cell, Column, Fact, Figures, Item, Prose, Row, Section, Table
from staffing.facts import AGES, SEXES, people_facts, sick_relations
from staffing.models import SickLeave, StaffingText
from staffing.reading import People
from staffing.span import span_chart, span_relations
from staffing.words import language, sick_sentence

Key = SickLeave.Key
Topic = StaffingText.Topic
OTHER_LENGTHS = (Key.LONG_180, Key.LONG_15_180)
KEY_FIGURES = (
    "staffing.sick.total",
    "staffing.sick.women",
    "staffing.sick.men",
    "staffing.sick.none",
    "staffing.headcount.change",
)


def people_section(people: People) -> Section:
    """The section of what has been read already."""
    facts = people_facts(people)
    return Section(
        key="staffing.people",
        title="",
        lang=language(),
        blocks=(
            Figures(facts=tuple(key for key in KEY_FIGURES if key in facts)),
            _part("staffing.headcount", _("Number of employees"), _headcount(people, facts)),
            *_optional("staffing.work_environment", _("Work environment"), _text(people, Topic.WORK_ENVIRONMENT)),
            _part("staffing.sick", _("Sick leave"), _sick(people, facts)),
            *_optional("staffing.professions", _("Sick leave by profession"), _professions(people, facts)),
        ),
        facts=tuple(facts.values()),
        items=(_account(people, facts),),
        relations=(*sick_relations(people, facts), *span_relations(facts, people.bands, people.span)),
    )


def _account(people: People, facts: Mapping[str, Fact]) -> Item:
    """What the compulsory account of sick leave must hold, for the review: the share of 60 days or more is what is
    left out, for other lengths."""
    told = {measure for _group, measure in people.sick}
    others = [str(one.label) for one in OTHER_LENGTHS if one in told]
    return Item(
        key="staffing.sick.account",
        kind="account",
        title=_("Sick leave"),
        lang=language(),
        attributes={
            "required": f"staffing.sick.{Key.LONG}",
            "whole": f"staffing.sick.{Key.TOTAL}",
            "instead": "; ".join(others),
        },
        url="",
    )


def cell(facts: Mapping[str, Fact], key: str) -> Cell:
    """A figure under a head that says its unit; a missing one says why, and one that is not followed is empty."""
    fact = facts.get(key)
    if fact is None:
        return Cell()
    if fact.value is None:
        return Cell(text=format_fact(fact), fact=key)
    shown = format_value(fact.value, "", decimals=fact.decimals, signed=fact.signed, approximate=fact.approximate)
    return Cell(text=shown, fact=key)


def written(text: StaffingText | None, lang: str) -> list[Block]:
    """What a unit says, or that it has said nothing."""
    if text and text.text:
        return [Prose(text=text.text, lang=lang)]
    return [Prose(text=_("Nothing has been written about this for the period."), lang=language(), is_composed=True)]


def _part(key: str, title: str, blocks: list[Block]) -> Section:
    return Section(key=key, title=title, lang=language(), blocks=tuple(blocks))


def _optional(key: str, title: str, blocks: list[Block]) -> list[Section]:
    return [_part(key, title, blocks)] if blocks else []


def _text(people: People, topic: str) -> list[Block]:
    row = people.texts.get(topic)
    return written(row, people.unit.root.language) if row and row.text else []


def _headcount(people: People, facts: Mapping[str, Fact]) -> list[Block]:
    said = written(people.texts.get(Topic.HEADCOUNT), people.unit.root.language)
    chart = span_chart(facts, people.bands)
    return [*said, *_span_table(people, facts), *([chart] if chart else [])]


def _span_table(people: People, facts: Mapping[str, Fact]) -> list[Block]:
    """The guideline for employees per manager, now and before, where there is one."""
    row = people.span
    if row is None or row.low is None or row.high is None:
        return []
    since = _("From %(day)s") % {"day": date_text(row.valid_from)} if row.valid_from else _("Now")
    rows = [(since, "low", "high")]
    if row.before_low is not None or row.before_high is not None:
        rows.append((_("Before"), "before_low", "before_high"))
    return [
        Table(
            key="staffing.span",
            caption=_("Guideline for employees per manager"),
            columns=(
                Column(label=_("Period")),
                Column(label=_("At least"), kind="number", unit=_("employees")),
                Column(label=_("At most"), kind="number", unit=_("employees")),
            ),
            rows=tuple(
                Row(cells=(Cell(text=head), *(cell(facts, f"{row.key}.{name}") for name in names)))
                for head, *names in rows
            ),
        )
    ]


def _sick(people: People, facts: Mapping[str, Fact]) -> list[Block]:
    chart = _chart(facts)
    return [
        *([chart] if chart else [Prose(text=f"{sick_sentence(facts)}.", lang=language(), is_composed=True)]),
        _sick_table(people, facts),
        *written(people.texts.get(Topic.SICK_LEAVE), people.unit.root.language),
    ]


def _chart(facts: Mapping[str, Fact]) -> Chart | None:
    """Sick leave by sex and age; None where nothing of it is known."""
    known = [facts[f"staffing.sick.{measure}"] for measure in (*SEXES, *AGES)]
    if all(fact.value is None for fact in known):
        return None
    labels = [str(measure.label) for measure in (*SEXES, *AGES)]
    return Chart(
        key="staffing.sick_chart",
        kind="bars",
        title=sick_sentence(facts),
        unit="%",
        decimals=max(fact.decimals for fact in known),
        lang=language(),
        label_heading=_("Sex and age"),
        series=(
            Series(
                label=_("Sick leave"),
                points=tuple(
                    Point(label=label, value=fact.value, fact=fact.key, note=_gap(fact))
                    for label, fact in zip(labels, known, strict=True)
                ),
            ),
        ),
    )


def _gap(fact: Fact) -> str:
    return format_fact(fact) if fact.value is None else ""


def _sick_table(people: People, facts: Mapping[str, Fact]) -> Table:
    measures = [measure for measure in SickLeave.OF_ALL_STAFF if f"staffing.sick.{measure}" in facts]
    return Table(
        key="staffing.sick_table",
        caption=_("Sick leave by sex and age"),
        columns=(
            Column(label=_("Key figure")),
            Column(label=_("Before"), kind="number", unit="%"),
            Column(label=_("Now"), kind="number", unit="%"),
        ),
        rows=tuple(_sick_row(facts, measure, _in_table(measure)) for measure in measures),
        note=_note(people, measures),
    )


def _in_table(measure: str) -> str:
    if measure == Key.LONG:
        return _("60 days or more, share of all sick leave")
    return str(Key(measure).label)


def _sick_row(facts: Mapping[str, Fact], measure: str, label: str) -> Row:
    key = f"staffing.sick.{measure}"
    return Row(cells=(Cell(text=label), cell(facts, f"{key}.before"), cell(facts, key)), total=measure == Key.TOTAL)


def _note(people: People, measures: list[str]) -> str:
    """When the earlier values are from, and what else is said of the figures; what holds for all of them once."""
    rows = {measure: people.sick.get(("", measure)) for measure in measures}
    known = {str(Key(measure).label): row for measure, row in rows.items() if row}
    whens = {name: row.before_label for name, row in known.items() if row.before_label and row.before is not None}
    notes = {name: row.note for name, row in known.items() if row.note}
    if (when := _same(whens)) is not None:
        found = [_("The earlier values are from %(when)s.") % {"when": when}]
    else:
        found = [_("%(name)s before is from %(when)s.") % {"name": name, "when": one} for name, one in whens.items()]
    note = _same(notes)
    return " ".join([*found, *([note] if note is not None else [f"{name}: {one}" for name, one in notes.items()])])


def _same(said: dict[str, str]) -> str | None:
    """What is said of several of them, and the same of all; None otherwise."""
    return next(iter(said.values())) if len(said) > 1 and len(set(said.values())) == 1 else None


def _professions(people: People, facts: Mapping[str, Fact]) -> list[Block]:
    keys = people.professions()
    text = _text(people, Topic.DENTAL)
    if not keys:
        return text
    lang = people.unit.root.language
    table = Table(
        key="staffing.dental",
        caption=_("Key figures by profession"),
        columns=(
            Column(label=_("Profession"), width=20),
            Column(label=_("Key figure"), width=22),
            Column(label=_("Before"), kind="number", unit="%", width=12),
            Column(label=_("Now"), kind="number", unit="%", width=12),
            Column(label=_("Note"), width=34),
        ),
        rows=tuple(_profession_row(people, facts, code, measure, lang) for code, measure in keys),
    )
    return [table, *text]


def _profession_row(people: People, facts: Mapping[str, Fact], code: str, measure: str, lang: str) -> Row:
    row = people.sick[code, measure]
    key = row.key
    return Row(
        cells=(
            Cell(text=people.groups[code].name, lang=lang),
            Cell(text=str(Key(measure).label)),
            cell(facts, f"{key}.before"),
            cell(facts, key),
            Cell(text=row.note, lang=lang),
        )
    )
