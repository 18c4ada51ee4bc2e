"""What the report and the board's page show of the economy: result, deviations per frame, and forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import facts as make
from economy import relations, tables
from economy.assumptions import assumptions_of
from economy.charts import frames_picture
from economy.forecast_charts import growth_picture
from economy.models import TOTAL, Account, DeviationPart, Topic
from economy.money_tables import accounts_tables, frames_tables
from economy.outlook import forecast, forecast_of
from economy.reported import Reported
from followup import prose
from followup.sections import Block, Fact, Figures, Item, Relation, Section
from organisation.entry import dom_id
from organisation.models import Frame, ReportingPeriod, Unit

__all__ = ["deviations", "deviations_of", "forecast", "forecast_of", "result", "result_of"]

_ALWAYS_OF_TOTAL = (Account.NET, Account.INCOME, Account.COSTS, Account.STAFF)
_KEY_FIGURES = ("deviation", "growth", "income.deviation", "costs.deviation", "staff.deviation")
_LOWEST_LEVEL = 3


def result(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The result as a whole: net, income, costs and staff against budget and against last year."""
    return result_of(Reported(unit, period))


def result_of(at: Reported) -> Section:
    """The same of rows that are already at hand."""
    accounts = list(dict.fromkeys([*_ALWAYS_OF_TOTAL, *at.known_accounts(TOTAL)]))
    accounts.sort(key=list(Account.values).index)
    found = _by_key(fact for account in accounts for fact in make.outcome_facts(at, TOTAL, account))
    held = list(relations.within(at, TOTAL))
    if other := make.other_income_fact(at, found):
        found[other.key] = other
        accounts.insert(accounts.index(Account.COSTS), Account.OTHER_INCOME)
    if {(income := relations.of_income()).result, *income.parts} <= found.keys():
        held.append(income)
    more = _by_key(fact for row in at.figures(TOTAL) for fact in make.figure_facts(at, row))
    shown = tuple(key for name in _KEY_FIGURES if (key := f"economy.total.{name}") in found)
    blocks: list[Block] = [Figures(facts=shown), tables.prose(at, Topic.RESULT)]
    blocks += accounts_tables(at, TOTAL, accounts, found)
    if more:
        blocks.append(Figures(facts=tuple(more), title=_("What the budget builds on")))
    return Section(
        key="economy.result",
        title=_("Financial result"),
        lang=get_language(),
        blocks=tuple(blocks),
        facts=(*found.values(), *more.values()),
        relations=tuple(held),
    )


def deviations(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The larger deviations: per frame with what explains them, then cause and action per area."""
    return deviations_of(Reported(unit, period))


def deviations_of(at: Reported) -> Section:
    """The same of rows that are already at hand."""
    total = _by_key(fact for account in _total_accounts(at) for fact in make.outcome_facts(at, TOTAL, account))
    frames = [_frame_section(at, frame) for frame in at.frames]
    found = {key: fact for section in frames for key, fact in section.all_facts().items()}
    pairs = [(frame.name, found[f"{make.row_key(frame.code)}.deviation"]) for frame in at.frames]
    blocks: list[Block | None] = [
        frames_picture(at, pairs, total["economy.total.deviation"]),
        *frames_tables(at, found | total),
        growth_picture(at, found | total),
        *frames,
        Section(
            key="economy.areas",
            title=_("Causes and actions"),
            lang=get_language(),
            level=2,
            blocks=(tables.deviation_table(at),),
            items=tuple(_area_items(at)),
        ),
        assumptions_of(at),
    ]
    return Section(
        key="economy.deviations",
        title=_("Analysis of larger deviations"),
        lang=get_language(),
        blocks=tuple(block for block in blocks if block),
        relations=tuple(relations.sums(at, TOTAL)),
    )


def _area_items(at: Reported) -> Iterator[Item]:
    """What is written of each area of deviation."""
    page = reverse("economy:list", kwargs={"unit": at.unit.slug, "period": at.period.slug})
    for area in at.areas:
        row = at.analyses.get(area.pk)
        if row:
            texts = {"cause": prose.plain(row.cause), "action": prose.plain(row.action)}
            yield Item(
                key=row.key,
                kind="deviation_area",
                title=area.name,
                lang=at.lang,
                attributes={name: text for name, text in texts.items() if text},
                url=f"{page}#{dom_id(row.key)}",
            )


def _total_accounts(at: Reported) -> list[str]:
    return list(dict.fromkeys([*_ALWAYS_OF_TOTAL, *at.known_accounts(TOTAL)]))


def _frame_section(at: Reported, frame: Frame, level: int = 2) -> Section:
    """One frame: its figures, its text and what it consists of; those below have a part of their own where more is
    said of them than their net."""
    code, key = frame.code, make.row_key(frame.code)
    accounts = list(dict.fromkeys([Account.NET, *at.known_accounts(code)]))
    found = _by_key(fact for account in accounts for fact in make.outcome_facts(at, code, account))
    parts = at.parts(code)
    found |= _by_key(make.part_fact(at, part) for part in parts)
    figures = _by_key(fact for row in at.figures(code) for fact in make.figure_facts(at, row))
    blocks: list[Block] = [Figures(facts=tuple(k for k in (f"{key}.deviation", f"{key}.growth") if k in found))]
    if level == 2 or at.text(code):
        blocks.append(tables.prose(at, code))
    if len(accounts) > 1:
        blocks += accounts_tables(at, code, accounts, found)
    if parts:
        blocks.append(tables.parts_table(at, code, parts, found))
    if figures:
        blocks.append(Figures(facts=tuple(figures)))
    held = [*relations.within(at, code), *relations.sums(at, code), *_named_parts(frame, parts)]
    for child in at.children(frame):
        if _is_more_than_net(at, child):
            blocks.append(_frame_section(at, child, level + 1))
        else:
            found |= _by_key(_facts_below(at, child))
            held += _relations_below(at, child)
    return Section(
        key=f"economy.deviations.{code}",
        title=frame.name,
        lang=at.lang,
        level=min(level, _LOWEST_LEVEL),
        blocks=tuple(blocks),
        facts=(*found.values(), *figures.values()),
        relations=tuple(held),
    )


def _is_more_than_net(at: Reported, frame: Frame) -> bool:
    """Whether more is said of the frame, or of one below it, than the net that stands in the table of frames."""
    is_more = len(at.known_accounts(frame.code)) > 1 or at.text(frame.code) or at.parts(frame.code)
    return bool(is_more or at.figures(frame.code) or any(_is_more_than_net(at, child) for child in at.children(frame)))


def _facts_below(at: Reported, frame: Frame) -> Iterator[Fact]:
    """The net of a frame that has no part of its own, and of those below it."""
    if at.ledger.is_known(frame.code, Account.NET):
        yield from make.outcome_facts(at, frame.code, Account.NET)
    for child in at.children(frame):
        yield from _facts_below(at, child)


def _relations_below(at: Reported, frame: Frame) -> Iterator[Relation]:
    yield from relations.within(at, frame.code)
    yield from relations.sums(at, frame.code)
    for child in at.children(frame):
        yield from _relations_below(at, child)


def _named_parts(frame: Frame, parts: list[DeviationPart]) -> Iterator[Relation]:
    """The deviation as the sum of the parts that are named."""
    if parts:
        result = f"{make.row_key(frame.code)}.deviation"
        yield Relation(kind="sum", result=result, parts=tuple(part.key for part in parts), complete=False)


def _by_key(found: Iterable[Fact]) -> dict[str, Fact]:
    return {fact.key: fact for fact in found}
