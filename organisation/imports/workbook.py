"""The cells of a workbook, with what the reader of cells leaves out: errors, per cent, and formulas not calculated.

In the child. The cells are read from a zip made anew of the parts that were checked, so that what is read is what
was checked.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from datetime import date, datetime
from typing import Any

from organisation.imports import limits
from organisation.imports.parts import feed, is_sheet, local, parse, parser_of, parts_of
from organisation.imports.refusal import Refusal

_PLACE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,9})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PER_CENT = {9, 10}
_UNCALCULATED = "formula"


def read(content: bytes) -> list[dict]:
    """The sheets of the workbook in their order, empty rows left out. Raises Refusal."""
    parts = parts_of(content)
    paths = _sheet_paths(parts)
    if len(paths) > limits.MAX_SHEETS:
        raise Refusal("too_many_sheets")
    styles = _per_cent_styles(parts.get("xl/styles.xml", b""))
    scans, counted = {}, [0, 0]
    # Every sheet that there is, not only those that the workbook names.
    for name in {name for name in parts if is_sheet(name)} | (set(paths.values()) & set(parts)):
        scans[name] = _Scan(styles, counted)
        scans[name].read(parts[name])
    return _sheets(_packed(parts), {name: scans.get(path) for name, path in paths.items()})


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr("[Content_Types].xml" if name == "[content_types].xml" else name, part)
    packed.seek(0)
    return packed


def _sheets(packed: io.BytesIO, scans: dict[str, _Scan | None]) -> list[dict]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found, characters = [], 0
    with CalamineWorkbook.from_filelike(packed) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            cells = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            scan = scans.get(about.name) or _Scan(set(), [0, 0])
            rows = _rows(cells, scan)
            characters += sum(len(cell[1]) for _number, row in rows for cell in row if cell)
            if characters > limits.MAX_CHARACTERS:
                raise Refusal("too_much_text")
            hidden = about.visible != SheetVisibleEnum.Visible
            found.append({"name": about.name, "hidden": hidden, "rows": rows, "merged": scan.merged})
    return found


def _rows(cells: list[list], scan: _Scan) -> list[list]:
    rows = []
    last = max([len(cells), *(row for row, _column in scan.odd)])
    for number in range(1, last + 1):
        given = cells[number - 1] if number <= len(cells) else []
        row = [_cell(value, (number, column) in scan.per_cent) for column, value in enumerate(given, 1)]
        for column in scan.odd_in.get(number, ()):
            row.extend([None] * (column - len(row)))
            row[column - 1] = scan.odd[number, column]
        while row and row[-1] is None:
            row.pop()
        if row:
            rows.append([number, row])
    return rows


def _cell(value: Any, is_per_cent: bool) -> list[str] | None:
    match value:
        case bool():
            return ["b", "1" if value else "0"]
        case int() | float():
            exact = str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
            return ["p" if is_per_cent else "n", exact]
        case str():
            return ["s", value] if value.strip() else None
        case datetime():
            return ["d", value.isoformat(" ")]
        case date():
            return ["d", value.isoformat()]
    return ["t", str(value)]


class _Scan:
    """One pass over a sheet's XML: where its cells stand, and what they are beside their values.

    `odd` holds the cells that are an error or a formula without a value, `per_cent` the places of numbers that are
    shown as per cent, `merged` ranges as [row, column, row, column].
    """

    def __init__(self, per_cent_styles: set[str], counted: list[int]):
        self.styles, self.counted = per_cent_styles, counted
        self.per_cent: set[tuple[int, int]] = set()
        self.odd: dict[tuple[int, int], list[str]] = {}
        self.odd_in: dict[int, list[int]] = {}
        self.merged: list[list[int]] = []
        self.row = self.column = 0
        self.kind = ""
        self.has_formula = self.has_value = False

    def read(self, part: bytes) -> None:
        self.parser = parser_of(self._start)
        feed(self.parser, part)
        self._end_formula()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.counted[1] += 1
        if self.counted[1] > limits.MAX_OTHER_ELEMENTS + limits.ELEMENTS_PER_CELL * self.counted[0]:
            raise Refusal("too_heavy")
        # The bulk of a sheet first: this is called for each of its cells, three times.
        name = local(name)
        if name == "c":
            self._end_formula()
            self._start_cell(attributes)
            self.parser.CharacterDataHandler = self._text if self.kind == "e" else None
        elif name == "v" or name == "is":
            self.has_value = True
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self._end_formula()
            self.row, self.column = _number(attributes.get("r"), self.row + 1), 0
        elif name == "dimension":
            _range(attributes.get("ref", ""))
        elif name == "mergeCell" and len(self.merged) < limits.MAX_MERGED:
            self.merged.extend(_range(attributes.get("ref", "")))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.counted[0] += 1
        if self.counted[0] > limits.MAX_CELLS:
            raise Refusal("too_many_cells")
        if place := attributes.get("r"):
            self.row, self.column = _place(place)
        else:
            self.row, self.column = max(self.row, 1), self.column + 1
        _judge(self.row, self.column)
        self.kind = attributes.get("t", "")
        if self.kind == "e":
            self._odd("")
        elif attributes.get("s") in self.styles and self.kind in ("", "n"):
            self.per_cent.add((self.row, self.column))

    def _text(self, text: str) -> None:
        # The value, or the formula before it: what begins with # is the error.
        if text.startswith("#") or self.odd[self.row, self.column][1]:
            self.odd[self.row, self.column][1] += text[:20]

    def _end_formula(self) -> None:
        """What the cell before was, now that all of it has been seen."""
        if self.has_formula and not self.has_value and self.kind != "e":
            self._odd(_UNCALCULATED)
        self.has_formula = self.has_value = False

    def _odd(self, what: str) -> None:
        self.odd[self.row, self.column] = ["e", what]
        self.odd_in.setdefault(self.row, []).append(self.column)


def _judge(row: int, column: int) -> None:
    if column > limits.MAX_COLUMNS:
        raise Refusal("far_cell")
    if row > limits.MAX_ROWS:
        raise Refusal("too_many_rows" if row < 2 * limits.MAX_ROWS else "far_cell")


def _place(text: str) -> tuple[int, int]:
    """Row and column of «B3», from 1. Raises Refusal."""
    found = _PLACE.fullmatch(text)
    if not found:
        raise Refusal("damaged")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _range(text: str) -> list[list[int]]:
    """«A1:C3» as one range in a list; none for an empty text. Raises Refusal outside the limits."""
    if not text:
        return []
    ends = [_place(end) for end in text.split(":")[:2]]
    for end in ends:
        _judge(*end)
    return [[*ends[0], *ends[-1]]]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


def _per_cent_styles(part: bytes) -> set[str]:
    """The numbers of the cell styles that show a number as per cent."""
    custom, found, level = set(_PER_CENT), [], []

    def start(name, attributes):
        level.append(local(name))
        if level[-1] == "numFmt" and "%" in _QUOTED.sub("", attributes.get("formatCode", "")):
            custom.add(_number(attributes.get("numFmtId"), -1))
        if level[-2:] == ["cellXfs", "xf"]:
            found.append(_number(attributes.get("numFmtId"), 0))

    if part:
        parse(part, start=start, end=lambda name: level.pop())
    return {str(index) for index, number in enumerate(found) if number in custom}


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    """The path of each sheet's part, in lower case, by the sheet's name."""
    names, targets = {}, {}

    def sheet(name, attributes):
        if local(name) == "sheet":
            given = {local(key): value for key, value in attributes.items()}
            names[given.get("name", "")] = given.get("id", "")

    def relation(name, attributes):
        if local(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    parse(parts["xl/workbook.xml"], start=sheet)
    if relations := parts.get("xl/_rels/workbook.xml.rels"):
        parse(relations, start=relation)
    return {name: _path(targets.get(key, "")) for name, key in names.items()}


def _path(target: str) -> str:
    """Where a target of the workbook's relations lies: «worksheets/sheet1.xml» is xl/worksheets/sheet1.xml."""
    return posixpath.normpath(posixpath.join("/xl", target)).lower().lstrip("/")
