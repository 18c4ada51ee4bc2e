"""The portal as a browser meets it: the production server, on an embedded database of its own with the demo in it."""

from __future__ import annotations

import fcntl
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


def environment(database: Path) -> dict[str, str]:
    """The settings of the server: errors as a reader sees them, and no database but this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOARDPORTAL_", "DJANGO_"))}
    return kept | {"BOARDPORTAL_SQLITE": str(database), "BOARDPORTAL_DEBUG": "0"}


def filled(folder: Path) -> Path:
    """A database with the demo. Made once, by the test process that comes first; the others wait for it."""
    database = folder / "demo.sqlite3"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            unfinished = folder / "unfinished.sqlite3"
            subprocess.run(
                [sys.executable, "manage.py", "demo"],
                cwd=settings.BASE_DIR,
                # The command belongs on a developer's machine, and says so where DEBUG is off.
                env=environment(unfinished) | {"BOARDPORTAL_DEBUG": "1"},
                check=True,
                capture_output=True,
            )
            copy(unfinished, database)
    return database


def copy(source: Path, target: Path) -> None:
    """The whole content of one database in the place of another's, also while a server has it open."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target, timeout=20)) as there:
        here.backup(there)


@dataclass
class Portal:
    """A running server. `reset` gives the database the content that `keep` saw."""

    url: str
    database: Path
    kept: Path
    log: Path

    def keep(self) -> None:
        copy(self.database, self.kept)

    def reset(self) -> None:
        copy(self.kept, self.database)

    def complaints(self) -> str:
        """The end of the log, to stand beside a failure."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]


def start(folder: Path, template: Path) -> tuple[Portal, subprocess.Popen]:
    """A server on a copy of the template. It listens before it has started: requests wait, none is refused."""
    database = folder / "portal.sqlite3"
    copy(template, database)
    log = folder / "server.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "boardportal.wsgi", "--threads", "4"),
                *("--bind", f"fd://{listener.fileno()}", "--log-level", "warning", "--graceful-timeout", "1"),
            ],
            cwd=settings.BASE_DIR,
            env=environment(database),
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    return Portal(url=url, database=database, kept=folder / "kept.sqlite3", log=log), process
