"""Adding a board beside another of the same organisation, and setting how a board reports."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.administration.acts import Stale, act, changed, fingerprint, log
from organisation.models import Membership, Revision, Role, Unit, User

SETTINGS = ("name", "short_name", "amount_unit", "cost_sign", "frame_word", "language", "is_made_up")
# What the units of a board have from it.
SHARED = ("amount_unit", "cost_sign", "frame_word", "language", "is_made_up")
# First words of the portal's own addresses: a board of that name could not be reached.
OWN_WORDS = frozenset(
    {"account", "drafts", "healthz", "kept", "language", "login", "logout", "manage", "roles", "static"}
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LENGTH = Unit._meta.get_field("slug").max_length


def board_values(board: Unit) -> dict[str, Any]:
    """What a form shows of a board's settings, by field."""
    return {name: getattr(board, name) for name in SETTINGS}


def add_board(*, beside: Unit, values: dict[str, Any], slug: str, by: User) -> Unit:
    """A new board in the organisation of `beside`, whose administrator `by` is; they become its administrator.

    `slug` is what it is called in addresses, never changed later; made from the name where it is empty.
    """
    with act(beside, by):
        clean = _clean(values)
        _check(clean, organisation=beside.organisation_id)
        board = Unit(
            organisation_id=beside.organisation_id, kind=Unit.Kind.BOARD, slug=_free(slug, clean["name"]), **clean
        )
        board.save(force_insert=True)
        Membership.objects.create(user=by, unit=board, role=Role.ADMINISTRATOR)
        log("board_added", board=beside, by=by, subject=board.slug, after=clean)
        log("board_added", board=board, by=by, subject=board.slug, after=clean)
        log("role_given", board=board, by=by, subject=by.username, after={"role": "administrator", "unit": board.slug})
        return board


def change_board(*, board: Unit, values: dict[str, Any], seen: str, by: User) -> bool:
    """Set how the board reports, for its units too; whether anything changed."""
    with act(board, by):
        board = Unit.objects.get(pk=board.pk)
        current = board_values(board)
        before, after = changed(current, _clean(values))
        if not after:
            return False
        if seen != fingerprint(current):
            raise Stale(current)
        _check(current | after, organisation=board.organisation_id, board=board)
        if before.get("is_made_up") is not None and _has_reported(board):
            raise ValidationError(
                {"is_made_up": _("Something is reported in the board: made-up and real figures are never mixed.")}
            )
        Unit.objects.filter(pk=board.pk).update(**after)
        shared = {name: value for name, value in after.items() if name in SHARED}
        if shared:
            Unit.objects.filter(board=board).update(**shared)
        log("board_changed", board=board, by=by, subject=board.slug, before=before, after=after)
        return True


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    kept = {name: values[name] for name in SETTINGS}
    return kept | {name: value.strip() for name, value in kept.items() if isinstance(value, str)}


def _check(values: dict[str, Any], *, organisation: int, board: Unit | None = None) -> None:
    errors = {}
    others = Unit.objects.boards().filter(organisation=organisation).exclude(pk=board.pk if board else None)
    if values["name"].casefold() in {name.casefold() for name in others.values_list("name", flat=True)}:
        errors["name"] = _("There is already a board with this name in the organisation.")
    for name, choices in (("amount_unit", Unit.AmountUnit.values), ("cost_sign", Unit.CostSign.values)):
        if values[name] not in choices:
            errors[name] = _("Choose one of those that there are.")
    if values["language"] not in dict(settings.LANGUAGES):
        errors["language"] = _("Choose one of those that there are.")
    if errors:
        raise ValidationError(errors)


def _free(slug: str, name: str) -> str:
    """The slug that was asked for, or one made from the name. ValidationError where it cannot be used."""
    wanted = slug.strip().lower() or slugify(name)[:_SLUG_LENGTH].strip("-")
    if not _SLUG.fullmatch(wanted) or len(wanted) > _SLUG_LENGTH:
        raise ValidationError({"slug": _("Write it with the letters a–z, digits and hyphens: exempelnamnden.")})
    if wanted in OWN_WORDS or Unit.objects.filter(slug=wanted).exists():
        raise ValidationError({"slug": _("“%(slug)s” is taken. Write another.") % {"slug": wanted}})
    return wanted


def _has_reported(board: Unit) -> bool:
    return Revision.objects.filter(unit__in=Unit.objects.of_board(board)).exists()
