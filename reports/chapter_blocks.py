"""A chapter's text as the blocks that every format knows: a heading in it is a section, a table is a table.

So it has real headings and header rows in the PDF and in Word, and its figures stand in the workbook. Markdown's pipes
make a table; a column that is aligned to the right holds numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from markdown_it.token import Token

from followup.prose import REFERENCE, outline, plain
from followup.sections import Block, Cell, Column, Item, Prose, Row, Section, Table

_DEEPEST = 2


@dataclass
class _Open:
    """A section that is being filled: level 0 is the chapter itself."""

    level: int
    rank: int
    title: str
    key: str
    blocks: list = field(default_factory=list)


def blocks_of(text: str, *, key: str, title: str, lang: str, url: str = "") -> tuple[Block, ...]:
    """The text in the order it is read. `key` and `title` are the chapter's, `url` where it is written.

    Headings of the first and second rank make sections and sections in them, lower ones those of the second.
    """
    stack = [_Open(0, 0, title, key)]
    tables = sections = 0
    lines = text.splitlines()
    for kind, tokens in outline(text):
        if kind == "heading":
            rank = int(tokens[0].tag[1:])
            # A rank that is skipped is not skipped on paper, and one that is too low stands beside the one above.
            while stack[-1].rank >= rank or stack[-1].level == _DEEPEST:
                _close(stack, lang, url)
            sections += 1
            stack.append(
                _Open(stack[-1].level + 1, rank, plain(tokens[1].content.replace(r"\|", "|")), f"{key}.{sections}")
            )
        elif kind == "table":
            tables += 1
            words = {"title": stack[-1].title, "number": tables}
            caption = _("%(title)s, table %(number)s") % words
            stack[-1].blocks.append(_table(tokens, f"{key}.table.{tables}", caption))
        else:
            first, last = tokens[0].map
            stack[-1].blocks.append(Prose(text="\n".join(lines[first:last]), lang=lang))
    while len(stack) > 1:
        _close(stack, lang, url)
    return tuple(_joined(stack[0].blocks))


def _close(stack: list[_Open], lang: str, url: str) -> None:
    """End the last section that was begun: it stands in the one before it."""
    done = stack.pop()
    item = Item(key=done.key, kind="chapter", title=done.title, lang=lang, url=url)
    blocks = tuple(_joined(done.blocks))
    made = Section(key=done.key, title=done.title, level=done.level, lang=lang, items=(item,), blocks=blocks)
    stack[-1].blocks.append(made)


def _joined(blocks: list[Block]) -> Iterator[Block]:
    """Paragraphs and lists that follow each other as one text, as they were written."""
    texts: list[Prose] = []
    for block in [*blocks, None]:
        if isinstance(block, Prose):
            texts.append(block)
            continue
        if texts:
            yield Prose(text="\n\n".join(one.text for one in texts), lang=texts[0].lang)
            texts = []
        if block is not None:
            yield block


def _table(tokens: list[Token], key: str, caption: str) -> Table:
    rows: list[list[Token]] = []
    aligned: list[str] = []
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            rows[-1].append(tokens[at + 1])
            if len(rows) == 1:
                aligned.append(str(token.attrGet("style") or ""))
    columns = tuple(
        Column(label=plain(cell.content), kind="number" if "right" in style else "text")
        for cell, style in zip(rows[0], aligned, strict=True)
    )
    body = tuple(Row(cells=tuple(_cell(cell.content) for cell in row)) for row in rows[1:])
    return Table(key=key, caption=caption, columns=columns, rows=body)


def _cell(text: str) -> Cell:
    """A cell that holds a reference and nothing else shows that figure, as it is when the report is put together."""
    only = REFERENCE.fullmatch(text.strip())
    return Cell(text=only["shown"] or "", fact=only["key"]) if only else Cell(text=plain(text))
