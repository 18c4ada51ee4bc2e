"""How far the listed measures reach of each savings target, with and without double counting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from followup.numbers import format_fact, format_number
from followup.sections import Cell, Column, Fact, Relation, Row, Table
from savings.facts import Desk
from savings.models import SavingsTarget
from savings.totals import STAGES, stage_label


@dataclass(frozen=True)
class Sums:
    """What all measures come to at each stage, in tkr: as they are listed, and with overlaps counted once."""

    listed: dict[str, Fact]
    once: dict[str, Fact]


@dataclass(frozen=True)
class Reach:
    """How much of one target each of the sums is, in per cent: by stage."""

    target: SavingsTarget
    amount: Fact
    listed: dict[str, Fact]
    once: dict[str, Fact]
    relations: tuple[Relation, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*self.listed.values(), *self.once.values())


def reach_of(desk: Desk, target: SavingsTarget, amount: Fact, sums: Sums) -> Reach:
    """The reach of one target: «savings.staff_cost_text.cover» of what is listed, «….cover_once.decided» …"""
    every = _rule_every(target)
    once = _("What is decided or saved by measures that overlap is counted once. ") + every
    listed = {stage: _share(desk, target, sums.listed[stage], stage, "cover", every) for stage in STAGES}
    counted_once = {stage: _share(desk, target, sums.once[stage], stage, "cover_once", once) for stage in STAGES}
    # What the units' own plans are to reach is not what is listed: no rule holds one against the other.
    is_plans = target.basis == SavingsTarget.Basis.PLANS
    relations = [
        Relation(kind="ratio", result=share.key, parts=(total.key, amount.key))
        for shares, totals in ((listed, sums.listed), (counted_once, sums.once))
        for share, total in ((shares[stage], totals[stage]) for stage in STAGES)
        if share.number is not None and not (is_plans and total is sums.listed["listed"])
    ]
    return Reach(target, amount, listed, counted_once, tuple(relations))


def reach_table(reaches: list[Reach]) -> Table:
    """Two rows for each target: every measure, and overlaps counted once."""
    return Table(
        key="savings.reach.table",
        caption=_("How far the listed measures reach of each target"),
        columns=(
            Column(label=_("Savings target"), width=44),
            *(Column(label=stage_label(stage), kind="number", unit="%", width=14) for stage in STAGES),
        ),
        rows=tuple(row for reach in reaches for row in _rows(reach)),
        note=_(
            "Listed and decided are effects of a whole year, realised and verified those of this year so far. Of "
            "measures that overlap, those that save most are counted once: the true figure lies between the two."
        ),
    )


def _rows(reach: Reach) -> Iterator[Row]:
    amount = format_fact(reach.amount)
    for label, shares in (
        (_("Of %(amount)s, every measure"), reach.listed),
        (_("Of %(amount)s, overlaps counted once"), reach.once),
    ):
        yield Row(cells=(Cell(text=label % {"amount": amount}), *(_cell(shares[stage]) for stage in STAGES)))


def _cell(fact: Fact) -> Cell:
    text = format_fact(fact) if fact.number is None else format_number(fact.number, decimals=fact.decimals)
    return Cell(text=text, fact=fact.key, url=fact.url)


def _share(desk: Desk, target: SavingsTarget, total: Fact, stage: str, name: str, rule: str) -> Fact:
    ending = "" if stage == "listed" else f".{stage}"
    label = {
        "cover": _("%(stage)s, share of “%(target)s”"),
        "cover_once": _("%(stage)s with overlaps counted once, share of “%(target)s”"),
    }[name]
    return desk.share(
        f"{target.key}.{name}{ending}",
        label % {"stage": stage_label(stage), "target": target.name},
        None if total.number is None else total.number * 1000,
        target.amount,
        rule,
    )


def _rule_every(target: SavingsTarget) -> str:
    if target.basis == SavingsTarget.Basis.PLANS:
        return _(
            "The sum of the listed measures divided by the target, which is to be reached by the units' own plans."
        )
    return _("The sum of the listed measures divided by the target.")
