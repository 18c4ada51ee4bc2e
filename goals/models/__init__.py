"""Goals, indicators and activities of a plan, and what is reported about them per unit and period."""

from goals.models.indicators import Comparison, Indicator, Target
from goals.models.plan import Activity, Goal, GoalLevel, YearChange
from goals.models.reported import ActivityStatus, GoalAssessment, IndicatorValue

__all__ = [
    "Activity",
    "ActivityStatus",
    "Comparison",
    "Goal",
    "GoalAssessment",
    "GoalLevel",
    "Indicator",
    "IndicatorValue",
    "Target",
    "YearChange",
]
