"""Grants as a section of their own, where the board has any."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.facts import grant_fact
from commissions.models import Grant
from followup.numbers import format_fact
from followup.sections import Cell, Column, Fact, Row, Section, Table
from organisation.models import ReportingPeriod, Unit

KEY = "commissions.grants"


def grants_section(*, unit: Unit, period: ReportingPeriod) -> Section | None:
    """The board's grants for the period, or None where there are none. One query."""
    grants = list(Grant.objects.in_period(period).filter(board=unit.root))
    if not grants:
        return None
    facts = [grant_fact(grant, unit, period) for grant in grants]
    return Section(
        key=KEY,
        title=_("Grants"),
        lang=get_language(),
        level=2,
        blocks=(_table(grants, facts, unit.root.language),),
        facts=tuple(facts),
    )


def _table(grants: list[Grant], facts: list[Fact], lang: str) -> Table:
    """A row for each grant, its name, giver and purpose in `lang`."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=grant.name, lang=lang),
                Cell(text=grant.giver, lang=lang),
                Cell(text=grant.purpose, lang=lang),
                Cell(text=format_fact(fact), fact=fact.key),
            )
        )
        for grant, fact in zip(grants, facts, strict=True)
    )
    columns = (
        Column(label=_("Grant"), width=30),
        Column(label=_("Given by"), width=20),
        Column(label=_("Purpose"), width=32),
        Column(label=_("Amount, with unit"), kind="number", width=18),
    )
    return Table(key=f"{KEY}.table", caption=_("Grants for the period"), columns=columns, rows=rows)
