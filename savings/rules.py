"""The arithmetic of savings: pure functions over amounts in kronor and codes of status. No queries."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from followup.numbers import in_unit, trimmed

DECIDED = frozenset({"decided", "implementing", "implemented"})
PREPARED = frozenset({"idea", "prepared", "risk_assessment"})
STAGES = ("decided", "prepared", "rest")


def stage(status: str) -> str:
    """Decided (or carried out), prepared, or the rest: dropped, resting, without a status."""
    if status in DECIDED:
        return "decided"
    return "prepared" if status in PREPARED else "rest"


def in_tkr(kronor: Decimal | None) -> Decimal | None:
    """Kronor as tkr, without noughts at the end."""
    return None if kronor is None else trimmed(in_unit(kronor, "tkr"))


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that are known; None, and not 0, where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Part by whole in per cent, unrounded; None where either is unknown or there is nothing to divide by."""
    if part is None or not whole:
        return None
    return part / whole * 100
