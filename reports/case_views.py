"""Case documents in the browser: the period's matters, a new one, one to write, and its letter as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.prose import plain
from organisation import actions
from organisation.entry import Before, Entry, dom_id, enter
from organisation.places import Place, place_or_404
from reports.answers import case_file
from reports.forms import AddCaseForm, CaseForm
from reports.models import CaseDocument

_LONGEST_CODE = 40


@require_safe
def cases(request, unit, period):
    place = place_or_404(request.user, unit, period, section="report")
    return render(request, "reports/case_list.html", {"place": place, "rows": case_rows(place)})


@require_http_methods(["GET", "POST"])
def add_case(request, unit, period):
    place = place_or_404(request.user, unit, period, section="report")
    answer = place.may("write") if request.method == "GET" else place.has_role("write")
    if not answer:
        raise PermissionDenied(answer.reason)
    form = AddCaseForm(request.POST or None) if request.method == "GET" else AddCaseForm(request.POST)
    trouble, status = "", 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        row = CaseDocument(unit=place.unit, period=place.period, code=free_code(place, form.cleaned_data["title"]))
        try:
            actions.write(row=row, version=0, changes=form.cleaned_data, by=request.user)
        except (actions.Conflict, actions.Refused) as error:
            trouble, status = _why(error), 409
        else:
            messages.success(request, _("Added. Write the matter now, or later."))
            return redirect(place.url("reports:case", code=row.code))
    return render(request, "reports/case_add.html", {"place": place, "form": form, "trouble": trouble}, status=status)


@require_http_methods(["GET", "POST"])
def case(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="report")
    row = get_object_or_404(CaseDocument.objects.at(place.unit, place.period), code=code)
    entry = Entry(
        place=place,
        title=str(row),
        row=row,
        form_class=CaseForm,
        url=place.url("reports:case", code=code),
        list_url=place.url("reports:cases"),
        row_template="reports/_case_row.html",
        row_context=lambda: {"row": next(one for one in case_rows(place) if one.code == code)},
        previous=_said_before(place, code),
        lang=place.unit.root.language,
    )
    return enter(request, entry)


@require_safe
def letter(request, unit, period, code, form):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    if not (found := case_file(place, code, form)):
        raise Http404(_("There is no such matter."))
    return found


@dataclass(frozen=True)
class CaseRow:
    """A matter in the list."""

    code: str
    title: str
    dnr: str
    proposal: str
    saved_at: Any
    edit_url: str
    pdf_url: str
    docx_url: str
    lang: str

    @property
    def dom_id(self) -> str:
        return dom_id(f"reports.case.{self.code}")


def case_rows(place: Place) -> list[CaseRow]:
    """The period's matters in the order they were added. One query."""
    return [_row(place, row) for row in CaseDocument.objects.at(place.unit, place.period)]


def free_code(place: Place, title: str) -> str:
    """A code for a new matter, made of its title; numbered where the period has one with that code. One query."""
    stem = slugify(title)[:_LONGEST_CODE].strip("-") or "case"
    taken = set(CaseDocument.objects.at(place.unit, place.period).values_list("code", flat=True)) | {"add"}
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _row(place: Place, row: CaseDocument) -> CaseRow:
    return CaseRow(
        code=row.code,
        title=row.title,
        dnr=row.dnr,
        proposal=row.proposal,
        saved_at=row.saved_at,
        edit_url=place.url("reports:case", code=row.code) if place.may_write else "",
        pdf_url=place.url("reports:case_pdf", code=row.code) if row.title else "",
        docx_url=place.url("reports:case_docx", code=row.code) if row.title else "",
        lang=place.unit.root.language,
    )


def _said_before(place: Place, code: str) -> dict[str, Before]:
    """What the matter with this code said for the period before, text by text."""
    if place.previous is None:
        return {}
    row = CaseDocument.objects.at(place.unit, place.previous).filter(code=code).first()
    names = ("background", "assessment", "proposal") if row else ()
    return {name: Before(plain(getattr(row, name)).replace("\n", "\n\n")) for name in names}


def _why(error: Exception) -> str:
    if isinstance(error, actions.Refused):
        return str(error)
    return _("Somebody added a matter with the same name at the same moment. Look at the list before you add yours.")
