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
# From when to when a unit is there, and which one goes on with what it did.
LIFE = ("valid_from", "valid_to", "merged_into")
REFERENCES = ("parent", "merged_into")
FIELDS = (*BOARD_FIELDS, "kind", "parent", "order", *LIFE)
SLUG_LENGTH = Unit._meta.get_field("slug").max_length


def unit_values(unit: Unit) -> dict[str, Any]:
    """What a form shows of a unit, by field; other units by their slugs."""
    values = {name: getattr(unit, name) for name in FIELDS}
    values |= {name: values[name].slug if values[name] else "" for name in REFERENCES}
    return {name: values[name] for name in _fields(unit)}


def add_unit(*, board: Unit, values: dict[str, Any], by: User) -> Unit:
    """A new unit. `values`: name, short_name, kind, parent (a slug of the board), order, and its first day if it has
    one.

    Its slug is made from the name, below the board's, and is never changed.
    """
    with act(board, by):
        clean = _clean(values, FIELDS)
        units = _units(board)
        _check(clean, units, unit=None)
        unit = Unit(**clean | _references(clean, units))
        unit.board, unit.organisation_id = board, board.organisation_id
        for name in SHARED:
            setattr(unit, name, getattr(board, name))
        unit.slug = _free_slug(board, unit.name)
        unit.save(force_insert=True)
        log("unit_added", board=board, by=by, subject=unit.slug, after=clean)
        return unit


def change_unit(*, board: Unit, unit: Unit, values: dict[str, Any], seen: str, by: User) -> bool:
    """Set name, short name, kind, parent, order, first and last day and the unit that goes on with it (of the board
    itself: its names); whether anything changed. What is not among the `values` stays.

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
        for name, value in (after | _references(after, units)).items():
            setattr(unit, name, value)
        unit.save(update_fields=list(after))
        log("unit_changed", board=board, by=by, subject=unit.slug, before=before, after=after)
        return True


def _fields(unit: Unit) -> tuple[str, ...]:
    return BOARD_FIELDS if unit.is_board else FIELDS


def _units(board: Unit) -> dict[str, Unit]:
    """The board and its units as they are stored now, by slug. One query."""
    rows = Unit.objects.of_board(board).select_related("parent", "merged_into")
    return {unit.slug: unit for unit in rows}


def _references(values: dict[str, Any], units: dict[str, Unit]) -> dict[str, Unit | None]:
    """The units that the values name by their slugs."""
    return {name: units.get(values[name]) for name in REFERENCES if name in values}


def _clean(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: values[name] for name in names if name in values or name not in LIFE}
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
    errors |= _wrong_life(values, units, unit)
    if errors:
        raise ValidationError(errors)


def _wrong_life(values: dict[str, Any], units: dict[str, Unit], unit: Unit | None) -> dict[str, str]:
    """What is wrong with the days of the unit, as they become, and with the one that goes on with it, by field."""
    stored = unit_values(unit) if unit else {}
    first, last, heir = (values.get(name, stored.get(name)) for name in LIFE)
    if first and last and first > last:
        return {"valid_to": _("A unit must begin before it ends.")}
    if not heir:
        return {}
    if heir not in units or units[heir].is_board:
        return {"merged_into": _("Choose a unit of the board.")}
    if not last:
        return {"valid_to": _("Say which day was its last.")}
    ended = units[heir].valid_to
    if (unit and heir == unit.slug) or (ended and ended <= last):
        return {"merged_into": _("Choose a unit that goes on after that day.")}
    return {}


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
