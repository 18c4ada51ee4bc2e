"""Whether a row's outcome, budget and deviation agree in sign, as they would stand in the portal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from economy.rules import deviation
from followup.numbers import UNIT_FACTORS, Amount, format_value, in_unit, round_half_up, trimmed

THREE = ("actual", "budget", "deviation")
_ORE = Decimal("0.01")


def doubts(given: Mapping[str, Amount], stands: Mapping[str, Decimal], *, is_income: bool) -> list[str]:
    """A sentence that says what to do where the three amounts of a row contradict each other; none where they agree
    within their rounding, or one of them is not said.

    `given` is what the file says, for its unit and precision; `stands` what would be stored, in kronor.
    """
    if any(name not in given for name in THREE):
        return []
    actual, budget, said = (stands[name] for name in THREE)
    computed = deviation(budget, actual, is_income=is_income)
    slack = sum((_rounding(given[name]) for name in THREE), Decimal(0))
    if abs(computed - said) <= slack:
        return []
    unit = given["deviation"].unit
    words = {"computed": _words(computed, unit), "said": _words(said, unit)}
    return [_sentence(turned=abs(computed + said) <= slack, opposed=actual * budget < 0, is_income=is_income) % words]


def _rounding(amount: Amount) -> Decimal:
    """Half of the last digit that was given; an amount is kept to the öre, however many a spreadsheet computes."""
    last = UNIT_FACTORS.get(amount.unit, Decimal(1)) * Decimal(1).scaleb(-amount.decimals)
    return max(last, _ORE) / 2


def _sentence(*, turned: bool, opposed: bool, is_income: bool) -> str:
    if turned and is_income:
        return _(
            "Outcome and budget make the deviation %(computed)s, but the file says %(said)s: the sign is the other. "
            "Check that the file writes all income with the same sign, and that a deficit has a minus."
        )
    if turned:
        return _(
            "Outcome and budget make the deviation %(computed)s, but the file says %(said)s: the sign is the other. "
            "Check under “What the columns mean” how the file states costs, and that a deficit has a minus."
        )
    if opposed:
        return _(
            "Outcome and budget have different signs and make the deviation %(computed)s, but the file says %(said)s. "
            "Write both with the same sign in the file, and import it anew."
        )
    return _(
        "Outcome and budget make the deviation %(computed)s, but the file says %(said)s. Check the three amounts in "
        "the file. They are written as they stand there."
    )


def _words(kronor: Decimal, unit: str) -> str:
    shown = in_unit(kronor, unit) if unit in UNIT_FACTORS else kronor
    return format_value(trimmed(round_half_up(shown, 8)), unit, signed=True)
