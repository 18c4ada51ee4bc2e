"""What the plans assume beside what has been observed: each profile's steps, their mean, and the unit's figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy import rules
from economy.models import AssumptionProfile, AssumptionStep
from economy.reported import Reported
from economy.tables import number_cell
from followup.charts import Chart, Point, Series
from followup.numbers import format_fact, format_number, round_half_up
from followup.sections import NO_ROW, Block, Cell, Column, Fact, Item, Prose, Row, Section, Table, day, decimal_string
from organisation.places import figure_url


def assumptions_of(at: Reported) -> Section | None:
    """A section with a part for each of the board's profiles; None where there are none."""
    if not at.profiles:
        return None
    return Section(
        key="economy.assumptions",
        title=_("Assumptions beside what has been observed"),
        lang=get_language(),
        level=2,
        blocks=tuple(_profile(at, profile) for profile in at.profiles),
    )


def step_label(step: AssumptionStep) -> str:
    """«maj–september 2025», «2025-05-15–2025-09-10» where it is not of whole months."""
    if rules.months_of(step.start, step.end) is None:
        return f"{step.start.isoformat()}–{step.end.isoformat()}"
    first, last = (dateformat.format(one, "F Y") for one in (step.start, step.end))
    if first == last:
        return last
    return f"{dateformat.format(step.start, 'F')}–{last}" if step.start.year == step.end.year else f"{first}–{last}"


def profile_facts(at: Reported, profile: AssumptionProfile) -> list[Fact]:
    """The steps in order, their mean by month, and what has been observed."""
    key = profile.key
    rule = _("The change that is assumed, in per cent of %(base)s.") % {"base": profile.base or _("the base")}
    steps = [
        _fact(
            at, f"{key}.{number}", f"{profile.name}: {step_label(step)}", step.pct, step.decimals, rule, profile.source
        )
        for number, step in enumerate(profile.in_order, start=1)
    ]
    return [*steps, *_mean(at, profile, key), *_observed(at, profile, key)]


def _mean(at: Reported, profile: AssumptionProfile, key: str) -> Iterator[Fact]:
    steps = [(step.start, step.end, step.pct) for step in profile.in_order]
    mean = rules.mean_by_month(steps)
    if mean is None:
        return
    months = sum(rules.months_of(start, end) for start, end, _pct in steps)
    rule = _("Computed: each step weighs as many months as it lasts.")
    label = _("%(name)s: mean of %(months)s months") % {"name": profile.name, "months": months}
    yield _fact(at, f"{key}.mean", label, round_half_up(mean, 1), 1, rule, profile.source)


def _observed(at: Reported, profile: AssumptionProfile, key: str) -> Iterator[Fact]:
    row = at.observed.get(profile.pk)
    words = {"name": profile.name}
    rule = " ".join(
        filter(None, (_("What has been observed, in per cent of the same base."), row.note if row else ""))
    )
    if row and row.low is not None:
        label = _("%(name)s: observed") if row.high is None else _("%(name)s: observed, from")
        yield _fact(at, f"{key}.observed.low", label % words, row.low, row.decimals, rule, row.source, row=row)
    if row and row.high is not None:
        label = _("%(name)s: observed, to") % words
        yield _fact(at, f"{key}.observed.high", label, row.high, row.decimals, rule, row.source, row=row)


def _fact(at: Reported, key: str, label: str, value, decimals: int, rule: str, source: str, *, row=None) -> Fact:
    return Fact(
        key=key,
        label=label,
        value=decimal_string(round_half_up(value, decimals)),
        unit="%",
        decimals=decimals,
        approximate=row.approximate if row else "",
        as_of=day(at.period.end),
        source=source,
        rule=rule,
        url=figure_url(at.unit, at.period, key),
        signed=True,
        row=row.key if row else NO_ROW,
    )


def _profile(at: Reported, profile: AssumptionProfile) -> Section:
    found = {fact.key: fact for fact in profile_facts(at, profile)}
    row = at.observed.get(profile.pk)
    blocks: list[Block] = [chart] if (chart := _chart(at, profile, found)) else []
    blocks.append(_table(at, profile, found))
    if row and row.note.strip():
        blocks.append(Prose(text=row.note.strip(), lang=at.lang))
    return Section(
        key=profile.key,
        title="",
        lang=at.lang,
        level=3,
        blocks=tuple(blocks),
        items=(_item(at, profile, found),),
        facts=tuple(found.values()),
    )


