"""The ways to divide measures: by status, area, staff category, who decides, and what they serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _

from savings.facts import Desk
from savings.measure_facts import MeasureFacts, status_of

NONE = "none"


@dataclass(frozen=True)
class Name:
    """What a group is called: two groups are one where `same` is, which is None where nothing is stated."""

    same: str | None
    code: str
    label: str
    lang: str = ""


class Share(NamedTuple):
    """One group of a division. `lang` is the label's language, "" for the reader's."""

    code: str
    label: str
    lang: str
    measures: list[MeasureFacts]


@dataclass(frozen=True)
class Division:
    """One way to divide the measures: each of them is in one of its shares."""

    code: str
    label: str
    shares: list[Share]


def divisions(desk: Desk, measures: list[MeasureFacts]) -> list[Division]:
    """The measures divided in each way there is."""
    ways: list[tuple[str, str, Callable[[MeasureFacts], Name]]] = [
        ("status", _("Status"), lambda one: _status(desk, one)),
        ("area", _("Area"), lambda one: _printed(one.line.measure.area_text)),
        ("staff", _("Staff category"), lambda one: _printed(one.line.measure.staff_category)),
        ("body", _("Decided by"), lambda one: _named(one.line.measure.deciding_body)),
        ("commission", _("Commission"), lambda one: _named(one.line.measure.commission)),
        ("frame", _("Frame"), lambda one: _named(one.line.measure.frame)),
    ]
    return [Division(code, label, _shares(measures, way)) for code, label, way in ways]


def _shares(measures: list[MeasureFacts], way: Callable[[MeasureFacts], Name]) -> list[Share]:
    """The groups in the order that they are met; what is not stated stands last."""
    names: dict[str | None, Name] = {}
    members: dict[str | None, list[MeasureFacts]] = {}
    for one in measures:
        name = way(one)
        names.setdefault(name.same, name)
        members.setdefault(name.same, []).append(one)
    codes = codes_of(names.values())
    return [
        Share(codes[same], names[same].label, names[same].lang, members[same])
        for same in sorted(members, key=lambda same: same is None)
    ]


def codes_of(names: Iterable[Name]) -> dict[str | None, str]:
    """A code for each group, by what makes it one: where two names come to the same code, the later has one of its
    own, and what is stated never has that of what is not."""
    codes: dict[str | None, str] = {None: NONE}
    for name in names:
        code, number = name.code, 2
        while name.same is not None and code in codes.values():
            code, number = f"{name.code}-{number}", number + 1
        codes[name.same] = code
    return codes


def _status(desk: Desk, one: MeasureFacts) -> Name:
    status = status_of(desk, one.line)
    return Name(status.code, status.code, status.label)


def _printed(text: str) -> Name:
    """A group by what the source prints, capitals and spaces aside: «Alla» and «All personal» are two."""
    same = " ".join(text.split()).casefold()
    if not same:
        return Name(None, NONE, _("Not stated"))
    return Name(same, slugify(text) or slugify(text, allow_unicode=True) or "other", text, "sv")


def _named(owner) -> Name:
    return Name(owner.code, owner.code, str(owner), "sv") if owner else Name(None, NONE, _("Not stated"))
