"""The answers that show a report: the page on screen, live or sealed, and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language

from followup.findings import counted
from organisation.places import Place
from reports import exports, letters, renderings, slide_pages
from reports.assembly import Payload
from reports.compare import live_report
from reports.models import SealedReport
from reports.sealed import file_of, payload_of, seals_of, shown_sealed

WRITERS = exports.WRITERS
CONTENT_TYPES = {
    "slides.pdf": "application/pdf",
    "slides.html": "text/html; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


def report_page(request: HttpRequest, place: Place) -> HttpResponse:
    """What the reader is shown: the sealed report in the board's language, else the live one in the reader's."""
    if sealed := shown_sealed(place):
        return sealed_page(request, place, sealed)
    payload = live_report(unit=place.unit, period=place.period, today=timezone.localdate(), language=get_language())
    return _page(request, place, payload, None)


def sealed_page(request: HttpRequest, place: Place, sealed: SealedReport) -> HttpResponse:
    """One sealed report on screen, from its stored payload."""
    return _page(request, place, payload_of(sealed), sealed)


def report_file(place: Place, form: str) -> HttpResponse:
    """The file of what the reader is shown."""
    if sealed := shown_sealed(place):
        return attachment(sealed, form)
    payload = _live(place)
    content = renderings.written(payload, form) or WRITERS[form](payload)
    return attached(content, exports.file_name(payload, form), form)


def attachment(sealed: SealedReport, form: str) -> HttpResponse:
    """A file of one sealed report."""
    return attached(file_of(sealed, form), exports.file_name(payload_of(sealed), form), form)


def slides_page(request: HttpRequest, place: Place, sealed: SealedReport | None) -> HttpResponse:
    """The slides in the browser: of one sealed report, or of the live one in the board's language."""
    payload = payload_of(sealed) if sealed else _live(place)
    back = place.url("reports:sealed", number=sealed.number) if sealed else place.url("reports:report")
    with translation.override(payload.language):
        context = {"payload": payload, "pages": slide_pages.pages(payload, theme="screen"), "back": back}
        return render(request, "reports/slides/screen.html", context)


def case_file(place: Place, code: str, form: str, sealed: SealedReport | None = None) -> HttpResponse | None:
    """The letter of one matter, as the reader is shown it or of one sealed report; None where there is none."""
    sealed = sealed or shown_sealed(place)
    payload = payload_of(sealed) if sealed else _live(place)
    letter = letters.letter_of(payload, code)
    if letter is None:
        return None
    return attached(letters.WRITERS[form](letter), letters.file_name(letter, form), form)


def shown_payload(place: Place) -> Payload:
    """What the reader is shown, as its files hold it: as it was sealed, or as it stands in the board's language."""
    sealed = shown_sealed(place)
    return payload_of(sealed) if sealed else _live(place)


def _live(place: Place) -> Payload:
    return live_report(unit=place.unit, period=place.period, today=timezone.localdate())


def _page(request: HttpRequest, place: Place, payload: Payload, sealed: SealedReport | None) -> HttpResponse:
    seals = seals_of(place)
    with translation.override(payload.language):
        findings = payload.findings()
        counts = counted(findings)
    context = {
        "place": place,
        "payload": payload,
        "facts": payload.facts(),
        "places": payload.places(),
        "findings": findings,
        "counted": counts,
        "sealed": sealed,
        "seals": seals,
        "cases": letters.listed(payload),
        "is_superseded": bool(sealed) and sealed.number != seals[-1].number,
    }
    return render(request, "reports/report.html", context)


def attached(content: str | bytes, name: str, form: str) -> HttpResponse:
    """A file to keep, never shown in the browser."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)
