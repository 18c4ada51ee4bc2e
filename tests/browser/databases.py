"""The two databases that a portal under test can stand on: copied, read and written from outside, and taken away."""

from __future__ import annotations

import fcntl
import os
import socket
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg


class SqliteDatabase:
    """A file. Taken away by holding its write lock."""

    def __init__(self, path: Path):
        self.path = path
        self.kept = path.with_suffix(".kept")
        self.holder: sqlite3.Connection | None = None

    def environment(self) -> dict[str, str]:
        return {"BOARDPORTAL_SQLITE": str(self.path)}

    def keep(self) -> None:
        _copy(self.path, self.kept)

    def reset(self) -> None:
        _copy(self.kept, self.path)

    def run(self, sql: str, *values: Any) -> list[tuple]:
        """One statement with `%s` for each value, in its own transaction; the rows it gives."""
        with closing(sqlite3.connect(self.path, timeout=20)) as connection, connection:
            return connection.execute(sql.replace("%s", "?"), values).fetchall()

    def take_away(self) -> None:
        self.holder = sqlite3.connect(self.path, timeout=20, isolation_level=None, check_same_thread=False)
        self.holder.execute("BEGIN EXCLUSIVE")

    def mend(self) -> None:
        if self.holder is not None:
            self.holder.rollback()
            self.holder.close()
            self.holder = None

    def remove(self) -> None:
        self.mend()


class PostgresDatabase:
    """A database on the server that BOARDPORTAL_DATABASE names, behind a wire that can be cut."""

    def __init__(self, url: str, name: str):
        self.server, self.name, self.template = url, name, f"{name}_kept"
        self.wire = Wire(urlsplit(url).hostname, urlsplit(url).port)

    def environment(self) -> dict[str, str]:
        parts = urlsplit(self.server)
        who = parts.netloc.rpartition("@")[0]
        there = parts._replace(netloc=f"{who}@127.0.0.1:{self.wire.port}", path=f"/{self.name}")
        return {"BOARDPORTAL_DATABASE": urlunsplit(there)}

    def keep(self) -> None:
        self.copy(self.name, self.template)

    def reset(self) -> None:
        self.copy(self.template, self.name)

    def copy(self, source: str, target: str) -> None:
        with self._connect("postgres") as connection:
            for name in (source, target):
                connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            connection.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def run(self, sql: str, *values: Any) -> list[tuple]:
        with self._connect(self.name) as connection:
            cursor = connection.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def take_away(self) -> None:
        self.wire.cut()

    def mend(self) -> None:
        self.wire.mend()

    def remove(self) -> None:
        self.wire.close()
        with self._connect("postgres") as connection:
            for name in (self.name, self.template):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(urlunsplit(urlsplit(self.server)._replace(path=f"/{name}")), autocommit=True)


class Wire:
    """A TCP connection to somewhere that can be cut: what is open breaks, and what is new is refused."""

    def __init__(self, host: str, port: int):
        self.there = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.is_cut = False
        self.open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self.is_cut = True
        for one in list(self.open):
            _hang_up(one)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                _hang_up(near)
                continue
            far = socket.create_connection(self.there)
            self.open |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for one in (source, target):
            self.open.discard(one)
            _hang_up(one)


def database_of(folder: Path, common: Path, fill: Callable[[Any], None]):
    """A copy of the filled database, which is made once, by the test process that comes first."""
    url = os.environ.get("BOARDPORTAL_DATABASE", "")
    own = SqliteDatabase(folder / "portal.sqlite3")
    filled = SqliteDatabase(common / "demo.sqlite3")
    if url:
        own = PostgresDatabase(url, f"portal_{os.getpid()}")
        filled = PostgresDatabase(url, "portal_demo")
    with (common / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = common / "demo.done"
        if not done.exists():
            if url:
                with filled._connect("postgres") as connection:
                    connection.execute('DROP DATABASE IF EXISTS "portal_demo" WITH (FORCE)')
                    connection.execute('CREATE DATABASE "portal_demo"')
            fill(filled)
            done.touch()
        if url:
            own.copy("portal_demo", own.name)
        else:
            _copy(filled.path, own.path)
    return own


Database = SqliteDatabase | PostgresDatabase


def _copy(source: Path, target: Path) -> None:
    """The whole content of one database in the place of another's, also while a server has it open."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target, timeout=20)) as there:
        here.backup(there)


def _hang_up(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
