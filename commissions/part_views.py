"""The forms for a part of a commission and for the use of a grant, each in its row of the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commissions.grants import read_grants
from commissions.part_forms import GrantUseForm, PartForm, QuickPartForm
from commissions.part_rows import grant_answer, part_answer
from commissions.reading import Line, PartLine, read_lines
from commissions.words import part_status
from organisation.entry import Before, Entry, enter
from organisation.places import Place, place_or_404


@dataclass
class QuickEntry(Entry):
    """The status alone: what was said last time is taken over in the form of the whole."""

    carry_url = ""


@require_http_methods(["GET", "POST"])
def part(request, unit, period, code, part):
    place = place_or_404(request.user, unit, period, section="commissions")
    line, one = _part_or_404(place, code, part)
    before = {}
    if one.previous:
        status = Before(status=part_status(one.part, one.previous.status, place.unit))
        before = {"status": status, "comment": Before(text=one.previous.comment)}
    entry = Entry(
        form_class=PartForm,
        url=place.url("commissions:part", code=code, part=part),
        previous=before,
        **_part_entry(place, line, one),
    )
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def quick(request, unit, period, code, part):
    """The status alone, as the list's own choice saves it."""
    place = place_or_404(request.user, unit, period, section="commissions")
    line, one = _part_or_404(place, code, part)
    entry = QuickEntry(
        form_class=QuickPartForm,
        purpose=_("Status"),
        url=place.url("commissions:quick_part", code=code, part=part),
        **_part_entry(place, line, one),
    )
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def grant(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="commissions")
    found = read_grants(unit=place.unit, period=place.period) if place.unit.is_board else []
    one = next((one for one in found if one.grant.code == code), None)
    if one is None:
        raise Http404(_("There is no such grant."))
    entry = Entry(
        place=place,
        title=one.grant.name,
        row=one.use,
        form_class=GrantUseForm,
        form_kwargs={"unit": one.grant.amount_unit},
        url=place.url("commissions:grant", code=code),
        list_url=place.url("commissions:list"),
        row_template="commissions/_grant_row.html",
        row_context=lambda: grant_answer(place, code),
        lang=place.unit.root.language,
        lead=one.grant.purpose,
    )
    return enter(request, entry)


def _part_entry(place: Place, line: Line, one: PartLine) -> dict[str, Any]:
    """What both forms of a part share."""
    code = line.commission.code
    return {
        "place": place,
        "title": one.part.title,
        "row": one.report,
        "form_kwargs": {"scale": one.part.scale, "words": place.unit.words(one.part.scale)},
        "list_url": place.url("commissions:list"),
        "row_template": "commissions/_part_row.html",
        "row_context": lambda: part_answer(place, code, one.part.code),
        "lang": place.unit.root.language,
        "lead": line.commission.name,
    }


def _part_or_404(place: Place, code: str, part: str) -> tuple[Line, PartLine]:
    lines = read_lines(unit=place.unit, period=place.period, previous=place.previous, code=code)
    for line in lines:
        for one in line.parts:
            if one.part.code == part:
                return line, one
    raise Http404(_("There is no such part of a commission."))
