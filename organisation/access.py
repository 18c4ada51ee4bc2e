"""Who may what: one table of role × action × state, which code, tests and documentation read.

Outside my reach nothing exists (404, `Unit.objects.reachable_by`). Within reach, what the table does not
grant is refused with the reason (403).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.models.people import Role, User
from organisation.models.reporting import State, Submission
from organisation.models.structure import Unit

ALL = frozenset(State.values)
DECIDED = frozenset({State.APPROVED.value, State.SEALED.value})

# role → action → the states of the submission in which it is granted, in the unit of the role and below.
ACCESS: dict[str, dict[str, frozenset[str]]] = {
    Role.PLANNER: {"view": ALL, "history": ALL, "write": frozenset({"open"}), "submit": frozenset({"open"})},
    Role.MANAGER: {
        "view": ALL,
        "history": ALL,
        "write": frozenset({"open"}),
        "submit": frozenset({"open"}),
        "return": frozenset({"submitted"}),
        "approve": frozenset({"submitted"}),
    },
    Role.CONTROLLER: {
        "view": ALL,
        "history": ALL,
        "write": frozenset({"open"}),
        "return": frozenset({"submitted"}),
        "unlock": frozenset({"approved"}),
        "seal": frozenset({"approved"}),
        "correct": frozenset({"sealed"}),
    },
    Role.BOARD_MEMBER: {"view": DECIDED},
    Role.ADMINISTRATOR: {"view": ALL, "history": ALL, "administer": ALL},
}

REASONS = {
    "view": gettext_lazy("This period is not approved yet. You see it as soon as it is."),
    "write": gettext_lazy("You can read this, but your role in this unit does not let you change it."),
    "submit": gettext_lazy("Your role in this unit does not let you submit."),
    "return": gettext_lazy("Only a manager or controller can return what has been submitted."),
    "approve": gettext_lazy("Only a manager can approve, and only what has been submitted."),
    "unlock": gettext_lazy("Only a controller can unlock, and only what has been approved."),
    "seal": gettext_lazy("Only a controller can seal, and only what has been approved."),
    "correct": gettext_lazy("Only a controller can correct, and only what has been sealed."),
    "history": gettext_lazy("Your role does not show the history of texts and figures."),
    "administer": gettext_lazy("Only an administrator changes people, units and roles."),
}


@dataclass(frozen=True)
class Answer:
    """Yes or no, and why not."""

    allowed: bool
    reason: str = ""

    def __bool__(self):
        return self.allowed


def roles_in(user: User, unit: Unit) -> set[str]:
    """The roles that the user has in the unit, from it and from the units above. One query per user."""
    above = _line(unit)
    return {role for unit_id, role in _memberships(user) if unit_id in above}


def may(user: User, action: str, *, unit: Unit, submission: Submission) -> Answer:
    """Whether the user may do this with what the unit hands in, in the state that it is in.

    Reading goes across the whole board for whoever reports in it: a planner sees the neighbours.
    """
    roles = board_roles(user, unit) if action == "view" else roles_in(user, unit)
    granted = [ACCESS[role].get(action, frozenset()) for role in roles]
    if any(submission.state in states for states in granted):
        return Answer(True)
    if any(granted) and action != "view" and not submission.is_open:
        return Answer(False, str(submission.locked_reason()))
    return Answer(False, str(REASONS[action]))


def has_role(user: User, action: str, *, unit: Unit) -> Answer:
    """Whether some role of the user grants this in some state: the question before «is it open?»."""
    if any(action in ACCESS[role] for role in roles_in(user, unit)):
        return Answer(True)
    return Answer(False, str(REASONS[action]))


def sees_drafts(user: User, unit: Unit) -> bool:
    """Whether the user may see what is not approved yet in the unit's board."""
    return any(State.OPEN.value in ACCESS[role]["view"] for role in board_roles(user, unit))


def board_roles(user: User, unit: Unit) -> set[str]:
    """The roles that the user has anywhere in the unit's board."""
    board_units = _board_units(user)
    return {role for unit_id, role in _memberships(user) if board_units.get(unit_id) == unit.root.pk}


def role_names(user: User, unit: Unit) -> str:
    """The user's roles in the board, for the page's head."""
    return ", ".join(str(Role(role).label) for role in sorted(board_roles(user, unit))) or _("No role")


def _line(unit: Unit) -> set[int]:
    """The unit and the units above it."""
    line = {unit.pk}
    while unit.parent_id:
        unit = unit.board if unit.parent_id == unit.board_id else unit.parent
        line.add(unit.pk)
    return line


def _memberships(user: User) -> list[tuple[int, str]]:
    if not hasattr(user, "_roles"):
        rows = list(user.memberships.values_list("unit_id", "unit__board_id", "role"))
        user._roles = [(unit_id, role) for unit_id, _board, role in rows]
        user._board_of = {unit_id: board_id or unit_id for unit_id, board_id, _role in rows}
    return user._roles


def _board_units(user: User) -> dict[int, int]:
    _memberships(user)
    return user._board_of
