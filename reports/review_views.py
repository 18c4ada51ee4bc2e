"""The review of a report on a page of its own, and the tables of one wing as a file."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.findings import Severity, counted
from followup.gate import gate, summary
from organisation.entry import Entry, enter
from organisation.places import Place, place_or_404
from reports import exports
from reports.answers import attached
from reports.assembly import Payload
from reports.compare import live_report
from reports.finding_answers import Answer, answers_of, coded
from reports.forms import FindingAnswerForm
from reports.models import FindingAnswer
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
    payload = payload_of(sealed) if sealed else _live(place, get_language())
    with translation.override(payload.language):
        findings, verdicts = payload.findings(), gate(payload.sections())
        answered = answers_of(place.unit, place.period)
        codes = {finding: code for code, finding in coded(findings)}
        groups = [(severity.label, [one for one in findings if one.severity == severity]) for severity in Severity]
        context = {
            "place": place,
            "payload": payload,
            "places": payload.places(),
            "groups": [(str(label), found) for label, found in groups if found],
            "answers": {finding: _answer(place, code, answered) for finding, code in codes.items()},
            "earlier": [row for code, row in answered.items() if code not in codes.values()],
            "counted": counted(findings),
            "verdicts": verdicts,
            "judged": summary(verdicts) if verdicts else "",
        }
    return render(request, "reports/review.html", context)


@require_http_methods(["GET", "POST"])
def answer(request, unit, period, code):
    """The answer to one finding, of those that are found now or have been answered before."""
    place = place_or_404(request.user, unit, period, section="report")
    row = FindingAnswer.objects.at(place.unit, place.period).filter(code=code).first()
    found = dict(coded(_live(place, place.unit.root.language).findings())).get(code)
    if row is None and found is None:
        raise Http404(_("There is no such finding."))
    row = row or FindingAnswer(unit=place.unit, period=place.period, code=code, sentence=found.sentence)
    entry = Entry(
        place=place,
        title=_("Answer to a finding"),
        row=row,
        form_class=FindingAnswerForm,
        url=place.url("reports:answer", code=code),
        list_url=place.url("reports:review"),
        row_template="reports/_answer_row.html",
        row_context=lambda: {"row": row},
        lang=place.unit.root.language,
        lead=found.sentence if found else row.sentence,
        lead_lang=place.unit.root.language,
    )
    return enter(request, entry)


def _answer(place: Place, code: str, answered: dict[str, FindingAnswer]) -> Answer:
    comment = answered[code].comment if code in answered else ""
    return Answer(comment, place.url("reports:answer", code=code) if place.may_write else "")


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


def _live(place: Place, language: str) -> Payload:
    return live_report(unit=place.unit, period=place.period, today=timezone.localdate(), language=language)
