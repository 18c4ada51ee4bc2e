"""The made-up board's goals for two years, and its sealed report of the first: what the next one is compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from goals.models import Goal, GoalAssessment, Indicator, IndicatorValue
from goals.plan import reading, spec, writing
from organisation import actions
from organisation.models import ReportingPeriod, Submission, Unit, User
from reports.models import ChapterText
from reports.sealing import seal_report

_NUMBERS = {"value", "value_high", "met_from", "partly_from"}


def add_earlier_report(board: Unit, data: dict, people: dict[str, User]) -> None:
    """The period before the year, its goals and what was reported of them, approved and sealed. A few seconds.

    `people` are the planner, manager, controller and administrator, by role.
    """
    first, last = date(data["year"], 1, 1), date(data["year"], 12, 31)
    own = spec.PeriodSpec(slug=data["period"], label=data["label"], kind="quarter", start=first, end=last)
    _plan(board, data, periods=(own,), by=people["administrator"])
    period = board.periods.get(slug=data["period"])
    add_reported(board, period, data, by=people["planner"])
    text = ChapterText(unit=board, period=period, code="summary")
    actions.write(row=text, version=0, changes={"text": data["summary"]}, by=people["planner"])
    submission = actions.submit(submission=Submission(unit=board, period=period), missing=list, by=people["planner"])
    actions.approve(submission=submission, by=people["manager"], seen=actions.seen_of(board, period))
    decided = date.fromisoformat(data["sealed"]["decided_on"])
    seal_report(
        board=board,
        period=period,
        by=people["controller"],
        seen=actions.seen_of(board, period),
        diary_number=data["sealed"]["diary_number"],
        paragraph=data["sealed"]["paragraph"],
        decided_on=decided,
        # A clock that is wrong is no reason to have no example.
        today=max(decided, timezone.localdate()),
    )


def add_goals(board: Unit, data: dict, people: dict[str, User]) -> None:
    """The year's goals as its plan has them, some of them others than in the year before, and what is reported."""
    _plan(board, data, periods=(), by=people["administrator"])
    add_reported(board, board.periods.get(slug=data["period"]), data, by=people["planner"])


def add_reported(board: Unit, period: ReportingPeriod, data: dict, *, by: User) -> None:
    """The assessments [status, forecast, analysis] by goal, and the values by indicator, by the plan's codes."""
    stored = reading.Stored(board, period.end.year)
    goals: dict[str, Goal] = stored.valid["goals"]
    indicators: dict[str, Indicator] = stored.valid["indicators"]
    for code, answers in data["assessments"].items():
        row = GoalAssessment(unit=board, period=period, goal=goals[code])
        changes = dict(zip(("status", "forecast", "analysis"), answers, strict=True))
        actions.write(row=row, version=0, changes=changes, by=by)
    for code, value in data["values"].items():
        row = IndicatorValue(unit=board, period=period, indicator=indicators[code])
        number = Decimal(value)
        changes = {"value": number, "decimals": max(0, -number.as_tuple().exponent)}
        actions.write(row=row, version=0, changes=changes, by=by)


def _plan(board: Unit, data: dict, *, periods: tuple[spec.PeriodSpec, ...], by: User) -> None:
    before = reading.read_plan(board, data["year"])
    plan = replace(
        before,
        periods=(*before.periods, *periods),
        levels=tuple(spec.LevelSpec(**one) for one in data["levels"]),
        goals=tuple(spec.GoalSpec(**one) for one in data["goals"]),
        indicators=tuple(spec.IndicatorSpec(**_typed(one)) for one in data["indicators"]),
        targets=tuple(spec.TargetSpec(**_target(one, data["year"])) for one in data["targets"]),
    )
    writing.commit(board=board, plan=plan, seen=writing.seal(before), by=by)


def _target(values: dict, year: int) -> dict:
    return {"year": year, "first_year": year, **_typed(values)}


def _typed(values: dict) -> dict:
    return {name: Decimal(value) if name in _NUMBERS else value for name, value in values.items()}
