"""How texts share a slide: two by two where they fit so, else in widths and heights by how long each is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from reports.slide_fit import BODY_HEIGHT, BODY_WIDTH, WHOLE, head_height, height_of, portions, share_width
from reports.slide_kinds import Box, BoxColumn, Boxes, BoxRow

_MOST = 4
_LOWEST = 60.0
_EVEN = 50
# Of two columns, in per cent of the width that they share: the ones nearest to even first.
_SHARES = sorted(range(30, 75, 5), key=lambda share: (abs(share - _EVEN), share))

Measure = Callable[[Box, float], float]
# How many slides, how far they are from two by two, how high the highest of them is, and the slides.
Choice = tuple[int, int, float, list[Boxes]]


def arranged(boxes: Sequence[Box], below: float = 0.0) -> list[Boxes]:
    """The boxes in their order on as few slides as they fit on, filled as evenly as can be; a text that is longer
    than a slide is divided first. `below` is kept free on the last slide; [] where that cannot be."""
    measure = cache(_height)
    pieces = [(piece, number) for number, box in enumerate(boxes) for piece in _pieces(box)]
    # From each piece on, the best choice if there is one; counted from the end.
    best: list[Choice | None] = [(0, 0, 0.0, [])]
    for start in range(len(pieces) - 1, -1, -1):
        found: list[Choice] = []
        for count, after in enumerate(best[:_MOST], 1):
            room = BODY_HEIGHT - (below if start + count == len(pieces) else 0.0)
            chosen = pieces[start : start + count]
            # The parts of one text stand on slides of their own.
            is_whole = len({number for _piece, number in chosen}) == count
            one = _slide(tuple(piece for piece, _number in chosen), room, measure) if after and is_whole else None
            if after and one:
                found.append(_with(*one, after))
        best.insert(0, min(found, key=lambda choice: choice[:3], default=None))
    return best[0][3] if best[0] else []


def _with(kind: int, slide: Boxes, after: Choice) -> Choice:
    count, unevenness, highest, rest = after
    return count + 1, unevenness + kind, max(highest, slide.height), [slide, *rest]


def _pieces(box: Box) -> list[Box]:
    """The box as it is, or the parts of it that each fill a slide."""
    most = BODY_HEIGHT - head_height(box.heading, BODY_WIDTH)
    if height_of(box.paragraphs, BODY_WIDTH) <= most:
        return [box]
    parts = portions(box.paragraphs, BODY_WIDTH, most)
    return [Box(heading=box.heading, paragraphs=some, lang=box.lang) for some in parts]


def _slide(boxes: tuple[Box, ...], room: float, measure: Measure) -> tuple[int, Boxes] | None:
    """The first kind of arrangement in which the boxes fit, and of that the lowest; None if there is none."""
    for number, kind in enumerate((_two_by_two, _by_length, _by_row, _in_columns)):
        fitting = [one for one in kind(boxes, measure) if one.height <= room]
        if fitting:
            return number, min(fitting, key=lambda one: one.height)
    return None


def _two_by_two(boxes: tuple[Box, ...], measure: Measure) -> Iterator[Boxes]:
    """All columns even; a text by itself is as wide as the slide."""
    share = _EVEN if len(boxes) > 1 else WHOLE
    yield Boxes(rows=tuple(_row(pair, share, measure) for pair in _pairs(boxes)))


def _by_length(boxes: tuple[Box, ...], measure: Measure) -> Iterator[Boxes]:
    """Two by two, the columns by how long the texts are, the same on both rows."""
    for rows in zip(*_choices(boxes, measure), strict=True):
        yield Boxes(rows=rows)


def _by_row(boxes: tuple[Box, ...], measure: Measure) -> Iterator[Boxes]:
    """Two by two, the columns of each row as wide as makes it lowest."""
    yield Boxes(rows=tuple(min(rows, key=lambda row: row.height) for rows in _choices(boxes, measure)))


def _choices(boxes: tuple[Box, ...], measure: Measure) -> list[list[BoxRow]]:
    """Each row in every width; what stands beside nothing is as wide as the slide."""
    return [[_row(pair, share if len(pair) > 1 else WHOLE, measure) for share in _SHARES] for pair in _pairs(boxes)]


def _in_columns(boxes: tuple[Box, ...], measure: Measure) -> Iterator[Boxes]:
    """One below the other in two columns, read down the first and then down the second."""
    for cut in range(1, len(boxes)):
        for share in _SHARES:
            yield Boxes(rows=(_row((boxes[:cut], boxes[cut:]), share, measure),))


def _pairs(boxes: tuple[Box, ...]) -> list[tuple[tuple[Box, ...], ...]]:
    """Two columns of one box each; a last one stands beside nothing."""
    return [tuple((box,) for box in boxes[at : at + 2]) for at in range(0, len(boxes), 2)]


def _row(parts: tuple[tuple[Box, ...], ...], share: int, measure: Measure) -> BoxRow:
    """A column for each part; the first has `share` of the width, the second the rest."""
    shares = (share, WHOLE - share)
    return BoxRow(columns=tuple(_column(boxes, shares[place], measure) for place, boxes in enumerate(parts)))


def _column(boxes: tuple[Box, ...], share: int, measure: Measure) -> BoxColumn:
    heights = tuple(measure(box, share_width(share)) for box in boxes)
    return BoxColumn(boxes=boxes, heights=heights, share=share)


def _height(box: Box, width: float) -> float:
    return max(_LOWEST, height_of(box.paragraphs, width) + head_height(box.heading, width))
