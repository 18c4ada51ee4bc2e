"""What a unit reports about its people: headcount, sick leave, hired staff and what is said about them."""

from staffing.models.hired import HiredFrame, HiredShare, HiredStaff
from staffing.models.people import Headcount, ManagerSpan, StaffGroup, StaffingText
from staffing.models.sick_leave import SickLeave

__all__ = [
    "Headcount",
    "HiredFrame",
    "HiredShare",
    "HiredStaff",
    "ManagerSpan",
    "SickLeave",
    "StaffGroup",
    "StaffingText",
]
