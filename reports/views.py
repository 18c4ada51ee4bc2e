"""The report on screen, its files, and the texts of its chapters."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followup.csp import with_charts
from followup.prose import plain
from followup.sections import Block
from organisation.entry import Before, Entry, dom_id, enter
from organisation.places import Place, place_or_404
from reports.answers import report_file, report_page, slides_page
from reports.assembly import template_of
from reports.chapter_blocks import blocks_of
from reports.forms import ChapterTextForm
from reports.models import ChapterText
from reports.sealed import shown_sealed


@require_safe
@with_charts
def report(request, unit, period):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    return report_page(request, place)


@require_safe
def export(request, unit, period, form):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    return report_file(place, form)


@require_safe
def slides(request, unit, period):
    place = place_or_404(request.user, unit, period, section="report", sealed=True)
    return slides_page(request, place, shown_sealed(place))


@require_safe
def chapters(request, unit, period):
    place = place_or_404(request.user, unit, period, section="report")
    return render(request, "reports/chapter_list.html", {"place": place, "rows": chapter_rows(place)})


@require_http_methods(["GET", "POST"])
def chapter(request, unit, period, code):
    place = place_or_404(request.user, unit, period, section="report")
    found = next((one for one in template_of(place.unit, place.period).texts() if one["text"] == code), None)
    if found is None:
        raise Http404(_("The report has no such chapter."))
    row = ChapterText.objects.at(place.unit, place.period).filter(code=code).first()
    entry = Entry(
        place=place,
        title=f"{found['number']} {found['title']}",
        row=row or ChapterText(unit=place.unit, period=place.period, code=code),
        form_class=ChapterTextForm,
        url=place.url("reports:chapter", code=code),
        list_url=place.url("reports:chapters"),
        row_template="reports/_chapter_row.html",
        row_context=lambda: {"row": next(row for row in chapter_rows(place) if row.code == code)},
        previous={"text": Before(_text_before(place, code))},
        lang=place.unit.root.language,
        lead=found.get("hint", ""),
        lead_lang=place.unit.root.language,
        beside_template="reports/_figure_picker.html",
        beside={"url": f"{place.url('reports:figures')}?field={dom_id(f'reports.{code}')}-text"},
    )
    return enter(request, entry)


@dataclass(frozen=True)
class ChapterRow:
    """A chapter text in the list."""

    code: str
    number: str
    title: str
    text: str
    saved_at: object
    edit_url: str
    lang: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text as the report shows it: its headings and tables too."""
        return blocks_of(self.text, key=f"reports.{self.code}", title=self.title, lang=self.lang)

    @property
    def dom_id(self) -> str:
        return dom_id(f"reports.{self.code}")


def chapter_rows(place: Place) -> list[ChapterRow]:
    """The report's own texts in the order of the chapters. Two queries."""
    written = {row.code: row for row in ChapterText.objects.at(place.unit, place.period)}
    return [
        ChapterRow(
            code=one["text"],
            number=one["number"],
            title=one["title"],
            text=written[one["text"]].text if one["text"] in written else "",
            saved_at=written[one["text"]].saved_at if one["text"] in written else None,
            edit_url=place.url("reports:chapter", code=one["text"]) if place.may_write else "",
            lang=place.unit.root.language,
        )
        for one in template_of(place.unit, place.period).texts()
    ]


def _text_before(place: Place, code: str) -> str:
    """What was written last time, without markup and references, its paragraphs apart."""
    if place.previous is None:
        return ""
    row = ChapterText.objects.at(place.unit, place.previous).filter(code=code).first()
    return plain(row.text).replace("\n", "\n\n") if row else ""
