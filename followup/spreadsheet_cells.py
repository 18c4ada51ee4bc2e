"""What a cell of a table is in a spreadsheet: a number with its number format, or text that stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from followup.numbers import MINUS, UNIT_FACTORS, NumberError, in_unit, parse_number, round_half_up
from followup.sections import Cell, Column, Fact

# As much as a cell of a spreadsheet holds.
MAX_TEXT = 32_767
# Text that a reader's spreadsheet would take for a formula when somebody edits the cell.
_LIKE_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠|")
_AROUND_A_NUMBER = re.compile(rf"(?P<before>[^0-9{MINUS}+-]*)(?P<number>[{MINUS}+-]?[0-9][0-9\s.,]*)(?P<after>\D*)")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A cell: `number` with its `decimals` and the words around it, or None and `text`."""

    text: str
    number: Decimal | None = None
    decimals: int = 0
    signed: bool = False
    before: str = ""
    after: str = ""

    @property
    def number_format(self) -> str:
        """The number format: thousands apart, the decimals given, the plus where it is shown, words in quotes."""
        digits = "#,##0" + ("." + "0" * self.decimals if self.decimals > 0 else "")
        forms = [f"+{digits}", f"-{digits}", digits] if self.signed else [digits]
        return ";".join(f"{_quoted(self.before)}{form}{_quoted(self.after)}" for form in forms)


def shown_cell(cell: Cell, column: Column, facts: Mapping[str, Fact]) -> Shown:
    """The cell as a spreadsheet holds it. A number is the fact's own value, in the column's unit and with the sign
    that the table shows it with; without a fact it is the number that stands there."""
    if column.kind != "number" or not (match := _AROUND_A_NUMBER.fullmatch(cell.text.strip())):
        return Shown(text=cell.text or (cell.status.label if cell.status else ""))
    try:
        number = parse_number(match["number"].strip())
    except NumberError:
        return Shown(text=cell.text)
    decimals = max(0, -int(number.as_tuple().exponent))
    own = _value_of(facts.get(cell.fact), column, match["after"].strip())
    if own is not None and round_half_up(abs(own), decimals) == abs(number):
        number = own.copy_sign(number)
    return Shown(
        text=cell.text,
        number=number,
        decimals=decimals,
        signed=match["number"].startswith("+") or _is_signed(facts.get(cell.fact)),
        before=match["before"],
        after=match["after"].rstrip() if match["after"].strip() != column.unit else "",
    )


def safe_text(text: str) -> str:
    """Text that fits in a cell."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(_LIKE_A_FORMULA)


def _value_of(fact: Fact | None, column: Column, unit: str) -> Decimal | None:
    """The fact's value in the unit that the table shows it in."""
    if fact is None or fact.number is None:
        return None
    shown = column.unit if column.unit in UNIT_FACTORS else unit
    if fact.unit in UNIT_FACTORS and shown in UNIT_FACTORS and fact.unit != shown:
        return in_unit(fact.number * UNIT_FACTORS[fact.unit], shown)
    return fact.number


def _is_signed(fact: Fact | None) -> bool:
    return bool(fact and fact.signed)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "”") + '"' if words else ""
