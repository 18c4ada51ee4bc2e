"""The amounts of a tree of frames: as they are stated, else as they follow from what is stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from economy import rules
from economy.models import Account, FrameOutcome
from followup.precision import shifted_decimals

STATED = (
    "actual",
    "budget",
    "deviation",
    "prior_actual",
    "change",
    "forecast",
    "prior_forecast",
    "budget_year",
    "prior_year_final",
)
# A deviation is what a budget leaves of an outcome: (budget, outcome).
DIFFERENCES = {
    "deviation": ("budget", "actual"),
    "forecast_deviation": ("budget_year", "forecast"),
    "prior_forecast_deviation": ("budget_year", "prior_forecast"),
}
DEVIATIONS = frozenset({*DIFFERENCES, "change"})
NAMES = (*STATED, "forecast_deviation", "prior_forecast_deviation")


@dataclass(frozen=True, kw_only=True)
class Known:
    """One amount in kronor as it is stored, or None; `decimals` are those it was given with in the board's unit.

    stated: somebody has reported it · difference: it is computed from two amounts of its own row · subtotal: it is
    the sum of those of `parts`, codes of the frames below, all of them known.
    """

    kronor: Decimal | None = None
    decimals: int = 0
    origin: Literal["", "stated", "difference", "subtotal"] = ""
    parts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.kronor is not None


UNKNOWN = Known()


class Ledger:
    """Finds the amounts of (frame code, account, name), each once.

    What is stated stands. Else a deviation follows from the row's own budget and outcome; else an amount is the sum
    of the frames below, where all of them are known; else a deviation follows from amounts that are sums.
    """

    def __init__(
        self,
        *,
        outcome: Callable[[str, str], FrameOutcome | None],
        children: Callable[[str], Sequence[str]],
        money: str,
    ):
        self._outcome, self._children, self._money = outcome, children, money
        self._found: dict[tuple[str, str, str], Known] = {}

    def find(self, code: str, account: str, name: str) -> Known:
        key = (code, account, name)
        if key not in self._found:
            self._found[key] = self._look(*key)
        return self._found[key]

    def is_known(self, code: str, account: str) -> bool:
        """Whether anything is known of the account in the frame, amount or growth."""
        return self._outcome(code, account) is not None or any(self.find(code, account, name) for name in NAMES)

    def growth(self, code: str, account: str) -> Decimal | None:
        """The growth that follows from the amounts, in per cent and unrounded."""
        now, before = (self.find(code, account, name).kronor for name in ("actual", "prior_actual"))
        return rules.growth(now, before)

    def terms(self, code: str, account: str, name: str) -> tuple[str, ...]:
        """The codes of the frames whose amounts add up to this one: sums opened up, so that each rounding counts."""
        known = self.find(code, account, name)
        if known.origin != "subtotal":
            return (code,)
        return tuple(term for part in known.parts for term in self.terms(part, account, name))

    def _look(self, code: str, account: str, name: str) -> Known:
        row = self._outcome(code, account)
        if row is not None and name in STATED:
            if (kronor := getattr(row, name)) is not None:
                decimals = shifted_decimals(row.amount_decimals, row.amount_unit, self._money)
                return Known(kronor=kronor, decimals=decimals, origin="stated")
            if name == "deviation" and row.missing_reason:
                return UNKNOWN
        return (
            self._difference(code, account, name, of_row=True)
            or self._subtotal(code, account, name)
            or self._difference(code, account, name, of_row=False)
        )

    def _difference(self, code: str, account: str, name: str, *, of_row: bool) -> Known:
        if name not in DIFFERENCES:
            return UNKNOWN
        budget, outcome = (self.find(code, account, one) for one in DIFFERENCES[name])
        kronor = rules.deviation(budget.kronor, outcome.kronor, is_income=Account(account).is_income)
        if kronor is None or (of_row and {budget.origin, outcome.origin} != {"stated"}):
            return UNKNOWN
        return Known(kronor=kronor, decimals=max(budget.decimals, outcome.decimals), origin="difference")

    def _subtotal(self, code: str, account: str, name: str) -> Known:
        parts = tuple(self._children(code))
        found = [self.find(part, account, name) for part in parts]
        kronor = rules.subtotal(one.kronor for one in found)
        if kronor is None:
            return UNKNOWN
        return Known(kronor=kronor, decimals=max(one.decimals for one in found), origin="subtotal", parts=parts)
