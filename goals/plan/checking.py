"""Whether a plan that was read holds together: what is referred to is there, and each part is what its rows may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from followup.status import SCALES
from goals.models import Activity, Goal, GoalLevel, Indicator, Target
from goals.plan import spec
from goals.plan.parsing import Parsed, Refusal
from organisation.models import ReportingPeriod

MAX_DEPTH = 4
_MODELS = {
    "periods": ReportingPeriod,
    "levels": GoalLevel,
    "goals": Goal,
    "activities": Activity,
    "indicators": Indicator,
    "targets": Target,
}
# What a plan names by a code or a name, where the row has a relation.
_NAMED = {"goal", "parent", "giver", "indicator", "level"}


def check(parsed: Parsed, *, bodies: Iterable[str]) -> list[Refusal]:
    """Everything in the file that cannot be written, with sheet and row. `bodies` are the names that there are."""
    plan, found = parsed.plan, list(parsed.refused)
    for part in spec.PARTS:
        for one in getattr(plan, part):
            sheet, row = parsed.places[part, one.key]
            said = [*_references(plan, part, one, set(bodies)), *_own(plan, part, one)]
            found += [Refusal(sheet, row, sentence) for sentence in said]
    return found


def _references(plan: spec.Plan, part: str, one: Any, bodies: set[str]) -> Iterable[str]:
    goals = {goal.code: goal for goal in plan.goals}
    missing = _("There is no “%(name)s” in the file.")
    if part == "goals":
        yield from _above(goals, one)
        if one.giver and one.giver not in bodies:
            yield _("There is no body that is called “%(name)s”.") % {"name": one.giver}
    if part in ("activities", "indicators") and one.goal and one.goal not in goals:
        yield missing % {"name": one.goal}
    if part == "targets" and one.indicator not in {each.code for each in plan.indicators}:
        yield missing % {"name": one.indicator}
    if part == "units" and one.parent:
        earlier = [each.name for each in plan.units[: plan.units.index(one)]]
        if one.parent not in earlier:
            yield _("“%(name)s” must stand above it in the sheet.") % {"name": one.parent}
    if part == "words" and one.code not in SCALES[one.scale]:
        codes = ", ".join(SCALES[one.scale])
        yield _("“%(code)s” is none of: %(options)s.") % {"code": one.code, "options": codes}


def _above(goals: dict[str, spec.GoalSpec], one: spec.GoalSpec) -> Iterable[str]:
    """What is wrong with the line of goals above it."""
    seen = [one.code]
    while goals[seen[-1]].parent:
        above = goals[seen[-1]].parent
        if above not in goals:
            yield _("There is no “%(name)s” in the file.") % {"name": above}
            return
        if above in seen:
            yield _("A goal cannot stand below itself.")
            return
        seen.append(above)
    if len(seen) > MAX_DEPTH:
        yield _("A tree of goals has four levels at most.")


def _own(plan: spec.Plan, part: str, one: Any) -> Iterable[str]:
    """What its model says of the row by itself: lengths, spans, and what must go together."""
    if part == "periods" and one.end.year != plan.year:
        yield _("The period does not end in %(year)s.") % {"year": plan.year}
    model = _MODELS.get(part)
    if model is None:
        return
    values = {name: value for name, value in asdict(one).items() if name not in _NAMED or part == "levels"}
    row = model(**{name: list(value) if isinstance(value, tuple) else value for name, value in values.items()})
    try:
        row.clean_fields(exclude=[each.name for each in model._meta.fields if each.name not in values])
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint) and not constraint.name.startswith("goal_level_1"):
                constraint.validate(model, row)
    except ValidationError as error:
        yield from error.messages
