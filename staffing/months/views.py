"""The page by month, and its figures as a file."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.downloads import download
from organisation.places import place_or_404
from staffing.months.page import ask, months_page


@require_safe
def months(request, unit, period):
    place = place_or_404(request.user, unit, period, section="staffing")
    page = months_page(place, request.GET)
    status = 422 if page.form.errors else 200
    return render(request, "staffing/months.html", {"place": place, "page": page, "form": page.form}, status=status)


@require_safe
def months_as_file(request, unit, period):
    # Loaded with the libraries that count: only who asks for it waits.
    from staffing.months.file import months_file

    place = place_or_404(request.user, unit, period, section="staffing")
    _form, asked = ask(place, request.GET)
    content = months_file(place, asked, today=timezone.localdate())
    return download(content, f"{place.unit.slug}-{slugify(asked.label if asked else _('By month'))}.xlsx")
