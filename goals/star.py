"""The quality star: how a unit stands in the five perspectives of its basic assignment, drawn as a radar chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.sections import NO_ROW, Block, Fact, Figures, Prose, Relation, Section, StatusEntry, StatusList, day
from goals.models import Goal, GoalAssessment
from goals.overview import UNASSESSED, Node, Overview, load
from goals.section import goal_section, goal_url
from goals.units import APPROVED
from organisation.models import ReportingPeriod, Submission, Unit
from organisation.places import figure_url

KEY = "goals.star"
EARLIER = 2
# From the centre outwards. The other answers are no step: they are gaps in the chart, and told in its table.
RINGS = ("not_met", "partly", "met")
_TONES = ("accent", "muted", "fair")


@dataclass(frozen=True, kw_only=True)
class Ray:
    """How the perspectives stand in one period or unit: a status by the perspective's primary key."""

    label: str
    statuses: dict[int, str]


def star(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """The unit's star for the period; without title and content where the board has none. One query then, else ten
    and a few."""
    if not Goal.objects.valid_in(period).filter(tree=Goal.Tree.STAR).exists():
        return Section(key=KEY, title="", lang=get_language())
    overview = load(unit=unit, period=period, tree=Goal.Tree.STAR, below=APPROVED)
    return section_of(overview, rays_over_time(overview, decided_only=True))


def section_of(overview: Overview, rays: list[Ray]) -> Section:
    """The section of what has been read already."""
    return Section(
        key=KEY,
        title=_("Quality star"),
        lang=get_language(),
        level=1,
        blocks=(
            Prose(text=summary(overview), lang=get_language(), is_composed=True),
            _status_list(overview),
            time_chart(overview, rays),
            Figures(facts=(f"{KEY}.total", f"{KEY}.status.met", f"{KEY}.forecast.met")),
            *_sections(overview),
        ),
        facts=star_facts(overview),
        relations=star_relations(overview),
    )


def rays_over_time(overview: Overview, *, decided_only: bool) -> list[Ray]:
    """This period and the two before it, the latest first; of the earlier ones only those that are approved, where
    that is asked for. Three queries at most."""
    found = ReportingPeriod.objects.before(overview.period)
    if decided_only:
        decided = Submission.objects.decided().filter(unit=overview.unit)
        found = found.filter(pk__in=decided.values("period"))
    earlier = list(found[:EARLIER])
    rows = GoalAssessment.objects.filter(goal__in=_goals(overview), unit=overview.unit, period__in=earlier)
    known: dict[int, dict[int, str]] = {one.pk: {} for one in earlier}
    for goal, period, status in rows.values_list("goal", "period", "status"):
        known[period][goal] = status
    return [_own(overview), *(Ray(label=one.label, statuses=known[one.pk]) for one in earlier if known[one.pk])]


def rays_of_units(overview: Overview, units: list[Unit]) -> list[Ray]:
    """The units side by side in the period, in the order given. One query."""
    rows = GoalAssessment.objects.filter(goal__in=_goals(overview), unit__in=units, period=overview.period)
    known: dict[int, dict[int, str]] = {one.pk: {} for one in units}
    for goal, unit, status in rows.values_list("goal", "unit", "status"):
        known[unit][goal] = status
    return [Ray(label=one.short_name, statuses=known[one.pk]) for one in units]


def time_chart(overview: Overview, rays: list[Ray]) -> Chart:
    """The star of the period over those of the periods before."""
    return _chart(overview, rays, "time", summary(overview))


def units_chart(overview: Overview, rays: list[Ray]) -> Chart:
    """The stars of some units in the period, one over the other."""
    words = {"units": ", ".join(ray.label for ray in rays), "period": overview.period.label}
    return _chart(overview, rays, "units", _("The perspectives of %(units)s, %(period)s") % words)


def summary(overview: Overview) -> str:
    """How many perspectives are assessed and met, in one sentence."""
    total = len(overview.assessed)
    answered = total - overview.status_counts[UNASSESSED]
    if not answered:
        return _("None of the %(total)s perspectives has been assessed yet.") % {"total": total}
    met = overview.status_counts["met"]
    sentence = ngettext(
        "%(answered)s of %(total)s perspectives has been assessed, %(met)s of them met.",
        "%(answered)s of %(total)s perspectives have been assessed, %(met)s of them met.",
        answered,
    )
    return sentence % {"answered": answered, "total": total, "met": met}


def star_facts(overview: Overview) -> tuple[Fact, ...]:
    """How many perspectives there are, and how many have each status and each forecast."""
    rule = _("The number of perspectives of the quality star that are assessed.")
    total = _count(overview, "total", _("Perspectives"), len(overview.assessed), rule)
    return (total, *_counted(overview, "status"), *_counted(overview, "forecast"))


def star_relations(overview: Overview) -> tuple[Relation, ...]:
    """Statuses, and forecasts, add up to the number of perspectives."""
    return tuple(
        Relation(kind="sum", result=f"{KEY}.total", parts=tuple(f"{KEY}.{kind}.{code}" for code in counts))
        for kind, counts in (("status", overview.status_counts), ("forecast", overview.forecast_counts))
    )


def _own(overview: Overview) -> Ray:
    return Ray(label=overview.period.label, statuses={node.goal.pk: node.status for node in overview.assessed})


def _goals(overview: Overview) -> list[int]:
    return [node.goal.pk for node in overview.assessed]


def _counted(overview: Overview, kind: str) -> list[Fact]:
    counts = overview.status_counts if kind == "status" else overview.forecast_counts
    label = _("Perspectives now: %(status)s") if kind == "status" else _("Perspectives, forecast: %(status)s")
    rule = _("The number of perspectives with this answer, out of all in the quality star.")
    words = {code: overview.shown(f"goal_{kind}", code).label for code in counts}
    return [
        _count(overview, f"{kind}.{code}", label % {"status": words[code]}, count, rule)
        for code, count in counts.items()
    ]


def _count(overview: Overview, name: str, label: str, count: int, rule: str) -> Fact:
    key = f"{KEY}.{name}"
    sources = {node.assessment.source for node in overview.assessed if node.assessment} - {""}
    return Fact(
        key=key,
        label=label,
        value=str(count),
        unit="count",
        as_of=day(overview.period.end),
        source="; ".join(sorted(sources)) or _("Reported by %(unit)s") % {"unit": overview.unit.short_name},
        rule=rule,
        url=figure_url(overview.unit, overview.period, key),
        row=NO_ROW,
    )


def _status_list(overview: Overview) -> StatusList:
    return StatusList(
        key=f"{KEY}.summary",
        caption=_("Perspectives: status now and forecast for the year"),
        entries=tuple(_entry(overview, node) for node in overview.assessed),
        now_label=_("Status now"),
        forecast_label=_("Forecast for the year"),
    )


def _entry(overview: Overview, node: Node) -> StatusEntry:
    return StatusEntry(
        key=f"{node.goal.key}.star",
        title=overview.heading(node.goal),
        now=overview.shown("goal_status", node.status),
        forecast=overview.shown("goal_forecast", node.forecast),
        lang=overview.lang,
        url=goal_url(overview, node.goal.key),
    )


def _sections(overview: Overview) -> Iterable[Block]:
    """Each perspective with its assessment and its indicators; the root is the section itself."""
    return [goal_section(overview, node, level=2) for root in overview.roots for node in (root.children or [root])]


def _chart(overview: Overview, rays: list[Ray], name: str, title: str) -> Chart:
    return Chart(
        key=f"{KEY}.{name}_chart",
        kind="radar",
        title=title,
        unit="",
        lang=get_language(),
        label_heading=_("Perspective"),
        rings=tuple(overview.shown("goal_status", code).label for code in RINGS),
        series=tuple(
            Series(label=ray.label, tone=tone, points=tuple(_point(overview, node, ray) for node in overview.assessed))
            for ray, tone in zip(rays, _TONES, strict=False)
        ),
    )


def _point(overview: Overview, node: Node, ray: Ray) -> Point:
    """The ring as its number from the centre, and its word; a gap with its word where it is no step."""
    code = ray.statuses.get(node.goal.pk, UNASSESSED)
    value = str(RINGS.index(code) + 1) if code in RINGS else None
    return Point(label=node.goal.title, value=value, note=overview.shown("goal_status", code).label)
