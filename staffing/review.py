"""What contradicts what among the staffing figures: the arithmetic, and two rules on definitions."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from followup.findings import Finding, Severity
from followup.numbers import format_fact
from followup.rules import review
from followup.sections import Fact, Section
from staffing.models import HiredShare, SickLeave
from staffing.words import target_value

LONG = f"staffing.sick.{SickLeave.Key.LONG}"
OTHER_LENGTHS = (SickLeave.Key.LONG_180, SickLeave.Key.LONG_15_180)


def findings(sections: tuple[Section, ...], share: HiredShare | None) -> list[Finding]:
    """Everything that is found in the sections, people first, the gravest first."""
    return [*review(sections), *long_term(sections[0].all_facts()), *target(share)]


def long_term(facts: Mapping[str, Fact]) -> list[Finding]:
    """R11: the share of long-term sick leave is required by law and has no value, while sick leave has one."""
    fact, total = facts[LONG], facts["staffing.sick.total"]
    if fact.value is not None or total.value is None:
        return []
    lengths = [str(measure.label) for measure in OTHER_LENGTHS if any(key.endswith(f".{measure}") for key in facts)]
    sentence = _("The share of sick leave of 60 days or more is required by law and has no value.")
    if lengths:
        other = _("Long-term sick leave is counted in another way instead: %(lengths)s.")
        sentence = f"{sentence} {other % {'lengths': '; '.join(lengths)}}"
    return [
        Finding(
            rule="R11",
            severity=Severity.WARNING,
            place=LONG,
            expected=_("A value in per cent"),
            found=format_fact(fact),
            sentence=sentence,
            proposal=_("Give the value, counted from 60 days."),
        )
    ]


def target(row: HiredShare | None) -> list[Finding]:
    """R14: the target is stated in two ways, which part where the value is the target itself."""
    if row is None or row.target is None or row.operator_elsewhere in {"", row.target_operator}:
        return []
    one, other = (str(HiredShare.Operator(code).label) for code in (row.target_operator, row.operator_elsewhere))
    words = {"one": one, "other": other, "target": target_value(row)}
    return [
        Finding(
            rule="R14",
            severity=Severity.NOTICE,
            place="staffing.hired.target",
            expected=f"{one} {words['target']}",
            found=f"{other} {words['target']}",
            sentence=_(
                "The target for hired staff is %(one)s %(target)s in one place and %(other)s %(target)s in another."
            )
            % words,
            proposal=_("Decide which of them holds: they part at exactly %(target)s.") % words,
        )
    ]
