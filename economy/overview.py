"""The top of the economy's page: one sentence, the table of frames, and what the rules found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from economy.reported import Reported
from economy.section import deviations_of, forecast_of, result_of
from followup.findings import Finding
from followup.numbers import format_number
from followup.rules import review
from followup.sections import Block, Chart, Fact, Figures, Section, Table

_KEY_FIGURES = (
    "economy.total.deviation",
    "economy.total.growth",
    "economy.forecast.mechanical",
    "economy.forecast.assessed",
)
_BLOCKS = (
    "economy.frames",
    "economy.frames_parts",
    "economy.frames_chart",
    "economy.growth_chart",
    "economy.frames_year",
    "economy.range_chart",
    "economy.forecast_history",
    "economy.assumptions",
)


@dataclass(frozen=True)
class Overview:
    """What the page says before its rows."""

    lead: str
    figures: Figures
    blocks: tuple[Block, ...]
    findings: list[Finding]
    facts: dict[str, Fact]


def overview(at: Reported) -> Overview:
    """The top of the page for one unit and period."""
    sections = [result_of(at), deviations_of(at), forecast_of(at)]
    facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
    return Overview(
        lead=lead(facts),
        figures=Figures(facts=_KEY_FIGURES),
        blocks=tuple(_shown(sections)),
        findings=review(sections, ends=at.period.end),
        facts=facts,
    )


def _shown(sections: list[Section]) -> list[Block]:
    """The tables and charts of the report that tell of the whole, tables of frames first."""
    blocks = [block for section in sections for one in section.walk() for block in one.blocks]
    keyed = {block.key: _on_a_page(block) for block in blocks if isinstance(block, Table | Chart | Section)}
    return [keyed[key] for key in _BLOCKS if key in keyed]


def _on_a_page(block: Block) -> Block:
    """A part of a chapter stands right below the page's own heading."""
    return replace(block, level=1) if isinstance(block, Section) else block


def lead(facts: dict[str, Fact]) -> str:
    """How the economy stands, in one sentence."""
    now, assessed = facts["economy.total.deviation"], facts["economy.forecast.assessed"]
    if now.number is None:
        return _("The deviation from budget has not been reported yet.")
    if now.number >= 0:
        return _("The result is %(now)s better than budget.") % {"now": _size(now)}
    if assessed.number is None or assessed.number >= 0:
        return _("The deficit is %(now)s.") % {"now": _size(now)}
    said = {"now": _size(now), "forecast": _size(assessed)}
    return _("The deficit is %(now)s and is expected to be %(forecast)s at the end of the year.") % said


def _size(fact: Fact) -> str:
    """A deviation without its sign, «335 mnkr»: the sentence says which way."""
    return f"{format_number(abs(fact.number), decimals=fact.decimals)}\u00a0{fact.unit}"
