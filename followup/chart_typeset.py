"""Type in charts: how wide a text is, and where it breaks. There is no browser to ask on paper."""

from __future__ import annotations

SIZE = 14
SMALL = 13
LINE_HEIGHT = 18

# Advance widths of Inter in thousandths of the size; what is not named is as wide as a figure.
_WIDTHS = {
    width: set(characters)
    for width, characters in {
        260: " \u00a0'ijlI.,:;|",
        380: 'ft()/r"-1',
        500: "–s",
        560: "acekvxyzåäéJL»«",
        760: "ABCDGHNOQUVÅÄÖ",
        820: "w%…",
        900: "mMW",
    }.items()
}
_ADVANCE = {character: width for width, characters in _WIDTHS.items() for character in characters}
_BOLD = 1.05
_SLACK = 1.03


def text_width(text: str, *, size: float = SIZE, bold: bool = False) -> float:
    """About how wide the text is set in Inter, in the drawing's units, a little on the safe side."""
    advance = sum(_ADVANCE.get(character, 630) for character in text)
    return advance / 1000 * size * _SLACK * (_BOLD if bold else 1)


def wrap(text: str, width: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """The text in at most so many lines, broken between words and after hyphens, then cut with «…»."""
    done: list[str] = []
    for word in text.replace("-", "-\u200b").replace("\u200b", " \u200b").split(" "):
        joined = f"{done[-1]} {word}".replace(" \u200b", "") if done else word
        if done and text_width(joined, bold=bold) <= width:
            done[-1] = joined
        else:
            done.append(word.lstrip("\u200b"))
    shown = done[:lines]
    if len(done) > lines:
        shown[-1] += "…"
    return [_cut(line, width, bold) for line in shown]


def _cut(line: str, width: float, bold: bool) -> str:
    while len(line) > 2 and text_width(line, bold=bold) > width:
        line = line.rstrip("…")[:-1].rstrip() + "…"
    return line
