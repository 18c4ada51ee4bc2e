"""Measures that save money, the targets they serve, and what of them has been reached."""

from savings.models.amounts import GivenAmount
from savings.models.measures import Measure, MeasureStatus
from savings.models.plan import MeasureStep
from savings.models.targets import SavingsTarget, StatedTotal, TargetOutcome

__all__ = [
    "GivenAmount",
    "Measure",
    "MeasureStatus",
    "MeasureStep",
    "SavingsTarget",
    "StatedTotal",
    "TargetOutcome",
]
