"""Giving and taking roles in the units of one board."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisation.actions.errors import Refused
from organisation.administration.acts import act, log
from organisation.models import Membership, Role, Unit, User


def give_role(*, board: Unit, person: User, unit: Unit, role: str, by: User) -> bool:
    """Give a role in a unit of the board; whether the person did not have it."""
    with act(board, by):
        return grant(person, board=board, unit=unit, role=role, by=by)


def take_role(*, board: Unit, person: User, unit: Unit, role: str, by: User) -> bool:
    """Take a role in a unit of the board; whether the person had it. It is gone at the person's next request."""
    with act(board, by):
        _within(unit, board)
        held = Membership.objects.filter(user=person, unit=unit, role=role, user__is_source=False)
        if not held.exists():
            return False
        if role == Role.ADMINISTRATOR and unit == board:
            keep_an_administrator(board, without=person)
            _not_oneself(person, by)
        held.delete()
        log("role_taken", board=board, by=by, subject=person.username, before=_words(unit, role))
        return True


def grant(person: User, *, board: Unit, unit: Unit, role: str, by: User) -> bool:
    """Give the role, inside an act that has begun."""
    _within(unit, board)
    if person.is_source or role not in Role.values:
        raise Refused(_("This cannot be given a role."))
    if role == Role.ADMINISTRATOR:
        if unit != board:
            raise ValidationError({"unit": _("An administrator has the whole board: choose the board itself.")})
        _not_oneself(person, by)
    _membership, created = Membership.objects.get_or_create(user=person, unit=unit, role=role)
    if created:
        log("role_given", board=board, by=by, subject=person.username, after=_words(unit, role))
    return created


def keep_an_administrator(board: Unit, *, without: User) -> None:
    """Refuse where nobody else who is active would be an administrator of the board."""
    held = Membership.objects.filter(unit=board, role=Role.ADMINISTRATOR, user__is_active=True)
    if held.filter(user=without).exists() and not held.exclude(user=without).exists():
        raise Refused(_("A board has at least one administrator: make somebody else one first."))


def _not_oneself(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise Refused(_("Nobody changes their own role as administrator. Ask another administrator."))


def _within(unit: Unit, board: Unit) -> None:
    if unit.root.pk != board.pk:
        raise Refused(_("The unit belongs to another board."))


def _words(unit: Unit, role: str) -> dict[str, str]:
    return {"role": str(role), "unit": unit.slug}
