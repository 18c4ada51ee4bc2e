"""What the report and the board's page show of the economy: result, deviations per frame, and forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import facts as make
from economy import tables
from economy.charts import frames_picture
from economy.models import TOTAL, Account, DeviationPart, Topic
from economy.outlook import forecast, forecast_of
from economy.reported import Reported
from followup.sections import Block, Fact, Figures, Relation, Section
from organisation.models import Frame, ReportingPeriod, Unit

__all__ = ["deviations", "deviations_of", "forecast", "forecast_of", "result", "result_of"]

_ALWAYS_OF_TOTAL = (Account.NET, Account.INCOME, Account.COSTS, Account.STAFF)
_KEY_FIGURES = ("deviation", "growth", "income.deviation", "costs.deviation", "staff.deviation")


def result(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The result as a whole: net, income, costs and staff against budget and against last year."""
    return result_of(Reported(unit, period))


def result_of(at: Reported) -> Section:
    """The same of rows that are already at hand."""
    accounts = list(dict.fromkeys([*_ALWAYS_OF_TOTAL, *at.accounts(TOTAL)]))
    accounts.sort(key=list(Account.values).index)
    found = _by_key(fact for account in accounts for fact in make.outcome_facts(at, TOTAL, account))
    relations = list(make.outcome_relations(TOTAL, found.values()))
    if other := make.other_income_fact(at, found):
        found[other.key] = other
        accounts.insert(accounts.index(Account.COSTS), Account.OTHER_INCOME)
    if {(income := _income_relation()).result, *income.parts} <= found.keys():
        relations.append(income)
    more = _by_key(fact for row in at.figures(TOTAL) for fact in make.figure_facts(at, row))
    shown = tuple(key for name in _KEY_FIGURES if (key := f"economy.total.{name}") in found)
    blocks: list[Block] = [Figures(facts=shown), tables.prose(at, Topic.RESULT)]
    blocks.append(tables.accounts_table(at, TOTAL, accounts, found))
    if more:
        blocks.append(Figures(facts=tuple(more), title=_("What the budget builds on")))
    return Section(
        key="economy.result",
        title=_("Financial result"),
        lang=get_language(),
        blocks=tuple(blocks),
        facts=(*found.values(), *more.values()),
        relations=tuple(relations),
    )


def deviations(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The larger deviations: per frame with what explains them, then cause and action per area."""
    return deviations_of(Reported(unit, period))


def deviations_of(at: Reported) -> Section:
    """The same of rows that are already at hand."""
    total = _by_key(fact for account in _ALWAYS_OF_TOTAL for fact in make.outcome_facts(at, TOTAL, account))
    frames = [_frame_section(at, frame) for frame in at.frames]
    found = {key: fact for section in frames for key, fact in section.all_facts().items()}
    pairs = [(frame.name, found[f"{make.row_key(frame.code)}.deviation"]) for frame in at.frames]
    return Section(
        key="economy.deviations",
        title=_("Analysis of larger deviations"),
        lang=get_language(),
        blocks=(
            frames_picture(at, pairs, total["economy.total.deviation"]),
            tables.frames_table(at, found | total),
            *frames,
            Section(
                key="economy.areas",
                title=_("Causes and actions"),
                lang=get_language(),
                level=2,
                blocks=(tables.deviation_table(at),),
            ),
        ),
        relations=_frame_relations(at, found),
    )


def _frame_section(at: Reported, frame: Frame) -> Section:
    code, key = frame.code, make.row_key(frame.code)
    accounts = list(dict.fromkeys([Account.NET, *at.accounts(code)]))
    found = _by_key(fact for account in accounts for fact in make.outcome_facts(at, code, account))
    children = [child.code for child in at.children(frame) if at.outcome(child.code)]
    found |= _by_key(fact for child in children for fact in make.outcome_facts(at, child, Account.NET))
    parts = at.parts(code)
    found |= _by_key(make.part_fact(at, part) for part in parts)
    figures = _by_key(fact for row in at.figures(code) for fact in make.figure_facts(at, row))
    blocks: list[Block] = [
        Figures(facts=tuple(k for k in (f"{key}.deviation", f"{key}.growth") if k in found)),
        tables.prose(at, code),
    ]
    if len(accounts) > 1:
        blocks.append(tables.accounts_table(at, code, accounts, found))
    if parts:
        blocks.append(tables.parts_table(at, code, parts, found))
    if figures:
        blocks.append(Figures(facts=tuple(figures)))
    return Section(
        key=f"economy.deviations.{code}",
        title=frame.name,
        lang=at.lang,
        level=2,
        blocks=tuple(blocks),
        facts=(*found.values(), *figures.values()),
        relations=(*make.outcome_relations(code, found.values()), *_sums_of_frame(at, frame, parts, children)),
    )


def _sums_of_frame(at: Reported, frame: Frame, parts: list[DeviationPart], children: list[str]) -> Iterator[Relation]:
    """The deviation as the sum of its named parts, and of the frames below."""
    result = f"{make.row_key(frame.code)}.deviation"
    if parts:
        yield Relation(kind="sum", result=result, parts=tuple(part.key for part in parts), complete=False)
    if children:
        sums = tuple(f"{make.row_key(child)}.deviation" for child in children)
        yield Relation(kind="sum", result=result, parts=sums, complete=len(children) == len(at.children(frame)))


def _frame_relations(at: Reported, found: dict[str, Fact]) -> tuple[Relation, ...]:
    """The total against its frames: of the net all of them, of staff those that are told."""
    codes = [frame.code for frame in at.frames]
    net = tuple(f"{make.row_key(code)}.deviation" for code in codes)
    staff = tuple(key for code in codes if (key := f"{make.row_key(code, Account.STAFF)}.deviation") in found)
    relations = [Relation(kind="sum", result="economy.total.deviation", parts=net)] if net else []
    if staff:
        complete = len(staff) == len(codes)
        relations.append(Relation(kind="sum", result="economy.total.staff.deviation", parts=staff, complete=complete))
    return tuple(relations)


def _income_relation() -> Relation:
    whole, *parts = (
        f"{make.row_key(TOTAL, account)}.deviation"
        for account in (Account.INCOME, Account.CARE_INCOME, Account.PATIENT_DENTAL_INCOME, Account.OTHER_INCOME)
    )
    return Relation(kind="sum", result=whole, parts=tuple(parts))


def _by_key(found: Iterable[Fact]) -> dict[str, Fact]:
    return {fact.key: fact for fact in found}
