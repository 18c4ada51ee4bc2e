"""Commissions in words: the sentence that sums them up, and what is written about each."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commissions.models import Commission, CommissionReport, Part
from commissions.reading import Line
from followup.sections import Status
from followup.status import SCALES, shown
from organisation.models import ReportingPeriod, Unit

SCALE = "commission"


def status_of(code: str, unit: Unit) -> Status:
    """A commission's status in the board's own word."""
    return shown(SCALE, code, unit.words(SCALE))


def part_status(part: Part, code: str, unit: Unit) -> Status:
    """How far a part has come, in the board's own word."""
    return shown(part.scale, code, unit.words(part.scale))


def status_counts(lines: list[Line]) -> list[tuple[str, int]]:
    """(status, how many) of the statuses that occur, in the vocabulary's order."""
    counts = Counter(line.report.status for line in lines)
    return [(code, counts[code]) for code in SCALES[SCALE] if counts[code]]


def summary(lines: list[Line], period: ReportingPeriod) -> str:
    """One sentence that says how many commissions stand where."""
    total = len(lines)
    if not total:
        return _("There are no commissions for %(year)s.") % {"year": period.end.year}
    counts = status_counts(lines)
    if [code for code, _count in counts] == ["unassessed"]:
        return ngettext(
            "The only commission has not been reported yet.",
            "None of the %(total)s commissions has been reported yet.",
            total,
        ) % {"total": total}
    unit = lines[0].report.unit
    parts = [
        ngettext("%(count)s is “%(status)s”", "%(count)s are “%(status)s”", count)
        % {"count": count, "status": status_of(code, unit).label.lower()}
        for code, count in counts
    ]
    sentence = ngettext("Of %(total)s commission, %(parts)s.", "Of %(total)s commissions, %(parts)s.", total)
    return sentence % {"total": total, "parts": _listed(parts)}


def _listed(parts: list[str]) -> str:
    """«a», «a and b», «a, b and c»."""
    if len(parts) == 1:
        return parts[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def receivers(commission: Commission) -> str:
    """Who the commission is directed to, by name."""
    return ", ".join(body.name for body in commission.receivers.all())


def report_text(report: CommissionReport, lang: str) -> str:
    """All that is written about a commission as one text, its labels in the language it is written in.

    A text that stands alone has no label; several are told apart by theirs.
    """
    with override(lang):
        texts = report.texts
        parts = [text if len(texts) == 1 else f"**{label}**\n\n{text}" for label, text in texts]
        if report.forecast_text:
            parts.append(_("**Forecast:** %(text)s") % {"text": report.forecast_text})
    return "\n\n".join(parts)
