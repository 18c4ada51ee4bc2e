"""Tags and filters that every template has (builtins in settings): status, facts, blocks of a section."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from followup import numbers
from followup import prose as prose_text
from followup import status as vocabulary
from followup.findings import Finding, Severity
from followup.sections import Block, Cell, Chart, Column, Fact, Item, Prose, Row, Section, Status, StatusList, Table

register = template.Library()

_SEVERITY = {
    Severity.ERROR: {"tone": "bad", "symbol": "✕"},
    Severity.WARNING: {"tone": "fair", "symbol": "!"},
    Severity.NOTICE: {"tone": "none", "symbol": "i"},
}
LOWEST_HEADING = 6


@register.inclusion_tag("followup/status_badge.html")
def status(shown: Status | None) -> dict:
    """Symbol and word of a status; nothing for None. Raises KeyError on a code outside its scale."""
    if not shown:
        return {}
    step = vocabulary.step(shown.scale, shown.code)
    return {"label": shown.label, "tone": step.tone, "symbol": step.symbol}


@register.inclusion_tag("followup/status_badge.html")
def status_of(scale: str, code: str) -> dict:
    """The same by scale and code, in the portal's own word; an empty code is «not yet»."""
    return status(vocabulary.shown(scale, code))


@register.simple_tag
def fact(shown: Fact | None) -> SafeString | str:
    """The number with its unit, linked to the page that explains it; a missing one says why in words."""
    if shown is None:
        return ""
    css = "fact" if shown.value is not None else "fact missing"
    return _linked(numbers.format_fact(shown), shown.url, css)


@register.inclusion_tag("followup/findings.html")
def findings(found: list[Finding], places: dict[str, Fact | Item] | None = None, answers: dict | None = None) -> dict:
    """What the rules found, in the order given; nothing for an empty list. With `places`, each leads to its figure,
    or to the item that it is about; `answers` has for each what was answered, and where that is written."""
    known, said = places or {}, answers or {}
    return {
        "findings": [
            {"finding": one, "place": _link(known.get(one.place)), "answer": said.get(one), **_SEVERITY[one.severity]}
            for one in found or ()
        ]
    }


def _link(place: Fact | Item | None) -> dict[str, str]:
    if place is None:
        return {}
    if isinstance(place, Fact):
        return {"url": place.url, "label": place.label}
    return {"url": place.url, "label": place.title, "lang": place.lang}


@register.simple_tag(takes_context=True)
def render_section(context, section: Section, level: int = 1, facts: dict[str, Fact] | None = None) -> SafeString:
    """A section below a heading of `level`; its own heading is `level + section.level`, at most 6."""
    heading = min(level + section.level, LOWEST_HEADING)
    inner = min(heading + 1, LOWEST_HEADING) if section.title else heading
    facts = section.all_facts() if facts is None else facts
    data = {"section": section, "facts": facts, "base": level, "heading": heading, "inner": inner}
    return _render(context, "followup/section.html", data)


@register.simple_tag(takes_context=True)
def render_block(context, block: Block, facts: dict[str, Fact] | None = None, base: int = 1, heading: int = 2):
    """One block of a section. Sections in it count their level from `base`; headings of its own are `heading`."""
    if isinstance(block, Section):
        return render_section(context, block, base, facts)
    data = {"block": block, "facts": facts or {}, "heading": heading, **_more(block, facts or {})}
    return _render(context, f"followup/{block.type}.html", data)


@register.simple_tag(takes_context=True)
def table_rows(context, table: Table) -> list[ShownRow]:
    """The table's rows with what each cell is shown as; links come from the context's `facts`."""
    return [_shown_row(row, table.columns, context.get("facts") or {}) for row in table.rows]


@register.filter
def reads_as_rows(table: Table) -> bool:
    """Whether a phone shows the table as stacked rows: those with columns of words; figures are scrolled."""
    return any(column.kind == "text" for column in table.columns[1:])


