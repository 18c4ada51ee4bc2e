"""The report's own texts, chapter by chapter, as sections that the template places."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.sections import Item, Prose, Section
from organisation.entry import dom_id
from organisation.models import ReportingPeriod, Unit
from reports.assembly import template_of
from reports.chapter_blocks import blocks_of
from reports.models import ChapterText


def chapters(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Section "reports": one nested section a chapter text, "reports.<code>", without a heading of its own; the
    headings in a text are sections in it.

    A chapter that nobody has written says so, so that a reader sees the gap. Two queries.
    """
    template = template_of(unit, period)
    written = dict(ChapterText.objects.at(unit, period).values_list("code", "text"))
    return Section(
        key="reports",
        title="",
        blocks=tuple(_chapter(one, written.get(one["text"], ""), unit, period) for one in template.texts()),
    )


def _chapter(chapter: dict, text: str, unit: Unit, period: ReportingPeriod) -> Section:
    """The chapter's own text, with an item that says where it is written: what is found in it stands there."""
    key, lang = f"reports.{chapter['text']}", unit.root.language
    at = {"unit": unit.slug, "period": period.slug}
    url = f"{reverse('reports:chapters', kwargs=at)}#{dom_id(key)}"
    item = Item(key=key, kind="chapter", title=chapter["title"], lang=lang, url=url)
    blocks = blocks_of(text, key=key, title=chapter["title"], lang=lang, url=url) if text.strip() else (_nothing(),)
    return Section(key=key, title="", blocks=blocks, items=(item,))


def _nothing() -> Prose:
    return Prose(text=_("*Not written yet.*"), lang=get_language() or "sv", is_composed=True)
