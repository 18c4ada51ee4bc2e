"""The tables and texts of the economy, formatted once: units in the heads, each figure with its fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy.facts import frame_name
from economy.models import DeviationPart
from economy.reported import Reported
from followup.numbers import format_fact, format_value
from followup.prose import plain
from followup.sections import Cell, Column, Fact, Prose, Row, Table


def prose(at: Reported, topic: str) -> Prose:
    """What has been written on a topic, or a sentence that nothing has."""
    if text := at.text(topic):
        return Prose(text=text, lang=at.lang)
    return Prose(text=_("No text has been written yet."), lang=get_language(), is_composed=True)


def number_cell(facts: Mapping[str, Fact], key: str) -> Cell:
    """A figure without its unit, the reason where it is missing, nothing where it is not asked for."""
    fact = facts.get(key)
    if fact is None:
        return Cell()
    text = format_fact(fact)
    if fact.value is not None:
        text = format_value(fact.value, "", decimals=fact.decimals, signed=fact.signed, approximate=fact.approximate)
    return Cell(text=text, fact=fact.key)


def parts_table(at: Reported, code: str, parts: Sequence[DeviationPart], facts: Mapping[str, Fact]) -> Table:
    """The parts of a deviation that the text names."""
    return Table(
        key=f"economy.parts.{code}",
        caption=_("%(frame)s: named parts of the deviation") % {"frame": frame_name(at, code)},
        columns=(Column(label=_("Part"), width=60), Column(label=_("Amount"), kind="number", unit=at.money)),
        rows=tuple(Row(cells=(Cell(text=part.label, lang=at.lang), number_cell(facts, part.key))) for part in parts),
    )


def deviation_table(at: Reported) -> Table:
    """Cause and action for each area of deviation."""
    rows = []
    for area in at.areas:
        row = at.analyses.get(area.pk)
        texts = (plain(row.cause), plain(row.action)) if row else ("", "")
        cells = (Cell(text=text or _("Not yet reported"), lang=at.lang if text else "") for text in texts)
        rows.append(Row(cells=(Cell(text=area.name, lang=at.lang), *cells)))
    return Table(
        key="economy.deviation_table",
        caption=_("Causes of deviations, and what is done about them"),
        columns=(
            Column(label=_("Area of deviation"), width=20),
            Column(label=_("Analysis – cause"), width=40),
            Column(label=_("Activity"), width=40),
        ),
        rows=tuple(rows),
    )
