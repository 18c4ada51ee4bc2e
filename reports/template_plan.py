"""How a board's report is laid out: its chapters in order, changed one at a time and remembered like every plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from followup.sections import Section
from organisation import plans
from organisation.administration.acts import fingerprint
from organisation.models import ReportingPeriod, Unit, User
from reports.assembly import build_sections, template_of
from reports.compare import KEY as CHANGES
from reports.default_template import default_template
from reports.models import ReportTemplate

Chapter = dict[str, Any]
Chapters = list[Chapter]
DEEPEST = 2
# The section of the report's own texts, which are no parts of a chapter.
_OWN_TEXTS = "reports"


def values_of(template: ReportTemplate | None) -> plans.Values:
    """What is kept of a template when it changes."""
    if template is None:
        return {}
    return {"title": template.title, "year_title": template.year_title, "chapters": template.chapters}


def seal_of(template: ReportTemplate) -> str:
    """What a form showed: posted back, it tells whether the template has changed since."""
    return fingerprint(values_of(template))


def level_of(chapter: Chapter) -> int:
    """1 for «2», 2 for «2.3»."""
    return chapter["number"].count(".") + 1


def numbered(chapters: Chapters) -> Chapters:
    """The same chapters with numbers by their order and level: the first is of level 1, and no level is skipped."""
    found, counts = [], [0] * DEEPEST
    for one in chapters:
        level = min(level_of(one), DEEPEST) if found else 1
        counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (DEEPEST - level)]
        found.append({**one, "number": ".".join(map(str, counts[:level]))})
    return found


def at_level(chapter: Chapter, level: int) -> Chapter:
    """The chapter with a number of that level, for `numbered` to set right."""
    return {**chapter, "number": ".".join(["1"] * level)}


def moved(chapters: Chapters, at: int, by: int) -> Chapters:
    """The chapter one step up or down; as it was at either end."""
    to = at + by
    if not 0 <= to < len(chapters):
        return chapters
    rest = [one for number, one in enumerate(chapters) if number != at]
    return numbered([*rest[:to], chapters[at], *rest[to:]])


def free_code(chapters: Chapters) -> str:
    """A code for a new text, that no chapter has had: what is written under it is found by it."""
    taken = {one["text"] for one in chapters if one.get("text")}
    return next(code for number in range(1, len(taken) + 2) if (code := f"text-{number}") not in taken)


def choices(unit: Unit, period: ReportingPeriod, chapters: Chapters, *, today: date) -> list[tuple[str, str]]:
    """The sections that a chapter can show, as (key, title) in the order that they are built.

    What a chapter shows already stays to be chosen, also where the board has nothing of it now.
    """
    with translation.override(unit.root.language):
        found = {CHANGES: _("What has changed since the report before")}
        # What the board has nothing of now is called what the usual report's chapter is.
        usual = {
            part: chapter["title"] if len(chapter["parts"]) == 1 else f"{chapter['title']} ({part.rpartition('.')[2]})"
            for chapter in default_template(unit).chapters
            for part in chapter.get("parts", ())
        }
        sections = build_sections(unit=unit, period=period, today=today)
    found |= {one.key: _name_of(one) for one in sections if one.key != _OWN_TEXTS and _name_of(one)}
    parts = {part.key: part.title for section in sections for part in section.walk()}
    own = [part for one in chapters for part in one.get("parts", ()) if part not in found]
    return [*found.items(), *((key, parts.get(key) or usual.get(key) or key) for key in dict.fromkeys(own))]


def _name_of(section: Section) -> str:
    """The section's title, or those of the sections that it consists of."""
    inner = (block.title for block in section.blocks if isinstance(block, Section) and block.title)
    return section.title or ", ".join(inner)


def change(
    *,
    board: Unit,
    period: ReportingPeriod,
    seen: str,
    edit: Callable[[Chapters], Chapters],
    by: User,
) -> bool:
    """Let `edit` make new chapters of those that were seen; whether anything changed. Raises as plans.change does,
    and IntegrityError where somebody made the board's template in the same moment."""
    template = template_of(board, period)
    if seal_of(template) != seen:
        raise plans.Stale

    def save() -> None:
        template.chapters = numbered(edit(list(template.chapters)))
        template.changed_at = timezone.now()
        template.save()

    return plans.change(board=board, period=period, owner=template, values_of=values_of, seen=seen, save=save, by=by)
