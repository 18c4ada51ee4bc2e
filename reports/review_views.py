"""The review of a report on a page of its own, and the tables of one wing as a file."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.findings import Severity, counted
from followup.gate import gate, summary
from organisation.places import Place, place_or_404
from reports import exports
from reports.answers import attached
from reports.assembly import Payload
from reports.compare import live_report
from reports.sealed import content_of, payload_of, shown_sealed

# The report's own texts are no wing: they have no tables.
_OWN = "reports"


@require_safe
def review(request, unit, period):
    """Every finding of the report, for those who see drafts: the gravest first, each with its place."""
    place = place_or_404(request.user, unit, period, section="report")
    if not place.sees_drafts:
        raise PermissionDenied(_("Only those who report in the board read the review."))
    sealed = shown_sealed(place)
    payload = payload_of(sealed) if sealed else _live(place)
    with translation.override(payload.language):
        findings, verdicts = payload.findings(), gate(payload.sections())
        groups = [(severity.label, [one for one in findings if one.severity == severity]) for severity in Severity]
        context = {
            "place": place,
            "payload": payload,
            "places": payload.places(),
            "groups": [(str(label), found) for label, found in groups if found],
            "counted": counted(findings),
            "verdicts": verdicts,
            "judged": summary(verdicts) if verdicts else "",
        }
    return render(request, "reports/review.html", context)


@require_safe
def tables(request, unit, period, wing):
    """The tables of one wing with their sources, as they stand or as they were sealed."""
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    if wing not in {path.split(".")[0] for path in settings.REPORT_SECTIONS} - {_OWN}:
        raise Http404(_("There are no such tables."))
    content = content_of(place, today=timezone.localdate(), prefix=f"{wing}.")
    # A sealed report holds the sections of every wing.
    sections = [section for section in content.sections if section.key.split(".")[0] == wing]
    with translation.override(content.language):
        is_draft = content.sealed is None and not place.submission.is_decided
        mark = _("DRAFT") if is_draft else ""
        written = exports.tables_file(
            place.unit.name,
            sections,
            made_up=place.unit.root.is_made_up,
            notes=(place.period.label, mark),
            created=content.sealed.sealed_at.date() if content.sealed else place.period.end,
        )
    name = "-".join(filter(None, (place.unit.slug, place.period.slug, wing, slugify(mark))))
    return attached(written, f"{name}.xlsx", "xlsx")


def _live(place: Place) -> Payload:
    return live_report(unit=place.unit, period=place.period, today=timezone.localdate(), language=get_language())
