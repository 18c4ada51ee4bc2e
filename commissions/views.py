"""The list of a unit's commissions, and the forms for a report and for a figure."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions.facts import figure_fact
from commissions.forms import FigureForm, MeetingForm, ReportForm
from commissions.reading import FigureLine, Line
from commissions.rows import figure_answer, lines_of, overview, report_answer
from commissions.words import SCALE, status_of
from followup.numbers import format_fact
from followup.prose import plain
from organisation.entry import Before, Entry, enter
from organisation.models import ReportingPeriod
from organisation.places import Place, place_or_404


@require_safe
def listing(request, unit, period):
    place = place_or_404(request.user, unit, period, section="commissions")
    return render(request, "commissions/commission_list.html", {"place": place, **overview(place)})


@require_http_methods(["GET", "POST"])
def report(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="commissions")
    line = _line_or_404(place, code)
    is_meeting = place.period.kind == ReportingPeriod.Kind.MEETING
    form_class = MeetingForm if is_meeting else ReportForm
    entry = Entry(
        place=place,
        title=line.commission.name,
        row=line.report,
        form_class=form_class,
        url=place.url("commissions:report", code=code),
        list_url=place.url("commissions:list"),
        row_template="commissions/_report_answer.html",
        row_context=lambda: report_answer(place, code),
        previous=_report_before(line, place, form_class),
        form_kwargs={"words": place.unit.words(SCALE)},
        lang=place.unit.root.language,
        lead=line.commission.title,
    )
    return enter(request, entry)


@require_http_methods(["GET", "POST"])
def figure(request, unit, period, code, figure):
    place = place_or_404(request.user, unit, period, section="commissions")
    line = _line_or_404(place, code)
    one = next((one for one in line.figures if one.figure.code == figure), None)
    if one is None:
        raise Http404(_("There is no such figure."))
    entry = Entry(
        place=place,
        title=f"{line.commission.shown_number} {one.figure.label}",
        row=one.figure,
        form_class=FigureForm,
        url=place.url("commissions:figure", code=code, figure=figure),
        list_url=place.url("commissions:list"),
        row_template="commissions/_figure_row.html",
        row_context=lambda: figure_answer(place, code, figure),
        previous=_figure_before(one),
        lang=place.unit.root.language,
    )
    return enter(request, entry)


def _line_or_404(place: Place, code: str) -> Line:
    lines = lines_of(place, code)
    if not lines:
        raise Http404(_("There is no such commission."))
    return lines[0]


def _report_before(line: Line, place: Place, form_class) -> dict[str, Before]:
    if not line.previous:
        return {}
    texts = {name: Before(text=plain(getattr(line.previous, name))) for name in form_class._meta.fields}
    return texts | {"status": Before(status=status_of(line.previous.status, place.unit))}


def _figure_before(one: FigureLine) -> dict[str, Before]:
    if not one.previous:
        return {}
    said = {"source": Before(text=one.previous.source), "note": Before(text=one.previous.note)}
    return said | {"value": Before(text=format_fact(figure_fact(one.previous)))}
