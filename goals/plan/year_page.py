"""A year's plan on a page: every goal, activity, indicator and target, with where it is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals.plan import spec
from goals.plan.columns import SHEETS
from goals.plan.differences import target_words, words_of, years_of
from organisation.places import Place


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One row of the plan: what it is called, what else there is to know, and where it is changed."""

    title: str
    about: str
    url: str
    level: int = 0
    below: tuple[PlanLine, ...] = ()
    add_url: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    """One part of the plan: «Goals», what is in it, and where one is added."""

    code: str
    title: str
    add_label: str
    add_url: str
    lines: tuple[PlanLine, ...]


Url = Callable[..., str]


def parts_of(plan: spec.Plan, place: Place) -> list[PlanPart]:
    """The plan's parts in the order they are read. No queries."""

    def url(part: str, key: str = "", **query: str) -> str:
        name = "goals:plan_row" if key else "goals:plan_row_add"
        more = {"key": address_of(key)} if key else {}
        found = place.url(name, year=plan.year, part=part, **more)
        return found + "?" + "&".join(f"{each}={value}" for each, value in query.items()) if query else found

    labels = {
        "levels": _("Add a level"),
        "goals": _("Add a goal"),
        "activities": _("Add an activity"),
        "indicators": _("Add an indicator"),
        "words": _("Add a word"),
    }
    lines = {
        "levels": [PlanLine(title=one.name, about=str(one.level), url=url("levels", one.key)) for one in plan.levels],
        "goals": _goals(plan, url),
        "activities": [_activity(plan, one, url) for one in plan.activities],
        "indicators": [_indicator(plan, one, url) for one in plan.indicators],
        "words": [
            PlanLine(title=one.word, about=f"{one.scale}: {one.code}", url=url("words", one.key)) for one in plan.words
        ],
    }
    return [
        PlanPart(code=part, title=str(SHEETS[part][0]), add_label=label, add_url=url(part), lines=tuple(lines[part]))
        for part, label in labels.items()
    ]


def address_of(key: str) -> str:
    """The key as it stands in an address: «i05 2026» as «i05:2026»."""
    return key.replace(" ", ":")


def _goals(plan: spec.Plan, url: Url, above: str = "", level: int = 0) -> list[PlanLine]:
    found = []
    for one in plan.goals:
        if one.parent == above:
            title = f"{one.number} {one.title}".strip()
            found.append(PlanLine(title=title, about=one.giver, url=url("goals", one.key), level=level))
            found += _goals(plan, url, one.code, level + 1)
    return found


def _goal_of(plan: spec.Plan, code: str) -> str:
    return next((f"{one.number} {one.title}".strip() for one in plan.goals if one.code == code), "")


def _activity(plan: spec.Plan, one: spec.ActivitySpec, url: Url) -> PlanLine:
    about = " · ".join(filter(None, (_goal_of(plan, one.goal), one.owner_role)))
    return PlanLine(title=one.title, about=about, url=url("activities", one.key))


def _indicator(plan: spec.Plan, one: spec.IndicatorSpec, url: Url) -> PlanLine:
    measured = words_of("indicators", "unit", one.unit)
    about = " · ".join(filter(None, (_goal_of(plan, one.goal), measured)))
    targets = [each for each in plan.targets if each.indicator == one.code]
    below = [
        PlanLine(
            title=_("Target %(year)s") % {"year": years_of(each)},
            about=target_words(each),
            url=url("targets", each.key),
        )
        for each in targets
    ]
    return PlanLine(
        title=one.title,
        about=about,
        url=url("indicators", one.key),
        below=tuple(below),
        add_url=url("targets", indicator=one.code),
    )
