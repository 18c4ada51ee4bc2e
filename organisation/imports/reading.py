"""A file from outside, opened in a process of its own, as sheets of cells; or why it is not read, in a sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from followup.numbers import format_number
from organisation.imports import limits

MAX_NAME = 120
KINDS = {".xlsx": "xlsx", ".csv": "csv", ".txt": "csv", ".tsv": "csv"}


class Cell(NamedTuple):
    """One cell. kind: n number · p number shown as per cent · s text · d date · t time · b yes or no · e error."""

    kind: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that hold something, by the number that the spreadsheet gives them."""

    name: str
    rows: dict[int, list[Cell | None]]
    is_hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()


class Unreadable(Exception):
    """The file is refused; `code` says why, and the message is a sentence that says what to do."""

    def __init__(self, code: str):
        super().__init__(sentence(code))
        self.code = code


def read(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a .xlsx or .csv file. Raises Unreadable. Nothing of the file is stored anywhere."""
    kind = KINDS.get(_suffix(name))
    if kind is None:
        raise Unreadable("type")
    if len(content) > limits.MAX_FILE:
        raise Unreadable("too_large")
    answer = _ask_child(kind, content)
    if code := answer.get("refused"):
        raise Unreadable(code)
    return [_sheet(given) for given in answer["sheets"]]


def command(kind: str) -> list[str]:
    """What starts the child: no user's own packages, no code from the working folder, no files of compiled code."""
    return [sys.executable, "-s", "-P", "-B", "-m", "organisation.imports.child", kind]


def surroundings() -> dict:
    """What the child is started with: no variable of the portal's, so no key of it, and a folder that says nothing."""
    return {"cwd": "/", "env": {"PYTHONPATH": str(settings.BASE_DIR)}}


def _ask_child(kind: str, content: bytes) -> dict:
    child = subprocess.Popen(
        command(kind), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **surroundings()
    )
    with child:
        try:
            answer = _answer(child, content)
        except subprocess.TimeoutExpired:
            used = _cpu_seconds(child.pid)
            child.kill()
            return {"refused": "busy" if used < limits.CPU_SECONDS / 2 else "too_heavy"}
        except BaseException:
            child.kill()
            raise
    # Killed by one of its limits, or by what is broken in the file.
    return json.loads(answer) if child.returncode == 0 and answer else {"refused": "too_heavy"}


def _answer(child: subprocess.Popen, content: bytes) -> bytes:
    """What the child says. Raises TimeoutExpired."""
    try:
        return child.communicate(content, timeout=limits.WALL_SECONDS)[0]
    except subprocess.TimeoutExpired:
        if _cpu_seconds(child.pid) >= limits.CPU_SECONDS / 2:
            raise
    # It has had no time from the machine. It is waited for, since its own limit of processor time ends it.
    return child.communicate(timeout=limits.PATIENCE_SECONDS)[0]


def _cpu_seconds(pid: int) -> float:
    """The processor time that a process of ours has had. It is there, since nobody has waited for it yet."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _sheet(given: dict) -> Sheet:
    rows = {number: [Cell(*cell) if cell else None for cell in row] for number, row in given["rows"]}
    return Sheet(given["name"], rows, given["hidden"], tuple(tuple(one) for one in given["merged"]))


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def own_name(name: str) -> str:
    """The file's name as the portal keeps it: without folders, control signs and signs that turn the writing around,
    at most MAX_NAME characters with the middle left out."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '"<>|*?')
    clean = " ".join(seen.split()).lstrip(".") or _("file")
    return shortened(clean, MAX_NAME)


def shortened(name: str, most: int) -> str:
    """The name with its middle left out where it is longer than `most`: its end says what kind it is."""
    if len(name) <= most:
        return name
    tail = min(20, most // 3)
    return f"{name[: most - tail - 1]}…{name[-tail:]}"


def sentence(code: str) -> str:
    """What is wrong with the file and what to do about it."""
    most = {
        "size": limits.MAX_FILE // limits.MB,
        "rows": format_number(limits.MAX_ROWS),
        "columns": limits.MAX_COLUMNS,
        "cells": format_number(limits.MAX_CELLS),
        "sheets": limits.MAX_SHEETS,
        "text": format_number(limits.MAX_CELL_TEXT),
    }
    return _SENTENCES.get(code, _SENTENCES["damaged"])() % most


_SENTENCES = {
    "type": lambda: _("Only .xlsx and .csv are read. Save the file as one of them and choose it again."),
    "empty": lambda: _("The file is empty. Choose another one."),
    "no_cells": lambda: _("There is no cell with anything in it in the file. Choose another one."),
    "too_large": lambda: _("The file is larger than %(size)s MB. Export less at a time."),
    "not_xlsx": lambda: _(
        "The name ends in .xlsx, but the content is no Excel workbook. Open it in Excel and save it as .xlsx."
    ),
    "not_csv": lambda: _(
        "The name ends in .csv, but the content is not text. If it is an Excel workbook its name must end in .xlsx."
    ),
    "old_xls": lambda: _("The file is in the old .xls format. Open it in Excel and save it as .xlsx."),
    "encrypted": lambda: _("The file is protected by a password. Save it without one and choose it again."),
    "damaged": lambda: _("The file is damaged or incomplete. Export it again."),
    "too_many_parts": lambda: _("The file is packed in too many parts to be an export. It was not opened."),
    "bomb": lambda: _("The file would become far too large when unpacked. It was not opened."),
    "nested": lambda: _("There is another packed file inside the workbook. Remove embedded files and save it again."),
    "part_names": lambda: _(
        "The workbook has parts whose names lead out of it or are there twice. It was not opened. "
        "Save it again in Excel."
    ),
    "macros": lambda: _("The workbook has macros. Save it as .xlsx without macros and choose it again."),
    "external": lambda: _(
        "The workbook has links to other files. In Excel, choose Data, Edit links, Break link, and save it again."
    ),
    "doctype": lambda: _(
        "The workbook has a document type or entities in it, which no spreadsheet writes. It was not read."
    ),
    "far_cell": lambda: _(
        "Something stands beyond row %(rows)s or column %(columns)s. Delete the empty rows and columns after the "
        "table, and save the file again."
    ),
    "too_many_rows": lambda: _("The file has more than %(rows)s rows. Export less at a time."),
    "too_many_cells": lambda: _("The file has more than %(cells)s cells. Export fewer columns or rows at a time."),
    "too_many_sheets": lambda: _("The workbook has more than %(sheets)s sheets. Save those to be read alone."),
    "too_much_text": lambda: _("There is too much text in the file to be figures. Export fewer columns or rows."),
    "long_cell": lambda: _(
        "A cell has more than %(text)s characters: a quotation mark may be missing. Export the file again."
    ),
    "nul": lambda: _("There are NUL characters in the file: it is no text that can be read. Export it again as CSV."),
    "encoding": lambda: _("The letters of the file cannot be read. Save it as CSV UTF-8 and choose it again."),
    "busy": lambda: _("The portal is too busy to read the file just now. Try again in a minute."),
    "too_heavy": lambda: _(
        "Reading the file would take more time or memory than a file of figures needs. It was not read. "
        "Export fewer rows or sheets at a time."
    ),
}
