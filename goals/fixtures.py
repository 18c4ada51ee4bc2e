"""Loads a board's goals and indicators from its folder: creates what is missing, changes nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from goals.models import Goal, GoalAssessment, GoalLevel, Indicator, IndicatorValue, Target
from organisation.fixtures import ensure, enter_once, read
from organisation.models import Body, ReportingPeriod, Unit, User


def load(*, board: Unit, folder: Path, source: User) -> None:
    """Everything that goals.json of the folder holds. A folder without one has no goals."""
    if not (folder / "goals.json").exists():
        return
    data = read(folder, "goals")
    definitions = data["definitions"]
    for one in definitions["levels"]:
        ensure(GoalLevel, board=board, level=one["level"], defaults={"name": one["name"]})
    _goals(board, definitions["goals"])
    for order, one in enumerate(definitions["indicators"], start=1):
        _indicator(board, one, order)
    for slug, reported in data["periods"].items():
        _reported(board, ReportingPeriod.objects.get(board=board, slug=slug), reported, source)


def _goals(board: Unit, goals: list[dict[str, Any]], parent: Goal | None = None):
    for order, one in enumerate(goals, start=1):
        giver = Body.objects.get(organisation=board.organisation, code=one["giver"]) if "giver" in one else None
        defaults = {"number": one["number"], "title": one["title"], "giver": giver, "parent": parent, "order": order}
        level = parent.level + 1 if parent else 1
        goal = ensure(Goal, board=board, code=one["code"], defaults=defaults | {"level": level})
        _goals(board, one.get("goals", []), goal)


def _indicator(board: Unit, one: dict[str, Any], order: int):
    """Numbers stand as text in the file, so that they are read exactly."""
    targets = one.get("targets", [])
    fields = {name: value for name, value in one.items() if name not in {"code", "goal", "targets"}}
    goal = Goal.objects.get(board=board, code=one["goal"]) if one.get("goal") else None
    found = ensure(
        Indicator, board=board, code=one["code"], defaults=_numbers(fields) | {"goal": goal, "order": order}
    )
    for target in targets:
        ensure(
            Target, indicator=found, year=target["year"], defaults={"first_year": target["year"]} | _numbers(target)
        )


def _reported(board: Unit, period: ReportingPeriod, reported: dict[str, Any], source: User):
    units = {unit.slug: unit for unit in Unit.objects.of_board(board).select_related("board")}
    goals = {goal.code: goal for goal in Goal.objects.filter(board=board)}
    indicators = {one.code: one for one in Indicator.objects.filter(board=board)}
    for one in reported.get("assessments", []):
        unit = units[one.pop("unit", board.slug)]
        row = GoalAssessment(unit=unit, period=period, goal=goals[one.pop("goal")])
        enter_once(row, {"source": reported["source"], **one}, by=source)
    for one in reported.get("values", []):
        unit = units[one.pop("unit", board.slug)]
        row = IndicatorValue(
            unit=unit, period=period, indicator=indicators[one.pop("indicator")], breakdown=one.pop("breakdown", "")
        )
        enter_once(row, {"source": reported["source"], **_numbers(one)}, by=source)


_DECIMAL = {
    "value",
    "value_high",
    "numerator",
    "denominator",
    "baseline_value",
    "met_from",
    "partly_from",
}


def _numbers(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in _DECIMAL and value else value for name, value in fields.items()}
