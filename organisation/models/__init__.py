"""Who reports what, and when: the models that every wing stands on."""

from organisation.models.history import PeriodRow, PeriodRowQuerySet, Revision, Upload
from organisation.models.imports import Import, ImportDoubt, ImportedRow, ImportLine, ImportMapping
from organisation.models.log import AdministrativeAct, Reminder
from organisation.models.meetings import Anchor, Handover, Meeting, PlanningStep
from organisation.models.people import Membership, Role, User
from organisation.models.plans import PlanChange
from organisation.models.questions import Answer, Question
from organisation.models.reporting import ReportingPeriod, State, Submission
from organisation.models.safety import DraftKey, FirstOpened, KeptText, Presence, TabSave
from organisation.models.structure import Body, DeviationArea, Frame, Organisation, Unit

__all__ = [
    "AdministrativeAct",
    "Anchor",
    "Answer",
    "Body",
    "DeviationArea",
    "DraftKey",
    "FirstOpened",
    "Frame",
    "Handover",
    "Import",
    "ImportDoubt",
    "ImportLine",
    "ImportMapping",
    "ImportedRow",
    "KeptText",
    "Meeting",
    "Membership",
    "Organisation",
    "PeriodRow",
    "PeriodRowQuerySet",
    "PlanChange",
    "PlanningStep",
    "Presence",
    "Question",
    "Reminder",
    "ReportingPeriod",
    "Revision",
    "Role",
    "State",
    "Submission",
    "TabSave",
    "Unit",
    "Upload",
    "User",
]
