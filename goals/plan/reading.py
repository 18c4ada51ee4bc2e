"""A board's plan for a year, read from the database. Everything goes by the code that it has had from the start."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django.db import models

from goals.models import Activity, Goal, GoalLevel, Indicator, Target
from goals.plan import spec
from organisation.models import ReportingPeriod, Unit

PLANNED = {"goals": Goal, "activities": Activity, "indicators": Indicator}


class Stored:
    """The rows of a board's plan, and which of them hold in the year. Nine queries, whatever is in the plan."""

    def __init__(self, board: Unit, year: int):
        self.board, self.year = board, year
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)
        self.all = {name: self._rows(model) for name, model in PLANNED.items()}
        self.roots = {name: _lineage(rows) for name, rows in self.all.items()}
        # Where something was replaced within the year, the later one is the plan's.
        self.valid = {
            name: {self.roots[name][row.pk]: row for row in sorted(rows, key=_begins) if self._holds(row)}
            for name, rows in self.all.items()
        }
        self.targets = list(Target.objects.filter(indicator__board=board).order_by("indicator_id", "first_year"))

    def _rows(self, model: type[models.Model]) -> list[Any]:
        found = model.objects.filter(board=self.board)
        if model is Goal:
            found = found.filter(tree=Goal.Tree.GOALS).select_related("giver")
        return list(found.order_by("order", "code"))

    def _holds(self, row: Any) -> bool:
        """Whether it holds at the end of the year: what ended within it is not in the plan any more."""
        return row.is_valid_on(self.last)

    def ordered(self, name: str) -> list[tuple[str, Any]]:
        """(code, row) of what holds, in the order of the plan."""
        return sorted(self.valid[name].items(), key=lambda pair: (pair[1].order, pair[1].code))

    def code_of(self, name: str, pk: int | None) -> str:
        return self.roots[name].get(pk, "") if pk else ""


def read_plan(board: Unit, year: int) -> spec.Plan:
    """The board's plan for the year: what holds at the end of it, and the targets from that year on."""
    return plan_of(Stored(board, year))


def plan_of(stored: Stored) -> spec.Plan:
    """The plan of what has been read already."""
    board = stored.board
    units = Unit.objects.filter(board=board).select_related("parent").order_by("order", "name")
    return spec.Plan(
        year=stored.year,
        board=spec.BoardSpec(**_kept(board, spec.BoardSpec)),
        periods=tuple(spec.PeriodSpec(**_kept(one, spec.PeriodSpec)) for one in _periods(stored)),
        units=tuple(_unit(board, one) for one in units),
        levels=tuple(
            spec.LevelSpec(level=one.level, name=one.name)
            for one in GoalLevel.objects.filter(board=board).order_by("level")
        ),
        goals=tuple(_goal(stored, code, one) for code, one in stored.ordered("goals")),
        activities=tuple(_below(stored, spec.ActivitySpec, *one) for one in stored.ordered("activities")),
        indicators=tuple(_below(stored, spec.IndicatorSpec, *one) for one in stored.ordered("indicators")),
        targets=tuple(_targets(stored)),
        words=tuple(
            spec.WordSpec(scale=scale, code=code, word=word)
            for scale, words in sorted(board.own_words.items())
            for code, word in sorted(words.items())
        ),
    )


def _periods(stored: Stored) -> list[ReportingPeriod]:
    found = stored.board.periods.filter(end__range=(stored.first, stored.last))
    return list(found.exclude(kind=ReportingPeriod.Kind.MEETING).order_by("end", "slug"))


def _unit(board: Unit, one: Unit) -> spec.UnitSpec:
    above = "" if one.parent_id == board.pk else one.parent.name
    return spec.UnitSpec(name=one.name, short_name=one.short_name, kind=str(one.kind), parent=above)


def _goal(stored: Stored, code: str, one: Goal) -> spec.GoalSpec:
    above = stored.code_of("goals", one.parent_id)
    giver = one.giver.name if one.giver else ""
    return spec.GoalSpec(code=code, title=one.title, number=one.number, parent=above, giver=giver)


def _below(stored: Stored, kind: type, code: str, one: Any) -> Any:
    """An activity or an indicator, with the goal it belongs to."""
    kept = _kept(one, kind)
    if "breakdowns" in kept:
        kept["breakdowns"] = tuple(kept["breakdowns"])
    return kind(**kept | {"code": code, "goal": stored.code_of("goals", one.goal_id)})


def _targets(stored: Stored) -> list[spec.TargetSpec]:
    code_of = {row.pk: code for code, row in stored.valid["indicators"].items()}
    found = [
        spec.TargetSpec(**_kept(one, spec.TargetSpec) | {"indicator": code_of[one.indicator_id]})
        for one in stored.targets
        if one.indicator_id in code_of and one.year >= stored.year
    ]
    order = {code: place for place, (code, _row) in enumerate(stored.ordered("indicators"))}
    return sorted(found, key=lambda one: (order[one.indicator], one.year))


def _kept(row: models.Model, kind: type) -> dict[str, Any]:
    return {one.name: _plain(getattr(row, one.name)) for one in fields(kind)}


def _plain(value: Any) -> Any:
    """An enumeration's value as the text it is."""
    return str(value) if isinstance(value, models.TextChoices) else value


def _lineage(rows: list[Any]) -> dict[int, str]:
    """By primary key, the code of the first in the line of those that replaced each other."""
    by_pk = {row.pk: row for row in rows}
    found = {}
    for row in rows:
        first = row
        while first.replaces_id in by_pk:
            first = by_pk[first.replaces_id]
        found[row.pk] = first.code
    return found


def _begins(row: Any) -> date:
    return row.valid_from or date.min
