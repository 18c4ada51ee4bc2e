"""Files of reports that are written in the background: asked for, followed, and fetched when they are there.

A file's address holds the fingerprint of what it is written from, which only those who have seen that can know.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation.places import Place, place_or_404
from reports import renderings
from reports.answers import attached, shown_payload
from reports.models import Rendering

FORMS = {"pdf": "pdf", "docx": "docx", "pptx": "pptx", "slides": "slides.pdf"}
_DIRECT = {"pdf": "reports:pdf", "docx": "reports:docx", "pptx": "reports:pptx", "slides": "reports:slides_pdf"}
# Where nobody has begun within this time, no worker is running, and the file can be had while one waits.
_PATIENCE = timedelta(seconds=10)


@require_POST
def prepare(request: HttpRequest, unit: str, period: str, form: str) -> HttpResponse:
    """Ask for the file; straight to it where it has been written."""
    place = _place(request, unit, period, form)
    if place.may_view_sealed and form == "pdf" and not place.is_being_corrected:
        return redirect(place.url("reports:pdf"))
    asked = {"unit": place.unit, "period": place.period, "now": timezone.now()}
    found = renderings.ask(shown_payload(place), FORMS[form], **asked)
    name = "reports:rendered" if found.is_done else "reports:rendering"
    return redirect(place.url(name, form=form, content=found.content))


@require_safe
def rendering(request: HttpRequest, unit: str, period: str, form: str, content: str) -> HttpResponse:
    """How far it has come; the part alone where htmx asks."""
    place = _place(request, unit, period, form)
    found = _rendering(place, form, content)
    is_waiting = found.state == Rendering.State.WAITING and timezone.now() - found.asked_at > _PATIENCE
    context = {
        "place": place,
        "rendering": found,
        "form": form,
        "kilobytes": len(found.file) // 1024 + 1 if found.is_done else 0,
        "direct": place.url(_DIRECT[form]) if is_waiting else "",
    }
    return render(request, "reports/_rendering.html" if request.htmx else "reports/rendering.html", context)


@require_safe
def rendered(request: HttpRequest, unit: str, period: str, form: str, content: str) -> HttpResponse:
    """The file, byte for byte as it was written; how far it has come where it is not there yet."""
    place = _place(request, unit, period, form)
    found = _rendering(place, form, content)
    if not found.is_done:
        return redirect(place.url("reports:rendering", form=form, content=content))
    return attached(renderings.file_of(found), found.name, found.form)


def _place(request: HttpRequest, unit: str, period: str, form: str) -> Place:
    if form not in FORMS:
        raise Http404(_("There is no such file."))
    return place_or_404(request.user, unit, period, section="report", sealed=True)


def _rendering(place: Place, form: str, content: str) -> Rendering:
    own = Rendering.objects.filter(unit=place.unit, period=place.period, form=FORMS[form])
    return get_object_or_404(own.defer("payload"), content=content)
