"""Sealing the report, opening it for a correction, and what was sealed: on screen and as files."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.csp import with_charts
from organisation import actions
from organisation.places import Place, place_or_404
from reports import sealed as sealed_reports
from reports.answers import attachment, case_file, sealed_page, slides_page
from reports.models import SealedReport
from reports.seal_forms import CorrectForm, SealForm
from reports.seal_page import exceptions_of, obstacle, sealed_with
from reports.sealing import next_number, reason_given, seal_report


@require_http_methods(["GET", "POST"])
def seal(request, unit, period):
    place = _place_for(request, unit, period, "seal")
    if not place.unit.is_board:
        return redirect("reports:seal", unit=place.unit.root.slug, period=period)
    in_the_way = obstacle(place)
    if in_the_way:
        status = 409 if request.method == "POST" else 200
        return _seal_page(request, place, form=None, in_the_way=in_the_way, status=status)
    number = next_number(place.unit, place.period)
    today = timezone.localdate()
    verdicts = exceptions_of(place, today=today)
    form = SealForm(
        request.POST or None,
        initial=_initial(place, number),
        period=place.period,
        number=number,
        today=today,
        has_exceptions=bool(verdicts),
    )
    if request.method == "GET" or not form.is_valid():
        shown = {"number": number, "verdicts": verdicts, "status": 422 if form.is_bound else 200}
        return _seal_page(request, place, form=form, **shown)
    try:
        done = seal_report(board=place.unit, period=place.period, by=request.user, today=today, **form.cleaned_data)
    except actions.Refused as error:
        return _refused(request, unit, period, form, str(error))
    messages.success(request, _("Sealed. The report and every unit's texts are locked."))
    return redirect("reports:sealed", unit=unit, period=period, number=done.number)


@require_http_methods(["GET", "POST"])
def correct(request, unit, period):
    place = _place_for(request, unit, period, "correct")
    answer = place.may("correct")
    form = CorrectForm(request.POST or None)
    if not answer or request.method == "GET" or not form.is_valid():
        wrong = 422 if answer else 409
        context = {"place": place, "form": form, "in_the_way": answer.reason, "seals": sealed_reports.seals_of(place)}
        return render(request, "reports/correct.html", context, status=wrong if request.method == "POST" else 200)
    try:
        actions.correct(submission=place.submission, reason=form.cleaned_data["reason"], by=request.user)
    except actions.Refused as error:
        context = {"place": place, "form": form, "in_the_way": str(error), "seals": sealed_reports.seals_of(place)}
        return render(request, "reports/correct.html", context, status=409)
    messages.success(request, _("Opened for a correction. What was sealed is kept, and can still be read."))
    return redirect("reports:report", unit=unit, period=period)


@require_safe
@with_charts
def sealed(request, unit, period, number):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    return sealed_page(request, place, _sealed_or_404(place, number))


@require_safe
def sealed_file(request, unit, period, number, form):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    return attachment(_sealed_or_404(place, number), form)


@require_safe
def sealed_slides(request, unit, period, number):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    return slides_page(request, place, _sealed_or_404(place, number))


@require_safe
def sealed_letter(request, unit, period, number, code, form):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    if not (found := case_file(place, code, form, _sealed_or_404(place, number))):
        raise Http404(_("There is no such matter."))
    return found


def _place_for(request, unit: str, period: str, action: str) -> Place:
    """The place, for whoever has the role; what stands in the way of the act itself is the page's to say."""
    place = place_or_404(request.user, unit, period, section="report")
    answer = place.has_role(action)
    if not answer:
        raise PermissionDenied(answer.reason)
    return place


def _sealed_or_404(place: Place, number: int) -> SealedReport:
    found = SealedReport.objects.filter(unit=place.unit, period=place.period).select_related("sealed_by")
    return get_object_or_404(found, number=number)


def _initial(place: Place, number: int) -> dict:
    """What was seen, and for a correction why it was opened and the diary number of the report itself."""
    seen = {"seen": actions.seen_of(place.unit, place.period)}
    if not number:
        return seen
    latest = SealedReport.objects.listed(place.unit, place.period).last()
    return {**seen, "reason": reason_given(place.submission), "diary_number": latest.diary_number}


def _refused(request, unit: str, period: str, form: SealForm, reason: str):
    """Somebody was first, or something has changed: everything typed stays, beside how it stands now."""
    place = _place_for(request, unit, period, "seal")
    again = form.data.copy()
    again["seen"] = actions.seen_of(place.unit, place.period)
    form.data = again
    in_the_way = obstacle(place)
    return _seal_page(request, place, form=form, in_the_way=in_the_way, refused=reason, status=409)


def _seal_page(request, place: Place, *, form, number=None, in_the_way="", refused="", verdicts=(), status=200):
    context = {
        "place": place,
        "form": form,
        "number": next_number(place.unit, place.period) if number is None else number,
        "in_the_way": in_the_way,
        "refused": refused,
        "verdicts": verdicts,
        "seals": sealed_reports.seals_of(place),
        "units": sealed_with(place),
    }
    return render(request, "reports/seal.html", context, status=status)
