"""The process that opens a file from outside: `python -m organisation.imports.child xlsx|csv`.

The bytes come on stdin; JSON goes to stdout: {"sheets": […]} or {"refused": code}. It imports neither Django nor
the portal's settings, opens no file, and has limits on memory, time and files before it reads the first byte.
"""

from __future__ import annotations

import json
import resource
import sys

from organisation.imports import limits
from organisation.imports.refusal import Refusal


def main() -> None:
    _limit()
    kind = sys.argv[1]
    try:
        answer = {"sheets": _read(kind, sys.stdin.buffer.read(limits.MAX_FILE + 1))}
    except Refusal as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": "too_heavy"}
    # The reader of workbooks is written in another language: what breaks in it is no Exception.
    except BaseException:
        answer = {"refused": "damaged"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode())


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _read(kind: str, content: bytes) -> list[dict]:
    if len(content) > limits.MAX_FILE:
        raise Refusal("too_large")
    if not content:
        raise Refusal("empty")
    # Imported here: the limits hold for what is imported too.
    if kind == "csv":
        from organisation.imports.delimited import read
    else:
        from organisation.imports.workbook import read
    sheets = read(content)
    if not any(sheet["rows"] for sheet in sheets):
        raise Refusal("no_cells")
    return sheets


if __name__ == "__main__":
    main()
