"""The groups of the economy's page, in order: the total, each frame, the forecast, the areas of deviation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from economy.models import TOTAL, Account, Figure, Topic
from economy.reported import Reported
from economy.rows import ListedRow, Rows
from organisation import plans
from organisation.models import Frame

_DEEPEST = 3


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
    level: int = 0


def groups(rows: Rows) -> list[Group]:
    """Everything on the page, in order: the total, each frame, the forecast, the areas of deviation."""
    total = _frame_group(rows, None)
    frames = [
        _frame_group(rows, frame, level)
        for frame, level in rows.now.tree()
        if not level or _is_reported(rows, frame.code)
    ]
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
    found = [total, *frames, forecast, *([areas] if areas.rows else [])]
    may_plan = bool(plans.may_plan(rows.place))
    if rows.now.profiles or may_plan:
        found.append(_assumptions(rows, may_plan))
    return found


def _assumptions(rows: Rows, may_plan: bool) -> Group:
    """What is assumed: a row each for what has been observed, and the way to the assumptions themselves."""
    links = [
        Link(_("Change: %(name)s") % {"name": one.name}, rows.url("profile", code=one.code))
        for one in rows.now.profiles
    ]
    return Group(
        code="assumptions",
        title=_("Assumptions"),
        lang=rows.lang,
        rows=tuple(rows.assumption(profile) for profile in rows.now.profiles),
        more=(*links, Link(_("Add an assumption"), rows.url("add_profile"))) if may_plan else (),
    )


def _is_reported(rows: Rows, code: str) -> bool:
    """Whether anything is reported of a frame below another, in this period or, to report again, the one before."""
    return any(at.accounts(code) or at.parts(code) or at.figures(code) or at.text(code) for at in _periods(rows))


def _frame_group(rows: Rows, frame: Frame | None, level: int = 0) -> Group:
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
            *((rows.text(code if frame else Topic.RESULT),) if not level or rows.now.text(code) else ()),
        ),
        more=_more(rows, frame, accounts, figures, parts, level) if rows.place.may_write else (),
        level=min(level, _DEEPEST),
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


def _more(
    rows: Rows, frame: Frame | None, accounts: list[str], figures: list[str], parts: list[str], level: int
) -> tuple[Link, ...]:
    code = frame.code if frame else TOTAL
    below = [child for child in rows.now.children(frame) if not _is_reported(rows, child.code)] if frame else []
    text = level and not rows.now.text(code)
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
        *((Link(rows.text_title(code), rows.url("commentary", topic=code)),) if text else ()),
        *(Link(child.name, rows.url("outcome", frame=child.code, account=Account.NET.value)) for child in below),
    )
