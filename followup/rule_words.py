"""What a finding says: plain sentences with both figures in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from followup import intervals
from followup.intervals import SCALES, Interval
from followup.numbers import format_fact, format_value, round_half_up, trimmed
from followup.sections import Fact, Relation

_CANDIDATES = 2


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A relation whose facts are all known: `computed` is what can follow, `exact` follows unrounded."""

    relation: Relation
    result: Fact
    parts: tuple[Fact, ...]
    computed: Interval
    exact: Interval
    facts: Mapping[str, Fact]

    @property
    def are_examples(self) -> bool:
        return self.relation.kind == "sum" and not self.relation.complete

    def in_unit(self, value: Decimal) -> Decimal:
        """A value in kronor or as a share of one, in the result's unit."""
        return value / SCALES.get(self.result.unit, Decimal(1))


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What is said to be the result, in the result's unit, and what that can stand for."""

    number: Decimal
    decimals: int
    span: Interval
    text: str
    place: str


def shown_result(judged: Judged, claim: Claim) -> str:
    """What follows from the parts, as a reader sees it: one decimal more than what is claimed."""
    if judged.relation.kind == "repetition":
        return format_fact(judged.parts[0])
    low, high = (_shown(judged, claim, value) for value in (judged.exact.low, judged.exact.high))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def sentence_for(judged: Judged, claim: Claim) -> str:
    """What is said, what follows, and how far apart they are."""
    if claim.place:
        place = claim.place[0].upper() + claim.place[1:]
        said = _("%(place)s says %(found)s.") % {"place": place, "found": claim.text}
    else:
        said = _("%(label)s is given as %(found)s.") % {"label": judged.result.label, "found": claim.text}
    words = {"expected": shown_result(judged, claim), "gap": _gap_text(judged, claim)}
    return f"{said} {_what_follows(judged) % (words | _part_words(judged))}"


def proposal_for(judged: Judged, claim: Claim) -> str:
    """What to do, with a better denominator where one fits and a hint where two digits may be transposed."""
    proposals = _better_denominators(judged, claim) or [_what_to_do(judged, claim)]
    gap = _gap(judged, claim)
    if gap and gap % 9 == 0 and judged.relation.kind != "range":
        proposals.append(_("The difference is divisible by 9: two digits may have changed places."))
    return " ".join(proposals)


def _what_follows(judged: Judged) -> str:
    if judged.are_examples:
        return _("The parts that are named come to %(expected)s: %(gap)s is not explained.")
    kind = judged.relation.kind
    return {
        "sum": _("The parts come to %(expected)s together: the difference is %(gap)s."),
        "ratio": _("%(first)s of %(second)s is %(expected)s: the difference is %(gap)s."),
        "growth": _("From %(second)s to %(first)s is %(expected)s: the difference is %(gap)s."),
        "range": _("A total lies between its groups, which here means %(expected)s."),
        "repetition": _("“%(other)s” says %(expected)s: the difference is %(gap)s."),
    }.get(kind) or _("From its parts it comes to %(expected)s: the difference is %(gap)s.")


def _part_words(judged: Judged) -> dict[str, str]:
    first, last = judged.parts[0], judged.parts[-1]
    return {"first": format_fact(first), "second": format_fact(last), "other": first.label}


def _what_to_do(judged: Judged, claim: Claim) -> str:
    if judged.are_examples:
        return _("Say what the remaining %(gap)s is.") % {"gap": _gap_text(judged, claim)}
    kind = judged.relation.kind
    if kind == "range":
        return _("Check the total and each group.")
    if kind == "repetition":
        return _("Decide which figure is right, and use it in both places.")
    expected = shown_result(judged, claim)
    if kind == "sum":
        return _("Look for a row that is missing or wrong, or change the sum to %(expected)s.") % {
            "expected": expected
        }
    return _("Check the parts, or change the figure to %(expected)s.") % {"expected": expected}


def _better_denominators(judged: Judged, claim: Claim) -> list[str]:
    """Other amounts of the report that would give the share that is claimed, the closest first."""
    if judged.relation.kind != "ratio":
        return []
    numerator = judged.parts[0]
    fitting = []
    for fact in judged.facts.values():
        if not _could_be_denominator(fact, judged):
            continue
        if (intervals.of_fact(numerator) / abs(intervals.of_fact(fact))).meets(claim.span):
            exact = judged.in_unit(intervals.in_base(numerator) / abs(intervals.in_base(fact)))
            fitting.append((exact, fact))
    fitting.sort(key=lambda one: abs(one[0] - claim.number))
    return [_denominator_text(judged, claim, exact, fact) for exact, fact in fitting[:_CANDIDATES]]


def _could_be_denominator(fact: Fact, judged: Judged) -> bool:
    """A fact outside the relation, of the denominator's dimension, that is not zero and cannot be."""
    if fact.number is None or fact.key in {judged.result.key, *judged.relation.parts}:
        return False
    span = intervals.of_fact(fact)
    same = intervals.dimension(fact.unit) == intervals.dimension(judged.parts[1].unit)
    return same and not span.low <= 0 <= span.high


def _denominator_text(judged: Judged, claim: Claim, exact: Decimal, fact: Fact) -> str:
    return _("%(first)s of %(amount)s (%(label)s) is %(share)s: check which amount the share is counted on.") % {
        "first": format_fact(judged.parts[0]),
        "amount": format_value(abs(fact.number or Decimal(0)), fact.unit, decimals=fact.decimals),
        "label": fact.label,
        "share": format_value(exact, judged.result.unit, decimals=max(claim.decimals, 0) + 1),
    }


def _gap(judged: Judged, claim: Claim) -> Decimal:
    """How far the claim is from what follows, in the result's unit; from the nearest end of a range."""
    ends = (judged.in_unit(judged.exact.low), judged.in_unit(judged.exact.high))
    nearest = min((_rounded(claim, end) for end in ends), key=lambda end: abs(end - claim.number))
    return abs(nearest - claim.number)


def _gap_text(judged: Judged, claim: Claim) -> str:
    """How far apart they are; what is left of a deviation has a sign: «+38 mnkr»."""
    unit = "pp" if judged.result.unit == "%" else judged.result.unit
    if judged.are_examples and judged.result.signed:
        rest = claim.number - _rounded(claim, judged.in_unit(judged.exact.low))
        return format_value(trimmed(rest), unit, signed=True)
    return format_value(trimmed(_gap(judged, claim)), unit)


def _shown(judged: Judged, claim: Claim, value: Decimal) -> str:
    number = trimmed(_rounded(claim, judged.in_unit(value)))
    return format_value(number, judged.result.unit, signed=judged.result.signed)


def _rounded(claim: Claim, number: Decimal) -> Decimal:
    return round_half_up(number, max(claim.decimals, 0) + 1)
