"""Adding and changing units. None is ever removed: what was reported in it stays."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.actions.errors import Refused
from organisation.administration.acts import Stale, act, changed, fingerprint, log
from organisation.administration.boards import SHARED
from organisation.models import Unit, User

BOARD_FIELDS = ("name", "short_name")
FIELDS = (*BOARD_FIELDS, "kind", "parent", "order")
SLUG_LENGTH = Unit._meta.get_field("slug").max_length


def unit_values(unit: Unit) -> dict[str, Any]:
    """What a form shows of a unit, by field; the parent by its slug."""
    values = {name: getattr(unit, name) for name in FIELDS if name != "parent"} | {
        "parent": unit.parent.slug if unit.parent else ""
    }
    return {name: values[name] for name in _fields(unit)}


def add_unit(*, board: Unit, values: dict[str, Any], by: User) -> Unit:
    """A new unit. `values`: name, short_name, kind, parent (a slug of the board), order.

    Its slug is made from the name, below the board's, and is never changed.
    """
    with act(board, by):
        clean = _clean(values, FIELDS)
        units = _units(board)
        _check(clean, units, unit=None)
        unit = Unit(**clean | {"parent": units[clean["parent"]]})
        unit.board, unit.organisation_id = board, board.organisation_id
        for name in SHARED:
            setattr(unit, name, getattr(board, name))
        unit.slug = _free_slug(board, unit.name)
        unit.save(force_insert=True)
        log("unit_added", board=board, by=by, subject=unit.slug, after=clean)
        return unit


def change_unit(*, board: Unit, unit: Unit, values: dict[str, Any], seen: str, by: User) -> bool:
    """Set name, short name, kind, parent and order (of the board itself: its names); whether anything changed.

    `seen` is the fingerprint of what was shown.
    """
    with act(board, by):
        units = _units(board)
        if unit.slug not in units:
            raise Refused(_("The unit belongs to another board."))
        unit = units[unit.slug]
        current = unit_values(unit)
        before, after = changed(current, _clean(values, _fields(unit)))
        if not after:
            return False
        if seen != fingerprint(current):
            raise Stale(current)
        _check(after, units, unit=unit)
        for name, value in after.items():
            setattr(unit, name, units[value] if name == "parent" else value)
        unit.save(update_fields=list(after))
        log("unit_changed", board=board, by=by, subject=unit.slug, before=before, after=after)
        return True


def _fields(unit: Unit) -> tuple[str, ...]:
    return BOARD_FIELDS if unit.is_board else FIELDS


def _units(board: Unit) -> dict[str, Unit]:
    """The board and its units as they are stored now, by slug. One query."""
    return {unit.slug: unit for unit in Unit.objects.of_board(board).select_related("parent")}


def _clean(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: values[name] for name in names}
    return kept | {name: value.strip() for name, value in kept.items() if isinstance(value, str)}


def _check(values: dict[str, Any], units: dict[str, Unit], *, unit: Unit | None) -> None:
    """Refuse a name that another unit of the board has (two clicks would else make two units, and neither can
    be removed), a kind that is no unit's, and a parent in another board or below the unit itself."""
    errors = {}
    others = {one.name.casefold() for one in units.values() if one != unit}
    if values.get("name", "").casefold() in others:
        errors["name"] = _("There is already a unit with this name in the board.")
    if values.get("kind", Unit.Kind.DIVISION) not in (Unit.Kind.DIVISION, Unit.Kind.SERVICE):
        errors["kind"] = _("Choose a kind that a unit can be.")
    if "parent" in values:
        if values["parent"] not in units:
            errors["parent"] = _("The unit belongs to another board.")
        elif unit and unit.slug in _line(units[values["parent"]], units):
            errors["parent"] = _("A unit cannot stand below itself.")
    if errors:
        raise ValidationError(errors)


def _line(unit: Unit, units: dict[str, Unit]) -> list[str]:
    """The slugs of the unit and of those above it."""
    line = [unit.slug]
    while unit.parent:
        unit = units[unit.parent.slug]
        line.append(unit.slug)
    return line


def _free_slug(board: Unit, name: str) -> str:
    """«vasterbotten-hsn-umea», with a number behind it where that is taken."""
    stem = f"{board.slug}-{slugify(name) or 'enhet'}"[: SLUG_LENGTH - 4].rstrip("-")
    taken = set(Unit.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    tries = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in tries if slug not in taken)
