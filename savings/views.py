"""The list of savings, and the two forms."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.status import shown
from organisation.entry import Before, Entry, enter
from organisation.places import Place, place_or_404
from savings.forms import StatusForm, TargetForm
from savings.page import savings_page
from savings.reading import read_savings


@require_safe
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="savings")
    page = savings_page(place)
    return render(request, "savings/savings_list.html", {"place": place, "page": page})


@require_http_methods(["GET", "POST"])
def status(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="savings")
    line = _named(_read(place).measures, "measure", code)
    words = place.unit.words("measure")
    before = line.previous
    entry = Entry(
        place=place,
        title=f"{line.measure.number} {line.measure.title}",
        row=line.row,
        form_class=StatusForm,
        form_kwargs={"words": words},
        url=place.url("savings:status", code=code),
        list_url=place.url("savings:list"),
        row_template="savings/_measure_answer.html",
        row_context=lambda: _answer(place, measure=code),
        previous=_before(before, status=Before(status=shown("measure", before.status, words))) if before else {},
    )
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def target(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="savings")
    line = _named(_read(place).targets, "target", code)
    entry = Entry(
        place=place,
        title=line.target.name,
        row=line.row,
        form_class=TargetForm,
        form_kwargs={"unit": line.target.amount_unit},
        url=place.url("savings:target", code=code),
        list_url=place.url("savings:list"),
        row_template="savings/_target_answer.html",
        row_context=lambda: _answer(place, target=code),
        previous=_before(line.previous) if line.previous else {},
    )
    return enter(request, entry)


def _read(place: Place):
    return read_savings(unit=place.unit, period=place.period, previous=place.previous)


def _named(lines, kind: str, code: str):
    """The line with this code. Raises Http404 where the unit has none for the period."""
    for line in lines:
        if getattr(line, kind).code == code:
            return line
    raise Http404(_("There is no such measure or target here."))


def _before(row, **more) -> dict[str, Before]:
    """What was said last time, beside each field."""
    said = {"realised": row.as_given(row.realised), "comment": row.comment}
    reason = {"missing_reason": Before(text=str(row.get_missing_reason_display()))} if row.missing_reason else {}
    return {name: Before(text=text) for name, text in said.items() if text} | reason | more


def _answer(place: Place, *, measure: str = "", target: str = "") -> dict:
    """One row as the whole page shows it, and the sums around it."""
    page = savings_page(place)
    row = page.measure_row(measure) if measure else page.target_row(target)
    return {"page": page, "row": row}
