"""«Min rapportering»: the page, one of its rows, its head, «Unchanged», and submission."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from boardportal.reporting import duties_of, missing_in
from boardportal.reporting_page import ReportRow, carries, report_row, reporting_page
from followup.templatetags.followup import moment
from organisation import actions, saving
from organisation.carrying import carry as carry_row
from organisation.places import Place, place_or_404


class NothingToCarry(Exception):
    """Nothing was said last time, or something else has been said since."""


@require_safe
def reporting(request, unit, period):
    place = _place(request, unit, period)
    return _page(request, place, only_missing=request.GET.get("show") == "missing")


@require_safe
def head(request, unit, period):
    """How far it has come and what is missing: fetched anew after each save."""
    place = _place(request, unit, period)
    if not request.htmx:
        return redirect(place.url("reporting"))
    page = reporting_page(place, today=timezone.localdate())
    return render(request, "boardportal/_reporting_head.html", {"place": place, "page": page})


@require_safe
def row(request, unit, period, key):
    place = _place(request, unit, period)
    found = _row_or_404(place, key)
    if not request.htmx:
        return redirect(_there(place, found))
    return _row(request, place, found, saved="saved" in request.GET)


@require_POST
def carry(request, unit, period, key):
    place = _place(request, unit, period)
    if not (role := place.has_role("write")):
        raise PermissionDenied(role.reason)
    if place.locked_reason:
        raise PermissionDenied(place.locked_reason)
    found = _row_or_404(place, key)
    try:
        _carry(request, found)
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    except actions.Conflict as conflict:
        return _not_carried(request, place, key, _saved_first(conflict.current))
    except NothingToCarry:
        return _not_carried(request, place, key, _("There is nothing to leave unchanged here: write what holds now."))
    return _carried(request, place, found)


def _carry(request, found: ReportRow) -> None:
    version, duty = _version(request), found.duty
    if version != duty.row.version:
        raise actions.Conflict(current=duty.row, base={})
    changes = carries(duty)
    if not changes:
        raise NothingToCarry
    carry_row(row=duty.row, previous_row=duty.before, changes=changes, version=version, by=request.user)


def _version(request) -> int:
    """The version that the page was made from; −1, which no row has, where that is not said."""
    posted = request.POST.get("version", "")
    return int(posted) if posted.isdecimal() and len(posted) < 10 else -1


def _saved_first(row) -> str:
    if row.saved_by is None:
        return _("Not changed: this was saved after you opened the page.")
    words = {"who": row.saved_by.shown_name, "when": moment(row.saved_at)}
    return _("Not changed: %(who)s saved this on %(when)s, after you opened the page.") % words


def _carried(request, place: Place, found: ReportRow) -> HttpResponse:
    """The row where it was pressed: on this page, in a wing's list, or on the form's own page."""
    there = _there(place, found)
    if not request.htmx:
        messages.success(request, _("Saved: %(title)s") % {"title": found.duty.label})
        return redirect(there)
    asked_from = saving.asked_from(request)
    if asked_from == place.url("reporting"):
        return _row(request, place, _row_or_404(place, found.duty.key), saved=True)
    if asked_from == found.duty.form_url:
        return HttpResponse(headers={"HX-Redirect": there})
    return HttpResponse(status=303, headers={"Location": f"{found.duty.form_url}?row&saved"})


def _not_carried(request, place: Place, key: str, trouble: str) -> HttpResponse:
    """409, with the reason in the row as it stands now."""
    if not request.htmx:
        return _page(request, place, status=409, troubles={key: trouble})
    found = report_row(place, key, today=timezone.localdate(), trouble=trouble)
    return _row(request, place, found, status=409)


def submit(request, unit, period):
    """POST hands in. After a login or a choice of language the address is asked for by GET: to the submission."""
    place = place_or_404(request.user, unit, period, section="reporting")
    if request.method != "POST":
        return redirect(place.url("organisation:submission"))
    duties = partial(duties_of, user=request.user, unit=place.unit, period=place.period, today=timezone.localdate())
    try:
        actions.submit(submission=place.submission, missing=lambda: missing_in(duties()), by=request.user)
    except actions.Incomplete:
        return _page(request, place, status=422, refused=True)
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("Submitted. A manager can now approve it or return it with a reason."))
    return redirect("board", unit=unit, period=period)


def _place(request, unit: str, period: str) -> Place:
    """The place, for those who follow drafts: beside each row stands what was said last time, approved or not."""
    place = place_or_404(request.user, unit, period, section="reporting")
    if not place.sees_drafts:
        raise PermissionDenied(_("Only those who report in the board read what there is to report."))
    return place


def _page(request, place: Place, *, status: int = 200, **kwargs) -> HttpResponse:
    page = reporting_page(place, today=timezone.localdate(), **kwargs)
    return render(request, "boardportal/reporting.html", {"place": place, "page": page}, status=status)


def _row(request, place: Place, found: ReportRow, *, saved: bool = False, status: int = 200) -> HttpResponse:
    response = render(request, "boardportal/_reporting_row.html", {"place": place, "row": found}, status=status)
    if saved:
        response.headers["HX-Trigger"] = "saved"
    return response


def _row_or_404(place: Place, key: str) -> ReportRow:
    found = report_row(place, key, today=timezone.localdate())
    if found is None:
        raise Http404(_("There is nothing to report with that key."))
    return found


def _there(place: Place, found: ReportRow) -> str:
    return f"{place.url('reporting')}#{found.dom_id}"
