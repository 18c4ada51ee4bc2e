"""A relation written out as a calculation, for the page that explains a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from followup import intervals
from followup.numbers import (
    DASH,
    MINUS,
    UNIT_FACTORS,
    format_fact,
    format_number,
    format_value,
    in_unit,
    round_half_up,
    trimmed,
)
from followup.sections import Fact, Relation

Parts = tuple[Fact | None, ...]


def relation_in_words(relation: Relation, facts: Mapping[str, Fact]) -> str:
    """«−112 −33 −334 +144 = −335 mnkr».

    «=» where it is exactly so, «≈» where it is so within what rounding allows, «≠» where it is not. A
    fact that is missing, or without a value, is shown as «–».
    """
    result = facts.get(relation.result)
    parts = tuple(facts.get(key) for key in relation.parts)
    sign = _sign(relation, result, parts)
    if relation.kind == "range":
        return _range(result, parts, sign)
    if relation.kind == "sum":
        left = _sum(parts, result) + ("" if relation.complete else " + …")
    elif relation.kind == "rolling12":
        middle = len(parts) // 2
        left = f"{_total(parts[:middle])} / {_total(parts[middle:])}"
    elif relation.kind == "growth":
        left = f"{_calculation(' / ', _factors(relation, parts))} {MINUS} 1"
    else:
        left = _calculation(_SIGNS[relation.kind], _factors(relation, parts))
    return f"{left} {sign} {_text(result)}"


_SIGNS = {"difference": f" {MINUS} ", "product": " × ", "scaling": " × ", "ratio": " / ", "repetition": " = "}


def _sign(relation: Relation, result: Fact | None, parts: Parts) -> str:
    known = [part for part in parts if part and part.number is not None]
    if not result or result.number is None or len(known) != len(parts):
        return "="
    try:
        exact = intervals.combine(relation, [intervals.exactly(intervals.in_base(part)) for part in known])
        possible = intervals.combine(relation, [intervals.of_fact(part) for part in known])
    except ZeroDivisionError:
        return "="
    claimed = intervals.exactly(intervals.in_base(result))
    span = intervals.of_fact(result)
    if relation.kind == "sum" and not relation.complete:
        return "=" if possible.fits_within(span) else "≠"
    if exact.meets(claimed):
        return "="
    return "≈" if possible.meets(span) else "≠"


def _sum(parts: Parts, result: Fact | None) -> str:
    """Terms in the result's unit: «20 000 + 1 000», or «−112 +144» where signs matter."""
    texts = [_term(part, result) for part in parts]
    if any(text[0] in f"{MINUS}+" for text in texts):
        return " ".join([texts[0], *(text if text[0] in f"{MINUS}+{DASH}" else f"+{text}" for text in texts[1:])])
    return " + ".join(texts)


def _term(part: Fact | None, result: Fact | None) -> str:
    if part is None or part.number is None:
        return DASH
    unit = result.unit if result else part.unit
    if part.unit == unit or part.unit not in UNIT_FACTORS or unit not in UNIT_FACTORS:
        return format_number(part.number, decimals=part.decimals, signed=part.signed)
    shown = round_half_up(part.number, part.decimals) * UNIT_FACTORS[part.unit]
    return format_number(trimmed(in_unit(shown, unit)), signed=part.signed)


def _factors(relation: Relation, parts: Parts) -> list[str]:
    texts = [_text(part) for part in parts]
    if relation.factor:
        fraction = "/" in relation.factor
        texts.append(relation.factor if fraction else format_number(Decimal(relation.factor)))
    return texts


def _calculation(sign: str, texts: list[str]) -> str:
    """Negative figures in brackets, all but the first: «−391 − (−56)»."""
    return sign.join([texts[0], *(f"({text})" if text.startswith(MINUS) else text for text in texts[1:])])


def _total(parts: Parts) -> str:
    """The sum of a half of a rolling twelve months, in the unit of its first month."""
    if any(part is None or part.number is None for part in parts):
        return DASH
    known = [part for part in parts if part]
    total = sum((part.number or Decimal(0) for part in known), Decimal(0))
    return format_value(total, known[0].unit, decimals=max(part.decimals for part in known))


def _range(result: Fact | None, parts: Parts, sign: str) -> str:
    known = sorted(_known(parts), key=intervals.in_base)
    if not known:
        return _text(result)
    words = {"value": _text(result), "low": _text(known[0]), "high": _text(known[-1])}
    if sign == "≠":
        return _("%(value)s does not lie between %(low)s and %(high)s") % words
    return _("%(value)s lies between %(low)s and %(high)s") % words


def _known(parts: Parts) -> Iterable[Fact]:
    return (part for part in parts if part and part.number is not None)


def _text(fact: Fact | None) -> str:
    return DASH if fact is None or fact.value is None else format_fact(fact)
