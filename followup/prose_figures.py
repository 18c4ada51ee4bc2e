"""Figures as people write them in a text: a number, how it is hedged, and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# Blanks between thousands, a comma before decimals, any minus; a year or a paragraph has no unit and is no figure.
NUMBER = r"[-−–+]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|[-−–+]?\d+(?:,\d+)?"
NUMBER = f"(?:{NUMBER})"
_UNITS = {
    "mnkr": r"mnkr|mkr|msek|miljoner(?:\s+kronor)?|miljon(?:\s+kronor)?|mn",
    "tkr": r"tkr|tsek|tusen\s+kronor",
    "kr": r"kronor|kr",
    "pp": r"procentenheter?|procentenheterna|pp",
    "%": r"%|procent",
}
UNIT_WORDS = r"(?:(?:" + "|".join(_UNITS.values()) + r")(?!\w))"
_HEDGES = {
    "about": r"cirka|ca\.?|omkring|ungefär|runt|närmare",
    "over": r"drygt|över|mer\s+än|minst",
    "under": r"knappt|under|mindre\s+än|nästan|högst",
}
_FIGURE = re.compile(
    r"(?:\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _HEDGES.items()) + r")\s+)?"
    rf"(?<![\w,.])(?P<number>{NUMBER})\s*(?P<unit>{UNIT_WORDS})",
    re.IGNORECASE,
)
_MINUS = str.maketrans({"−": "-", "–": "-"})


@dataclass(frozen=True)
class Written:
    """One figure of a text: `text` as it stands, its value, unit, decimals and hedge as facts have them."""

    text: str
    value: Decimal
    unit: str
    decimals: int
    approximate: str = ""


def figures_in(text: str) -> Iterator[Written]:
    """Every figure of the text that has a unit of money or is a share."""
    for found in _FIGURE.finditer(text):
        hedge = next((name for name in _HEDGES if found[name]), "")
        shown = " ".join(found[0].split())
        value = number_of(found["number"])
        yield Written(shown, value, unit_of(found["unit"]), max(0, -value.as_tuple().exponent), hedge)


def number_of(text: str) -> Decimal:
    """The number that NUMBER matched."""
    return Decimal(re.sub(r"[\s+]", "", text.translate(_MINUS)).replace(",", "."))


def unit_of(word: str) -> str:
    """The code of a unit's word, "" for none."""
    plain = " ".join(word.lower().split())
    return next((code for code, words in _UNITS.items() if re.fullmatch(words, plain)), "")
