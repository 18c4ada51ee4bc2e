"""What fits on a slide: its measures in points, how high a text becomes, and where it is divided. Nothing is cut.

Text is measured in the report's font; the font of a slide file is no wider.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from followup.chart_typeset import text_width
from followup.prose_parts import Paragraph, Run

# 13.333 × 7.5 inches. The smallest text is SIZE: read from the back of a room.
WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 48.0
SIZE, LEADING = 18.0, 22.0
TITLE_SIZES, TITLE_HEIGHT = (28, 24, 21, 18), 68.0
GAP = 20.0
HEAD = 30.0
ABOVE_TOP, TITLE_TOP = 24.0, 50.0
TOP, BOTTOM = 130.0, 496.0
BODY_WIDTH = WIDTH - 2 * MARGIN
BODY_HEIGHT = BOTTOM - TOP
# The share of a column that is alone in its row, in per cent.
WHOLE = 100
# Between paragraphs, and what a point of a list is moved in by.
SPACE, INDENT = 6.0, 20.0
CELL_BESIDE, CELL_ABOVE = 14.0, 12.0
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")


def share_width(share: int) -> float:
    """How wide a column is that has this share, in per cent, of the slide: 100 is all of it, less leaves a gap."""
    return BODY_WIDTH if share == WHOLE else (BODY_WIDTH - GAP) * share / WHOLE


def lines_of(text: str, width: float, *, size: float = SIZE) -> int:
    """In how many lines the text is set: words stay whole but for those that are wider than the line."""
    count = 0
    for line in text.split("\n"):
        filled, count = 0.0, count + 1
        for word in line.split():
            wide = text_width(word, size=size)
            space = text_width(" ", size=size) if filled else 0.0
            if filled and filled + space + wide > width:
                filled, count, space = 0.0, count + 1, 0.0
            extra = int(wide // width) if wide > width else 0
            count += extra
            filled += space + wide - extra * width
    return count


def height_of(paragraphs: Iterable[Paragraph], width: float) -> float:
    """The height of the paragraphs in points, set SIZE high and `width` wide."""
    return sum(lines_of(one.text, width - _indent(one)) * LEADING + SPACE for one in paragraphs)


def head_height(heading: str, width: float) -> float:
    """What a text's heading takes with the space below it: bold, and so a little wider; nothing for ""."""
    return (lines_of(heading, width, size=SIZE * 1.05) - 1) * LEADING + HEAD if heading else 0.0


def portions(paragraphs: Iterable[Paragraph], width: float, height: float) -> list[tuple[Paragraph, ...]]:
    """The paragraphs in as few portions as fit, each `height` high at most; a paragraph that is longer is divided
    between sentences, and one long sentence between words."""
    done: list[list[Paragraph]] = [[]]
    for one in _small_enough(paragraphs, width, height):
        if done[-1] and height_of([*done[-1], one], width) > height:
            done.append([])
        done[-1].append(one)
    return [tuple(portion) for portion in done if portion]


def _small_enough(paragraphs: Iterable[Paragraph], width: float, height: float) -> Iterator[Paragraph]:
    for one in paragraphs:
        if height_of([one], width) <= height:
            yield one
            continue
        parts = _joined(_SENTENCE.split(one.text), one, width, height)
        for part in parts:
            if height_of([part], width) <= height:
                yield part
            else:
                yield from _joined(_words(part.text, width), part, width, height)


def _joined(pieces: list[str], whole: Paragraph, width: float, height: float) -> list[Paragraph]:
    """The pieces put together again as far as they fit; what follows on the first has no mark of its own."""
    done: list[Paragraph] = []
    text = ""
    for piece in pieces:
        longer = f"{text} {piece}" if text else piece
        if text and height_of([_with(whole, longer, bool(done))], width) > height:
            done.append(_with(whole, text, bool(done)))
            text = piece
        else:
            text = longer
    return [*done, _with(whole, text, bool(done))]


def _words(text: str, width: float) -> list[str]:
    """The words; one that is wider than a line in pieces that are not."""
    most = max(int(width / (SIZE * 0.95)), 1)
    return [word[at : at + most] for word in text.split() for at in range(0, len(word), most)]


def _with(whole: Paragraph, text: str, is_later: bool) -> Paragraph:
    kind = "text" if is_later and whole.kind in {"point", "number"} else whole.kind
    level = whole.level + 1 if kind != whole.kind else whole.level
    return replace(whole, runs=(Run(text=text, bold=whole.kind == "heading"),), kind=kind, level=level)


def _indent(one: Paragraph) -> float:
    depth = one.level + (1 if one.kind in {"point", "number", "quote"} else 0)
    return INDENT * depth
