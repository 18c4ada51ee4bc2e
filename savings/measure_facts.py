"""The facts of one measure: its effect a year, what of it falls in this year and the next, and what is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.numbers import round_half_up
from followup.sections import Fact, Relation
from followup.status import shown
from savings import rules
from savings.facts import Desk, effect, realised
from savings.reading import MeasureLine

# Amounts in tkr are reckoned to the krona.
_KRONA = 3


@dataclass(frozen=True)
class MeasureFacts:
    """One measure with its facts, all of them in tkr; those that are only entered now and then may be None."""

    line: MeasureLine
    effect: Fact
    this_year: Fact
    next_year: Fact
    realised: Fact
    verified: Fact
    planned: Fact | None
    forecast: Fact | None
    relations: tuple[Relation, ...]

    @property
    def code(self) -> str:
        return self.line.measure.code

    @property
    def stage(self) -> str:
        """decided, prepared or rest: see rules.stage."""
        return rules.stage(self.line.row.status)

    @property
    def is_decided(self) -> bool:
        return self.stage == "decided"

    @property
    def facts(self) -> tuple[Fact, ...]:
        some = (self.effect, self.this_year, self.next_year, self.planned, self.realised, self.verified, self.forecast)
        return tuple(fact for fact in some if fact)

    def at(self, stage: str) -> Fact | None:
        """What the measure comes to at a stage of the way: listed, decided, realised or verified; None where it
        has not come so far. Listed and decided are effects a year, realised and verified of this year."""
        if stage == "decided":
            return self.effect if self.is_decided else None
        return {"listed": self.effect}.get(stage) or getattr(self, stage)


def facts_of(desk: Desk, lines: Iterable[MeasureLine]) -> list[MeasureFacts]:
    return [_facts(desk, line) for line in lines]


def _facts(desk: Desk, line: MeasureLine) -> MeasureFacts:
    whole = effect(desk, line)
    this_year, next_year = (_in_year(desk, line, later) for later in (0, 1))
    relations = [
        Relation(kind="scaling", result=fact.key, parts=(whole.key,), factor=f"{parts}/{rules.MONTHS}")
        for fact, parts in (this_year, next_year)
        if fact.number is not None
    ]
    row = line.row
    return MeasureFacts(
        line=line,
        effect=whole,
        this_year=this_year[0],
        next_year=next_year[0],
        realised=realised(desk, line),
        verified=_verified(desk, line),
        planned=_reported(desk, line, "planned") if row.planned is not None else None,
        forecast=_reported(desk, line, "forecast") if row.forecast is not None else None,
        relations=tuple(relations),
    )


def _in_year(desk: Desk, line: MeasureLine, later: int) -> tuple[Fact, int | None]:
    """The effect in the period's year, or in the one after, and how many twelfths of the whole it is."""
    measure, year = line.measure, desk.period.end.year + later
    parts = value = None
    if not _ends_unknown(measure):
        parts = rules.twelfths(measure.start, measure.end, year, one_off=measure.one_off)
        value = rules.effect_this_year(measure.effect, measure.start, measure.end, year, measure.one_off)
    words = {"measure": measure.title, "year": year}
    fact = desk.money(
        f"{measure.key}.{'next_year' if later else 'this_year'}",
        _("%(measure)s, effect in %(year)s") % words,
        None if value is None else round_half_up(value, 0),
        measure,
        unit="tkr",
        missing=(measure.effect_missing or "not_reported") if value is None else "",
        rule=_rule(measure, parts),
    )
    return fact, parts


def _ends_unknown(measure) -> bool:
    """For a time, and nobody has said until when."""
    return measure.is_permanent is False and not measure.one_off and measure.end is None


def _rule(measure, parts: int | None) -> str:
    if _ends_unknown(measure):
        return _("Not reckoned: it is not said when the measure ends.")
    if parts is None:
        return _("Not reckoned: it is not said when the measure starts.")
    if measure.one_off:
        return _("A one-off: its effect counts once, in the year it starts in.")
    return _(
        "The effect a year for %(months)s of twelve months: from the month it starts in to the one it ends in."
    ) % {"months": parts}


def _verified(desk: Desk, line: MeasureLine) -> Fact:
    row = line.row
    rule = _("What a controller has verified of the realised amount, with evidence.")
    if row.evidence:
        rule += " " + _("Evidence: %(evidence)s") % {"evidence": " ".join(row.evidence.split())}
    given = type(row)(amount_unit=row.verified_unit, amount_decimals=row.verified_decimals)
    return desk.money(
        f"{line.measure.key}.verified",
        _("%(measure)s, verified this year") % {"measure": line.measure.title},
        row.verified,
        given,
        unit="tkr",
        missing="" if row.verified is not None else "not_reported",
        row=row.key,
        rule=rule,
    )


def _reported(desk: Desk, line: MeasureLine, name: str) -> Fact:
    row = line.row
    words = {"measure": line.measure.title}
    label = {"planned": _("%(measure)s, planned this year"), "forecast": _("%(measure)s, forecast for the year")}[name]
    return desk.money(
        f"{line.measure.key}.{name}",
        label % words,
        getattr(row, name),
        row,
        unit="tkr",
        source=row.source,
        row=row.key,
        rule=_("As it was reported."),
    )


def status_of(desk: Desk, line: MeasureLine):
    """The measure's status in the board's words."""
    return shown("measure", line.row.status, desk.unit.words("measure"))
