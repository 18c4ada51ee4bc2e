"""The rules of consistency: pure functions over facts and relations, that return findings.

A wing runs them over its own section, the review over the whole report. They need no database. Only
what can be shown by arithmetic is an error; what the figures leave unexplained is a notice.

R1 sum against its parts · R2 deviation against what it is the difference of · R3 parts named as examples
against their whole · R4 share against its numerator and denominator · R5 the same figure given twice, the same thing
with two answers (rule_repeated.py) · R6 a text against the assessment, the direction and the figures that it speaks
of (rule_prose.py, rule_support.py) · R7 a total between its groups · R8 status, forecast, dates and periodicity
(rule_states.py, rule_dates.py) · R9 a scale and what is said with it (rule_scales.py) · R10 a share that is measured
in something else (rule_measured.py), percentage points that are called per cent (rule_support.py) · R11 what an
account must hold (rule_required.py), what a text refers to (rule_parts.py), R14 a target stated in two ways
(rule_required.py) · R12 the same words, names and figures twice (rule_texts.py, rule_repeated.py) · R13 what is
listed, decided and verified (rule_savings.py) · R15 what was done after the period (rule_times.py) · R16 hint at
transposed digits · R17 what is left of a deviation when the parts that are named are taken from it · R18 tolerance
for rounding (intervals.py) · R19 a commission under another giver's heading (rule_givers.py) · R20 what is assumed
against what is observed (rule_assumptions.py) · R21 a text that is cut off (rule_parts.py). All of them, with what
they weigh, are in docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from followup import intervals
from followup.findings import Finding, Severity
from followup.numbers import format_fact, format_value, parse_number
from followup.relation_words import relation_in_words
from followup.rule_assumptions import check_assumptions
from followup.rule_dates import check_dates
from followup.rule_givers import check_givers
from followup.rule_measured import check_measured
from followup.rule_parts import check_cut_off, check_references
from followup.rule_prose import check_prose
from followup.rule_repeated import check_repeated
from followup.rule_required import check_required, check_targets
from followup.rule_savings import check_measures
from followup.rule_scales import check_scales
from followup.rule_states import check_states
from followup.rule_support import check_points, check_support
from followup.rule_texts import check_figures, check_texts
from followup.rule_times import check_times
from followup.rule_words import Claim, Judged, proposal_for, sentence_for, shown_result
from followup.sections import Fact, Item, Relation, Section

__all__ = ["check_relations", "relation_in_words", "review"]

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_ADDITIVE = {"sum", "difference", "range", "repetition"}
_FEWEST_PARTS = {"difference": 2, "ratio": 2, "growth": 2, "rolling12": 2}


def review(
    sections: Iterable[Section],
    relations: Sequence[Relation] = (),
    *,
    ends: date | None = None,
    chapters: Iterable[str] | None = None,
) -> list[Finding]:
    """Everything the rules find in the sections, and in `relations` across them, the gravest first.

    `ends` is the last day of the period that the sections tell of; without it nothing is held against the calendar.
    `chapters` are the titles of a whole report's: without them the sections are a part of one, and what stands in
    another part is not missed.
    Raises ValueError with the key where two facts of the sections have the same.
    """
    parts = [nested for section in sections for nested in section.walk()]
    facts: dict[str, Fact] = {}
    found_in: list[Relation] = []
    items: list[Item] = []
    for part in parts:
        for fact in part.facts:
            if fact.key in facts:
                raise ValueError(fact.key)
            facts[fact.key] = fact
        found_in.extend(part.relations)
        items.extend(part.items)
    known = [*found_in, *relations]
    findings = [
        *check_relations(facts, known),
        *check_repeated(items),
        *check_dates(items, ends=ends),
        *check_states(items, ends=ends),
        *check_givers(items),
        *check_scales(items, facts),
        *check_required(items, facts),
        *check_targets(items),
        *check_measured(items),
        *check_prose(parts),
        *check_points(parts),
        *check_cut_off(parts),
        *check_texts(parts),
        *check_times(parts, ends=ends),
        *check_assumptions(items, facts),
        *check_figures(facts.values(), known),
        *check_measures(items, facts, known),
    ]
    if chapters is not None:
        findings += [*check_support(parts, facts.values()), *check_references(parts, chapters)]
    return sorted(findings, key=lambda finding: _SEVERITIES.index(finding.severity))


def check_relations(facts: Mapping[str, Fact], relations: Iterable[Relation]) -> list[Finding]:
    """What does not hold. A relation with a fact that is missing, or without a value, cannot be judged.

    All facts that are known are of use, also those of no relation: a wrong share is tried against them.
    """
    return [
        finding
        for relation in relations
        for one in _one_by_one(relation)
        if (judged := _judge(one, facts))
        for finding in _findings(judged)
    ]


def _one_by_one(relation: Relation) -> list[Relation]:
    """A figure that is repeated is compared with each of its repetitions."""
    if relation.kind != "repetition":
        return [relation]
    return [replace(relation, parts=(part,)) for part in relation.parts]


def _judge(relation: Relation, facts: Mapping[str, Fact]) -> Judged | None:
    result = facts.get(relation.result)
    parts = tuple(facts[key] for key in relation.parts if key in facts)
    spans = [intervals.of_fact(part) for part in parts if part.number is not None]
    if not result or len(spans) != len(relation.parts) or len(spans) < _FEWEST_PARTS.get(relation.kind, 1):
        return None
    if relation.kind in _ADDITIVE and {intervals.dimension(part.unit) for part in parts} != {
        intervals.dimension(result.unit)
    }:
        return None
    try:
        computed = intervals.combine(relation, spans)
        exact = intervals.combine(relation, [intervals.exactly(intervals.in_base(part)) for part in parts])
    except ZeroDivisionError:
        return None
    return Judged(relation=relation, result=result, parts=parts, computed=computed, exact=exact, facts=facts)


def _findings(judged: Judged) -> list[Finding]:
    claims = [claim for claim in _claims(judged) if not _holds(judged, claim)]
    return [_finding(judged, claim) for claim in claims]


def _claims(judged: Judged) -> list[Claim]:
    """What the fact says, and what the source prints where that is something else."""
    result, relation = judged.result, judged.relation
    claims = []
    if result.number is not None:
        claims.append(
            Claim(
                number=result.number,
                decimals=result.decimals,
                span=intervals.of_number(
                    result.number, unit=result.unit, decimals=result.decimals, approximate=result.approximate
                ),
                text=format_fact(result),
                place="" if relation.printed else relation.place,
            )
        )
    if relation.printed:
        printed = _printed_claim(judged)
        claims = [claim for claim in claims if claim.number != printed.number] + [printed]
    return claims


def _printed_claim(judged: Judged) -> Claim:
    result, relation = judged.result, judged.relation
    number = _printed_number(relation.printed)
    exponent = number.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Claim(
        number=number,
        decimals=decimals,
        span=intervals.of_number(number, unit=result.unit, decimals=decimals, approximate=result.approximate),
        text=format_value(number, result.unit, signed=result.signed, approximate=result.approximate),
        place=relation.place,
    )


def _printed_number(text: str) -> Decimal:
    """A decimal string, or a number as it is printed: «81 000». Raises NumberError."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return parse_number(text)


def _holds(judged: Judged, claim: Claim) -> bool:
    if judged.are_examples:
        return judged.computed.fits_within(claim.span)
    return judged.computed.meets(claim.span)


def _finding(judged: Judged, claim: Claim) -> Finding:
    rule, severity = _rule(judged)
    return Finding(
        rule=rule,
        severity=severity,
        place=judged.relation.result,
        expected=shown_result(judged, claim),
        found=claim.text,
        sentence=sentence_for(judged, claim),
        proposal=proposal_for(judged, claim),
    )


def _rule(judged: Judged) -> tuple[str, Severity]:
    kind = judged.relation.kind
    if judged.are_examples:
        # A deviation has parts of both signs: what is left may well be right, and needs a word.
        return ("R17" if judged.result.signed else "R3"), Severity.NOTICE
    if kind == "repetition":
        return "R5", Severity.WARNING
    if kind == "difference" and judged.result.signed:
        return "R2", Severity.ERROR
    return {"ratio": "R4", "growth": "R4", "range": "R7"}.get(kind, "R1"), Severity.ERROR
