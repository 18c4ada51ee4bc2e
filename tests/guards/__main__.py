"""python -m tests.guards: takes one guard at a time away in a copy of the project and runs the tests named for it.

Prints guard, file, tests run, red or green, and seconds. Ends with 1 where any stays green, or cannot be taken away.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.guards.guards import GUARDS, Guard
from tests.guards.removal import ROOT, NotFound, Result, changed_text, copy_of_the_project, run, without


def main() -> int:
    options = _options()
    database = "postgresql" if os.environ.get("BOARDPORTAL_DATABASE") else "sqlite"
    guards = [one for one in GUARDS if options.only.lower() in one.name.lower()]
    for one in guards:
        for change in one.changes:
            changed_text(ROOT, change)
    asked = [one for one in guards if one.only in ("", database)]
    with tempfile.TemporaryDirectory() as folder:
        results = _all(asked, Path(folder), workers=options.workers if database == "sqlite" else 1)
    for one in guards:
        if one not in asked:
            print(f"{one.name:<52} not asked on {database}")
    return _judge(results)


def _all(guards: list[Guard], folder: Path, *, workers: int) -> list[Result]:
    copies: Queue[Path] = Queue()
    for number in range(workers):
        copies.put(copy_of_the_project(folder / str(number)))
    _refuse_red_already(guards, copies)

    def take_away(guard: Guard) -> Result:
        there = copies.get()
        try:
            result = without(guard, there)
        finally:
            copies.put(there)
        _print(result)
        return result

    print(f"{'guard':<52} {'file':<34} {'tests':>5}  {'result':<7} {'s':>5}")
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(take_away, guards))


def _refuse_red_already(guards: list[Guard], copies: Queue[Path]) -> None:
    """A test that fails with every guard in its place tells nothing."""
    there = copies.get()
    every = tuple(dict.fromkeys(test for guard in guards for test in guard.tests))
    before = run(Guard("", (), every), there)
    copies.put(there)
    if before.red or before.broken:
        sys.exit(f"The tests are to be green with every guard in its place.\n{before.broken}")
    print(f"All in their places: {before.tests} tests green in {before.seconds:.0f} s.\n")


def _print(result: Result) -> None:
    word = "BROKEN" if result.broken else "red" if result.red else "GREEN"
    file = result.guard.changes[0].file
    print(f"{result.guard.name:<52} {file:<34} {result.tests:>5}  {word:<7} {result.seconds:>5.0f}", flush=True)


def _judge(results: list[Result]) -> int:
    missed = [one for one in results if not one.red or one.broken]
    for one in missed:
        print(f"\nNot noticed: {one.guard.name}\n{one.broken}")
    print(f"\n{len(results) - len(missed)} of {len(results)} guards are missed by their tests when they are gone.")
    return 1 if missed or not results else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.guards", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="guards whose name contains this")
    parser.add_argument("--workers", type=int, default=2, help="copies that are tried at the same time (SQLite)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotFound as error:
        sys.exit(f"A guard no longer stands where it stood.\n{error}")
