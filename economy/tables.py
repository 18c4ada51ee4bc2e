"""The tables and texts of the economy, formatted once: units in the heads, each figure with its fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from economy.facts import frame_name, row_key
from economy.models import TOTAL, Account, DeviationPart
from economy.reported import Reported
from followup.numbers import format_fact, format_value
from followup.prose import plain
from followup.sections import Cell, Column, Fact, Prose, Row, Table


def prose(at: Reported, topic: str) -> Prose:
    """What has been written on a topic, or a sentence that nothing has."""
    if text := at.text(topic):
        return Prose(text=text, lang=at.lang)
    return Prose(text=_("No text has been written yet."), lang=get_language())


def number_cell(facts: Mapping[str, Fact], key: str) -> Cell:
    """A figure without its unit, the reason where it is missing, nothing where it is not asked for."""
    fact = facts.get(key)
    if fact is None:
        return Cell()
    text = format_fact(fact)
    if fact.value is not None:
        text = format_value(fact.value, "", decimals=fact.decimals, signed=fact.signed, approximate=fact.approximate)
    return Cell(text=text, fact=key)


def frames_table(at: Reported, facts: Mapping[str, Fact]) -> Table:
    """The result per frame: deviation in total, of income, of costs and of staff, and growth."""
    suffixes = ("deviation", "income.deviation", "costs.deviation", "staff.deviation", "growth")
    rows = []
    for code, level in [*_frame_codes(at), (TOTAL, 0)]:
        cells = [number_cell(facts, f"{row_key(code)}.{suffix}") for suffix in suffixes]
        if level and not cells[0].text:
            continue
        name = frame_name(at, code)
        rows.append(Row(cells=(Cell(text=name, lang=_lang(at, code)), *cells), level=level, total=code == TOTAL))
    return Table(
        key="economy.frames",
        caption=_("Result by frame, deviation from budget"),
        columns=(
            Column(label=_("Frame"), width=30),
            Column(label=_("Deviation"), kind="number", unit=at.money),
            Column(label=_("of which income"), kind="number", unit=at.money),
            Column(label=_("of which costs"), kind="number", unit=at.money),
            Column(label=_("of which staff"), kind="number", unit=at.money),
            Column(label=_("Growth"), kind="number", unit="%"),
        ),
        rows=tuple(rows),
        note=_notes(at),
    )


def accounts_table(at: Reported, code: str, accounts: Sequence[str], facts: Mapping[str, Fact]) -> Table:
    """The accounts of one frame: deviation, change and growth; a column that nobody has filled is left out."""
    columns = [
        ("deviation", _("Deviation"), at.money),
        ("change", pgettext("a difference", "Change"), at.money),
        ("growth", _("Growth"), "%"),
    ]
    keys = [row_key(code, account) for account in accounts]
    used = [column for column in columns if any(f"{key}.{column[0]}" in facts for key in keys)]
    rows = [
        Row(
            cells=(
                Cell(text=str(Account(account).label)),
                *(number_cell(facts, f"{key}.{name}") for name, _label, _unit in used),
            ),
            level=0 if account in {Account.NET, Account.INCOME, Account.COSTS} else 1,
        )
        for account, key in zip(accounts, keys, strict=True)
    ]
    return Table(
        key=f"economy.accounts.{code}",
        caption=_("%(frame)s: income and costs") % {"frame": frame_name(at, code)},
        columns=(
            Column(label=pgettext("bookkeeping", "Account"), width=40),
            *(Column(label=h, kind="number", unit=u) for _n, h, u in used),
        ),
        rows=tuple(rows),
    )


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


def _frame_codes(at: Reported) -> list[tuple[str, int]]:
    """Each frame followed by those that it consists of, with how deep they stand."""
    return [
        pair for frame in at.frames for pair in ((frame.code, 0), *((child.code, 1) for child in at.children(frame)))
    ]


def _lang(at: Reported, code: str) -> str:
    return "" if code == TOTAL else at.lang


def _notes(at: Reported) -> str:
    rows = [(frame.name, at.outcome(frame.code)) for frame in at.frames]
    return " ".join(f"{name}: {row.note}" for name, row in rows if row and row.note)
