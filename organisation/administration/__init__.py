"""The one way to change people, units, roles and how a board reports: every verb is keyword-only, says who, and
leaves an AdministrativeAct. Nothing is written where nothing changes.

Raises Refused where a rule or a missing role forbids it, Stale where somebody changed it after it was shown,
and ValidationError, by field, where what was given cannot be.
"""

from organisation.actions.errors import Refused
from organisation.administration.acts import Stale, fingerprint
from organisation.administration.boards import add_board, board_values, change_board
from organisation.administration.meetings import (
    add_meeting,
    add_step,
    change_meeting,
    change_step,
    meeting_values,
    remove_meeting,
    remove_step,
    set_handover,
    step_values,
)
from organisation.administration.outlines import (
    area_lines,
    body_lines,
    frame_lines,
    outline_values,
    set_areas,
    set_bodies,
    set_frames,
)
from organisation.administration.people import (
    add_person,
    admit,
    change_person,
    has_roles_elsewhere,
    people_of,
    person_values,
    record_link,
    refuse_link,
)
from organisation.administration.periods import add_period, add_quarters, change_period, period_values
from organisation.administration.roles import give_role, take_role
from organisation.administration.units import add_unit, change_unit, unit_values

__all__ = [
    "Refused",
    "Stale",
    "add_board",
    "add_meeting",
    "add_period",
    "add_person",
    "add_quarters",
    "add_step",
    "add_unit",
    "admit",
    "area_lines",
    "board_values",
    "body_lines",
    "change_board",
    "change_meeting",
    "change_period",
    "change_person",
    "change_step",
    "change_unit",
    "fingerprint",
    "frame_lines",
    "give_role",
    "has_roles_elsewhere",
    "meeting_values",
    "outline_values",
    "people_of",
    "period_values",
    "person_values",
    "record_link",
    "refuse_link",
    "remove_meeting",
    "remove_step",
    "set_areas",
    "set_bodies",
    "set_frames",
    "set_handover",
    "step_values",
    "take_role",
    "unit_values",
]
