"""What the report is on paper: chapters with headings that never skip a rank, and what opens a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import dateformat
from django.utils.translation import gettext as _

from followup import numbers
from followup.sections import Fact, Prose, Section
from reports.assembly import Chapter, Payload
from reports.paper_parts import LOWEST_HEADING, Heading, PaperSection, section_part, widths_of

COVER_HEADING = 1
# A first-level chapter of only a few lines follows on where the one before it ends.
SHORTEST_OWN_PAGE = 1200
# Letters of a word that the width of the cover holds.
LONGEST_WORD = 18


@dataclass(frozen=True, kw_only=True)
class PaperChapter:
    """A chapter; `opens_page` where it begins a page of its own."""

    number: str
    level: int
    heading: Heading
    parts: tuple[PaperSection, ...]
    opens_page: bool
    is_empty: bool

    @property
    def listed(self) -> list[Heading]:
        """The headings of its sections that the contents list: where there are several to choose from."""
        found = [part.heading for part in self.parts if part.heading]
        return found if len(found) > 1 else []


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole report, ready to be set: its span of time, the mark that every page carries, and its chapters.

    `decision` says when it was sealed and by which decision, line by line; nothing for a draft. `widths` are the
    widths of columns that occur, in per mille.
    """

    span: str
    mark: str
    decision: list[str]
    chapters: list[PaperChapter]
    widths: list[int]
    has_long_title: bool = False
    """A word of the title is too long for the cover's largest letters."""


def sheet(payload: Payload) -> Sheet:
    """The payload as paper shows it, in the active language."""
    chapters = _chapters(payload.chapters, payload.facts())
    widths = {width for chapter in chapters for width in widths_of(chapter.parts)}
    return replace(sheet_head(payload), chapters=chapters, widths=sorted(widths))


def sheet_head(payload: Payload) -> Sheet:
    """What stands on the cover alone: a sheet without its chapters."""
    span = span_text(date.fromisoformat(payload.start), date.fromisoformat(payload.end))
    return Sheet(
        span=span,
        mark=_mark(payload),
        decision=decision_lines(payload),
        chapters=[],
        widths=[],
        has_long_title=_is_long(payload.title),
    )


def _is_long(title: str) -> bool:
    return any(len(word) > LONGEST_WORD for word in title.split())


def _mark(payload: Payload) -> str:
    marks = (
        _("DRAFT") if payload.is_draft else "",
        _("Made-up figures") if payload.is_made_up else "",
        correction_name(payload.correction),
    )
    return " · ".join(filter(None, marks))


def correction_name(number: int) -> str:
    """«Correction 1»; "" for the report itself."""
    return _("Correction %(number)s") % {"number": number} if number else ""


def decision_lines(payload: Payload) -> list[str]:
    """When the report was sealed, and the decision: diary number, paragraph and day. Nothing for a draft."""
    if not payload.sealed_on:
        return []
    sealed = numbers.date_text(date.fromisoformat(payload.sealed_on))
    decided = numbers.date_text(date.fromisoformat(payload.decided_on))
    return [
        _("Sealed on %(day)s") % {"day": sealed},
        _("Diary number %(number)s") % {"number": payload.diary_number},
        _("Decided in § %(paragraph)s on %(day)s").replace("§ ", "§\u00a0")
        % {"paragraph": payload.paragraph, "day": decided},
    ]


def span_text(start: date, end: date) -> str:
    """«januari–augusti 2025» where the months are whole, otherwise from day to day."""
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return f"{numbers.date_text(start)}\u2009–\u2009{numbers.date_text(end)}"
    last = dateformat.format(end, "F Y")
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = dateformat.format(start, "F" if start.year == end.year else "F Y")
    return f"{first}–{last}" if start.year == end.year else f"{first}\u2009–\u2009{last}"


def _chapters(chapters: tuple[Chapter, ...], facts: dict[str, Fact]) -> list[PaperChapter]:
    shown, above = [], COVER_HEADING
    for index, chapter in enumerate(chapters):
        above = min(chapter.level + 1, above + 1, LOWEST_HEADING)
        within = _within(chapters, index)
        shown.append(
            PaperChapter(
                number=chapter.number,
                level=chapter.level,
                heading=Heading(level=above, text=chapter.title, anchor=chapter.anchor),
                parts=tuple(
                    section_part(section, facts, above, above, anchor=f"{chapter.anchor}-del-{number}")
                    for number, section in enumerate(chapter.sections, 1)
                ),
                opens_page=index == 0 or (chapter.level == 1 and sum(map(_size, within)) >= SHORTEST_OWN_PAGE),
                is_empty=len(within) == 1 and not chapter.sections,
            )
        )
    return shown


def _within(chapters: tuple[Chapter, ...], index: int) -> list[Chapter]:
    """The chapter and those below it."""
    found = [chapters[index]]
    for chapter in chapters[index + 1 :]:
        if chapter.level <= found[0].level:
            break
        found.append(chapter)
    return found


def _size(chapter: Chapter) -> int:
    """About how much the chapter holds, in characters of text; anything but text counts as much."""
    blocks = [block for section in chapter.sections for one in section.walk() for block in one.blocks]
    texts = [len(block.text) for block in blocks if isinstance(block, Prose)]
    others = [SHORTEST_OWN_PAGE for block in blocks if not isinstance(block, Prose | Section)]
    return sum(texts) + sum(others)
