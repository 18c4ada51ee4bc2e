"""`python -m tests.faults --steps 200 [--seed S] [--postgres]`: types under faults, and ends with 1 where anything
was lost. On SQLite, or on a PostgreSQL of its own."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardportal.settings")

import django

django.setup()

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser import portal as server  # noqa: E402
from tests.browser.conftest import FLAGS, _logged_in  # noqa: E402
from tests.faults.driver import World  # noqa: E402
from tests.faults.journal import characters  # noqa: E402


def main() -> int:
    options = _options()
    if options.postgres and "BOARDPORTAL_DATABASE" not in os.environ:
        os.execv("bin/with-postgres", ["bin/with-postgres", sys.executable, "-m", "tests.faults", *sys.argv[1:]])
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        common = options.folder or Path(folder)
        portal = server.start(Path(folder), common)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
                cookies = {name: _logged_in(browser, portal.url, name) for name in ("planerare", "chef")}
                began = time.monotonic()
                world = World(portal, browser, cookies, options.seed)
                world.run(options.steps, say=partial(print, flush=True))
                browser.close()
        finally:
            portal.stop()
    _report(world, options.seed, time.monotonic() - began)
    return 1 if world.losses or world.wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL")
    parser.add_argument("--folder", type=Path, help="where a filled SQLite database is kept for the next run")
    return parser.parse_args()


def _report(world: World, seed: int, seconds: float) -> None:
    silent = [loss for loss in world.losses if loss.silent]
    rows = [
        ("steps", world.journal.step),
        *((f"  {kind}", count) for kind, count in sorted(world.faults.items())),
        ("characters typed", world.journal.characters),
        *((what, world.counts[what]) for what in ("saves acknowledged", "conflicts", "recoveries", "steps cut short")),
        ("characters lost", characters(world.losses)),
        ("characters silently lost", characters(silent)),
        ("rows half written", len(world.wrong)),
        ("seconds", round(seconds)),
        ("seed", seed),
    ]
    for what, value in rows:
        print(f"{what:<28}{value:>10}")
    for loss in world.losses[:5]:
        print(f"\nlost: {loss.word} in {loss.place}, typed at step {loss.step}{', silently' if loss.silent else ''}")
    for one in world.wrong:
        print(f"\nhalf written: {one}")
    if world.losses:
        first = min(loss.step for loss in world.losses)
        for step, line in world.told:
            if first - 3 <= step:
                print(f"  {step:>4}  {line}")


if __name__ == "__main__":
    sys.exit(main())
