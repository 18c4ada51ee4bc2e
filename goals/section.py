"""The report's section on goals: how many are met, then each goal with its assessment and its indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.numbers import date_text
from followup.rule_scales import scale_item
from followup.sections import (
    Block,
    Figures,
    Item,
    Prose,
    Section,
    StatusEntry,
    StatusList,
)
from followup.status import step
from goals.activity_section import activity_blocks, activity_facts, activity_items
from goals.changed import changed
from goals.counts import TOTAL, count_facts, count_relations, summary
from goals.facts import indicator_facts, indicator_item, indicator_relations
from goals.overview import Node, Overview, Reading, load
from goals.rolled_section import rolled_blocks, rolled_facts, rolled_relations
from goals.series import attach_histories
from goals.tables import indicator_blocks
from goals.unit_answers import answer_blocks, answer_facts, answer_relations
from goals.units import APPROVED
from organisation.entry import dom_id
from organisation.models import ReportingPeriod, Unit


def goals(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The unit's goals for the period, complete also where nothing has been reported. Constant queries."""
    overview = load(unit=unit, period=period, below=APPROVED)
    attach_histories(overview)
    section = section_of(overview)
    what_changed = changed(unit=unit, period=period, previous=overview.previous_period)
    return replace(section, blocks=(*section.blocks, what_changed)) if what_changed else section


def section_of(overview: Overview) -> Section:
    """The section of what has been read already."""
    return Section(
        key="goals",
        title=_("Follow-up of goals"),
        lang=_language(),
        level=1,
        blocks=(*_summary_blocks(overview), *_goal_sections(overview), *_loose(overview)),
        items=_scales(overview),
        facts=count_facts(overview),
        relations=count_relations(overview),
    )


def _language() -> str:
    return get_language() or "sv"


def goal_url(overview: Overview, key: str) -> str:
    """The row with the key, on the page of its tree."""
    return f"{_list_url(overview)}#{dom_id(key)}"


def _list_url(overview: Overview) -> str:
    return reverse(overview.page, kwargs={"unit": overview.unit.slug, "period": overview.period.slug})


def _summary_blocks(overview: Overview) -> list[Block]:
    if not overview.assessed:
        return [Prose(text=summary(overview), lang=_language(), is_composed=True)]
    return [_status_list(overview), _chart(overview), Figures(facts=(TOTAL, "goals.status.met", "goals.forecast.met"))]


def _status_list(overview: Overview) -> StatusList:
    return StatusList(
        key="goals.summary",
        caption=_("Sub-goals: status now and forecast for the year"),
        entries=tuple(
            StatusEntry(
                key=node.goal.key,
                title=overview.heading(node.goal),
                now=overview.shown("goal_status", node.status),
                forecast=overview.shown("goal_forecast", node.forecast),
                lang=overview.lang,
                group=overview.heading(node.parent.goal) if node.parent else "",
                url=goal_url(overview, node.goal.key),
            )
            for node in overview.assessed
        ),
        now_label=_("Status now"),
        forecast_label=_("Forecast for the year"),
    )


def _scales(overview: Overview) -> tuple[Item, ...]:
    """The scales that the board prints in its own words: what is said is held against them."""
    attributes = {"status": _("Status now"), "forecast": _("Forecast for the year")}
    found = [
        scale_item(
            key=f"goals.scale.{name}",
            title=title,
            words=overview.unit.root.own_words.get(f"goal_{name}", {}),
            kinds="goal sub_goal perspective",
            attribute=name,
            counts=f"goals.{name}",
            lang=overview.lang,
            url=_list_url(overview),
        )
        for name, title in attributes.items()
    ]
    return tuple(item for item in found if item)


def _chart(overview: Overview) -> Chart:
    bars = {"status": (_("Status now"), overview.status_counts), "forecast": (_("Forecast"), overview.forecast_counts)}
    return Chart(
        key="goals.status_chart",
        kind="stacked",
        title=summary(overview),
        unit="count",
        lang=_language(),
        label_heading=_("Sub-goals"),
        series=tuple(
            Series(
                label=overview.shown("goal_status", code).label,
                tone=step("goal_status", code).tone,
                points=tuple(
                    Point(label=label, value=str(counts[code]), fact=f"goals.{kind}.{code}")
                    for kind, (label, counts) in bars.items()
                ),
            )
            for code in overview.status_counts
            if any(counts[code] for _label, counts in bars.values())
        ),
    )


def _goal_sections(overview: Overview) -> list[Section]:
    return [goal_section(overview, node, level=2) for node in overview.roots]


