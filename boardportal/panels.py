"""The panels of the board's page: which figures, charts and lists answer which question."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.sections import Block, Fact, Item, Section, Status, StatusEntry, StatusList
from followup.status import SCALES, shown
from organisation.places import Place


@dataclass(frozen=True)
class Layout:
    """What a panel shows, by the keys of facts and blocks. A key that ends with «*» takes all that are not 0. Of
    nothing at all, as the fact `of` counts it, no figure is shown. What is not `always` followed has no panel while
    none of its figures has a value."""

    key: str
    title: str
    figures: tuple[str, ...]
    blocks: tuple[str, ...]
    url: str
    url_label: str
    of: str = ""
    always: bool = True


@dataclass(frozen=True)
class Figure:
    """A key figure, and how it is rated against its target where it is: the sign, and the rating in words."""

    fact: Fact
    status: Status | None = None
    rating: str = ""


@dataclass(frozen=True)
class Panel:
    """One part of the page: key figures, charts and a list that answer one question, and where to read on."""

    key: str
    title: str
    figures: tuple[Figure, ...]
    blocks: tuple[Block, ...]
    listed: StatusList | None
    url: str
    url_label: str


LAYOUT = (
    Layout(
        key="goals",
        title=gettext_lazy("Goals"),
        figures=("goals.status.met", "goals.forecast.met"),
        blocks=("goals.status_chart",),
        url="goals:list",
        url_label=gettext_lazy("All goals and indicators"),
        of="goals.total",
    ),
    Layout(
        key="economy",
        title=gettext_lazy("Economy"),
        figures=("economy.total.deviation", "economy.forecast.assessed", "economy.forecast.mechanical"),
        blocks=("economy.frames_chart", "economy.forecast_chart"),
        url="economy:list",
        url_label=gettext_lazy("The economy in full"),
    ),
    Layout(
        key="savings",
        title=gettext_lazy("Savings"),
        figures=("savings.total.all", "savings.total.political", "savings.total.officials"),
        blocks=("savings.waterfall",),
        url="savings:list",
        url_label=gettext_lazy("All savings measures"),
    ),
    Layout(
        key="staffing",
        title=gettext_lazy("Staffing"),
        figures=("staffing.sick.total", "staffing.sick.women", "staffing.sick.men", "staffing.hired.share"),
        blocks=("staffing.sick_chart", "staffing.hired_chart"),
        url="staffing:list",
        url_label=gettext_lazy("Staffing in full"),
    ),
    Layout(
        key="availability",
        title=gettext_lazy("Availability"),
        figures=(
            "staffing.availability.first_visits.guarantee",
            "staffing.availability.treatments.guarantee",
            "staffing.availability.first_visits.waiting",
            "staffing.availability.treatments.waiting",
        ),
        blocks=("staffing.availability_first_visits_over_90",),
        url="staffing:list",
        url_label=gettext_lazy("Availability in full"),
        always=False,
    ),
    Layout(
        key="commissions",
        title=gettext_lazy("Commissions"),
        figures=("commissions.status.*",),
        blocks=("commissions.status_chart",),
        url="commissions:list",
        url_label=gettext_lazy("All commissions"),
    ),
)
# A meeting is told of these alone, the commissions first.
AT_MEETINGS = ("commissions", "availability")


def panels(place: Place, sections: list[Section], facts: dict[str, Fact]) -> tuple[Panel, ...]:
    """The panels in the order of reading, each with what there is of its figures and blocks."""
    blocks = {
        block.key: block
        for section in sections
        for one in section.walk()
        for block in one.blocks
        if hasattr(block, "key")
    }
    rated = {entry.key: entry for block in blocks.values() if isinstance(block, StatusList) for entry in block.entries}
    lists = {"goals": blocks.get("goals.summary"), "commissions": commission_list(place, sections)}
    found = ((layout, _figures(layout, facts, rated)) for layout in _layouts(place))
    return tuple(
        Panel(
            key=layout.key,
            title=str(layout.title),
            figures=figures,
            blocks=tuple(blocks[name] for name in layout.blocks if name in blocks),
            listed=lists.get(layout.key),
            url=place.url(layout.url),
            url_label=str(layout.url_label),
        )
        for layout, figures in found
        if figures or layout.always
    )


def _layouts(place: Place) -> tuple[Layout, ...]:
    if not place.period.is_meeting:
        return LAYOUT
    known = {layout.key: layout for layout in LAYOUT}
    return tuple(known[key] for key in AT_MEETINGS)


def _figures(layout: Layout, facts: dict[str, Fact], rated: dict[str, StatusEntry]) -> tuple[Figure, ...]:
    """The panel's figures; none where not one of them has a value."""
    if layout.of in facts and not facts[layout.of].number:
        return ()
    found = [fact for name in layout.figures for fact in _facts(facts, name)]
    return tuple(_figure(fact, rated) for fact in found) if any(fact.value is not None for fact in found) else ()


def _facts(facts: dict[str, Fact], name: str) -> list[Fact]:
    if not name.endswith("*"):
        return [facts[name]] if name in facts else []
    return [fact for key, fact in facts.items() if key.startswith(name[:-1]) and fact.number]


def _figure(fact: Fact, rated: dict[str, StatusEntry]) -> Figure:
    """The figure with its rating, where a list of the section rates it under the figure's own key."""
    entry = rated.get(fact.key)
    return Figure(fact, entry.now, entry.text) if entry else Figure(fact)


def commission_list(place: Place, sections: list[Section]) -> StatusList | None:
    """Every commission with its status, below whoever gave it; None where there are none."""
    items = [item for section in sections for item in section.all_items() if item.kind == "commission"]
    if not items:
        return None
    words = place.unit.words("commission")
    return StatusList(
        key="board.commissions",
        caption=_("Commissions and how they stand"),
        entries=tuple(_commission(item, words) for item in items),
        now_label=_("Status now"),
    )


def _commission(item: Item, words: dict[str, str]) -> StatusEntry:
    code = item.attributes.get("status", "")
    return StatusEntry(
        key=item.key,
        title=item.title,
        now=shown("commission", code if code in SCALES["commission"] else "", words),
        lang=item.lang,
        group=item.attributes.get("giver", ""),
        url=item.url,
    )
