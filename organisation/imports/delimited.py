"""A text file with separators, as systems export it: which encoding, which separator, and its cells. In the child."""

from __future__ import annotations

import codecs
import csv
import io
import re

from organisation.imports import limits
from organisation.imports.refusal import Refusal

SEPARATORS = ";\t,|"
_SAMPLE = 50
# What other kinds of files begin with.
_OTHER = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\x1f\x8b")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
_SAYS_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read(content: bytes) -> list[dict]:
    """The one sheet of the file, without a name; a row is numbered as a spreadsheet would number it."""
    if content.startswith(_OTHER):
        raise Refusal("not_csv")
    text = _decoded(content)
    said = _SAYS_SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    csv.field_size_limit(limits.MAX_CELL_TEXT)
    try:
        rows = _rows(body, said[1] if said else separator(body), 2 if said else 1)
    except csv.Error as error:
        raise Refusal("long_cell" if "field larger" in str(error) else "damaged") from error
    return [{"name": "", "hidden": False, "rows": rows, "merged": []}]


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        if b"\0" in content:
            raise Refusal("nul")
        # Few texts in Windows-1252 with å, ä or ö in them are UTF-8 too.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Refusal("nul")
        if _CONTROL.search(text):
            raise Refusal("not_csv")
        return text
    raise Refusal("encoding")


def separator(text: str) -> str:
    """The one that gives the most rows the same number of cells, more than one; a semicolon where none does."""
    best, most = ";", 0
    for candidate in SEPARATORS:
        widths = [len(row) for row in _sample(text, candidate) if len(row) > 1]
        same = max((widths.count(width) * (width - 1) for width in set(widths)), default=0)
        # A decimal comma looks like a separator; the one that is asked first wins where both do as well.
        agreed = max((widths.count(width) for width in set(widths)), default=0)
        if same and (agreed, same) > (most, 0) and agreed > most:
            best, most = candidate, agreed
    return best


def _sample(text: str, candidate: str) -> list[list[str]]:
    found = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=candidate):
            found.append(row)
            if len(found) == _SAMPLE:
                break
    except csv.Error:
        return []
    return found


def _rows(text: str, delimiter: str, first: int) -> list[list]:
    rows, cells, characters = [], 0, 0
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), first):
        while row and not row[-1].strip():
            row.pop()
        if number > limits.MAX_ROWS:
            raise Refusal("too_many_rows")
        if len(row) > limits.MAX_COLUMNS:
            raise Refusal("far_cell")
        cells += len(row)
        characters += sum(map(len, row))
        if cells > limits.MAX_CELLS:
            raise Refusal("too_many_cells")
        if characters > limits.MAX_CHARACTERS:
            raise Refusal("too_much_text")
        if row:
            rows.append([number, [["s", text] if text.strip() else None for text in row]])
    return rows
