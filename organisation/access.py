"""Who may what: one table of kind of object × action × role × state, which code, tests and documentation read.

Outside my reach nothing exists (404, `Unit.objects.reachable_by`). Within reach, what the table does not
grant is refused with the reason (403). `manage.py roles` prints the table; docs/roles.md is what it printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from organisation.models.people import Role, User
from organisation.models.reporting import State, Submission
from organisation.models.structure import Unit

ALL = frozenset(State.values)
OPEN = frozenset({State.OPEN.value})
SUBMITTED = frozenset({State.SUBMITTED.value})
APPROVED = frozenset({State.APPROVED.value})
SEALED = frozenset({State.SEALED.value})
DECIDED = APPROVED | SEALED

PLANNER, MANAGER, CONTROLLER = Role.PLANNER.value, Role.MANAGER.value, Role.CONTROLLER.value
BOARD_MEMBER, ADMINISTRATOR = Role.BOARD_MEMBER.value, Role.ADMINISTRATOR.value


class Kind(models.TextChoices):
    """What something is done with."""

    REPORTED = "reported", gettext_lazy("Texts and figures")
    HISTORY = "history", gettext_lazy("History of texts and figures")
    SUBMISSION = "submission", gettext_lazy("Submission")
    SEALED_REPORT = "sealed_report", gettext_lazy("Sealed report")
    QUESTION = "question", gettext_lazy("Questions before a meeting")
    PLAN = "plan", gettext_lazy("Plans: measures, targets and what they are part of")
    PEOPLE = "people", gettext_lazy("People, units and roles")


@dataclass(frozen=True)
class Action:
    """One thing to do with one kind of object: the states of the submission in which each role may do it, in
    the unit of the role and below, and the sentence for those who may not."""

    code: str
    kind: Kind
    label: Any
    granted: dict[str, frozenset[str]]
    reason: Any


TABLE = (
    Action(
        "view",
        Kind.REPORTED,
        pgettext_lazy("what one may do", "Read"),
        {PLANNER: ALL, MANAGER: ALL, CONTROLLER: ALL, BOARD_MEMBER: DECIDED, ADMINISTRATOR: ALL},
        gettext_lazy("This period is not approved yet. You see it as soon as it is."),
    ),
    Action(
        "write",
        Kind.REPORTED,
        pgettext_lazy("what one may do", "Write"),
        {PLANNER: OPEN, MANAGER: OPEN, CONTROLLER: OPEN},
        gettext_lazy("You can read this, but your role in this unit does not let you change it."),
    ),
    Action(
        "verify",
        Kind.REPORTED,
        pgettext_lazy("what one may do", "Verify"),
        {CONTROLLER: OPEN},
        gettext_lazy("Only a controller can verify what has been saved."),
    ),
    Action(
        "import",
        Kind.REPORTED,
        pgettext_lazy("what one may do", "Import from a file"),
        {CONTROLLER: OPEN},
        gettext_lazy("Only a controller can import figures from a file."),
    ),
    Action(
        "history",
        Kind.HISTORY,
        pgettext_lazy("what one may do", "Read"),
        {PLANNER: ALL, MANAGER: ALL, CONTROLLER: ALL, ADMINISTRATOR: ALL},
        gettext_lazy("Your role does not show the history of texts and figures."),
    ),
    Action(
        "submit",
        Kind.SUBMISSION,
        pgettext_lazy("what one may do", "Submit"),
        {PLANNER: OPEN, MANAGER: OPEN},
        gettext_lazy("Your role in this unit does not let you submit."),
    ),
    Action(
        "return",
        Kind.SUBMISSION,
        pgettext_lazy("what one may do", "Return with a reason"),
        {MANAGER: SUBMITTED, CONTROLLER: SUBMITTED},
        gettext_lazy("Only a manager or controller can return what has been submitted."),
    ),
    Action(
        "approve",
        Kind.SUBMISSION,
        pgettext_lazy("what one may do", "Approve"),
        {MANAGER: SUBMITTED},
        gettext_lazy("Only a manager can approve, and only what has been submitted."),
    ),
    Action(
        "unlock",
        Kind.SUBMISSION,
        pgettext_lazy("what one may do", "Unlock with a reason"),
        {CONTROLLER: APPROVED},
        gettext_lazy("Only a controller can unlock, and only what has been approved."),
    ),
    Action(
        "seal",
        Kind.SEALED_REPORT,
        pgettext_lazy("what one may do", "Seal"),
        {CONTROLLER: APPROVED},
        gettext_lazy("Only a controller can seal, and only what has been approved."),
    ),
    Action(
        "correct",
        Kind.SEALED_REPORT,
        pgettext_lazy("what one may do", "Correct with a reason"),
        {CONTROLLER: SEALED},
        gettext_lazy("Only a controller can correct, and only what has been sealed."),
    ),
    Action(
        "ask",
        Kind.QUESTION,
        pgettext_lazy("what one may do", "Ask"),
        {BOARD_MEMBER: APPROVED},
        gettext_lazy("Only board members ask here, about what has been approved and is not sealed yet."),
    ),
    Action(
        "answer",
        Kind.QUESTION,
        pgettext_lazy("what one may do", "Answer"),
        dict.fromkeys((PLANNER, MANAGER, CONTROLLER), OPEN | SUBMITTED | APPROVED),
        gettext_lazy("Only those who report in the unit answer its questions."),
    ),
    Action(
        "plan",
        Kind.PLAN,
        pgettext_lazy("what one may do", "Add and change"),
        {PLANNER: OPEN, CONTROLLER: OPEN, ADMINISTRATOR: OPEN},
        gettext_lazy("Only a planner, controller or administrator of the board changes its plans."),
    ),
    Action(
        "decide",
        Kind.PLAN,
        pgettext_lazy("what one may do", "Record decisions about commissions"),
        {PLANNER: ALL, CONTROLLER: ALL},
        gettext_lazy("Only a planner or controller of the board that keeps the ledger records decisions in it."),
    ),
    Action(
        "administer",
        Kind.PEOPLE,
        pgettext_lazy("what one may do", "Add and change"),
        {ADMINISTRATOR: ALL},
        gettext_lazy("Only an administrator changes people, units and roles."),
    ),
)

# role → action → states, and action → reason: the same table, as the questions below ask it.
ACCESS: dict[str, dict[str, frozenset[str]]] = {
    role: {action.code: action.granted[role] for action in TABLE if role in action.granted} for role in Role.values
}
REASONS = {action.code: action.reason for action in TABLE}


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