@register.simple_tag
def form_input(field, described_by: str = "") -> SafeString:
    """The field's control, described by its help, its error, and the element with the id `described_by`."""
    ids = " ".join(filter(None, (field.aria_describedby, described_by)))
    return field.as_widget(attrs={"aria-describedby": ids} if ids else None)


@register.filter
def number(value, decimals: int | None = None) -> str:
    """«1 234,5»; "" for None. Without `decimals` the digits are those given."""
    return numbers.format_number(value, decimals=decimals) if value not in ("", None) else ""


@register.filter
def day(value: date | str | None) -> str:
    """«31 augusti 2025» of a date, a moment, or their ISO strings; anything else as it stands."""
    found = _moment(value)
    return numbers.date_text(found) if isinstance(found, date) else str(found or "")


@register.filter
def moment(value: datetime | str | None) -> str:
    """«12 september 2025 14:03», in the portal's time zone; "" for None."""
    found = _moment(value)
    return f"{numbers.date_text(found)} {found:%H:%M}" if isinstance(found, datetime) else day(found)


@register.filter
def prose(text: str | None) -> SafeString:
    """Markdown as safe HTML; "" for none."""
    return prose_text.render(text) if text else mark_safe("")


@dataclass(frozen=True)
class ShownCell:
    """A cell as the template writes it."""

    content: SafeString | str
    status: Status | None
    kind: str
    label: str
    lang: str


@dataclass(frozen=True)
class ShownRow:
    """A row as the template writes it: its head, the rest, and its class."""

    head: ShownCell
    cells: tuple[ShownCell, ...]
    css: str


def _shown_row(row: Row, columns: tuple[Column, ...], facts: dict[str, Fact]) -> ShownRow:
    head, *rest = (_shown_cell(cell, column, facts) for cell, column in zip(row.cells, columns, strict=True))
    css = " ".join(filter(None, ("total" if row.total else "", f"level-{row.level}" if row.level else "")))
    return ShownRow(head=head, cells=tuple(rest), css=css)


def _shown_cell(cell: Cell, column: Column, facts: dict[str, Fact]) -> ShownCell:
    behind = facts.get(cell.fact)
    url = cell.url or (behind.url if behind else "")
    missing = behind is not None and behind.value is None
    css = " ".join(filter(None, ("fact" if cell.fact else "", "missing" if missing else "")))
    label = f"{column.label}, {column.unit}" if column.unit else column.label
    return ShownCell(_linked(cell.text, url, css), cell.status, column.kind, label, cell.lang)


def _linked(text: str, url: str, css: str) -> SafeString | str:
    named = format_html(' class="{}"', css) if css else ""
    if url:
        return format_html('<a{} href="{}">{}</a>', named, url, text)
    return format_html("<span{}>{}</span>", named, text) if css else text


def _more(block: Block, facts: dict[str, Fact]) -> dict:
    """What a kind of block needs beside itself."""
    match block:
        case Table():
            return {"table": block}
        case Chart():
            return _pictures(block)
        case StatusList():
            return {"has_forecast": any(entry.forecast for entry in block.entries)}
        case Prose():
            return {"html": prose_text.render(block.text, link=lambda key: facts[key].url if key in facts else "")}
        case _:
            return {"shown": [facts[key] for key in block.facts if key in facts]}


def _pictures(chart: Chart) -> dict:
    # Plotly takes a second to import: only for pages that show a chart.
    from followup.charts import chart_table, plotly, svg

    return {
        "chart": chart,
        "wide": svg(chart, width=640),
        "narrow": svg(chart, width=360),
        "table": chart_table(chart),
        "figure": plotly(chart),
        "figure_json_id": f"chart-data-{chart.key}",
    }


def _moment(value):
    """A date, or a moment in the portal's time zone, from either or from ISO 8601; else the value itself."""
    if isinstance(value, str):
        value = (parse_date(value) if len(value) == len("2025-08-31") else parse_datetime(value)) or value
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _render(context, name: str, data: dict) -> SafeString:
    return context.template.engine.get_template(name).render(context.new(data))
