"""What a rule found: two things in the same report that cannot both be right, or that need a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Severity(StrEnum):
    """How much a finding weighs. Only arithmetic (rules R1–R4 and R7) can be an error."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self):
        return {"error": _("Error"), "warning": _("Warning"), "notice": _("Notice")}[self.value]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One contradiction, with both figures and a proposal, in the language that was active.

    `rule` is the rule's code (R1 …), `place` the key of the fact or item it concerns, `expected` what
    follows from the rest, `found` what stands there; both are formatted as a reader sees them.
    """

    rule: str
    severity: Severity
    place: str
    expected: str
    found: str
    sentence: str
    proposal: str = ""


def counted(findings: Iterable[Finding]) -> str:
    """«3 fel, 2 varningar, 4 upplysningar», the gravest first; "" where there are none."""
    weights = [finding.severity for finding in findings]
    errors, warnings, notices = (weights.count(weight) for weight in Severity)
    parts = (
        (errors, ngettext("%(count)s error", "%(count)s errors", errors)),
        (warnings, ngettext("%(count)s warning", "%(count)s warnings", warnings)),
        (notices, ngettext("%(count)s notice", "%(count)s notices", notices)),
    )
    return ", ".join(words % {"count": count} for count, words in parts if count)
