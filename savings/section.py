"""What the report and the board's page say about savings: `savings` builds the section."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followup.charts import Chart, Point, Series
from followup.numbers import format_fact
from followup.sections import Block, Fact, Figures, Prose, Relation, Section
from organisation.models import ReportingPeriod, Unit
from savings.facts import Desk
from savings.levels import LevelPart, level_part
from savings.models import Measure
from savings.reading import Savings, read_savings
from savings.targets import ref, target_section

SERIES = (
    ("decided", "accent"),
    ("prepared", "active"),
    ("rest", "muted"),
)


@dataclass
class Sums:
    """What is added up over both lists."""

    total: Fact
    decided: Fact
    count: Fact
    with_amount: Fact
    facts: list[Fact] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)


def savings(*, unit: Unit, period: ReportingPeriod, today: date) -> Section:
    """Measures by list, with sums and status, and the targets that they are to reach."""
    held = read_savings(unit=unit, period=period)
    return compose(held, level_parts(held))


def level_parts(held: Savings) -> list[LevelPart]:
    """The lists that have measures, in order."""
    desk = Desk(held.unit, held.period)
    return [
        level_part(desk, level, lines, [one for one in held.stated if one.code == level])
        for level in Measure.Level.values
        if (lines := held.level(level))
    ]


def compose(held: Savings, parts: list[LevelPart]) -> Section:
    """The section from what has been read."""
    desk = Desk(held.unit, held.period)
    sums = _sums(desk, parts)
    targets = target_section(desk, held.targets, sums.total)
    blocks: list[Block] = [Prose(text=summary(parts, sums), lang=get_language())]
    if parts or targets:
        blocks.append(_figures(sums if parts else None, targets))
    if chart := _chart(parts, sums):
        blocks.append(chart)
    blocks += [part.section for part in parts]
    if targets:
        blocks.append(targets)
    return Section(
        key="savings",
        title=_("Savings measures"),
        lang=get_language(),
        blocks=tuple(blocks),
        facts=tuple(sums.facts) if parts else (),
        relations=tuple(sums.relations) if parts else (),
    )


def summary(parts: list[LevelPart], sums: Sums) -> str:
    """How the measures stand, in a few sentences with references to the figures."""
    if not parts:
        return _("No savings measures are listed for this unit and period.")
    count = sum(len(part.lines) for part in parts)
    sentences = [ngettext("%(count)s measure is listed.", "%(count)s measures are listed.", count) % {"count": count}]
    if sums.total.number is not None:
        words = {"with_amount": ref(sums.with_amount), "total": ref(sums.total)}
        sentences.append(_("Those with an amount, %(with_amount)s, come to %(total)s a year together.") % words)
    if not any(line.row.status != "unassessed" for part in parts for line in part.lines):
        sentences.append(_("No status has been reported for the period yet."))
    elif sums.decided.number is not None:
        sentences.append(_("Of that, %(decided)s is decided or carried out.") % {"decided": ref(sums.decided)})
    return " ".join(sentences)


def _sums(desk: Desk, parts: list[LevelPart]) -> Sums:
    sums = Sums(
        total=desk.total(
            "savings.total.all",
            _("All listed measures, effect a year"),
            [part.total for part in parts],
            _("The sums of the lists added up."),
        ),
        decided=desk.total(
            "savings.decided.all",
            _("Decided or carried out, effect a year"),
            [part.stages["decided"] for part in parts],
            _("The effect a year of all measures that are decided, being carried out or carried out."),
        ),
        count=desk.count("savings.count.all", _("Measures listed"), sum(len(part.lines) for part in parts)),
        with_amount=desk.count(
            "savings.count.with_amount",
            _("Measures with an amount"),
            sum(len(part.with_amount) for part in parts),
        ),
    )
    without = desk.count(
        "savings.count.without_amount",
        _("Measures without an amount"),
        int(sums.count.number or 0) - int(sums.with_amount.number or 0),
    )
    realised = desk.total(
        "savings.realised.all",
        _("All listed measures, realised this year"),
        [part.total_realised for part in parts],
        _("What the measures have realised this year added up, where it is reported."),
    )
    sums.facts = [sums.total, sums.decided, realised, sums.count, sums.with_amount, without, *_statuses(desk, parts)]
    sums.relations = [*_sums_of_lists(sums, parts, realised), *_sum_of(sums.count, [sums.with_amount, without])]
    return sums


def _sums_of_lists(sums: Sums, parts: list[LevelPart], realised: Fact) -> list[Relation]:
    """Each of the sums as what the lists come to."""
    return [
        *_sum_of(sums.total, [part.total for part in parts]),
        *_sum_of(sums.decided, [part.stages["decided"] for part in parts]),
        *_sum_of(realised, [part.total_realised for part in parts]),
        *_sum_of(sums.count, [part.count for part in parts]),
    ]


def _sum_of(result: Fact, parts: list[Fact]) -> list[Relation]:
    known = tuple(part.key for part in parts if part.number is not None)
    return [Relation(kind="sum", result=result.key, parts=known)] if known and result.number is not None else []


def _statuses(desk: Desk, parts: list[LevelPart]) -> list[Fact]:
    """How many measures have each status that occurs."""
    counts: dict[str, tuple[str, int]] = {}
    for part in parts:
        for shown in part.statuses:
            counts[shown.code] = (shown.label, counts.get(shown.code, ("", 0))[1] + 1)
    return [
        desk.count(f"savings.count.status.{code}", _("Measures: %(status)s") % {"status": label}, number)
        for code, (label, number) in counts.items()
    ]


def _figures(sums: Sums | None, targets: Section | None) -> Figures:
    shown = [sums.total.key, sums.decided.key, sums.with_amount.key] if sums else []
    needs = [fact.key for fact in targets.facts if fact.key.endswith(".need")] if targets else []
    own = [key for need in needs for key in (need, need.removesuffix(".need") + ".share")]
    return Figures(facts=(*shown, *own))


def _chart(parts: list[LevelPart], sums: Sums) -> Chart | None:
    """A bar for each list, divided by how far the measures have come; None without amounts or statuses."""
    known = [part for part in parts if part.total.number is not None]
    if not known or any(part.stages["decided"].number is None for part in known):
        return None
    labels = {
        "decided": _("Decided or carried out"),
        "prepared": _("Being prepared"),
        "rest": _("No status, resting or dropped"),
    }
    series = [
        Series(
            label=labels[stage],
            tone=tone,
            points=tuple(
                Point(label=part.short_label, value=fact.value, approximate=fact.approximate, fact=fact.key)
                for part in known
                for fact in (part.stages[stage],)
            ),
        )
        for stage, tone in SERIES
    ]
    return Chart(
        key="savings.level_chart",
        kind="stacked",
        title=_("Of %(total)s a year, %(decided)s is decided or carried out")
        % {"total": format_fact(sums.total), "decided": format_fact(sums.decided)},
        unit="tkr",
        series=tuple(one for one in series if any(point.value not in {None, "0"} for point in one.points)),
        label_heading=_("List"),
        note=_("Effect a year of the measures that have an amount."),
        lang=get_language(),
    )
