"""What is other than in the report before, and what a correction changed, on pages of their own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.changes import account
from organisation.places import Place, place_or_404
from reports.assembly import Payload, assemble, template_of
from reports.compare import earlier_report, name_of, summary, tables, text_names
from reports.models import SealedReport
from reports.sealed import payload_of, shown_sealed


@require_safe
def changes(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """The account against the latest report before this one that has been decided."""
    place = place_or_404(request.user, unit, period, section="report")
    sealed, today = shown_sealed(place), timezone.localdate()
    before = earlier_report(place.unit, place.period, today=today)
    now = payload_of(sealed) if sealed else assemble(unit=place.unit, period=place.period, today=today)
    return _page(request, place, before, now, back=place.url("reports:report"))


@require_safe
def sealed_changes(request: HttpRequest, unit: str, period: str, number: int) -> HttpResponse:
    """What a correction changed in the report that it corrects."""
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    found = SealedReport.objects.filter(unit=place.unit, period=place.period, number__in=[number - 1, number])
    pair = list(found.defer("pdf"))
    if number < 1 or len(pair) < 2:
        raise Http404(_("There is no such correction."))
    before, now = (payload_of(one) for one in pair)
    return _page(request, place, before, now, back=place.url("reports:sealed", number=number))


def _page(request: HttpRequest, place: Place, before: Payload | None, now: Payload, *, back: str) -> HttpResponse:
    context = {"place": place, "payload": now, "before": before, "back": back, "facts": now.facts()}
    if before:
        with translation.override(now.language):
            names = text_names(template_of(place.unit, place.period))
            found = account(before.sections(), now.sections(), names)
            context |= {
                "account": found,
                "summary": summary(found),
                "before_name": name_of(before),
                "tables": tables(found, found.values),
            }
    return render(request, "reports/changes.html", context)
