"""python -m tests.editors: many editors save at once, half of them in two fields together.

Starts the portal on a database of its own, on SQLite or, under bin/with-postgres, on PostgreSQL. At the end the
database is asked: each acknowledged save is in the history once, and no word is gone that its author did not remove.
Ends with 1 where something was overwritten silently, or the server failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.editors.server import ROOT, database, environment, serving


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as named:
        _fill(named)
        _set_up(named)
        try:
            return _measure(options, named, Path(folder) / "server.log")
        finally:
            from django.db import connection

            connection.close()


def _measure(options, named: dict[str, str], log: Path) -> int:
    from tests.editors.accounts import accounts
    from tests.editors.editor import Editor
    from tests.editors.verdict import verdict

    made = accounts(options.editors)
    stopped: list[str] = []
    threading.excepthook = lambda failed: stopped.append(f"{failed.thread.name}: {failed.exc_value!r}")
    with serving(named, workers=options.workers, threads=options.threads, log=log) as port:
        until = time.monotonic() + options.seconds
        editors = [Editor(number, account, port=port, until=until) for number, account in enumerate(made, start=1)]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
    found = verdict(editors, log=log, stopped=stopped)
    print(found)
    if found.errors:
        print(log.read_text(encoding="utf-8", errors="replace")[-3000:])
    return 0 if found.is_clean else 1


def _fill(named: dict[str, str]) -> None:
    """The demo; the command belongs on a developer's machine, and says so where DEBUG is off."""
    subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=environment(named) | {"BOARDPORTAL_DEBUG": "1"},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _set_up(named: dict[str, str]) -> None:
    for name in [name for name in os.environ if name.startswith(("BOARDPORTAL_", "DJANGO_"))]:
        del os.environ[name]
    os.environ |= named | {"DJANGO_SETTINGS_MODULE": "boardportal.settings", "BOARDPORTAL_DEBUG": "0"}
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.editors", description=__doc__.splitlines()[0])
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    parser.add_argument("--threads", type=int, default=4, help="threads in each")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
