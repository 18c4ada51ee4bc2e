"""The economy's page and the form of each of its rows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from economy import entries
from economy.listing import groups
from economy.models import TOTAL, Account, AssumptionProfile, DeviationPart, Figure, Topic
from economy.overview import overview
from economy.planning import ProfileForm, store
from economy.profiles import profiles_of
from economy.rows import Rows
from organisation import plans
from organisation.actions import Locked
from organisation.entry import enter
from organisation.models import Frame
from organisation.places import place_or_404
from organisation.plan_history import latest_changes


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


@require_http_methods(["GET", "POST"])
def observed(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="economy")
    profile = next((one for one in profiles_of(place.unit.root, place.period) if one.code == code), None)
    if profile is None:
        raise Http404(_("There is no such assumption."))
    return enter(request, entries.observed(place, profile))


@require_http_methods(["GET", "POST"])
def add_profile(request, unit, period):
    place = _planned(request, unit, period)
    return _plan(request, place, AssumptionProfile())


@require_http_methods(["GET", "POST"])
def profile(request, unit, period, code):
    place = _planned(request, unit, period)
    return _plan(request, place, get_object_or_404(place.unit.root.assumption_profiles, code=code))


def _planned(request, unit, period):
    """The place, for who has a role that plans. To open a form takes an open period too; what is posted after it was
    locked is answered with everything that was typed. Raises PermissionDenied with the reason."""
    place = place_or_404(request.user, unit, period, section="economy")
    if not (answer := plans.may_plan(place) if request.method == "GET" else plans.has_role(place)):
        raise PermissionDenied(answer.reason)
    return place


def _plan(request, place, instance):
    """GET shows the form; POST saves it and leads back, or answers 422 (invalid), 409 (changed or locked since)."""
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=instance)
    status = 200
    if request.method == "POST":
        status = _saved(form, place) if form.is_valid() else 422
    if status == 302:
        messages.success(request, _("Saved: %(title)s") % {"title": form.instance.name})
        return redirect(place.url("economy:list") + "#group-assumptions")
    context = {"place": place, "form": form, "is_new": instance.pk is None}
    if instance.pk:
        context["changes"] = latest_changes(place, instance.key, form.names)
    return render(request, "economy/profile_form.html", context, status=status)


def _saved(form: ProfileForm, place) -> int:
    """302 where it is written, else 409 with the reason on the form."""
    try:
        store(form=form, board=place.unit.root, period=place.period, by=place.user)
    except plans.Stale:
        form.add_error(None, _("Somebody changed this after you opened it. Read what stands now, and save again."))
        form.show_again()
        return 409
    except Locked as error:
        form.add_error(None, str(error))
        return 409
    return 302


def _frame(place, code, *, total=True) -> Frame | None:
    """The board's frame with that code, None for the total. Raises Http404 where there is none."""
    return None if total and code == TOTAL else get_object_or_404(place.unit.root.frames, code=code)
