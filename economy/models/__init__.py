"""What a unit reports of its economy: outcomes per frame, texts, forecast and deviation areas."""

from economy.models.assumptions import AssumptionObserved, AssumptionProfile, AssumptionStep
from economy.models.outcomes import (
    FIGURE_UNITS,
    TOTAL,
    Account,
    Approximate,
    DeviationPart,
    Figure,
    FrameOutcome,
    KeyFigure,
)
from economy.models.texts import DeviationAnalysis, ForecastAssessment, FrameCommentary, Topic

__all__ = [
    "FIGURE_UNITS",
    "TOTAL",
    "Account",
    "Approximate",
    "AssumptionObserved",
    "AssumptionProfile",
    "AssumptionStep",
    "DeviationAnalysis",
    "DeviationPart",
    "Figure",
    "ForecastAssessment",
    "FrameCommentary",
    "FrameOutcome",
    "KeyFigure",
    "Topic",
]
