"""Figures of the report to put into a text while it is written: found by name, inserted as references."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followup.numbers import format_fact
from followup.prose import reference
from followup.sections import Fact
from organisation.places import Place, place_or_404
from reports.assembly import build_sections

MOST = 12
_LONGEST = 80


@dataclass(frozen=True)
class Found:
    """A figure with what the text gets: `reference` stores its key and what it shows now."""

    label: str
    shown: str
    source: str
    reference: str


@require_safe
def figures(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """The figures whose name has every word that is searched for, at most MOST; for those who write here."""
    place = place_or_404(request.user, unit, period, section="report")
    if not place.sees_drafts:
        raise PermissionDenied(_("Only those who report in the board pick figures for its texts."))
    wanted = request.GET.get("q", "")[:_LONGEST].strip()
    found = search(place, wanted) if wanted else []
    context = {
        "place": place,
        "wanted": wanted,
        "found": found[:MOST],
        "more": max(0, len(found) - MOST),
        "field": request.GET.get("field", "")[:_LONGEST],
    }
    return render(request, "reports/_figure_results.html" if request.htmx else "reports/figures.html", context)


def search(place: Place, wanted: str) -> list[Found]:
    """Figures with a value, those whose name begins with what is wanted first, then in the report's order."""
    words = wanted.casefold().split()
    with translation.override(place.unit.root.language):
        sections = build_sections(unit=place.unit, period=place.period, today=timezone.localdate())
        facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
        matching = [fact for fact in facts.values() if fact.value is not None and _has(fact, words)]
        matching.sort(key=lambda fact: not fact.label.casefold().startswith(wanted.casefold()))
        return [
            Found(fact.label, format_fact(fact), fact.source, reference(fact.key, format_fact(fact)))
            for fact in matching
        ]


def _has(fact: Fact, words: list[str]) -> bool:
    name = f"{fact.label} {fact.key}".casefold()
    return all(word in name for word in words)
