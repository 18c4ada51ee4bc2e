"""Grants as a section of their own, where the board has any: what was granted, what is used and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.facts import grant_fact, left_fact, left_relation, used_fact
from commissions.models import Grant, GrantUse
from followup.numbers import format_fact
from followup.sections import Cell, Column, Fact, Row, Section, Table
from organisation import plans
from organisation.models import ReportingPeriod, Unit

KEY = "commissions.grants"


@dataclass(frozen=True)
class GrantLine:
    """One grant with what is reported of its use, not yet stored where nobody has entered it."""

    grant: Grant
    use: GrantUse


def read_grants(*, unit: Unit, period: ReportingPeriod) -> list[GrantLine]:
    """The grants of the unit's board for the period, in order: as they stood when it was approved, else as they are.

    Three queries, one where there are none, and a few more where one has been changed since the period was approved.
    """
    board = unit.root
    grants = [one for one in _as_they_stood(board, period) if one.is_in(period)]
    rows = GrantUse.objects.filter(unit=board, period=period, grant__in=grants).select_related("saved_by")
    uses = {row.grant_id: row for row in rows} if grants else {}
    found = []
    for grant in grants:
        use = uses.get(grant.pk) or GrantUse()
        use.grant, use.unit, use.period = grant, board, period
        found.append(GrantLine(grant, use))
    return found


def _as_they_stood(board: Unit, period: ReportingPeriod) -> list[Grant]:
    grants = list(Grant.objects.filter(board=board).select_related("commission"))
    earlier = plans.when_approved(board, period, Grant._meta.label_lower) if grants else {}
    return sorted(plans.as_they_stood(board, grants, earlier), key=lambda one: one.order)


def grants_section(lines: list[GrantLine], *, unit: Unit, period: ReportingPeriod) -> Section | None:
    """The grants that have been read, or None where there are none."""
    if not lines:
        return None
    granted = [grant_fact(one.grant, unit, period) for one in lines]
    # Where the use of none has been reported, there is nothing to tell of it.
    reported = [one for one in lines if one.use.version]
    used = [used_fact(one.grant, one.use, unit, period) for one in reported]
    left = [left_fact(one.grant, one.use, unit, period) for one in reported]
    return Section(
        key=KEY,
        title=_("Grants"),
        lang=get_language(),
        level=2,
        blocks=(_table(lines, granted, used, left, unit.root.language),),
        facts=(*granted, *used, *left),
        relations=tuple(left_relation(one.grant) for one in reported if one.use.used is not None),
    )


def _table(lines: list[GrantLine], granted: list[Fact], used: list[Fact], left: list[Fact], lang: str) -> Table:
    """A row for each grant, its name, giver and purpose in `lang`; its use where any has been reported."""
    facts = {fact.key: fact for fact in (*used, *left)}
    rows = []
    for one, fact in zip(lines, granted, strict=True):
        told = (one.grant.name, one.grant.giver, one.grant.purpose)
        uses = [facts.get(f"{one.grant.key}.{name}") for name in ("used", "left")] if facts else []
        cells = [*(Cell(text=text, lang=lang) for text in told), _cell(fact), *(_cell(use) for use in uses)]
        rows.append(Row(cells=tuple(cells)))
    amount = Column(label=_("Amount, with unit"), kind="number", width=14 if facts else 18)
    spent = [Column(label=label, kind="number", width=13) for label in (_("Used so far"), _("Left"))] if facts else []
    columns = (
        Column(label=_("Grant"), width=24 if facts else 30),
        Column(label=_("Given by"), width=12 if facts else 20),
        Column(label=_("Purpose"), width=24 if facts else 32),
        amount,
        *spent,
    )
    return Table(key=f"{KEY}.table", caption=_("Grants for the period"), columns=columns, rows=tuple(rows))


def _cell(fact: Fact | None) -> Cell:
    return Cell(text=format_fact(fact), fact=fact.key) if fact else Cell(text=_("Not reported"))
