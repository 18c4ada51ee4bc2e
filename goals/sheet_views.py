"""The sheet of an indicator, and what it is elsewhere, read from a saved answer of Kolada's."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from followup.csp import with_charts
from goals.sheet import sheet_page
from organisation.places import place_or_404


@require_safe
@with_charts
def sheet(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="goals")
    return render(request, "goals/sheet.html", {"place": place, "page": sheet_page(place, code)})
