"""The portal as a browser meets it: the production server on a database of its own with the demo in it, on SQLite or,
where BOARDPORTAL_DATABASE names a server, on PostgreSQL. It can be killed, and its database taken away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tests.browser.databases import Database, database_of


def environment(database: Database) -> dict[str, str]:
    """The settings of the server: errors as a reader sees them, and no database but this one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOARDPORTAL_", "DJANGO_"))}
    return kept | database.environment() | {"BOARDPORTAL_DEBUG": "0"}


def fill(database: Database) -> None:
    """The demo. The command belongs on a developer's machine, and says so where DEBUG is off."""
    subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=settings.BASE_DIR,
        env=environment(database) | {"BOARDPORTAL_DEBUG": "1"},
        check=True,
        capture_output=True,
    )


@dataclass
class Portal:
    """A running server. `reset` gives the database the content that `keep` saw."""

    listener: socket.socket
    database: Database
    log: Path
    process: subprocess.Popen | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def keep(self) -> None:
        self.database.keep()

    def reset(self) -> None:
        self.database.mend()
        if self.process is None:
            self.start()
        self.database.reset()

    def start(self) -> None:
        """It listens before it has started: requests wait, none is refused."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "boardportal.wsgi", "--threads", "4"),
                    *("--bind", f"fd://{self.listener.fileno()}", "--log-level", "warning", "--graceful-timeout", "1"),
                ],
                cwd=settings.BASE_DIR,
                env=environment(self.database),
                pass_fds=[self.listener.fileno()],
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def write_files(self) -> None:
        """What a worker does beside the server: the files that somebody has asked for are written."""
        subprocess.run(
            [sys.executable, "manage.py", "write_reports", "--once"],
            cwd=settings.BASE_DIR,
            env=environment(self.database),
            check=True,
            capture_output=True,
        )

    def kill(self) -> None:
        """Without warning, in the middle of whatever it does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)
        self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
        self.listener.close()
        self.database.remove()

    def complaints(self) -> str:
        """The end of the log, to stand beside a failure."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]


def start(folder: Path, common: Path) -> Portal:
    """A server on a copy of the filled database, which lies in `common`."""
    database = database_of(folder, common, fill)
    portal = Portal(socket.create_server(("127.0.0.1", 0)), database, folder / "server.log")
    portal.start()
    return portal
