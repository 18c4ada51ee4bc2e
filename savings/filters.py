"""What the ledger can be narrowed to: by the address alone, so that it can be kept, sent and gone back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from followup.status import SCALES, shown
from savings.divisions import Division
from savings.list_sums import short_label
from savings.measure_facts import MeasureFacts
from savings.models import Measure

LONGEST = 100


@dataclass(frozen=True)
class Choice:
    """One option of a list of choices."""

    value: str
    label: str
    is_chosen: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Select:
    """One list of choices, «All» first."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Filters:
    """What the reader has chosen: list, status, area, staff, body, commission, frame (codes) and
    q (words).

    `allowed` holds the codes of the measures that have everything chosen in the lists, None where nothing is.
    """

    words: str
    selects: list[Select]
    allowed: frozenset[str] | None

    @property
    def are_set(self) -> bool:
        return bool(self.words) or self.allowed is not None

    @property
    def count(self) -> int:
        """How many of the fields narrow the list; a value that there is not is one too."""
        chosen = sum(any(choice.is_chosen for choice in select.choices) for select in self.selects)
        return max(chosen + bool(self.words), int(self.are_set))

    def lets_through(self, one: MeasureFacts) -> bool:
        """Whether the measure has everything that is chosen, and each of the words somewhere in its text."""
        if self.allowed is not None and one.code not in self.allowed:
            return False
        text = _text_of(one)
        return all(word in text for word in self.words.casefold().split())


@dataclass(frozen=True)
class Way:
    """Something to narrow the list by: its options as (code, label, language), and which measures each one has."""

    code: str
    label: str
    options: list[tuple[str, str, str]]
    members: dict[str, frozenset[str]]


def ways_of(measures: list[MeasureFacts], divided: list[Division], words: dict[str, str]) -> list[Way]:
    """By list and by each of the divisions. Every status can be asked for, also one that no measure has."""
    lists = {code: _members(measures, code) for code in Measure.Level.values}
    found = [Way("list", _("List"), [(code, short_label(code), "") for code, some in lists.items() if some], lists)]
    for one in divided:
        options = [(share.code, share.label, share.lang) for share in one.shares]
        if one.code == "status":
            options = [(code, shown("measure", code, words).label, "") for code in SCALES["measure"]]
        members = {share.code: frozenset(each.code for each in share.measures) for share in one.shares}
        found.append(Way(one.code, one.label, options, members))
    return found


def filters(query: QueryDict, ways: list[Way]) -> Filters:
    """The filters that an address names; a value that there is not lets nothing through."""
    allowed, selects = None, []
    for way in ways:
        value = query.get(way.code, "")[:LONGEST]
        if value:
            members = way.members.get(value, frozenset())
            allowed = members if allowed is None else allowed & members
        if value or len(way.options) > 1:
            choices = [Choice(code, label, code == value, lang) for code, label, lang in way.options]
            selects.append(Select(way.code, way.label, choices))
    return Filters(query.get("q", "").strip()[:LONGEST], selects, allowed)


def _members(measures: list[MeasureFacts], level: str) -> frozenset[str]:
    return frozenset(one.code for one in measures if one.line.measure.listed_under == level)


_SEARCHED: tuple[Callable[[MeasureFacts], str], ...] = (
    lambda one: one.line.measure.number,
    lambda one: one.line.measure.title,
    lambda one: one.line.measure.area_text,
    lambda one: one.line.measure.staff_category,
    lambda one: one.line.row.comment,
    lambda one: one.line.row.status_text,
)


def _text_of(one: MeasureFacts) -> str:
    return "\n".join(get(one) for get in _SEARCHED).casefold()
