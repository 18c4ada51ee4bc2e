"""The portal as production runs it, on a database of its own that is gone afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def database(folder: Path):
    """The settings that name a new database: a file in the folder or, where BOARDPORTAL_DATABASE names a server, a
    database on it. What is in the database that it names is left alone."""
    server = os.environ.get("BOARDPORTAL_DATABASE", "")
    if not server:
        yield {"BOARDPORTAL_SQLITE": str(folder / "editors.sqlite3")}
        return
    name = f"editors_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {"BOARDPORTAL_DATABASE": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def environment(named: dict[str, str]) -> dict[str, str]:
    """Nothing of the shell's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOARDPORTAL_", "DJANGO_"))}
    return kept | named


@contextmanager
def serving(named: dict[str, str], *, workers: int, threads: int, log: Path):
    """A running server; gives its port. Errors are shown as a reader sees them, and logged."""
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "boardportal.wsgi", "--worker-class", "gthread"),
                *("--workers", str(workers), "--threads", str(threads), "--log-level", "warning"),
                *("--bind", f"fd://{listener.fileno()}"),
            ],
            cwd=ROOT,
            env=environment(named) | {"BOARDPORTAL_DEBUG": "0"},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            port = listener.getsockname()[1]
            _wait(f"http://127.0.0.1:{port}/healthz")
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(url: str) -> None:
    """It listens before it has started."""
    for _attempt in range(5):
        try:
            with urllib.request.urlopen(url, timeout=60):
                return
        except OSError:
            time.sleep(1)
    raise RuntimeError("The server does not answer.")
