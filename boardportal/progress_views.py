"""The progress of a board's units, for those who see what is not approved yet."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boardportal.progress import progress_of
from organisation import access
from organisation.opening import TimeTaken, times_taken
from organisation.places import Place, place_or_404


@require_safe
def progress(request, unit, period):
    """The whole table, with the counts of one unit where `?unit=` names it; for htmx that unit's cell alone."""
    place = place_or_404(request.user, unit, period)
    if not access.sees_drafts(request.user, place.unit):
        raise PermissionDenied(_("Only those who report in the board follow how far its units have come."))
    counted = request.GET.get("unit", "")
    units = progress_of(place, today=timezone.localdate(), counted=counted)
    if request.htmx and counted:
        one = next((one for one in units if one.counts is not None), None)
        if one is None:
            raise Http404(_("There is no such unit."))
        return render(request, "boardportal/_progress_counts.html", {"one": one})
    page = {"place": place, "units": units, "times": _times(place)}
    return render(request, "boardportal/progress.html", page)


def _times(place: Place) -> list[TimeTaken]:
    """How long the units' reporting takes, for the board's administrator: to mend the reporting, not the reporters."""
    if not (place.unit.is_board and place.has_role("administer")):
        return []
    return times_taken(place.unit, place.periods)
