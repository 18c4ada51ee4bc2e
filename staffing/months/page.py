"""The page «Month by month»: a unit's figure over three years, and every unit's figures in one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followup import spc
from followup.charts import Chart
from organisation.models import Unit
from organisation.places import Place
from staffing.models import HiredShare, MonthFigure
from staffing.months import charts
from staffing.months.following import Followed, Shown, follow, known
from staffing.months.forms import MonthsForm
from staffing.rules import rolling_label
from staffing.words import target_words

# Three years, and the year before them to compare with.
MONTHS = 36 + 12
PER_PAGE = 50
SHADES = 5


@dataclass(frozen=True)
class Cell:
    """A month of a unit: `shade` from 0 (lowest) to 4 tells how high among all that is shown, "" where there is no
    value; `symbol` and `said` mark what chance hardly gives."""

    text: str
    shade: str
    symbol: str = ""
    said: str = ""


@dataclass(frozen=True)
class Line:
    """A unit with its months. `url` leads to the page with that unit in the charts."""

    name: str
    lang: str
    level: int
    url: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class MonthsPage:
    """Everything on the page; `form` alone where nothing is known by month."""

    form: MonthsForm
    title: str = ""
    is_share: bool = False
    charts: tuple[Chart, ...] = ()
    heads: tuple[str, ...] = ()
    lines: Page | None = None
    sources: str = ""
    file_url: str = ""
    query: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks for: the figure by the month and by rolling twelve months, which of them the table shows
    over how many months, and the unit of the charts."""

    month: Followed
    twelve: Followed
    shown: Followed
    unit: Unit
    span: int

    def head(self, month: date) -> str:
        """A column of the table: a month, or the twelve that end with it."""
        return rolling_label(month) if self.shown is self.twelve else charts.month_text(month)

    @property
    def label(self) -> str:
        return str(MonthFigure.Measure(self.shown.measure).label)


def ask(place: Place, query: QueryDict) -> tuple[MonthsForm, Asked | None]:
    """The figures that the address asks for; None where nothing is known by month. Six queries. What cannot be read
    is taken as not asked for."""
    there = known(unit=place.unit, period=place.period)
    if not there.measures:
        return MonthsForm(query, known=there), None
    asked, measure = query.copy(), query.get("measure") or there.measures[0]
    # The fields show what is shown, also where nothing was chosen.
    asked["measure"] = measure
    asked.setdefault("covers", "r12" if measure in MonthFigure.SICK else "month")
    form = MonthsForm(asked, known=there)
    measure = form.choice("measure", there.measures[0])
    both = follow(
        there,
        board=place.unit.root,
        period=place.period,
        measure=measure,
        group=form.choice("group", ""),
        months=MONTHS,
    )
    covers = form.choice("covers", "month")
    unit = next((one for one, _level in there.units if one.slug == form.choice("unit", "")), there.units[0][0])
    span = int(form.choice("span", "12"))
    return form, Asked(month=both["month"], twelve=both["r12"], shown=both[covers], unit=unit, span=span)


def months_page(place: Place, query: QueryDict) -> MonthsPage:
    """The page of a place, in the active language."""
    form, asked = ask(place, query)
    if asked is None:
        return MonthsPage(form=form)
    found = asked.shown
    params = query.copy()
    params.pop("page", None)
    paginator = Paginator(found.known.units, PER_PAGE)
    page = paginator.get_page(query.get("page"))
    page.object_list = _lines(place, query, asked, page.object_list)
    return MonthsPage(
        form=form,
        title=asked.label,
        is_share=charts.unit_of(found.measure) == "%",
        charts=_charts(place, asked),
        heads=tuple(asked.head(one) for one in found.months[-asked.span :]),
        lines=page,
        sources=", ".join(found.sources),
        file_url=f"{place.url('staffing:months_file')}?{params.urlencode()}".rstrip("?"),
        query=params.urlencode(),
    )


def _charts(place: Place, asked: Asked) -> tuple[Chart, ...]:
    name, lang = f"{asked.label}, {asked.unit.short_name}", get_language()
    what = {"measure": asked.shown.measure, "months": asked.shown.months, "lang": lang}
    over_time = charts.rolling(name, cells=asked.twelve.of(asked.unit), **what, **_target(place, asked.shown.measure))
    own = asked.month.of(asked.unit)
    by_month = charts.by_month(name, cells=own, **what)
    by_change = charts.by_change(name, cells=own, **what)
    return tuple(one for one in (over_time, by_month, by_change) if one)


def _target(place: Place, measure: str) -> dict[str, Any]:
    """The board's target for hired staff; of the others there is none here."""
    row = None
    if measure == MonthFigure.Measure.HIRED:
        row = HiredShare.objects.filter(unit=place.unit.root, period=place.period).exclude(target=None).first()
    return {"target": row.target if row else None, "target_label": target_words(row) if row else ""}


def _lines(place: Place, query: QueryDict, asked: Asked, units: list[tuple[Unit, int]]) -> list[Line]:
    found = asked.shown
    steps = _steps(found, asked.span)
    out = []
    for unit, level in units:
        params = query.copy()
        params["unit"] = unit.slug
        # Limits are told of single months.
        far = charts.outside(found.measure, found.of(unit)) if found.covers == "month" else {}
        begins = len(found.months) - asked.span
        cells = [_cell(one, steps, far.get(at + begins, "")) for at, one in enumerate(found.of(unit)[-asked.span :])]
        url = f"{place.url('staffing:months')}?{params.urlencode()}"
        out.append(Line(unit.name, place.unit.root.language, level, url, cells))
    return out


def _steps(found: Followed, span: int) -> list:
    """The values that part all that is shown into fifths."""
    values = sorted(one.value for cells in found.cells.values() for one in cells[-span:] if one.value is not None)
    return [values[len(values) * step // SHADES] for step in range(1, SHADES)] if len(values) >= SHADES else []


def _cell(one: Shown, steps: list, means: str) -> Cell:
    if one.value is None:
        return Cell(one.text, "")
    shade = str(sum(one.value >= step for step in steps)) if steps else ""
    said = {"better": _("better than chance gives"), "worse": _("worse than chance gives")}.get(
        means, _("outside what chance gives")
    )
    return Cell(one.text, shade, spc.SYMBOLS[means], said) if means else Cell(one.text, shade)