def goal_section(overview: Overview, node: Node, *, level: int) -> Section:
    """One goal with its assessment, its indicators and activities, and the goals below it."""
    goal = node.goal
    blocks: list[Block] = [*_assessment(overview, node)] if node.is_assessed else []
    blocks += indicator_blocks(overview, node.readings, goal.key, goal.number or goal.title)
    blocks += rolled_blocks(overview, node.readings)
    blocks += activity_blocks(overview, node.activities, goal.key, goal.number or goal.title)
    blocks += [goal_section(overview, child, level=level + 1) for child in node.children]
    return Section(
        key=goal.key,
        title=overview.heading(goal),
        lang=overview.lang,
        level=level,
        blocks=tuple(blocks),
        items=(_goal_item(overview, node), *_items(overview, node.readings), *_activities(overview, node)),
        facts=(
            *(fact for one in node.readings for fact in indicator_facts(overview, one)),
            *(fact for one in node.readings for fact in rolled_facts(overview, one)),
            *activity_facts(overview, node.activities),
            *answer_facts(overview, node),
        ),
        relations=(
            *(relation for one in node.readings for relation in indicator_relations(one)),
            *(relation for one in node.readings for relation in rolled_relations(one)),
            *answer_relations(node),
        ),
    )


def _goal_item(overview: Overview, node: Node) -> Item:
    goal = node.goal
    attributes = {
        "status": node.status if node.is_assessed else "",
        "forecast": node.forecast if node.is_assessed else "",
        "explained": "yes" if node.is_assessed and node.assessment and node.assessment.analysis else "",
        "giver": goal.giver.name if goal.giver else "",
        "replaces": goal.replaces.key if goal.replaces_id else "",
        "start": goal.valid_from.isoformat() if goal.valid_from else "",
        "end": goal.valid_to.isoformat() if goal.valid_to else "",
    }
    return Item(
        key=goal.key,
        kind=goal.kind,
        title=goal.title,
        lang=overview.lang,
        attributes={name: value for name, value in attributes.items() if value},
        url=goal_url(overview, goal.key),
    )


def _assessment(overview: Overview, node: Node) -> list[Block]:
    return [_status_line(overview, node), *_analysis(overview, node), *answer_blocks(overview, node)]


def _status_line(overview: Overview, node: Node) -> StatusList:
    assessed_at = _("Assessment as of %(day)s") % {"day": date_text(overview.period.end)}
    entry = StatusEntry(
        key=f"{node.goal.key}.now",
        title=assessed_at,
        now=overview.shown("goal_status", node.status),
        forecast=overview.shown("goal_forecast", node.forecast),
        lang=_language(),
    )
    is_perspective = node.goal.tree == node.goal.Tree.STAR
    caption = _("Assessment of the perspective") if is_perspective else _("Assessment of the sub-goal")
    return StatusList(
        key=f"{node.goal.key}.status",
        caption=caption,
        entries=(entry,),
        now_label=_("Status now"),
        forecast_label=_("Forecast for the year"),
    )


def _analysis(overview: Overview, node: Node) -> list[Prose]:
    row = node.assessment
    if row is None or not row.analysis:
        return [
            Prose(text=_("No analysis has been written."), lang=_language(), heading=_("Analysis"), is_composed=True)
        ]
    found = [Prose(text=row.analysis, lang=overview.lang, heading=_("Analysis"))]
    if row.measures_text:
        found.append(Prose(text=row.measures_text, lang=overview.lang, heading=_("Measures")))
    return found


def _items(overview: Overview, readings: list[Reading]) -> list[Item]:
    return [indicator_item(overview, one, goal_url(overview, one.key)) for one in readings]


def _activities(overview: Overview, node: Node) -> tuple[Item, ...]:
    return activity_items(overview, node.activities, _list_url(overview))


def _loose(overview: Overview) -> list[Section]:
    """The indicators that belong to no goal of the period."""
    readings = overview.loose
    if not readings:
        return []
    title = _("Other indicators")
    return [
        Section(
            key="goals.other",
            title=title,
            lang=_language(),
            level=2,
            blocks=(*indicator_blocks(overview, readings, "goals.other", title), *rolled_blocks(overview, readings)),
            items=tuple(_items(overview, readings)),
            facts=(
                *(fact for one in readings for fact in indicator_facts(overview, one)),
                *(fact for one in readings for fact in rolled_facts(overview, one)),
            ),
            relations=(
                *(relation for one in readings for relation in indicator_relations(one)),
                *(relation for one in readings for relation in rolled_relations(one)),
            ),
        )
    ]
