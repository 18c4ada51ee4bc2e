"""What the arithmetic rules cannot see: listed is not decided, and two measures may save the same money (R13)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup.findings import Finding, Severity
from followup.numbers import format_fact, format_value
from savings.levels import LevelPart
from savings.rules import DECIDED, total


def notices(parts: list[LevelPart]) -> list[Finding]:
    """Notices about the lists. They say what to keep in mind; none of them is an error."""
    found = [finding for part in parts if (finding := _not_decided(part))]
    found += [finding for part in parts if (finding := _decided_already(part))]
    overlap = _overlap(parts)
    return [*found, overlap] if overlap else found


def _not_decided(part: LevelPart) -> Finding | None:
    """The sum of a list counts what nobody has decided. Said when every measure of the list is reported."""
    decided = part.stages["decided"]
    if not all(line.row.version for line in part.lines):
        return None
    if decided.number is None or part.total.number is None or decided.number >= part.total.number:
        return None
    words = {"list": part.short_label, "total": format_fact(part.total), "decided": format_fact(decided)}
    return Finding(
        rule="R13",
        severity=Severity.NOTICE,
        place=part.total.key,
        expected=words["decided"],
        found=words["total"],
        sentence=_("%(list)s: %(total)s a year is listed, and %(decided)s of it is decided or carried out.") % words,
        proposal=_("Say which of the two sums you mean."),
    )


def _decided_already(part: LevelPart) -> Finding | None:
    """Measures that are listed as needing political preparation although they are decided."""
    decided = [line.measure.number for line in part.lines if line.row.status in DECIDED]
    if part.level != "political" or not decided:
        return None
    words = {"count": len(decided), "measures": ", ".join(decided)}
    return Finding(
        rule="R13",
        severity=Severity.NOTICE,
        place=part.count.key,
        expected="",
        found=words["measures"],
        sentence=ngettext(
            "%(measures)s is decided, and still listed as needing political preparation.",
            "%(measures)s are decided, and still listed as needing political preparation.",
            len(decided),
        )
        % words,
        proposal=_("Consider a list of its own for what is decided."),
    )


def _overlap(parts: list[LevelPart]) -> Finding | None:
    """Measures that cut the same cost: their effects may be counted twice."""
    pairs = [
        (line.measure, fact)
        for part in parts
        for line, fact in zip(part.lines, part.effects, strict=True)
        if line.measure.overlaps.all() and fact.number is not None
    ]
    counted = total(fact.number for _measure, fact in pairs)
    if len(pairs) < 2 or counted is None:
        return None
    words = {
        "measures": ", ".join(measure.number for measure, _fact in pairs),
        "amount": format_value(counted, "tkr"),
    }
    return Finding(
        rule="R13",
        severity=Severity.NOTICE,
        place="savings.total.all",
        expected="",
        found=words["amount"],
        sentence=_("%(measures)s cut the same kind of cost: %(amount)s a year in all, and part may be counted twice.")
        % words,
        proposal=_("Count the effect once, or say how it is divided."),
    )
