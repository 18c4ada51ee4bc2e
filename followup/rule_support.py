"""R6: a figure of a text that no figure of the report supports («utan stöd»), and a share in the wrong unit (R10).

Pure functions over sections. Amounts of money and shares are read, as they are written in Swedish or with signs. A
figure has support where some figure of the report can stand for the same, by the precision that both were given in
(R18) and whichever sign it has. All of a text's figures without support are told of at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import intervals
from followup.findings import Finding, Severity
from followup.intervals import Interval
from followup.numbers import format_value, round_half_up
from followup.prose_figures import NUMBER, Written, figures_in, number_of
from followup.sections import Fact, Section
from followup.written import quoted, sentences_of, written_in

_PER_CENT = r"(?:%|procent)(?!\w)"
_POINTS = re.compile(
    rf"\bfrån\s+(?P<a>{NUMBER})\s*(?:{_PER_CENT})?\s+till\s+(?P<b>{NUMBER})\s*{_PER_CENT}"
    rf".{{0,60}}?\b(?:med|på|är)\s+(?P<c>{NUMBER})\s*{_PER_CENT}"
    rf"|\b(?:med|på)\s+(?P<c2>{NUMBER})\s*{_PER_CENT}.{{0,40}}?\bfrån\s+(?P<a2>{NUMBER})\s*(?:{_PER_CENT})?\s+till\s+"
    rf"(?P<b2>{NUMBER})\s*{_PER_CENT}",
    re.IGNORECASE | re.DOTALL,
)


def check_support(sections: Iterable[Section], facts: Iterable[Fact]) -> list[Finding]:
    """A notice for each text with figures that nothing supports."""
    known = _known(facts)
    found = []
    for section in sections:
        for one in written_in(section):
            lacking = dict.fromkeys(each.text for each in figures_in(one.text) if not _is_supported(each, known))
            if one.place and lacking:
                found.append(_unsupported(one.place, one.name, list(lacking)))
    return found


def check_points(sections: Iterable[Section]) -> list[Finding]:
    """A notice where a difference between two shares is called per cent and is percentage points."""
    return [
        _in_points(one.place, one.name, sentence, match)
        for section in sections
        for one in written_in(section)
        if one.place
        for sentence in sentences_of(one.text)
        if (match := _POINTS.search(sentence)) and _is_points(match)
    ]


def _known(facts: Iterable[Fact]) -> dict[str, list[Interval]]:
    """What the report's figures can stand for, without their signs, by what can be compared."""
    found: dict[str, list[Interval]] = {}
    for fact in facts:
        if fact.value is not None:
            found.setdefault(intervals.dimension(fact.unit), []).append(abs(intervals.of_fact(fact)))
    return found


def _is_supported(one: Written, known: dict[str, list[Interval]]) -> bool:
    span = intervals.of_number(abs(one.value), unit=one.unit, decimals=one.decimals, approximate=one.approximate)
    # Two that only touch, as 335 and 336 do at 335,5, are not the same figure.
    near = known.get(intervals.dimension(one.unit), ())
    return any(span.low < other.high and other.low < span.high for other in near)


def _unsupported(place: str, name: str, lacking: list[str]) -> Finding:
    words = {"name": name or _("the report"), "figures": ", ".join(lacking), "count": len(lacking)}
    return Finding(
        rule="R6",
        severity=Severity.NOTICE,
        place=place,
        expected="",
        found=words["figures"],
        sentence=ngettext(
            "%(name)s: nothing in the report supports the figure %(figures)s.",
            "%(name)s: nothing in the report supports the figures %(figures)s.",
            len(lacking),
        )
        % words,
        proposal=_("Pick the figure from the report where it has it, or say where it comes from."),
    )


def _numbers(match: re.Match[str]) -> tuple[Decimal, Decimal, Decimal]:
    return tuple(number_of(match[name] or match[f"{name}2"]) for name in "abc")


def _is_points(match: re.Match[str]) -> bool:
    """Whether the change is the difference and not the growth, by the precision it is written with."""
    first, last, change = _numbers(match)
    decimals = max(0, -change.as_tuple().exponent)
    if not first:
        return False
    growth = round_half_up(abs(last - first) / abs(first) * 100, decimals)
    return round_half_up(abs(last - first), decimals) == abs(change) != growth


def _in_points(place: str, name: str, sentence: str, match: re.Match[str]) -> Finding:
    first, last, change = _numbers(match)
    decimals = max(0, -change.as_tuple().exponent)
    growth = round_half_up(abs(last - first) / abs(first) * 100, max(decimals, 1))
    points = format_value(abs(change), "pp", decimals=decimals)
    words = {"name": name or _("the report"), "points": points, "text": quoted(sentence)}
    words["growth"] = format_value(growth, "%", decimals=max(decimals, 1))
    return Finding(
        rule="R10",
        severity=Severity.NOTICE,
        place=place,
        expected=points,
        found=format_value(abs(change), "%", decimals=decimals),
        sentence=_("%(name)s: the difference is %(points)s, or %(growth)s: “%(text)s”.") % words,
        proposal=_("Write percentage points."),
    )
