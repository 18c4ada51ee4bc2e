"""The ledger, the page of a measure, and the forms that open in a row."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.csp import with_charts
from followup.status import shown
from organisation.entry import Before, Entry, enter
from organisation.places import Place, place_or_404
from savings.forms import QuickStatusForm, StatusForm, TargetForm, VerifyForm
from savings.measure_page import measure_page
from savings.page import savings_page
from savings.reading import read_savings


@dataclass
class PartEntry(Entry):
    """A form of a part of the row: what was said last time is taken over in the form of the whole."""

    carry_url = ""


@require_safe
@with_charts
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="savings")
    page = savings_page(place, request.GET)
    return render(request, "savings/savings_list.html", {"place": place, "page": page})


@require_safe
def measure(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="savings")
    return render(request, "savings/measure.html", {"place": place, "page": measure_page(place, code)})


@require_http_methods(["GET", "POST"])
def status(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="savings")
    line = _named(_read(place).measures, "measure", code)
    words = place.unit.words("measure")
    before = line.previous
    said = {"status": Before(status=shown("measure", before.status, words))} if before else {}
    entry = Entry(
        form_class=StatusForm,
        form_kwargs={"words": words},
        url=place.url("savings:status", code=code),
        previous=_before(before, **said) if before else {},
        **_measure_entry(place, line),
    )
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def quick(request, unit, period, code):
    """The status alone, as the list's own choice saves it."""
    place = place_or_404(request.user, unit, period, section="savings")
    line = _named(_read(place).measures, "measure", code)
    entry = PartEntry(
        form_class=QuickStatusForm,
        purpose=_("Status"),
        form_kwargs={"words": place.unit.words("measure")},
        url=place.url("savings:quick", code=code),
        **_measure_entry(place, line),
    )
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def verify(request, unit, period, code):
    """What a controller has verified. The write itself refuses everybody else, whatever page they come from."""
    place = place_or_404(request.user, unit, period, section="savings")
    answer = place.has_role("verify")
    if not answer:
        raise PermissionDenied(answer.reason)
    line = _named(_read(place).measures, "measure", code)
    realised = line.row.as_given(line.row.realised)
    entry = PartEntry(
        form_class=VerifyForm,
        purpose=_("Verify"),
        url=place.url("savings:verify", code=code),
        lead=_("Realised this year: %(amount)s.") % {"amount": realised} if realised else _not_realised(),
        **_measure_entry(place, line),
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


def _not_realised() -> str:
    return _("Realised this year is not reported yet: it has to be before anything can be verified.")


def _measure_entry(place: Place, line) -> dict:
    """What every form of a measure's row shares."""
    return {
        "place": place,
        "title": f"{line.measure.number} {line.measure.title}",
        "row": line.row,
        "list_url": place.url("savings:list"),
        "row_template": "savings/_measure_answer.html",
        "row_context": lambda: _answer(place, measure=line.measure.code),
    }


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
