"""Goals and indicators of a plan, and what is reported about them per unit and period."""

from goals.models.plan import Goal, GoalLevel, Indicator, Target
from goals.models.reported import GoalAssessment, IndicatorValue

__all__ = ["Goal", "GoalAssessment", "GoalLevel", "Indicator", "IndicatorValue", "Target"]
