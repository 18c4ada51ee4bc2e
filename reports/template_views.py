"""The report's template in the browser: its chapters, one form for each, and their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisation import actions, plans
from organisation.places import Place, place_or_404
from reports import template_plan
from reports.assembly import template_of
from reports.template_forms import ChapterForm
from reports.template_plan import Chapter, Chapters

_STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Row:
    """A chapter in the list, with what it shows in words."""

    at: int
    number: str
    title: str
    level: int
    hint: str
    shows: list[str]
    has_text: bool
    only_with_content: bool


@require_safe
def template(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """The chapters in order, for those who see drafts; with what changes them, for who may plan now."""
    place = place_or_404(request.user, unit, period, section="report")
    if not place.sees_drafts:
        raise PermissionDenied(_("Only those who report in the board read the report's template."))
    return _list(request, place, 200)


@require_http_methods(["GET", "POST"])
def add_chapter(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    place = _place(request, unit, period)
    return _chapter(request, place, {}, lambda chapters, made: [*chapters, made])


@require_http_methods(["GET", "POST"])
def change_chapter(request: HttpRequest, unit: str, period: str, at: int) -> HttpResponse:
    place = _place(request, unit, period)
    chapter = _chapter_at(place, at)
    return _chapter(request, place, chapter, lambda chapters, made: [*chapters[:at], made, *chapters[at + 1 :]])


@require_POST
def move_chapter(request: HttpRequest, unit: str, period: str, at: int, way: str) -> HttpResponse:
    """One step up or down, or out of the report: what has been written for it is kept, and shown where it is again."""
    place = _place(request, unit, period)
    if way not in {*_STEPS, "remove"}:
        raise Http404(_("There is no such way."))
    _chapter_at(place, at)

    def edit(chapters: Chapters) -> Chapters:
        if way == "remove":
            return [*chapters[:at], *chapters[at + 1 :]]
        return template_plan.moved(chapters, at, _STEPS[way])

    if trouble := _changed(request, place, edit, request.POST.get("seen", "")):
        return _list(request, place, 409, trouble)
    return redirect(place.url("reports:template"))


def _chapter_at(place: Place, at: int) -> Chapter:
    chapters = template_of(place.unit.root, place.period).chapters
    if not 0 <= at < len(chapters):
        raise Http404(_("The report has no such chapter."))
    return chapters[at]


def _place(request: HttpRequest, unit: str, period: str) -> Place:
    """The place, for who has a role that plans; to open a form takes an open period too."""
    place = place_or_404(request.user, unit, period, section="report")
    answer = plans.may_plan(place) if request.method == "GET" else plans.has_role(place)
    if not answer:
        raise PermissionDenied(answer.reason)
    if place.period.is_meeting:
        raise Http404(_("The papers of a meeting are alike in every board."))
    return place


def _chapter(
    request: HttpRequest, place: Place, chapter: Chapter, put: Callable[[Chapters, Chapter], Chapters]
) -> HttpResponse:
    """The form of one chapter: 200 shown, 302 saved, 422 wrong, 409 changed or locked since."""
    found = template_of(place.unit.root, place.period)
    parts = template_plan.choices(place.unit.root, place.period, found.chapters, today=timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = ChapterForm(data, chapter=chapter, parts=parts, initial={"seen": template_plan.seal_of(found)})
    trouble, status = "", 200 if data is None else 422
    if data is not None and form.is_valid():
        code = chapter.get("text") or template_plan.free_code(found.chapters)
        made = form.chapter_with(chapter, code)
        trouble = _changed(request, place, lambda chapters: put(chapters, made), form.cleaned_data["seen"])
        if not trouble:
            return redirect(place.url("reports:template"))
        status = 409
    context = {"place": place, "form": form, "chapter": chapter, "trouble": trouble}
    return render(request, "reports/template_chapter.html", context, status=status)


def _changed(request: HttpRequest, place: Place, edit: Callable[[Chapters], Chapters], seen: str) -> str:
    """Change the template; why it was not changed, "" where it was."""
    asked = {"board": place.unit.root, "period": place.period, "seen": seen, "edit": edit, "by": request.user}
    try:
        changed = template_plan.change(**asked)
    except (plans.Stale, IntegrityError):
        return _(
            "Not saved: somebody changed this after you opened it. What you typed is still here. Open the page again "
            "in another tab to see what stands now."
        )
    except actions.Locked as error:
        return str(error)
    messages.success(request, _("The template is saved.") if changed else _("Nothing was changed."))
    return ""


def _list(request: HttpRequest, place: Place, status: int, trouble: str = "") -> HttpResponse:
    found = template_of(place.unit.root, place.period)
    named = dict(template_plan.choices(place.unit.root, place.period, found.chapters, today=timezone.localdate()))
    rows = [
        Row(
            at=at,
            number=one["number"],
            title=one["title"],
            level=template_plan.level_of(one),
            hint=one.get("hint", ""),
            shows=[named[key] for key in one.get("parts", ())],
            has_text=bool(one.get("text")),
            only_with_content=bool(one.get("only_with_content")),
        )
        for at, one in enumerate(found.chapters)
    ]
    context = {
        "place": place,
        "template": found,
        "rows": rows,
        "seen": template_plan.seal_of(found),
        "may_plan": not place.period.is_meeting and plans.may_plan(place),
        "trouble": trouble,
    }
    return render(request, "reports/template.html", context, status=status)
