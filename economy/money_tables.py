"""The tables of money per frame and per account; a column in which nothing is known is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from economy.facts import frame_name, row_key
from economy.models import TOTAL, Account
from economy.reported import Reported
from economy.tables import number_cell
from followup.sections import Cell, Column, Fact, Row, Table

# A column is what its facts' keys end with, its head, and its unit where that is not the board's.
Heading = tuple[str, str, str]
_DEEPEST = 3
_MANY = 4


def frames_tables(at: Reported, facts: Mapping[str, Fact]) -> tuple[Table, ...]:
    """The result per frame: the outcome of the period, and what of the deviation is income, costs and staff.

    One table where neither outcome nor budget is known, else two.
    """
    amounts = [
        ("actual", _("Actual"), ""),
        ("budget", _("Budget"), ""),
        ("prior_actual", _("Actual last year"), ""),
    ]
    deviation, growth = ("deviation", _("Deviation"), ""), ("growth", _("Growth"), "%")
    parts = [
        ("income.deviation", _("of which income"), ""),
        ("costs.deviation", _("of which costs"), ""),
        ("staff.deviation", _("of which staff"), ""),
    ]
    codes = [*((frame.code, level) for frame, level in at.tree()), (TOTAL, 0)]
    keys = {code: row_key(code) for code, _level in codes}
    if not _used(amounts, facts, keys.values()):
        headings = [deviation, *_used([*parts, growth], facts, keys.values())]
        return (_frames_table(at, facts, "economy.frames", _caption(at), headings, codes, _notes(at)),)
    headings = _used([*amounts[:2], deviation, amounts[2], growth], facts, keys.values())
    outcome = _frames_table(at, facts, "economy.frames", _caption(at), headings, codes, _notes(at))
    if not (named := _used(parts, facts, keys.values())):
        return (outcome,)
    caption = _("What of the deviation is income, costs and staff")
    return (outcome, _frames_table(at, facts, "economy.frames_parts", caption, [deviation, *named], codes))


def year_table(at: Reported, facts: Mapping[str, Fact]) -> Table | None:
    """The year per frame: forecast, budget, and the deviation as assessed and at the pace so far; None without any."""
    headings = [
        ("forecast", _("Forecast"), ""),
        ("prior_forecast", _("Previous forecast"), ""),
        ("budget_year", _("Budget"), ""),
        ("forecast_deviation", _("Expected deviation"), ""),
        ("mechanical", _("At the pace so far"), ""),
        ("prior_year_final", _("Outcome last year"), ""),
    ]
    codes = [*((frame.code, level) for frame, level in at.tree()), (TOTAL, 0)]
    # What is said of the total's year is said in the forecast.
    said = {"forecast_deviation": "economy.forecast.assessed", "mechanical": "economy.forecast.mechanical"}
    named = dict(facts) | {f"economy.total.{name}": facts[key] for name, key in said.items() if key in facts}
    used = _used(headings, named, [row_key(code) for code, _level in codes])
    if not used:
        return None
    return _frames_table(at, named, "economy.frames_year", _("The whole year"), used, codes)


def accounts_tables(at: Reported, code: str, accounts: Sequence[str], facts: Mapping[str, Fact]) -> tuple[Table, ...]:
    """The accounts of one frame, in the period; and in the year where that is known of more than the net."""
    period = [
        ("actual", _("Actual"), ""),
        ("budget", _("Budget"), ""),
        ("deviation", _("Deviation"), ""),
        ("prior_actual", _("Actual last year"), ""),
        ("change", pgettext("a difference", "Change"), ""),
        ("growth", _("Growth"), "%"),
    ]
    year = [
        ("forecast", _("Forecast"), ""),
        ("prior_forecast", _("Previous forecast"), ""),
        ("budget_year", _("Budget"), ""),
        ("forecast_deviation", _("Expected deviation"), ""),
        ("prior_year_final", _("Outcome last year"), ""),
    ]
    keys = [row_key(code, account) for account in accounts]
    words = {"frame": frame_name(at, code)}
    period = _used(period, facts, keys) or [period[2]]
    found = [
        _accounts_table(
            at, f"economy.accounts.{code}", _("%(frame)s: income and costs") % words, period, accounts, keys, facts
        )
    ]
    if _used(year, facts, [row_key(code, account) for account in accounts if account != Account.NET]):
        caption = _("%(frame)s: income and costs of the year") % words
        headings = _used(year, facts, keys)
        found.append(_accounts_table(at, f"economy.accounts_year.{code}", caption, headings, accounts, keys, facts))
    return tuple(found)


def frame_heading(at: Reported) -> str:
    """What the board calls the rows of its economy: «Ram», «Verksamhet»."""
    return at.frame_word or _("Frame")


def _used(headings: Sequence[Heading], facts: Mapping[str, Fact], keys) -> list[Heading]:
    keys = list(keys)

    def has_value(name: str) -> bool:
        found = (facts.get(f"{key}.{name}") for key in keys)
        return any(fact is not None and fact.value is not None for fact in found)

    return [heading for heading in headings if has_value(heading[0])]


def _columns(at: Reported, first: str, headings: Sequence[Heading], *, width: int) -> tuple[Column, ...]:
    numbers = (Column(label=label, kind="number", unit=unit or at.money) for _name, label, unit in headings)
    return (Column(label=first, width=24 if len(headings) > _MANY else width), *numbers)


def _frames_table(at: Reported, facts, key: str, caption: str, headings, codes, note: str = "") -> Table:
    rows = []
    for code, level in codes:
        cells = [number_cell(facts, f"{row_key(code)}.{name}") for name, _label, _unit in headings]
        if level and not any(_has_figure(cell, facts) for cell in cells):
            continue
        head = Cell(text=frame_name(at, code), lang="" if code == TOTAL else at.lang)
        rows.append(Row(cells=(head, *cells), level=min(level, _DEEPEST), total=code == TOTAL))
    columns = _columns(at, frame_heading(at), headings, width=30)
    return Table(key=key, caption=caption, columns=columns, rows=tuple(rows), note=note)


def _has_figure(cell: Cell, facts: Mapping[str, Fact]) -> bool:
    return bool(cell.fact) and facts[cell.fact].value is not None


def _accounts_table(at: Reported, key: str, caption: str, headings, accounts, keys, facts) -> Table:
    rows = [
        Row(
            cells=(
                Cell(text=str(Account(account).label)),
                *(number_cell(facts, f"{row}.{name}") for name, _label, _unit in headings),
            ),
            level=0 if account in {Account.NET, Account.INCOME, Account.COSTS} else 1,
        )
        for account, row in zip(accounts, keys, strict=True)
    ]
    columns = _columns(at, pgettext("bookkeeping", "Account"), headings, width=40)
    return Table(key=key, caption=caption, columns=columns, rows=tuple(rows))


def _caption(at: Reported) -> str:
    if at.frame_word:
        return _("%(word)s: result and deviation from budget") % {"word": at.frame_word}
    return _("Result by frame, deviation from budget")


def _notes(at: Reported) -> str:
    rows = [(frame.name, at.outcome(frame.code)) for frame, _level in at.tree()]
    return " ".join(f"{name}: {row.note}" for name, row in rows if row and row.note)