def _item(at: Reported, profile: AssumptionProfile, found: dict[str, Fact]) -> Item:
    """The assumption, with the figures that say what is assumed when the period ends and what has been observed."""
    now = [n for n, step in enumerate(profile.in_order, start=1) if step.start <= at.period.end <= step.end]
    keys = {"assumed": f"{profile.key}.{now[0]}" if now else ""}
    keys |= {f"observed_{end}": f"{profile.key}.observed.{end}" for end in ("low", "high")}
    return Item(
        key=profile.key,
        kind="assumption",
        title=profile.name,
        lang=at.lang,
        attributes={name: key for name, key in keys.items() if key in found},
    )


def _chart(at: Reported, profile: AssumptionProfile, facts: dict[str, Fact]) -> Chart | None:
    key = profile.key
    points = [
        Point(label=_("Assumed %(when)s") % {"when": step_label(step)}, value=fact.value, fact=fact.key)
        for number, step in enumerate(profile.in_order, start=1)
        if (fact := facts.get(f"{key}.{number}"))
    ]
    if not points:
        return None
    low, high = facts.get(f"{key}.observed.low"), facts.get(f"{key}.observed.high")
    label = _("Observed, %(period)s") % {"period": at.period.label}
    observed = Point(
        label=label,
        value=low.value if low else None,
        high=high.value if high else None,
        approximate=low.approximate if low else "",
        fact=low.key if low else "",
        note="" if low else _("Not reported"),
    )
    return Chart(
        key=f"{key}.chart",
        kind="span",
        title=_sentence(at, profile, facts, low, high),
        unit="%",
        series=(Series(label=_("Change"), points=(*points, observed)),),
        decimals=max(fact.decimals for fact in facts.values() if not fact.key.endswith(".mean")),
        label_heading=_("When"),
        lang=get_language(),
    )


def _sentence(at: Reported, profile: AssumptionProfile, facts, low: Fact | None, high: Fact | None) -> str:
    """What is assumed for the end of the period, beside what has been observed."""
    now = _assumed_on(profile, facts, at.period.end)
    words = {"name": profile.name, "assumed": format_fact(now) if now else "", "seen": _range_words(low, high)}
    if now and low:
        return _("%(name)s: %(assumed)s is assumed, %(seen)s has been observed") % words
    if now:
        return _("%(name)s: %(assumed)s is assumed, nothing observed has been reported") % words
    return _("%(name)s: %(seen)s has been observed") % words if low else profile.name


def _assumed_on(profile: AssumptionProfile, facts: dict[str, Fact], when: date) -> Fact | None:
    for number, step in enumerate(profile.in_order, start=1):
        if step.start <= when <= step.end:
            return facts.get(f"{profile.key}.{number}")
    return None


def _range_words(low: Fact | None, high: Fact | None) -> str:
    if low is None:
        return ""
    if high is None:
        return format_fact(low)
    first = format_number(low.value, decimals=low.decimals, signed=True)
    return _("%(low)s to %(high)s") % {"low": first, "high": format_fact(high)}


def _table(at: Reported, profile: AssumptionProfile, facts: dict[str, Fact]) -> Table:
    key = profile.key
    steps = [
        Row(cells=(Cell(text=step_label(step)), number_cell(facts, f"{key}.{number}"), Cell()))
        for number, step in enumerate(profile.in_order, start=1)
    ]
    low, high = facts.get(f"{key}.observed.low"), facts.get(f"{key}.observed.high")
    seen = _range_words(low, high).removesuffix("\u00a0%")
    observed = Cell(text=seen or _("Not reported"), fact=low.key if low else "")
    steps.append(Row(cells=(Cell(text=at.period.label, lang=at.lang), Cell(), observed)))
    if f"{key}.mean" in facts:
        mean = number_cell(facts, f"{key}.mean")
        steps.append(Row(cells=(Cell(text=_("Mean by month")), mean, Cell()), total=True))
    base = profile.base or _("the base")
    return Table(
        key=f"{key}.table",
        caption=_("%(name)s, per cent of %(base)s") % {"name": profile.name, "base": base},
        columns=(
            Column(label=_("When"), width=50),
            Column(label=_("Assumed"), kind="number", unit="%"),
            Column(label=_("Observed"), kind="number", unit="%"),
        ),
        rows=tuple(steps),
        note=profile.source,
    )
