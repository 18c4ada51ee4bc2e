"""The register of commissions, the page of each, and the record of what its giver has decided."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions.decision_form import DecisionForm
from commissions.page import commission_page, state_text
from commissions.recording import may_decide, record
from commissions.register import Entry
from commissions.register_file import register_file
from commissions.register_page import find, register_of, register_page
from commissions.register_words import title_of
from organisation.actions import Refused
from organisation.downloads import download
from organisation.places import Place, place_or_404


@require_safe
def register(request, unit, period):
    place = place_or_404(request.user, unit, period, section="commissions")
    page = register_page(place, request.GET, today=timezone.localdate())
    context = {"place": place, "page": page, "form": page.form}
    return render(request, "commissions/register.html", context, status=422 if page.form.errors else 200)


@require_safe
def register_as_file(request, unit, period):
    """The rows that the address asks for. What cannot be read is said on the page, as it is there."""
    place = place_or_404(request.user, unit, period, section="commissions")
    today = timezone.localdate()
    search = find(place, request.GET, today=today)
    if search.form.errors:
        return redirect(f"{place.url('commissions:register')}?{request.GET.urlencode()}")
    content = register_file(search.found, place.unit, today=today, notes=[search.said()])
    name = f"{slugify(_('Register of commissions'))}-{today:%Y-%m-%d}.xlsx"
    return download(content, name)


@require_safe
def commission(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="commissions")
    page = commission_page(place, code, today=timezone.localdate())
    return render(request, "commissions/commission.html", {"place": place, "page": page})


@require_http_methods(["GET", "POST"])
def decide(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="commissions")
    entry = _entry_or_404(place, code)
    answer = may_decide(request.user, entry.commission)
    if not answer:
        raise PermissionDenied(answer.reason)
    form = DecisionForm(request.POST if request.method == "POST" else None, commission=entry.commission)
    if request.method == "POST" and form.is_valid() and _recorded(request, form, entry):
        messages.success(request, _("The decision is recorded."))
        return redirect(place.url("commissions:commission", code=code))
    context = {
        "place": place,
        "entry": entry,
        "form": form,
        "title": title_of(entry.commission),
        "said": state_text(entry),
        "back": place.url("commissions:commission", code=code),
    }
    return render(request, "commissions/decide.html", context, status=422 if form.errors else 200)


def _recorded(request, form: DecisionForm, entry: Entry) -> bool:
    """Whether it was; the form says why not."""
    try:
        record(entry.commission, values=form.values(), today=timezone.localdate(), by=request.user)
    except Refused as error:
        form.add_error(None, str(error))
        return False
    return True


def _entry_or_404(place: Place, code: str) -> Entry:
    entries = register_of(place, today=timezone.localdate(), code=code)
    if not entries:
        raise Http404(_("There is no such commission."))
    return entries[0]
