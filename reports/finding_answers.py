"""What those who report have answered to a finding of the review: kept with the period, and shown beside the finding.

A finding is known by its rule, its place and its figures. Where a figure changes it is another one, and the answer to
the old one stays where it was written, and is listed as such.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from followup.findings import Finding
from organisation.models import ReportingPeriod, Unit
from reports.models import FindingAnswer

_NO_FIGURE = re.compile(r"[^\d,−-]+")


@dataclass(frozen=True)
class Answer:
    """What has been answered to a finding, "" where nothing has, and where it is written, "" for who may not."""

    comment: str
    url: str


def coded(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Each finding with its code, the same in every language: of those that are alike but for words the first is the
    first again."""
    counted: Counter[str] = Counter()
    found = []
    for one in findings:
        figures = (_NO_FIGURE.sub(" ", text).strip() for text in (one.expected, one.found))
        known_by = "\n".join((one.rule, one.place, *figures))
        counted[known_by] += 1
        digest = hashlib.sha256(f"{known_by}\n{counted[known_by]}".encode()).hexdigest()
        found.append((digest[:16], one))
    return found


def answers_of(unit: Unit, period: ReportingPeriod) -> dict[str, FindingAnswer]:
    """What has been answered in the period, by the finding's code. One query."""
    return {row.code: row for row in FindingAnswer.objects.at(unit, period) if row.comment.strip()}
