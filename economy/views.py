"""The economy's page and the form of each of its rows."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from economy import entries
from economy.listing import groups
from economy.models import TOTAL, Account, DeviationPart, Figure, Topic
from economy.overview import overview
from economy.rows import Rows
from organisation.entry import enter
from organisation.models import Frame
from organisation.places import place_or_404


@require_safe
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="economy")
    rows = Rows(place)
    context = {"place": place, "overview": overview(rows.now), "groups": groups(rows)}
    return render(request, "economy/economy_list.html", context)


@require_http_methods(["GET", "POST"])
def outcome(request, unit, period, frame, account):
    place = place_or_404(request.user, unit, period, section="economy")
    if account not in Account.values:
        raise Http404(_("There is no such account."))
    return enter(request, entries.outcome(place, _frame(place, frame), account))


@require_http_methods(["GET", "POST"])
def part(request, unit, period, frame, code):
    place = place_or_404(request.user, unit, period, section="economy")
    if len(code) > DeviationPart._meta.get_field("code").max_length:
        raise Http404(_("There is no such part."))
    return enter(request, entries.part(place, _frame(place, frame), code))


@require_http_methods(["GET", "POST"])
def figure(request, unit, period, frame, code):
    place = place_or_404(request.user, unit, period, section="economy")
    if code not in Figure.values:
        raise Http404(_("There is no such key figure."))
    return enter(request, entries.figure(place, _frame(place, frame), code))


@require_http_methods(["GET", "POST"])
def commentary(request, unit, period, topic):
    place = place_or_404(request.user, unit, period, section="economy")
    if topic not in Topic.values:
        _frame(place, topic, total=False)
    return enter(request, entries.commentary(place, topic))


@require_http_methods(["GET", "POST"])
def forecast(request, unit, period):
    place = place_or_404(request.user, unit, period, section="economy")
    return enter(request, entries.forecast(place))


@require_http_methods(["GET", "POST"])
def deviation(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="economy")
    area = get_object_or_404(place.unit.root.deviation_areas, code=code)
    return enter(request, entries.deviation(place, area))


def _frame(place, code, *, total=True) -> Frame | None:
    """The board's frame with that code, None for the total. Raises Http404 where there is none."""
    return None if total and code == TOTAL else get_object_or_404(place.unit.root.frames, code=code)
