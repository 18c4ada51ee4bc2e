"""What the database of a portal under test holds, read and changed from outside."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.browser.databases import Database

BOARD, PERIOD = "vasterbotten-hsn", "2025"
_HERE = (
    "unit_id = (SELECT id FROM organisation_unit WHERE slug = %s) AND "
    "period_id = (SELECT id FROM organisation_reportingperiod WHERE slug = %s)"
)


def _as_data(value: Any) -> Any:
    """JSON is text in SQLite, and data in PostgreSQL."""
    return json.loads(value) if isinstance(value, str) else value


def revisions(database: Database, key: str) -> list[dict[str, Any]]:
    """The values after each change of the board's row in the open period, oldest first."""
    sql = f"SELECT after FROM organisation_revision WHERE key = %s AND {_HERE} ORDER BY id"
    return [_as_data(after) for (after,) in database.run(sql, key, BOARD, PERIOD)]


def passage(database: Database, key: str, column: str, word: str) -> list[str]:
    """Where the word came into the row's text and where it went: each change that moved it, oldest first, in words."""
    sql = (
        "SELECT version, at, username, tab, sequence, before, after FROM organisation_revision JOIN organisation_user "
        f"ON organisation_user.id = by_id WHERE key = %s AND {_HERE} ORDER BY organisation_revision.id"
    )
    found = []
    for version, at, who, tab, sequence, before, after in database.run(sql, key, BOARD, PERIOD):
        was, stands = (word in (_as_data(values).get(column) or "") for values in (before, after))
        if was != stands:
            found.append(
                f"{'came' if stands else 'went'} with version {version}, {at}, {who} {tab[:8]} no. {sequence}"
            )
    return found


def row(database: Database, key: str, *columns: str) -> tuple | None:
    """The named columns of the board's row in the open period; None before its first change."""
    sql = f"SELECT kind, row_id FROM organisation_revision WHERE key = %s AND {_HERE} LIMIT 1"
    found = database.run(sql, key, BOARD, PERIOD)
    if not found:
        return None
    kind, pk = found[0]
    return database.run(f"SELECT {', '.join(columns)} FROM {_table(kind)} WHERE id = %s", pk)[0]


def kept(database: Database) -> list[str]:
    """The texts that came too late and are kept, whoever typed them."""
    return [
        one["text"]
        for (fields,) in database.run("SELECT fields FROM organisation_kepttext")
        for one in _as_data(fields)
    ]


def half_written(database: Database) -> list[str]:
    """The rows of the open period that do not stand as their last change left them, or whose version is not the
    number of their changes."""
    wrong = []
    sql = (
        f"SELECT kind, row_id, count(*), max(id) FROM organisation_revision WHERE {_HERE} AND kind <> %s "
        "GROUP BY kind, row_id"
    )
    for kind, pk, count, last in database.run(sql, BOARD, PERIOD, "organisation.submission"):
        after = _as_data(database.run("SELECT after FROM organisation_revision WHERE id = %s", last)[0][0])
        columns = ", ".join(f'"{name}"' for name in after)
        version, *values = database.run(f"SELECT version, {columns} FROM {_table(kind)} WHERE id = %s", pk)[0]
        if version != count:
            wrong.append(f"{kind} {pk}: version {version}, {count} changes")
        stands = zip(after, values, strict=True)
        wrong += [f"{kind} {pk}: {name}" for name, value in stands if not _same(value, after[name])]
    return wrong


def lock(database: Database) -> None:
    """The manager has handed the board's report in."""
    now = datetime.now(UTC).isoformat()
    sql = (
        "INSERT INTO organisation_submission "
        "(unit_id, period_id, state, submitted_at, submitted_by_id, return_reason) "
        "SELECT unit.id, period.id, 'submitted', %s, person.id, '' FROM organisation_unit unit, "
        "organisation_reportingperiod period, organisation_user person "
        "WHERE unit.slug = %s AND period.slug = %s AND person.username = 'chef' "
        "ON CONFLICT (unit_id, period_id) DO UPDATE SET state = 'submitted', submitted_at = excluded.submitted_at, "
        "submitted_by_id = excluded.submitted_by_id"
    )
    database.run(sql, now, BOARD, PERIOD)


def unlock(database: Database) -> None:
    database.run(f"UPDATE organisation_submission SET state = 'open' WHERE {_HERE}", BOARD, PERIOD)


def _table(kind: str) -> str:
    return kind.replace(".", "_")


def _same(stored: Any, logged: Any) -> bool:
    """A value of the row and the same in the log, where dates and numbers are text."""
    if stored is None or logged is None or isinstance(stored, str):
        return stored == logged
    if isinstance(stored, bool | int | float | Decimal):
        return Decimal(str(stored)) == Decimal(str(int(logged) if isinstance(logged, bool) else logged))
    return str(stored) == str(logged)
