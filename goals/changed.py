"""«Ändrade mål och mått»: what of the plan is another than in the year before, and than in the period before, in
words. Nothing changed gives nothing."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup.sections import Cell, Column, Row, Section, Table
from goals.models import Goal, Target
from goals.plan import spec
from goals.plan.columns import SHEETS
from goals.plan.differences import label_of, target_words, words_of
from goals.plan.reading import PLANNED
from goals.words import target_words as shown_target
from organisation.models import PlanChange, ReportingPeriod, Unit

Said = tuple[str, str, str, str]
# What the log tells of: what a plan's sheet has, but the order.
_PARTS = {model._meta.label_lower: part for part, model in PLANNED.items()} | {"goals.target": "targets"}
_NUMBER = Target._meta.get_field("value")
_UNTOLD = {"code", "goal", "parent", "giver", "indicator"}


def changed(*, unit: Unit, period: ReportingPeriod, previous: ReportingPeriod | None) -> Section | None:
    """What is added, removed or changed since the year before, in all periods of the new year; and what the log of
    plans tells since the period before. None where nothing is. Five queries, one more where the log has something."""
    rows = [*_of_the_year(unit.root, period), *_logged(unit.root, period, previous)]
    if not rows:
        return None
    title = _("Changed goals and measures")
    heads = (_("Goal or measure"), _("What"), _("Before"), _("Now"))
    table = Table(
        key="goals.changed",
        caption=title,
        columns=tuple(Column(label=label) for label in heads),
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in dict.fromkeys(rows)),
    )
    return Section(key="goals.changed", title=title, lang=get_language() or "sv", level=2, blocks=(table,))


def _of_the_year(board: Unit, period: ReportingPeriod) -> list[Said]:
    first = date(period.end.year, 1, 1)
    found: list[Said] = []
    for part, model in PLANNED.items():
        rows = model.objects.filter(board=board).select_related("replaces", "replaced_by")
        rows = list(rows.filter(tree=Goal.Tree.GOALS) if model is Goal else rows)
        for row in rows:
            if row.valid_from and first <= row.valid_from <= period.end:
                found += _replaced(part, row) if row.replaces_id else [_whole(part, row, _("New"))]
            if row.valid_to and _last_of(first) <= row.valid_to < period.end and not hasattr(row, "replaced_by"):
                found.append(_whole(part, row, _("Gone")))
        if part == "indicators":
            found += _targets(board, rows, period)
    return found


def _last_of(first: date) -> date:
    return date(first.year - 1, 12, 31)


def _whole(part: str, row: Any, what: str) -> Said:
    return (str(row), f"{what}: {SHEETS[part][0]}", "", "")


def _replaced(part: str, row: Any) -> list[Said]:
    """Each field that is another than in what it replaces."""
    names = [one.name for one in SHEETS[part][1] if one.name not in _UNTOLD]
    return [
        (str(row), label_of(part, name), words_of(part, name, old), words_of(part, name, new))
        for name in names
        if (old := _plain(getattr(row.replaces, name))) != (new := _plain(getattr(row, name)))
    ]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _targets(board: Unit, indicators: list, period: ReportingPeriod) -> list[Said]:
    """The targets of the year that are others than those of the year before, where there were any."""
    year = period.end.year
    by_indicator: dict[int, list[Target]] = {}
    for one in Target.objects.filter(indicator__board=board, first_year__lte=year, year__gte=year - 1):
        by_indicator.setdefault(one.indicator_id, []).append(one)
    found = []
    for row in (one for one in indicators if one.is_valid_on(period.end)):
        now = _in_year(by_indicator.get(row.pk, []), year)
        earlier = by_indicator.get(row.pk, []) + by_indicator.get(row.replaces_id, [])
        then = _in_year(earlier, year - 1)
        then = then or (_in_year(by_indicator.get(row.replaces_id, []), year) if row.replaces_id else None)
        old = shown_target(then, row.replaces.unit if row.replaces_id else row.unit) if then else ""
        new = shown_target(now, row.unit) if now else ""
        if old and old != new:
            found.append((str(row), _("Target"), old, new or _("nothing given")))
    return found


def _in_year(targets: list[Target], year: int) -> Target | None:
    return next((one for one in targets if one.first_year <= year <= one.year), None)


def _logged(board: Unit, period: ReportingPeriod, before: ReportingPeriod | None) -> list[Said]:
    """What the log tells of changes in place, made after the period before ended and until this one did."""
    since = max(before.end, date(period.end.year - 1, 12, 31)) if before else period.start
    edges = [timezone.make_aware(datetime.combine(day, time.max)) for day in (since, period.end)]
    changes = PlanChange.objects.filter(board=board, kind__in=_PARTS, at__gt=edges[0], at__lte=edges[1])
    changes = list(changes.order_by("at", "pk"))
    titles = _titles(board) if changes else {}
    return [said for one in changes for said in _of_entry(one, titles)]


def _of_entry(one: PlanChange, titles: dict[str, str]) -> list[Said]:
    part = _PARTS[one.kind]
    title = titles.get(one.subject) or one.after.get("title") or one.before.get("title") or one.subject
    if part == "targets":
        key, _dot, year = one.subject.rpartition(".")
        label = _("Target %(year)s") % {"year": year}
        return [(titles.get(key, key), label, _target(one.before), _target(one.after))]
    if not one.before or not one.after:
        return []
    names = [each.name for each in SHEETS[part][1] if each.name in one.after and each.name not in _UNTOLD]
    return [
        (title, label_of(part, name), _logged_words(part, name, one.before), _logged_words(part, name, one.after))
        for name in names
        if one.before.get(name) != one.after.get(name)
    ]


def _logged_words(part: str, name: str, values: dict[str, Any]) -> str:
    return words_of(part, name, _plain(values.get(name)))


def _target(values: dict[str, Any]) -> str:
    """A target that was made or taken away, in words; of a change what the log has of it."""
    if not values:
        return _("nothing given")
    names = [each.name for each in SHEETS["targets"][1] if values.get(each.name) not in (None, "")]
    if {"operator", "decimals"} <= values.keys():
        fields = {name: values.get(name) or "" for name in ("operator", "approximate", "text")}
        numbers = {name: _NUMBER.to_python(values.get(name)) for name in ("value", "value_high")}
        return target_words(
            spec.TargetSpec(indicator="", year=0, first_year=0, decimals=values["decimals"], **fields, **numbers)
        )
    return ", ".join(f"{label_of('targets', name)}: {words_of('targets', name, values[name])}" for name in names)


def _titles(board: Unit) -> dict[str, str]:
    return {row.key: str(row) for model in PLANNED.values() for row in model.objects.filter(board=board)}
