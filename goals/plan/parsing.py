"""A plan's spreadsheet, read: each row as data, or why it is refused, by sheet and row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from followup.numbers import NumberError, parse_number
from goals.plan import spec
from goals.plan.columns import SHEETS, Column, head_names, sheet_names
from organisation.imports.reading import Cell, Sheet

_CODE = re.compile(r"[-a-zA-Z0-9_]+")
_INT = re.compile(r"-?\d{1,6}")


@dataclass(frozen=True)
class Refusal:
    """Why a row is not taken: in which sheet, which row, and a sentence. Row 0 is the sheet as a whole."""

    sheet: str
    row: int
    sentence: str


@dataclass
class Parsed:
    """What the file holds: the plan of what could be read, where each part of it stands, and what is refused."""

    plan: spec.Plan
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


class CellRefused(ValueError):
    """The cell does not hold what its column asks for."""


def parse(sheets: Iterable[Sheet], year: int) -> Parsed:
    """The plan that the sheets hold. A sheet that is missing leaves that part empty; one that is unknown is left
    out, as the explanations are."""
    found = Parsed(plan=spec.Plan(year=year))
    parts: dict[str, tuple] = {}
    sheets = list(sheets)
    for part in SHEETS:
        sheet = next((one for one in sheets if one.name.strip().casefold() in sheet_names(part)), None)
        parts[part] = tuple(_rows(found, part, sheet)) if sheet else ()
    if not any(parts.values()) and not found.refused:
        name = ", ".join(str(label) for label, _columns in SHEETS.values())
        found.refused.append(
            Refusal("", 0, _("No sheet of a plan is there. They are called: %(names)s.") % {"names": name})
        )
    boards = parts.pop("board")
    found.plan = spec.Plan(year=year, board=boards[0] if boards else None, **parts)
    return found


def _rows(found: Parsed, part: str, sheet: Sheet) -> Iterable[Any]:
    numbers = sorted(sheet.rows)
    if not numbers:
        return
    heads, unknown = _heads(part, sheet.rows[numbers[0]])
    missing = [str(one.label) for one in SHEETS[part][1] if one.required and one.name not in heads]
    for sentence in [
        *(_("The column “%(name)s” is missing.") % {"name": name} for name in missing),
        *(_("The column “%(name)s” is unknown.") % {"name": name} for name in unknown),
    ]:
        found.refused.append(Refusal(sheet.name, numbers[0], sentence))
    if missing:
        return
    for number in numbers[1:]:
        made = _row(found, part, sheet, number, heads)
        if made is not None:
            yield made


def _heads(part: str, row: list[Cell | None]) -> tuple[dict[str, int], list[str]]:
    """By column, where it stands; and the heads that are none."""
    known = {name: one.name for one in SHEETS[part][1] for name in head_names(one)}
    heads, unknown = {}, []
    for place, cell in enumerate(row):
        said = cell.text.strip() if cell else ""
        if said and said.casefold() in known:
            heads[known[said.casefold()]] = place
        elif said:
            unknown.append(said)
    return heads, unknown


def _row(found: Parsed, part: str, sheet: Sheet, number: int, heads: dict[str, int]) -> Any:
    """The row as data; None where it is empty or refused."""
    cells, values, refused = sheet.rows[number], {}, []
    if not any(cell and cell.text.strip() for cell in cells):
        return None
    for column in SHEETS[part][1]:
        place = heads.get(column.name, len(cells))
        cell = cells[place] if place < len(cells) else None
        try:
            value = value_of(cell, column)
        except CellRefused as error:
            refused.append(f"{column.label}: {error}")
            continue
        if value is None and column.required:
            refused.append(_("“%(name)s” is empty.") % {"name": column.label})
        elif value is not None:
            values[column.name] = value
    if part == "targets" and "year" in values:
        values.setdefault("first_year", values["year"])
    made = None if refused else (spec.BoardSpec if part == "board" else spec.PARTS[part])(**values)
    if made is not None and (part, made.key) in found.places:
        there = found.places[part, made.key][1]
        refused.append(_("“%(key)s” stands in row %(row)s already.") % {"key": made.key, "row": there})
    found.refused += [Refusal(sheet.name, number, one) for one in refused]
    if refused:
        return None
    found.places[part, made.key] = (sheet.name, number)
    return made


def value_of(cell: Cell | None, column: Column) -> Any:
    """The cell as its column says, None where it is empty. Raises CellRefused."""
    if cell is None or not cell.text.strip():
        return None
    text = cell.text.strip()
    if cell.kind == "e":
        raise CellRefused(_("the cell holds an error, “%(text)s”.") % {"text": text})
    if column.kind == "bool" or column.choices:
        known = column.known()
        if text.casefold() not in known:
            options = ", ".join(shown for _code, shown in column.options())
            raise CellRefused(_("“%(text)s” is none of: %(options)s.") % {"text": text, "options": options})
        return known[text.casefold()] == "1" if column.kind == "bool" else known[text.casefold()]
    return _READ[column.kind](text, column)


def _text(text: str, column: Column) -> str:
    if column.limit and len(text) > column.limit:
        raise CellRefused(_("it is longer than %(count)s characters.") % {"count": column.limit})
    return text


def _code(text: str, column: Column) -> str:
    if not _CODE.fullmatch(text):
        raise CellRefused(_("“%(text)s” is no code: write letters a–z, digits and hyphens.") % {"text": text})
    return _text(text, column)


def _int(text: str, column: Column) -> int:
    if not _INT.fullmatch(text):
        raise CellRefused(_("“%(text)s” is no whole number.") % {"text": text})
    return int(text)


def _decimal(text: str, column: Column):
    try:
        return parse_number(text.replace(".", ",") if text.count(".") == 1 and "," not in text else text)
    except NumberError as error:
        raise CellRefused(str(error)) from error


def _date(text: str, column: Column) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise CellRefused(_("“%(text)s” is no day: write 2026-01-31.") % {"text": text}) from error


def _list(text: str, column: Column) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


_READ = {"text": _text, "code": _code, "int": _int, "decimal": _decimal, "date": _date, "list": _list}
