"""The pictures of what is to come and of what has grown: a title made from the figures, a span or a bar a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from economy.facts import frame_name, row_key
from economy.hits import Hit
from economy.models import TOTAL, Account
from economy.money_tables import frame_heading
from economy.reported import Reported
from followup.charts import Chart, Point, Series
from followup.numbers import format_fact, format_number
from followup.sections import Fact

_NOT_KINDS = {Account.NET.value}
_FEW, _MOST = 2, 12


def range_picture(at: Reported, facts: Mapping[str, Fact], made: Sequence[Hit]) -> Chart | None:
    """From the lowest to the highest of what each frame's year may end at: at the pace so far, as assessed, and by
    the previous forecast. None where no frame, and not the total, has two of them."""
    total = [facts.get("economy.forecast.mechanical"), facts.get("economy.forecast.assessed")]
    before = facts.get(f"{row_key(TOTAL)}.prior_forecast_deviation") or (made[-1].forecast if made else None)
    rows = [(frame.name, _of_frame(facts, frame.code)) for frame in at.frames]
    rows = [*rows, (frame_name(at, TOTAL), _known([*total, before]))]
    if all(_ends(known)[0] == _ends(known)[-1] for _name, known in rows if known) or not any(k for _n, k in rows):
        return None
    return Chart(
        key="economy.range_chart",
        kind="span",
        title=_range_sentence(rows),
        unit=at.money,
        series=(Series(label=_("Deviation for the year"), points=tuple(_span(*row) for row in rows)),),
        decimals=max(fact.decimals for _name, known in rows for fact in known),
        note=_("From the lowest to the highest of the pace so far, the forecast and the previous forecast."),
        label_heading=frame_heading(at),
        lang=get_language(),
    )


def _of_frame(facts: Mapping[str, Fact], code: str) -> list[Fact]:
    names = ("mechanical", "forecast_deviation", "prior_forecast_deviation")
    return _known([facts.get(f"{row_key(code)}.{name}") for name in names])


def _known(found: Sequence[Fact | None]) -> list[Fact]:
    return [fact for fact in found if fact is not None and fact.value is not None]


def _ends(known: list[Fact]) -> list[Fact]:
    """The facts from the lowest to the highest number; those that say the same are one."""
    by_number = {fact.number: fact for fact in known}
    return [by_number[number] for number in sorted(by_number)]


def _span(name: str, known: list[Fact]) -> Point:
    if not known:
        return Point(label=name, value=None, note=_("Not reported"))
    ends = _ends(known)
    low, high = ends[0], ends[-1]
    return Point(label=name, value=low.value, high=high.value if high is not low else None, fact=low.key)


def _range_sentence(rows: Sequence[tuple[str, list[Fact]]]) -> str:
    """Where the total may end, or the frame that may end the furthest apart where the total is not known."""
    name, known = rows[-1]
    if not known or len(_ends(known)) < _FEW:
        spans = [(one, found) for one, found in rows if found]
        name, known = max(spans, key=lambda row: _ends(row[1])[-1].number - _ends(row[1])[0].number)
        sentence = _("%(frame)s: the year may end between %(low)s and %(high)s")
    else:
        sentence = _("The year may end between %(low)s and %(high)s")
    low, high = _ends(known)[0], _ends(known)[-1]
    return sentence % {
        "frame": name,
        "low": format_number(low.value, decimals=low.decimals, signed=True),
        "high": format_fact(high),
    }


def growth_picture(at: Reported, facts: Mapping[str, Fact]) -> Chart | None:
    """How much each kind of cost has grown since last year; those of the frames where the total tells of one only.

    None where fewer than two are known.
    """
    points = [(str(Account(account).label), fact) for account, fact in _grown(at, facts, TOTAL)]
    if len(points) < _FEW:
        points += [
            (f"{frame.name}: {_lower(Account(account).label)}", fact)
            for frame in at.frames
            for account, fact in _grown(at, facts, frame.code)
        ]
    points = points[:_MOST]
    if len(points) < _FEW:
        return None
    return Chart(
        key="economy.growth_chart",
        kind="bars",
        title=_growth_sentence(points),
        unit="%",
        series=(
            Series(
                label=_("Growth from last year"),
                points=tuple(Point(label=name, value=fact.value, fact=fact.key) for name, fact in points),
            ),
        ),
        decimals=max(fact.decimals for _name, fact in points),
        label_heading=_("Kind of cost"),
        lang=get_language(),
    )


def _grown(at: Reported, facts: Mapping[str, Fact], code: str) -> list[tuple[str, Fact]]:
    kinds = [account for account in Account if not account.is_income and account.value not in _NOT_KINDS]
    found = [(account.value, facts.get(f"{row_key(code, account)}.growth")) for account in kinds]
    return [(account, fact) for account, fact in found if fact is not None and fact.value is not None]


def _growth_sentence(points: Sequence[tuple[str, Fact]]) -> str:
    name, most = max(points, key=lambda one: one[1].number)
    if most.number <= 0:
        return _("No kind of cost is higher than last year")
    return _("%(kind)s has grown the most since last year: %(growth)s") % {"kind": name, "growth": format_fact(most)}


def _lower(label) -> str:
    text = str(label)
    return text[:1].lower() + text[1:]
