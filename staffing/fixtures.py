"""Loads a board's staffing facts. Creates what is missing and never overwrites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from organisation.fixtures import ensure, enter_once, read
from organisation.models import Frame, ReportingPeriod, Unit, User
from staffing.models import (
    Availability,
    Headcount,
    HiredFrame,
    HiredShare,
    HiredStaff,
    ManagerSpan,
    SickLeave,
    SpanBand,
    StaffGroup,
    StaffingText,
)


def load(*, board: Unit, folder: Path, source: User) -> None:
    """The professions and frames that the board follows, then each period's rows, written by `source`."""
    data = read(folder, "staffing")
    for order, one in enumerate(data["definitions"]["staff_groups"], start=1):
        ensure(StaffGroup, board=board, code=one["code"], defaults={**one, "order": order})
    for code in data["definitions"].get("hired_frames", []):
        ensure(HiredFrame, frame=Frame.objects.get(board=board, code=code))
    for slug, rows in data["periods"].items():
        period = ReportingPeriod.objects.get(board=board, slug=slug)
        for row, changes in _rows(board, period, rows):
            enter_once(row, changes, by=source)


def _rows(board: Unit, period: ReportingPeriod, data: dict[str, list[dict[str, Any]]]):
    """Each row with what to write to it. What names a row is taken out of what is written."""
    groups = {group.code: group for group in StaffGroup.objects.filter(board=board)}
    frames = {frame.code: frame for frame in Frame.objects.filter(board=board)}
    at = {"unit": board, "period": period}
    for one in data.get("headcount", []):
        code, changes = _split(one, "group")
        yield Headcount(**at, group_code=code), {**changes, "group": groups.get(code)}
    for one in data.get("sick", []):
        code, changes = _split(one, "group")
        measure, changes = _split(changes, "measure")
        yield SickLeave(**at, group_code=code, measure=measure), {**changes, "group": groups.get(code)}
    for order, one in enumerate(data.get("availability", []), start=1):
        names, changes = {name: one.get(name, "") for name in _CARE}, {"order": order, **one}
        yield Availability(**at, **names), {name: value for name, value in changes.items() if name not in _CARE}
    for one in data.get("bands", []):
        low, changes = _split(one, "low")
        yield SpanBand(**at, low=low), changes
    for one in data.get("hired", []):
        code, changes = _split(one, "frame")
        yield HiredStaff(**at, frame_code=code), {**changes, "frame": frames.get(code)}
    for model, name in ((HiredShare, "share"), (ManagerSpan, "span")):
        for one in data.get(name, []):
            yield model(**at), one
    for one in data.get("texts", []):
        topic, changes = _split(one, "topic")
        yield StaffingText(**at, topic=topic), changes


_CARE = ("care", "measure", "part_code")


def _split(data: dict[str, Any], name: str) -> tuple[str, dict[str, Any]]:
    """The value of `name`, or "", and the rest."""
    return data.get(name, ""), {key: value for key, value in data.items() if key != name}
