"""The board's page: the same sections as the report, so that the two cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boardportal.headline import headline
from boardportal.panels import Panel, panels
from followup.findings import Finding, counted
from followup.rules import review
from followup.sections import Fact, Item, Status, places_of
from followup.status import SCALES, shown
from organisation.places import Place
from reports.models import SealedReport
from reports.sealed import content_of

SCALE_OF = {
    "sub_goal": "goal_status",
    "perspective": "goal_status",
    "commission": "commission",
    "measure": "measure",
    "indicator": "indicator",
    "activity": "activity",
}
KINDS = {
    "sub_goal": gettext_lazy("Sub-goal"),
    "commission": gettext_lazy("Commission"),
    "measure": gettext_lazy("Savings measure"),
    "indicator": gettext_lazy("Indicator"),
    "perspective": gettext_lazy("Perspective of the quality star"),
    "activity": gettext_lazy("Activity"),
}


@dataclass(frozen=True)
class Attention:
    """Something that needs the board: what, why, and where to read on."""

    title: str
    status: Status
    why: str
    url: str
    lang: str = "sv"


@dataclass(frozen=True)
class Change:
    """Something whose status is another than last time."""

    title: str
    before: Status
    after: Status
    url: str
    lang: str = "sv"


@dataclass(frozen=True)
class BoardPage:
    """Everything that the page shows, finished, in `language`: the board's where it shows a sealed report."""

    headline: tuple[SafeString, ...]
    panels: tuple[Panel, ...]
    attention: tuple[Attention, ...]
    changes: tuple[Change, ...] | None
    findings: tuple[Finding, ...]
    findings_counted: str
    facts: dict[str, Fact]
    places: dict[str, Fact | Item]
    language: str
    sealed: SealedReport | None


def board_page(place: Place, *, today: date) -> BoardPage:
    """The page of a place, in the active language; of the sealed report where the reader is shown that."""
    content = content_of(place, today=today)
    sections = content.sections
    facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
    items = {item.key: item for section in sections for item in section.all_items()}
    with translation.override(content.language):
        findings = tuple(review(sections, content.relations, ends=place.period.end))
        return BoardPage(
            headline=headline(facts),
            panels=panels(place, sections, facts),
            attention=attention(items, place),
            changes=changes(place, items, today=today),
            findings=findings,
            findings_counted=counted(findings),
            facts=facts,
            places=places_of(sections),
            language=content.language,
            sealed=content.sealed,
        )


def attention(items: dict[str, Item], place: Place) -> tuple[Attention, ...]:
    """What is red now or expected to be, worst first: a forecast of failure, then what is not met or late."""
    found = []
    for item in items.values():
        scale = SCALE_OF.get(item.kind)
        if scale is None:
            continue
        forecast, now = item.attributes.get("forecast", ""), item.attributes.get("status", "")
        if item.kind == "sub_goal" and forecast == "not_met":
            found.append((0, _attention(item, "goal_forecast", forecast, _("Forecast for the year"), place)))
        elif now in SCALES[scale] and SCALES[scale][now].tone == "bad":
            found.append((1, _attention(item, scale, now, str(KINDS[item.kind]), place)))
    return tuple(one for _order, one in sorted(found, key=lambda pair: pair[0]))


def _attention(item: Item, scale: str, code: str, why: str, place: Place) -> Attention:
    status = shown(scale, code, place.unit.words(scale))
    return Attention(title=item.title, status=status, why=why, url=item.url, lang=item.lang)


def changes(place: Place, items: dict[str, Item], *, today: date) -> tuple[Change, ...] | None:
    """What has another status than in the period before; None where there is no period to compare with."""
    if place.previous is None:
        return None
    earlier = content_of(place, today=today, period=place.previous)
    before = {item.key: item for section in earlier.sections for item in section.all_items()}
    found = []
    for key, item in items.items():
        scale, was = SCALE_OF.get(item.kind), before.get(key)
        if scale is None or was is None:
            continue
        now, then = item.attributes.get("status", ""), was.attributes.get("status", "")
        if now != then and now in SCALES[scale] and not SCALES[scale][now].is_gap:
            words = place.unit.words(scale)
            found.append(Change(item.title, shown(scale, then, words), shown(scale, now, words), item.url, item.lang))
    return tuple(found)
