"""A submission held until the transaction ends, so that a write, a lock and a seal take turns."""

from __future__ import annotations

from django.db import connection

from organisation.models import ReportingPeriod, Submission, Unit

_PLACE = ("unit__board", "period")


def hold(unit: Unit, period: ReportingPeriod) -> Submission:
    """The submission, stored and held. Call it inside a transaction."""
    Submission.objects.bulk_create([Submission(unit=unit, period=period)], ignore_conflicts=True)
    return _held().get(unit=unit, period=period)


def hold_board(board: Unit, period: ReportingPeriod) -> list[Submission]:
    """The submissions of the board and of every unit below it, the board's first: the order in which a write
    holds them too, so that no two wait for each other."""
    units = sorted(Unit.objects.of_board(board), key=lambda unit: (not unit.is_board, unit.pk))
    return [hold(unit, period) for unit in units]


def _held():
    # Who submitted, approved and sealed is not joined: after a wait PostgreSQL gives the row as it has become, but
    # what was joined to it as it was. SQLite has no row locks: its transactions are IMMEDIATE, one writer at a time.
    if connection.features.has_select_for_update_of:
        return Submission.objects.select_related(*_PLACE).select_for_update(of=("self",))
    return Submission.objects.select_related(*_PLACE)
