"""The table of access in words: what the page «Who may what» and docs/roles.md show."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organisation import access
from organisation.models import Role, State

NOBODY = "–"


@dataclass(frozen=True)
class Cell:
    """What one role is granted: the states in words, «always», or a dash."""

    role: str
    text: str


@dataclass(frozen=True)
class ActionRow:
    """One action, with a cell for each role."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class KindRows:
    """One kind of object, with its actions."""

    label: str
    actions: tuple[ActionRow, ...]


def role_labels() -> list[str]:
    return [str(role.label) for role in Role]


def table() -> list[KindRows]:
    """The table in the reader's language, in the order of the code."""
    return [
        KindRows(str(kind.label), tuple(_row(action) for action in access.TABLE if action.kind == kind))
        for kind in access.Kind
    ]


def rules() -> list[str]:
    """What holds beside the table, in sentences."""
    return [
        _("A role holds in its unit and in every unit below it."),
        _("Whoever has a role in a board reads the whole board; outside it, nothing of it exists for them."),
        _("Nobody approves what they wrote or submitted themselves."),
        _("When the board's own submission is not open, nothing can be written in its units."),
        _("An administrator has the whole board, and nobody changes their own role as administrator."),
    ]


def _row(action: access.Action) -> ActionRow:
    cells = (Cell(str(role.label), _states(action.granted.get(role.value, frozenset()))) for role in Role)
    return ActionRow(str(action.label), tuple(cells))


def _states(states: frozenset[str]) -> str:
    if states == access.ALL:
        return pgettext("in every state", "always")
    return ", ".join(str(state.label).lower() for state in State if state.value in states) or NOBODY
