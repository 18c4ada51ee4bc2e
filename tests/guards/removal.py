"""Taking a guard away in a copy of the project, and running the tests that must notice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.guards.guards import Change, Guard

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".venv", ".git", "build", "__pycache__", ".*_cache", "*.sqlite3*", "node_modules", ".hypothesis"
)
LONGEST = 600


class NotFound(Exception):
    """The text that a guard takes out does not stand in its file exactly once."""


@dataclass(frozen=True)
class Result:
    """What the tests of a guard said: `red` where at least one failed, `broken` where they could not be run."""

    guard: Guard
    tests: int
    red: bool
    seconds: float
    broken: str = ""


def changed_text(root: Path, change: Change) -> str:
    """The file without the guard. Raises NotFound."""
    text = (root / change.file).read_text(encoding="utf-8")
    if (found := text.count(change.old)) != 1:
        raise NotFound(f"{change.file}: found {found} times instead of once: {change.old.strip()[:100]}")
    return text.replace(change.old, change.new)


def copy_of_the_project(folder: Path) -> Path:
    """A copy that shares the installed packages."""
    there = folder / "project"
    shutil.copytree(ROOT, there, ignore=LEFT_OUT)
    (there / ".venv").symlink_to(ROOT / ".venv")
    return there


def without(guard: Guard, there: Path) -> Result:
    """Run the guard's tests in the copy with the guard taken away; the copy is whole again afterwards."""
    kept = {change.file: (there / change.file).read_text(encoding="utf-8") for change in guard.changes}
    try:
        for change in guard.changes:
            (there / change.file).write_text(changed_text(there, change), encoding="utf-8")
        return run(guard, there)
    finally:
        for file, text in kept.items():
            (there / file).write_text(text, encoding="utf-8")


def run(guard: Guard, there: Path) -> Result:
    """Run the guard's tests in the copy as it stands."""
    begun = time.monotonic()
    ran = subprocess.run(
        [".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *guard.tests],
        cwd=there,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    failed, passed = (_count(ran.stdout, word) for word in ("failed", "passed"))
    broken = "" if failed or (passed and ran.returncode == 0) else ran.stdout[-1500:] + ran.stderr[-500:]
    return Result(guard, failed + passed, bool(failed), time.monotonic() - begun, broken)


def _count(said: str, word: str) -> int:
    found = re.findall(rf"(\d+) {word}\b", said.strip().splitlines()[-1]) if said.strip() else []
    return int(found[0]) if found else 0
