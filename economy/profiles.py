"""The board's assumptions as a period shows them: as they stood when the period was approved, else as they stand."""

from __future__ import annotations

from django.db.models import Prefetch

from economy.models import AssumptionProfile, AssumptionStep
from economy.steps import Step, logged_steps
from organisation import plans
from organisation.models import ReportingPeriod, Unit

KIND = AssumptionProfile._meta.label_lower


def profiles_of(board: Unit, period: ReportingPeriod) -> list[AssumptionProfile]:
    """The assumptions, each with its steps `in_order`. Three queries, one where there are none."""
    profiles = list(board.assumption_profiles.prefetch_related(Prefetch("steps", to_attr="in_order")))
    if not profiles:
        return []
    earlier = plans.when_approved(board, period, KIND)
    found = plans.as_they_stood(board, profiles, earlier)
    for one in found:
        text = earlier.get(one.key, {}).get("steps")
        if text is not None:
            one.in_order = [_step(one, step) for step in logged_steps(text)]
    return found


def _step(profile: AssumptionProfile, step: Step) -> AssumptionStep:
    return AssumptionStep(profile=profile, start=step.start, end=step.end, pct=step.pct, decimals=step.decimals)
