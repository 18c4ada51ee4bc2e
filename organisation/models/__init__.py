"""Who reports what, and when: the models that every wing stands on."""

from organisation.models.history import PeriodRow, PeriodRowQuerySet, Revision, Upload
from organisation.models.people import Membership, Role, User
from organisation.models.reporting import Meeting, ReportingPeriod, State, Submission
from organisation.models.structure import Body, DeviationArea, Frame, Organisation, Unit

__all__ = [
    "Body",
    "DeviationArea",
    "Frame",
    "Meeting",
    "Membership",
    "Organisation",
    "PeriodRow",
    "PeriodRowQuerySet",
    "ReportingPeriod",
    "Revision",
    "Role",
    "State",
    "Submission",
    "Unit",
    "Upload",
    "User",
]
