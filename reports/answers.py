"""The answers that show a report: the page on screen, live or sealed, and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language

from followup.findings import counted
from organisation.places import Place
from reports import exports
from reports.assembly import Payload, assemble
from reports.models import SealedReport
from reports.sealed import file_of, payload_of, seals_of, shown_sealed

WRITERS = {"pdf": exports.pdf, "html": exports.html, "xlsx": exports.xlsx, "json": exports.json_text}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


def report_page(request: HttpRequest, place: Place) -> HttpResponse:
    """What the reader is shown: the sealed report in the board's language, else the live one in the reader's."""
    if sealed := shown_sealed(place):
        return sealed_page(request, place, sealed)
    payload = assemble(unit=place.unit, period=place.period, today=timezone.localdate(), language=get_language())
    return _page(request, place, payload, None)


def sealed_page(request: HttpRequest, place: Place, sealed: SealedReport) -> HttpResponse:
    """One sealed report on screen, from its stored payload."""
    return _page(request, place, payload_of(sealed), sealed)


def report_file(place: Place, form: str) -> HttpResponse:
    """The file of what the reader is shown."""
    if sealed := shown_sealed(place):
        return attachment(sealed, form)
    payload = assemble(unit=place.unit, period=place.period, today=timezone.localdate())
    return attached(WRITERS[form](payload), exports.file_name(payload, form), form)


def attachment(sealed: SealedReport, form: str) -> HttpResponse:
    """A file of one sealed report."""
    return attached(file_of(sealed, form), exports.file_name(payload_of(sealed), form), form)


def _page(request: HttpRequest, place: Place, payload: Payload, sealed: SealedReport | None) -> HttpResponse:
    seals = seals_of(place)
    with translation.override(payload.language):
        findings = payload.findings()
        counts = counted(findings)
    context = {
        "place": place,
        "payload": payload,
        "facts": payload.facts(),
        "findings": findings,
        "counted": counts,
        "sealed": sealed,
        "seals": seals,
        "is_superseded": bool(sealed) and sealed.number != seals[-1].number,
    }
    return render(request, "reports/report.html", context)


def attached(content: str | bytes, name: str, form: str) -> HttpResponse:
    """A file to keep, never shown in the browser."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)
