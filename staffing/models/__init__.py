"""What a unit reports about its people: headcount, sick leave, hired staff, availability, and what is said of them."""

from staffing.models.availability import Availability
from staffing.models.hired import HiredFrame, HiredShare, HiredStaff
from staffing.models.months import MonthFigure
from staffing.models.people import Headcount, ManagerSpan, SpanBand, StaffGroup, StaffingText
from staffing.models.sick_leave import SickLeave

__all__ = [
    "Availability",
    "Headcount",
    "HiredFrame",
    "HiredShare",
    "HiredStaff",
    "ManagerSpan",
    "MonthFigure",
    "SickLeave",
    "SpanBand",
    "StaffGroup",
    "StaffingText",
]
