"""How the figures of the economy hang together: within a row, and from the frames below to the one above."""

from __future__ import annotations

from collections.abc import Iterator

from economy.facts import row_key
from economy.ledger import DIFFERENCES, NAMES
from economy.models import TOTAL, Account
from economy.reported import Reported
from followup.sections import Relation

_INCOME = (Account.INCOME, Account.CARE_INCOME, Account.PATIENT_DENTAL_INCOME, Account.OTHER_INCOME)


def within(at: Reported, code: str) -> Iterator[Relation]:
    """Of each account, the deviations and the growth; of the net, income and costs.

    What is stated is held against amounts that are stated in the same row: sums have roundings of their own, and
    are held against their terms (`sums`).
    """
    for account in at.known_accounts(code):
        yield from _deviations(at, code, account)
        yield from _growth(at, code, account)
    for name in NAMES:
        yield from _net(at, code, name)


def sums(at: Reported, code: str) -> Iterator[Relation]:
    """Each amount of a frame, or of the total, against the frames below it.

    Where some of those are not known, the others are named as examples: at least half of them, and more than one,
    since a single part says nothing of a whole that others may outweigh.
    """
    below = at.codes_below(code)
    if not below:
        return
    for account in at.known_accounts(code):
        for name in NAMES:
            if at.amount(code, name, account):
                yield from _sum(at, code, account, name, below)


def of_income() -> Relation:
    """All income of the total as the sum of its kinds."""
    whole, *parts = (f"{row_key(TOTAL, account)}.deviation" for account in _INCOME)
    return Relation(kind="sum", result=whole, parts=tuple(parts))


def _sum(at: Reported, code: str, account: str, name: str, below: tuple[str, ...]) -> Iterator[Relation]:
    whole = at.amount(code, name, account)
    known = [part for part in below if at.amount(part, name, account)]
    if len(known) < len(below) and (len(known) < 2 or 2 * len(known) < len(below)):
        return
    if whole.origin == "difference":
        return
    if whole.origin == "stated":
        known = [term for part in known for term in at.ledger.terms(part, account, name)]
    yield Relation(
        kind="sum",
        result=f"{row_key(code, account)}.{name}",
        parts=tuple(f"{row_key(part, account)}.{name}" for part in known),
        complete=all(at.amount(part, name, account) for part in below),
    )


def _deviations(at: Reported, code: str, account: str) -> Iterator[Relation]:
    key = row_key(code, account)
    for name, (budget, outcome) in DIFFERENCES.items():
        known = at.amount(code, name, account)
        stated = {at.amount(code, one, account).origin for one in (budget, outcome)} == {"stated"}
        if known.origin == "difference" or (known.origin == "stated" and stated):
            parts = (f"{key}.{budget}", f"{key}.{outcome}")
            # Costs with a minus, and income, are over budget where they are more: the outcome less the budget.
            turned = Account(account).is_income or at.sign(account) < 0
            yield Relation(kind="difference", result=f"{key}.{name}", parts=parts[::-1] if turned else parts)


def _growth(at: Reported, code: str, account: str) -> Iterator[Relation]:
    row, key = at.outcome(code, account), row_key(code, account)
    amounts = [at.amount(code, name, account) for name in ("actual", "prior_actual")]
    stated = bool(row and row.growth_pct is not None)
    if at.ledger.growth(code, account) is None or (stated and any(one.origin != "stated" for one in amounts)):
        return
    yield Relation(kind="growth", result=f"{key}.growth", parts=(f"{key}.actual", f"{key}.prior_actual"))


def _net(at: Reported, code: str, name: str) -> Iterator[Relation]:
    accounts = (Account.NET, Account.INCOME, Account.COSTS)
    net, income, costs = (at.amount(code, name, account) for account in accounts)
    if net.origin != "stated" or not (income and costs) or "subtotal" in {income.origin, costs.origin}:
        return
    result, first, second = (f"{row_key(code, account)}.{name}" for account in accounts)
    if name in DIFFERENCES or at.sign(Account.COSTS) < 0:
        yield Relation(kind="sum", result=result, parts=(first, second))
    else:
        yield Relation(kind="difference", result=result, parts=(second, first))
