"""Texts as boxes: up to four on a slide, with activities below where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from followup.prose import plain
from followup.sections import StatusList
from reports.slide_arrangement import arranged
from reports.slide_fit import BODY_WIDTH, GAP, HEAD, LEADING, SPACE, lines_of
from reports.slide_kinds import Activity, Box, Boxes, SlideTable
from reports.slide_statuses import status_slides

# The sign and the word of a status, before the activity's name.
STATUS_WIDTH = 220.0


def box_slides(boxes: Sequence[Box], lists: Sequence[StatusList] = ()) -> list[Boxes | SlideTable]:
    """The boxes on as few slides as they fit on. Statuses stand below the last of them where that takes no more
    slides, else in tables on slides of their own."""
    alone = arranged(boxes)
    listed = tuple(activity for one in lists for activity in _activities(one))
    if not listed:
        return list(alone)
    tables = [slide for one in lists for slide in status_slides(one)]
    is_grouped = any(entry.group for one in lists for entry in one.entries)
    together = [] if is_grouped else arranged(boxes, below=GAP + HEAD + activities_height(listed))
    if not together or len(together) > len(alone) + len(tables):
        return [*alone, *tables]
    return [*together[:-1], replace(together[-1], activities=listed, activities_heading=lists[-1].caption)]


def _activities(block: StatusList) -> Iterator[Activity]:
    for one in block.entries:
        yield Activity(title=one.title, status=one.now, text=plain(one.text), lang=one.lang)
        if one.forecast:
            label = f"{one.title}: {block.forecast_label or _('Forecast')}"
            yield Activity(title=label, status=one.forecast, lang=one.lang)


def activities_height(activities: Sequence[Activity]) -> float:
    """What the list takes, without its heading."""
    return sum(activity_height(one) for one in activities)


def activity_height(one: Activity) -> float:
    text = f"{one.title}. {one.text}" if one.text else one.title
    return (
        max(lines_of(text, BODY_WIDTH - STATUS_WIDTH), lines_of(one.status.label, STATUS_WIDTH - 30)) * LEADING + SPACE
    )
