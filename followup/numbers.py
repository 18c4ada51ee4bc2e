"""Numbers as a reader sees them and as a person types them: Swedish in both languages.

No-break space between thousands, decimal comma, real minus: «−1 234,5 mnkr». Every number that is shown
is formatted here, and every number that is typed is read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from followup.missing import MISSING
from followup.sections import Fact

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "–"
MAX_DIGITS = 15

# What a unit's code is shown as. Currency units are names and the same in every language.
UNITS = {
    "kr": "kr",
    "tkr": "tkr",
    "mnkr": "mnkr",
    "%": "%",
    "pp": gettext_lazy("percentage points"),
    "count": "",
    "hours": gettext_lazy("hours"),
    "days": gettext_lazy("days"),
    "ratio": "",
    "index": "",
    "people": gettext_lazy("people"),
}
UNIT_FACTORS = {"kr": Decimal(1), "tkr": Decimal(1000), "mnkr": Decimal(1_000_000)}

_ONE = {
    "pp": gettext_lazy("percentage point"),
    "hours": gettext_lazy("hour"),
    "days": gettext_lazy("day"),
    "people": gettext_lazy("person"),
}
_HEDGES = {
    "about": pgettext_lazy("before a number", "about"),
    "over": pgettext_lazy("before a number", "just over"),
    "under": pgettext_lazy("before a number", "just under"),
}
_AMOUNT_WORDS = {
    "kr": "kr sek kronor",
    "tkr": "tkr kkr tsek ksek tusen tusenkronor",
    "mnkr": "mnkr mkr msek miljoner miljon milj mn miljonerkronor miljkr",
}
_UNIT_OF_WORD = {word: unit for unit, words in _AMOUNT_WORDS.items() for word in words.split()}
# Wide enough for any number with MAX_DIGITS digits on either side of the comma.
_WIDE = Context(prec=60)

_MINUS_SIGNS = str.maketrans({MINUS: "-", "–": "-", "\u2010": "-", "\u2011": "-"})
_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = re.compile(r"(?P<sign>[-+]?) ?(?P<whole>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
_DIGITS = "0123456789"


class NumberError(ValueError):
    """What was typed cannot be read as one number. The message says what to do, in the active language."""


@dataclass(frozen=True, kw_only=True)
class Amount:
    """An amount in kronor, with the unit it was given in and its decimals in that unit."""

    kronor: Decimal
    unit: str
    decimals: int

    def in_unit(self, unit: str) -> Decimal:
        """The amount in kr, tkr or mnkr, unrounded. Raises KeyError on any other unit."""
        return in_unit(self.kronor, unit)


def in_unit(kronor: Decimal, unit: str) -> Decimal:
    """Kronor as kr, tkr or mnkr, unrounded. Raises KeyError on any other unit."""
    return Decimal(kronor) / UNIT_FACTORS[unit]


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Rounded to that many decimals, halves away from zero; negative decimals round to tens and up."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def trimmed(value: Decimal) -> Decimal:
    """Without noughts at the end and without exponent: 3,700 as 3,7."""
    return Decimal(format(value.normalize(_WIDE), "f"))


def format_number(value: Decimal | str | int | None, *, decimals: int | None = None, signed: bool = False) -> str:
    """«−1 234,5», or "" for None. `decimals` None keeps the digits given; `signed` writes the plus too."""
    if value is None:
        return ""
    number = Decimal(value)
    if decimals is not None:
        number = round_half_up(number, decimals)
    digits = f"{abs(number):,f}".replace(",", NBSP).replace(".", ",")
    if number == 0:
        return digits
    sign = MINUS if number < 0 else "+" if signed else ""
    return sign + digits


def format_value(
    value: Decimal | str | int | None,
    unit: str,
    *,
    decimals: int | None = None,
    signed: bool = False,
    approximate: str = "",
) -> str:
    """«drygt 1 234,5 mnkr», or "" for None. A unit that is not in UNITS is shown as it stands."""
    number = format_number(value, decimals=decimals, signed=signed)
    if not number:
        return ""
    label = str(_ONE[unit] if unit in _ONE and number.lstrip(f"{MINUS}+") == "1" else UNITS.get(unit, unit))
    hedge = f"{_HEDGES[approximate]} " if approximate else ""
    return f"{hedge}{number}{NBSP}{label}" if label else f"{hedge}{number}"


def format_fact(fact: Fact) -> str:
    """The fact as it is read; a missing value gives the reason in words, or «–» where none is known."""
    if fact.value is None:
        return str(MISSING.get(fact.missing, fact.missing)) or DASH
    return format_value(
        fact.value, fact.unit, decimals=fact.decimals, signed=fact.signed, approximate=fact.approximate
    )


def parse_number(text: str) -> Decimal:
    """The number that was typed, with the decimals that were typed. Raises NumberError.

    Comma or point before decimals, spaces between thousands, any minus. A point before exactly three
    digits could be either a decimal point or a thousands separator, and is refused.
    """
    shown = _SPACES.sub(" ", text).strip()
    clean = shown.translate(_MINUS_SIGNS)
    match = _NUMBER.fullmatch(clean)
    if not match:
        raise NumberError(_what_is_wrong(shown))
    whole, part = match["whole"].replace(" ", ""), match["part"] or ""
    if match["mark"] == "." and len(part) == 3 and whole != "0":
        raise NumberError(_ambiguous(shown, whole, part))
    if len(whole) + len(part) > MAX_DIGITS:
        raise NumberError(_("The number has more than %(count)s digits. Check it.") % {"count": MAX_DIGITS})
    return Decimal(f"{match['sign']}{whole}.{part}" if part else f"{match['sign']}{whole}")


def parse_amount(text: str, *, default_unit: str = "mnkr") -> Amount:
    """The amount that was typed, «250 Mkr» or «616 280 kr»; without a unit it is in `default_unit`.

    Raises NumberError.
    """
    after_number = 1 + max((place for place, sign in enumerate(text) if sign in _DIGITS), default=-1)
    word = re.sub(r"[\s.]", "", text[after_number:]).lower()
    unit = _UNIT_OF_WORD.get(word) if word else default_unit
    if unit is None:
        raise NumberError(
            _("“%(word)s” is not a unit of money. Write kr, tkr or mnkr after the number.") % {"word": word[:20]}
        )
    number = parse_number(text[:after_number])
    return Amount(kronor=number * UNIT_FACTORS[unit], unit=unit, decimals=decimals_of(number))


def amount_text(
    kronor: Decimal | None, unit: str, decimals: int | None = None, *, signed: bool = False, approximate: str = ""
) -> str:
    """An amount in kronor shown in `unit` (kr, tkr or mnkr): «−335 mnkr». "" for None."""
    if kronor is None:
        return ""
    return format_value(in_unit(kronor, unit), unit, decimals=decimals, signed=signed, approximate=approximate)


def decimals_given(text: str) -> int:
    """How many decimals were typed: «1 700,0» has one. Raises NumberError."""
    return decimals_of(parse_number(text))


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with: 5.0 has one, 3E+2 none."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def date_text(day: date | None, lang: str | None = None) -> str:
    """«31 augusti 2025» or «31 August 2025», in `lang` or the active language; "" for None."""
    if day is None:
        return ""
    with translation.override(lang or translation.get_language()):
        return dateformat.format(day, "j F Y")


def short_date(day: date | None) -> str:
    """«2025-08-31», ISO 8601, for tables; "" for None."""
    return day.isoformat() if day else ""


def _what_is_wrong(shown: str) -> str:
    if not shown:
        return _("Write a number.")
    if shown.count(".") + shown.count(",") > 1:
        return _(
            "“%(text)s” can be read in more than one way. Write thousands with spaces and decimals with a comma: "
            "1 234,5."
        ) % {"text": shown[:40]}
    return _("“%(text)s” is not a number. Write digits only, with a comma before decimals: 1 234,5.") % {
        "text": shown[:40]
    }


def _ambiguous(shown: str, whole: str, part: str) -> str:
    return _(
        "“%(text)s” can be read in more than one way. Write %(thousands)s if you mean thousands, "
        "or %(decimals)s if you mean decimals."
    ) % {"text": shown[:40], "thousands": format_number(whole + part), "decimals": f"{format_number(whole)},{part}"}
