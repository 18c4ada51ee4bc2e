"""Adding and changing people. Who comes in, comes in with a role; nobody's password is chosen for them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisation.actions.errors import Refused
from organisation.administration.acts import Stale, act, changed, fingerprint, log
from organisation.administration.roles import grant, keep_an_administrator
from organisation.models import Membership, Unit, User

# What an administrator may set of a person, and nothing else.
FIELDS = ("first_name", "last_name", "title", "email", "is_active")


def people_of(board: Unit):
    """The people with a role in the board or below it; sources of facts are not people."""
    in_board = Membership.objects.filter(unit__in=Unit.objects.of_board(board)).values("user")
    return User.objects.filter(pk__in=in_board, is_source=False)


def has_roles_elsewhere(person: User, board: Unit) -> bool:
    """Whether the person belongs to another board too. One query."""
    return person.memberships.exclude(unit__in=Unit.objects.of_board(board)).exists()


def person_values(person: User) -> dict[str, Any]:
    """What a form shows of a person, by field."""
    return {name: getattr(person, name) for name in FIELDS}


def add_person(*, board: Unit, values: dict[str, Any], unit: Unit, role: str, by: User) -> User:
    """A new person with a first role. `values`: username, first_name, last_name, title, email.

    No password works until the person has chosen one by the link that is mailed.
    """
    with act(board, by):
        person = User(username=User.normalize_username(values["username"]), **_clean(values, without="is_active"))
        errors = _taken(person) if person.email else {"email": _("Without an address no link can be sent.")}
        if errors:
            raise ValidationError(errors)
        person.set_unusable_password()
        person.save(force_insert=True)
        log("person_added", board=board, by=by, subject=person.username, after=_clean(values, without="is_active"))
        grant(person, board=board, unit=unit, role=role, by=by)
        return person


def admit(*, board: Unit, email: str, unit: Unit, role: str, by: User) -> User:
    """A role for somebody who has an account already, known by the address alone."""
    with act(board, by):
        wanted = _folded(email)
        people = User.objects.filter(is_source=False, is_active=True).exclude(email="")
        person = next((one for one in people if _folded(one.email) == wanted), None)
        if person is None:
            raise ValidationError({"email": _("No active account has this address. Add the person instead.")})
        grant(person, board=board, unit=unit, role=role, by=by)
        return person


def change_person(*, board: Unit, person: User, values: dict[str, Any], seen: str, by: User) -> bool:
    """Set name, title, address and whether the person is active; whether anything was changed.

    `seen` is the fingerprint of what was shown. Somebody made inactive is out at their next request.
    """
    with act(board, by):
        person = _own(person, board)
        current = person_values(person)
        before, after = changed(current, _clean(values))
        if not after:
            return False
        if seen != fingerprint(current):
            raise Stale(current)
        if after.get("is_active") is False:
            _allow_inactive(person, board, by)
        for name, value in after.items():
            setattr(person, name, value)
        if errors := _taken(person) if "email" in after else {}:
            raise ValidationError(errors)
        person.save(update_fields=list(after))
        if "email" in after:
            _forget_addresses(person)
        log("person_changed", board=board, by=by, subject=person.username, before=before, after=after)
        return True


def refuse_link(*, board: Unit, person: User) -> None:
    """Raise Refused where no link to choose a password can be sent to the person."""
    found = people_of(board).filter(pk=person.pk).first()
    if found is None or not (found.is_active and found.email):
        raise Refused(_("A link is sent only to an active person with an address."))


def record_link(*, board: Unit, person: User, by: User) -> None:
    """Say in the log that a link to choose a password was sent. Refused where it cannot be."""
    with act(board, by):
        refuse_link(board=board, person=person)
        log("link_sent", board=board, by=by, subject=person.username, after={"email": person.email})


def _own(person: User, board: Unit) -> User:
    """The person as stored now, where this board alone may change them."""
    found = people_of(board).filter(pk=person.pk).first()
    if found is None:
        raise Refused(_("This person has no role in the board."))
    if has_roles_elsewhere(found, board):
        raise Refused(_("This person has a role in another board too: here only the roles in this board are changed."))
    return found


def _allow_inactive(person: User, board: Unit, by: User) -> None:
    errors = {}
    try:
        keep_an_administrator(board, without=person)
    except Refused as error:
        errors["is_active"] = str(error)
    if person.pk == by.pk:
        errors.setdefault("is_active", _("Nobody makes their own account inactive. Ask another administrator."))
    if errors:
        raise ValidationError(errors)


def _clean(values: dict[str, Any], *, without: str = "") -> dict[str, Any]:
    """The fields of a person among `values`, texts without space around them, and no other key."""
    kept = {name: values[name] for name in FIELDS if name != without}
    kept |= {name: value.strip() for name, value in kept.items() if isinstance(value, str)}
    return kept | {"email": User.objects.normalize_email(kept["email"])}


def _taken(person: User) -> dict[str, str]:
    """What of the person another account has already, as sentences. Databases fold å and Å differently, so
    Python compares: one query over all accounts."""
    errors = {}
    for account in User.objects.exclude(pk=person.pk).values_list("username", "email"):
        # Either is what one logs in with: nobody's username is another's address.
        names = {_folded(name) for name in account if name}
        if _folded(person.username) in names:
            errors["username"] = _("There is already an account with this username.")
        if person.email and _folded(person.email) in names:
            errors["email"] = _("There is already an account with this address.")
    return errors


def _folded(text: str) -> str:
    return User.normalize_username(text.strip()).casefold()


def _forget_addresses(person: User) -> None:
    """The login keeps addresses of its own: an old one must not open the account any more."""
    if apps.is_installed("allauth.account"):
        apps.get_model("account", "EmailAddress").objects.filter(user=person).delete()
