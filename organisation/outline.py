"""A tree as lines of text: one thing a line, what belongs to it indented below it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

INDENT = "    "
MAX_LINES = 500
_RENAMED = re.compile(r"\s*(?:->|→)\s*")
_LEADING = re.compile(r"^[ \t\u00a0]*")


class OutlineError(ValueError):
    """What is written is no tree. The message names the line and says what to do, in the active language."""


@dataclass(frozen=True)
class Line:
    """One thing: its name, how deep it stands (0 = not below another), and the name it had before, if another."""

    name: str
    level: int = 0
    renamed_from: str = ""


def parse(text: str, *, max_length: int, is_flat: bool = False) -> list[Line]:
    """The lines of the text. «Old → New» renames. Raises OutlineError."""
    lines: list[Line] = []
    indents: list[int] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        indent = len(_LEADING.match(raw)[0].expandtabs(4))
        while indents and indents[-1] > indent:
            indents.pop()
        if not indents or indents[-1] < indent:
            indents.append(indent)
        level = len(indents) - 1
        if is_flat and level:
            raise OutlineError(
                _("Line %(number)s is indented. Here all lines begin at the edge.") % {"number": number}
            )
        if not lines and indent:
            raise OutlineError(_("The first line is indented. Begin it at the edge."))
        lines.append(_line(raw, level, number, max_length))
    if len(lines) > MAX_LINES:
        raise OutlineError(_("There are more than %(count)s lines.") % {"count": MAX_LINES})
    _no_name_twice(lines)
    return lines


def write(lines: Iterable[Line]) -> str:
    """The text that `parse` reads."""
    return "\n".join(f"{INDENT * line.level}{line.name}" for line in lines)


def folded(name: str) -> str:
    """A name as it is compared: case and space do not matter."""
    return re.sub(r"\s+", " ", name).strip().casefold()


def _line(raw: str, level: int, number: int, max_length: int) -> Line:
    old, *new = _RENAMED.split(raw.strip())
    name = re.sub(r"\s+", " ", new[-1] if new else old).strip()
    if not name or len(new) > 1:
        raise OutlineError(_("Line %(number)s: write the new name after the arrow.") % {"number": number})
    if len(name) > max_length:
        raise OutlineError(
            _("Line %(number)s: the name is longer than %(count)s characters.")
            % {"number": number, "count": max_length}
        )
    return Line(name, level, old if new else "")


def _no_name_twice(lines: list[Line]) -> None:
    """A file of figures finds a row by its name: two with the same could not be told apart."""
    seen: set[str] = set()
    for line in lines:
        if folded(line.name) in seen:
            raise OutlineError(_("“%(name)s” stands twice. Give each line a name of its own.") % {"name": line.name})
        seen.add(folded(line.name))
