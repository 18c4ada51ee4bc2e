"""The history of a text or a value: read it, compare two versions, restore one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation import actions
from organisation.history import History, history_of, restore
from organisation.places import Place, place_or_404

MOST_DIGITS = 9


@require_safe
def history(request, unit, period, key):
    place, found = _history(request, unit, period, key)
    return _page(request, place, found)


def restore_version(request, unit, period, key):
    """POST writes the values of `version` as a new one; `current` is the version that stood on the page."""
    place, found = _history(request, unit, period, key)
    if request.method != "POST":
        return redirect(place.url("organisation:history", key=key))
    if not (role := place.has_role("write")):
        raise PermissionDenied(role.reason)
    version, seen = (_number(request.POST.get(name)) for name in ("version", "current"))
    if found.version(version) is None or found.version(seen) is None:
        return _page(request, place, found, error=_("Choose a version to restore."), status=422)
    try:
        before = found.current.number
        row = restore(found, version, seen=seen, by=request.user)
    except actions.Conflict:
        error = _("Not restored: somebody saved after you opened the page. The history below is as it stands now.")
        return _page(request, place, history_of(place, key), error=error, status=409)
    except actions.Refused as error:
        raise PermissionDenied(str(error)) from error
    if row.version == before:
        messages.info(request, _("It already reads as in version %(number)s.") % {"number": version})
    else:
        messages.success(request, _("Version %(number)s is restored.") % {"number": version})
    return redirect(place.url("organisation:history", key=key))


def _history(request, unit, period, key) -> tuple[Place, History]:
    place = place_or_404(request.user, unit, period, section=key.split(".")[0], action="history")
    found = history_of(place, key)
    if found is None:
        raise Http404(_("There is no such text or figure."))
    return place, found


def _page(request, place: Place, found: History, *, error: str = "", status: int = 200):
    steps = found.steps
    write = place.may("write")
    context = {
        "place": place,
        "history": found,
        "steps": steps,
        "comparison": _comparison(request, found, steps),
        "may_write": bool(write),
        "why_not": "" if write else write.reason,
        "error": error,
    }
    return render(request, "organisation/history.html", context, status=status)


def _comparison(request, found: History, steps):
    """The two versions that the address names, or those before and after the latest step."""
    if not steps:
        return None
    numbers = [request.GET.get(name) for name in ("from", "to")]
    if not any(numbers):
        return found.compare(steps[0].before, steps[0].latest)
    earlier = found.version(_number(numbers[0])) if numbers[0] else steps[0].before
    later = found.version(_number(numbers[1])) if numbers[1] else found.current
    if earlier is None or later is None:
        raise Http404(_("There is no such version."))
    return found.compare(earlier, later)


def _number(text: str | None) -> int:
    """A version number; −1, which no version has, where it is none."""
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else -1
