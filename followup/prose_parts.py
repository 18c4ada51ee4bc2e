"""What people write, as paragraphs of runs: for files that are not HTML, as a text document or slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from followup.prose import parse

_TAGS = {"point": "ul", "number": "ol"}
_LISTS = {"bullet_list_open": "point", "ordered_list_open": "number"}


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of text set in one way. `link` is where it leads, "" where it is no link."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph: running text, a point of a list (`level` from 0, `number` where the list counts), a quotation,
    or a line that was written as a heading."""

    runs: tuple[Run, ...]
    kind: Literal["text", "point", "number", "quote", "heading"] = "text"
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def paragraphs(text: str) -> list[Paragraph]:
    """The Markdown text in the order it is read; references show what they last showed."""
    return list(_paragraphs(parse(text)))


def plain_paragraph(text: str, **changes) -> Paragraph:
    """A paragraph of one plain run."""
    return Paragraph(runs=(Run(text=text),), **changes)


def as_html(paragraphs: Iterable[Paragraph]) -> SafeString:
    """Paragraphs and lists as safe HTML; a list that goes on from the slide before goes on counting."""
    done = []
    for kind, some in groupby(paragraphs, key=lambda one: _TAGS.get(one.kind, "p")):
        members = list(some)
        if kind == "p":
            done += [format_html('<p class="{}">{}</p>', one.kind, _runs_html(one)) for one in members]
            continue
        points = format_html_join(
            "", '<li class="level-{}">{}</li>', ((one.level, _runs_html(one)) for one in members)
        )
        start = format_html(' start="{}"', members[0].number) if kind == "ol" and members[0].number != 1 else ""
        done.append(format_html("<{}{}>{}</{}>", mark_safe(kind), start, points, mark_safe(kind)))
    return mark_safe("\n".join(done))


@dataclass
class _List:
    kind: str
    next_number: int
    is_marked: bool = False


def _paragraphs(tokens: Iterable[Token]) -> Iterator[Paragraph]:
    lists: list[_List] = []
    quotes = headings = 0
    for token in tokens:
        if token.type in _LISTS:
            lists.append(_List(_LISTS[token.type], int(token.attrGet("start") or 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            lists[-1].is_marked = False
        elif token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type in {"heading_open", "heading_close"}:
            headings += token.nesting
        elif token.type == "inline":
            yield _placed(tuple(_runs(token.children or [])), lists, bool(quotes), bool(headings))


def _placed(runs: tuple[Run, ...], lists: list[_List], in_quote: bool, is_heading: bool) -> Paragraph:
    """The paragraph where it stands; the second one of a point is text below it."""
    if lists and not lists[-1].is_marked:
        lists[-1].is_marked = True
        number = lists[-1].next_number
        lists[-1].next_number += 1
        return Paragraph(runs=runs, kind=lists[-1].kind, level=len(lists) - 1, number=number)  # type: ignore[arg-type]
    if is_heading:
        return Paragraph(runs=tuple(replace(run, bold=True) for run in runs), kind="heading")
    return Paragraph(runs=runs, kind="quote" if in_quote else "text", level=len(lists))


def _runs(tokens: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    links: list[str] = []
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type == "link_open":
            links.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            links.pop()
        elif text := breaks.get(token.type, token.content):
            yield Run(text=text, bold=bold > 0, italic=italic > 0, link=links[-1] if links else "")


def _runs_html(paragraph: Paragraph) -> SafeString:
    def one(run):
        text = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.text.split("\n")))
        text = format_html("<em>{}</em>", text) if run.italic else text
        return format_html("<strong>{}</strong>", text) if run.bold else text

    return format_html_join("", "{}", ((one(run),) for run in paragraph.runs))
