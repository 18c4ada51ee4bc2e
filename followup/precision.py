"""How exactly a number was given: its decimals travel with it, negative for tens and up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from followup.numbers import UNIT_FACTORS, Amount, decimals_of, format_number, round_half_up, trimmed
from followup.sections import decimal_string

ONE = Decimal(1)


def shifted_decimals(decimals: int, unit: str, to_unit: str) -> int:
    """The decimals of an amount when its unit changes: 3 tkr is 0,003 mnkr, 335 mnkr is 335 000 tkr to thousands.

    Units are kr, tkr and mnkr. Raises KeyError on any other.
    """
    return decimals + UNIT_FACTORS[to_unit].adjusted() - UNIT_FACTORS[unit].adjusted()


def common_precision(amounts: Iterable[Amount], *, default: str) -> tuple[str, int]:
    """The unit and decimals that tell how exactly a row's amounts were given: the finest unit among them.

    Amounts that are not money are all in one unit. `default` is the unit where there are none.
    """
    amounts = list(amounts)
    if not amounts:
        return default, 0
    unit = min((one.unit for one in amounts), key=lambda unit: UNIT_FACTORS.get(unit, ONE))
    if unit not in UNIT_FACTORS:
        return unit, max(one.decimals for one in amounts)
    return unit, max(0, *(shifted_decimals(one.decimals, one.unit, unit) for one in amounts))


def as_given(value: Decimal | None, decimals: int) -> str | None:
    """The number with the decimals it was given in, as facts carry it; more where it has more, never fewer."""
    if value is None:
        return None
    rounded = round_half_up(value, decimals)
    return decimal_string(rounded if rounded == value else trimmed(value))


def typed_text(value: Decimal, decimals: int) -> str:
    """The number as it is typed in a form, «1 234,50»: the decimals it was given in, more where it has more."""
    return format_number(value, decimals=max(decimals, decimals_of(trimmed(value))))
