"""What people have written in a section, with where it stands: the texts that the rules read.

Texts are prose, what explains a status, and the `cause` and `action` of an item. What somebody else wrote (prose with
an origin) may well be quoted, what the portal composes is made of figures, and an explanation of why nothing is said
is not a statement; none of them is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from followup.prose import REFERENCE
from followup.rule_items import cut, said
from followup.sections import Prose, Section, StatusList

_LONGEST_QUOTE = 140
_ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")
_TEXTS = ("cause", "action")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A text as its readers see it, references to figures resolved: `place` is the key of an item or a figure,
    `name` the same in words."""

    place: str
    name: str
    text: str
    is_of_item: bool = False
    """A short line about an item, and not a text of its own."""


def written_in(section: Section) -> Iterator[Written]:
    place = _place(section)
    for block in section.blocks:
        if isinstance(block, Prose) and not (block.origin or block.is_composed):
            about = _item_of(section, block)
            name = _name(section, block, has_item=bool(about))
            yield Written(place=about or place, name=name, text=shown_text(block.text))
        elif isinstance(block, StatusList):
            for entry in block.entries:
                if entry.now.code != "unassessed" and not entry.is_composed:
                    where = entry.key if _has(section, entry.key) else place
                    yield Written(place=where, name=entry.title, text=shown_text(entry.text))
    for item in section.items:
        for name in _TEXTS:
            yield Written(place=item.key, name=item.title, text=shown_text(said(item, name)), is_of_item=True)


def sentences_of(text: str) -> list[str]:
    """The sentences, and the lines, of a text in the order they stand."""
    return _ENDS.split(text)


def on_one_line(sentence: str) -> str:
    """The sentence without line breaks and without the Markdown around it."""
    return " ".join(sentence.split()).strip(" *_#>-")


def quoted(sentence: str) -> str:
    """The sentence as a finding quotes it: on one line, without its full stop, cut where it is long."""
    return cut(on_one_line(sentence).rstrip(".:; "), _LONGEST_QUOTE)


def shown_text(text: str) -> str:
    """The text as its readers see it: references to figures as they were last shown."""
    return REFERENCE.sub(lambda found: found["shown"] or "", text)


def _name(section: Section, block: Prose, *, has_item: bool) -> str:
    """What the text is called: by its own heading where that names an item, else by its section's; a chapter's own
    text by the chapter's."""
    if section.title and not has_item:
        return section.title
    return block.heading or next((item.title for item in section.items if item.key == section.key), "")


def _has(section: Section, key: str) -> bool:
    return any(item.key == key for item in section.items)


def _item_of(section: Section, block: Prose) -> str:
    """The item that the prose is about: the one whose number its heading begins with."""
    number = block.heading.partition(" ")[0].casefold()
    return next((item.key for item in section.items if number and item.key.rsplit(".", 1)[-1] == number), "")


def _place(section: Section) -> str:
    """The section's own item, else the first of its items, else the first of its figures."""
    keys = [item.key for item in section.items]
    if section.key in keys:
        return section.key
    return next(iter([*keys, *(fact.key for fact in section.facts)]), "")
