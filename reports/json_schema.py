"""The schema of a report's data, from the dataclasses that it is written from: JSON Schema, draft 2020-12."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any

from followup import sections
from reports.assembly import Payload

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN = {str: "string", int: "integer", bool: "boolean", float: "number"}


@cache
def schema() -> dict[str, Any]:
    """What `exports.json_text` writes. Each class of the contract is a definition of its own, with its docstring."""
    known: dict[str, Any] = {}
    payload = _reference(Payload, known)
    return {
        "$schema": DRAFT,
        "title": "Boardportal report",
        "description": f"The data of a report, schema version {sections.SCHEMA_VERSION}.",
        **payload,
        "$defs": dict(sorted(known.items())),
    }


def _reference(cls: type, known: dict[str, Any]) -> dict[str, Any]:
    if cls.__name__ not in known:
        # There before it is filled: a section holds sections.
        known[cls.__name__] = {}
        known[cls.__name__] |= _object(cls, known)
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _object(cls: type, known: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(cls, localns=vars(sections))
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split()),
        "properties": {one.name: _property(hints[one.name], one, known) for one in fields(cls)},
        "required": [one.name for one in fields(cls)],
        "additionalProperties": False,
    }


def _property(hint: Any, one: Any, known: dict[str, Any]) -> dict[str, Any]:
    found = _of(hint, known)
    is_constant = typing.get_origin(hint) is typing.Literal and len(typing.get_args(hint)) == 1
    return (
        found if is_constant or one.default is MISSING or "$ref" in found else found | {"default": _plain(one.default)}
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _of(hint: Any, known: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if is_dataclass(hint):
        return _reference(hint, known)
    if origin is typing.Literal:
        return {"const": inner[0]} if len(inner) == 1 else {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0], known)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(inner[1], known)}
    if origin in {typing.Union, types.UnionType}:
        kinds = [{"type": "null"} if one is type(None) else _of(one, known) for one in inner]
        return {"anyOf": kinds}
    raise TypeError(f"no schema for {hint!r}")
