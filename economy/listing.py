"""The groups of the economy's page, in order: the total, each frame, the forecast, the areas of deviation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from economy.models import TOTAL, Account, Figure, Topic
from economy.reported import Reported
from economy.rows import ListedRow, Rows
from organisation.models import Frame


@dataclass(frozen=True)
class Link:
    """A form that is not shown as a row yet."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """A frame, the forecast, or the areas: `figures` stand in columns, `rows` below them do not."""

    code: str
    title: str
    lang: str
    figures: tuple[ListedRow, ...] = ()
    rows: tuple[ListedRow, ...] = ()
    more: tuple[Link, ...] = ()


def groups(rows: Rows) -> list[Group]:
    """Everything on the page, in order: the total, each frame, the forecast, the areas of deviation."""
    total = _frame_group(rows, None)
    frames = [_frame_group(rows, frame) for frame in rows.now.frames]
    forecast = Group(
        code="forecast",
        title=_("Forecast"),
        lang=rows.lang,
        rows=(rows.forecast(), rows.text(Topic.FORECAST)),
    )
    areas = Group(
        code="areas",
        title=_("Causes and actions"),
        lang=rows.lang,
        rows=tuple(rows.area(area) for area in rows.now.areas),
    )
    return [total, *frames, forecast, *([areas] if areas.rows else [])]


def _frame_group(rows: Rows, frame: Frame | None) -> Group:
    code = frame.code if frame else TOTAL
    accounts = _known(rows, lambda at: at.accounts(code), Account.values, always=_always(frame))
    figures = _known(rows, lambda at: [row.code for row in at.figures(code)], Figure.values)
    parts = list(dict.fromkeys(row.code for at in _periods(rows) for row in at.parts(code)))
    return Group(
        code=code,
        title=frame.name if frame else pgettext("the unit as a whole", "Total"),
        lang=rows.now.lang if frame else rows.lang,
        figures=tuple(rows.outcome(code, account) for account in accounts),
        rows=(
            *(rows.part(code, part) for part in parts),
            *(rows.figure(code, figure) for figure in figures),
            rows.text(code if frame else Topic.RESULT),
        ),
        more=_more(rows, code, accounts, figures, parts) if rows.place.may_write else (),
    )


def _always(frame: Frame | None) -> tuple[str, ...]:
    return (Account.NET,) if frame else (Account.NET, Account.INCOME, Account.COSTS, Account.STAFF)


def _periods(rows: Rows) -> list[Reported]:
    """This period, and the one before where there is something left to report."""
    return [rows.now, rows.before] if rows.before and rows.place.may_write else [rows.now]


def _known(
    rows: Rows, of: Callable[[Reported], Iterable[str]], order: list[str], always: tuple[str, ...] = ()
) -> list[str]:
    """The codes that are reported in either period, and those that always are, in order."""
    found = {*always, *(code for at in _periods(rows) for code in of(at))}
    return [code for code in order if code in found]


def _more(rows: Rows, code: str, accounts: list[str], figures: list[str], parts: list[str]) -> tuple[Link, ...]:
    number = next(n for n in range(1, len(parts) + 2) if f"del-{n}" not in parts)
    return (
        *(
            Link(str(account.label), rows.url("outcome", frame=code, account=account.value))
            for account in Account
            if account not in accounts
        ),
        *(
            Link(str(figure.label), rows.url("figure", frame=code, code=figure.value))
            for figure in Figure
            if figure not in figures
        ),
        Link(_("Named part of the deviation"), rows.url("part", frame=code, code=f"del-{number}")),
    )
