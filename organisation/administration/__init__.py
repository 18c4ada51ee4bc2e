"""The one way to change people, units and roles: every verb is keyword-only, says who, and leaves an
AdministrativeAct. Nothing is written where nothing changes.

Raises Refused where a rule or a missing role forbids it, Stale where somebody changed it after it was shown,
and ValidationError, by field, where what was given cannot be.
"""

from organisation.actions.errors import Refused
from organisation.administration.acts import Stale, fingerprint
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
from organisation.administration.roles import give_role, take_role
from organisation.administration.units import add_unit, change_unit, unit_values

__all__ = [
    "Refused",
    "Stale",
    "add_person",
    "add_unit",
    "admit",
    "change_person",
    "change_unit",
    "fingerprint",
    "give_role",
    "has_roles_elsewhere",
    "people_of",
    "person_values",
    "record_link",
    "refuse_link",
    "take_role",
    "unit_values",
]
