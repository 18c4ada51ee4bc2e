"""A part of a figure of availability that the board has not told of before: its name, on a form of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation import actions
from organisation.places import Place, place_or_404
from staffing.availability import ASKED, Followed, read_availability, title_of
from staffing.forms import AddPartForm
from staffing.models import Availability
from staffing.rows import ALL

_LONGEST_CODE = 30
# What stands for something else in addresses and keys.
_RESERVED = {"add", "change", ALL}


@require_http_methods(["GET", "POST"])
def add_part(request, unit, period, care, measure):
    place = place_or_404(request.user, unit, period, section="staffing")
    if (care, measure) not in ASKED or not place.unit.is_board:
        raise Http404(_("There is no such figure."))
    answer = place.may("write") if request.method == "GET" else place.has_role("write")
    if not answer:
        raise PermissionDenied(answer.reason)
    form = AddPartForm(request.POST if request.method == "POST" else None)
    trouble, status = "", 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        row = _new(place, care, measure, form.cleaned_data["part"])
        changes = {**form.cleaned_data, "order": row.order, "missing_reason": "not_reported"}
        try:
            actions.write(row=row, version=0, changes=changes, by=request.user)
        except (actions.Conflict, actions.Refused) as error:
            trouble, status = _why(error), 409
        else:
            messages.success(request, _("Added. Write its figures now, or later."))
            return redirect(place.url("staffing:availability", care=care, measure=measure, part=row.part_code))
    title = title_of(Availability(care=care, measure=measure))
    context = {"place": place, "form": form, "trouble": trouble, "figure": title}
    return render(request, "staffing/part_add.html", context, status=status)


def _new(place: Place, care: str, measure: str, name: str) -> Availability:
    """The part after those that there are, under a code of its own."""
    followed = read_availability(unit=place.unit, period=place.period)
    own = [row for row in followed.rows if (row.care, row.measure) == (care, measure)]
    order = max((row.order for row in own), default=0) + 1
    code = _free_code(followed, care, measure, name)
    return Availability(
        unit=place.unit, period=place.period, care=care, measure=measure, part_code=code, part=name, order=order
    )


def _free_code(followed: Followed, care: str, measure: str, name: str) -> str:
    stem = slugify(name)[:_LONGEST_CODE].strip("-") or "part"
    taken = {row.part_code for row in followed.rows if (row.care, row.measure) == (care, measure)} | _RESERVED
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _why(error: Exception) -> str:
    if isinstance(error, actions.Refused):
        return str(error)
    return _("Somebody added a part with the same name at the same moment. Look at the list before you add yours.")
