"""What is other in one report than in the one before: goalposts, statuses, values and texts.

Pure functions over the sections of two reports. Things are compared by their keys, which are stable; what replaces
something in a new year says so («replaces») and is compared with that. What has no key, a text, is known by where it
stands and what it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.numbers import DASH, UNITS, date_text, format_fact, format_value
from followup.rule_items import STATUS_SCALES, day_of, said
from followup.rule_scales import own_words
from followup.sections import NO_ROW, Fact, Item, Prose, Section, Status, StatusList
from followup.status import SCALES, shown
from followup.text_diff import word_count, word_diff
from followup.written import shown_text

# What is promised of each kind, beside its title: what is judged by it is judged otherwise when it moves.
_PROMISED = {
    "goal": (),
    "sub_goal": (),
    "perspective": (),
    "indicator": ("definition", "target", "thresholds", "unit", "direction", "aggregation"),
    "commission": ("end", "periodicity"),
    "activity": ("end",),
    "measure": ("target", "start", "end"),
    "savings_target": ("target",),
}
_FORECAST_SCALE = "goal_forecast"


@dataclass(frozen=True, kw_only=True)
class Goalpost:
    """Something promised that is new, gone or other: `what` in words, before and now as they are read, "" for none."""

    key: str
    title: str
    what: str
    before: str
    now: str
    lang: str = "sv"
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class StatusChange:
    """A status or forecast that is another; None where it was not, or is not any more."""

    key: str
    title: str
    what: str
    before: Status | None
    now: Status | None
    is_measured_otherwise: bool = False
    """What it is judged by has moved since: of a goal also what its indicators are judged by."""
    lang: str = "sv"
    url: str = ""

    @property
    def direction(self) -> str:
        """«Bättre» or «Sämre» where both are assessed, in the portal's order, with that the yardstick is another;
        "" else."""
        steps = [_step(one) for one in (self.before, self.now) if one]
        if len(steps) < 2 or not all(one.is_assessed for one in steps) or _has_no_order(self.before):
            return _("Measured otherwise") if self.is_measured_otherwise else ""
        if steps[1].order < steps[0].order:
            return _("Better, but measured otherwise") if self.is_measured_otherwise else _("Better")
        return _("Worse, but measured otherwise") if self.is_measured_otherwise else _("Worse")


@dataclass(frozen=True, kw_only=True)
class ValueChange:
    """A figure that is another, and by how much where both are numbers in the same unit."""

    before: Fact
    now: Fact

    @property
    def difference(self) -> str:
        old, new = self.before.number, self.now.number
        if old is None or new is None or self.before.unit != self.now.unit:
            return ""
        unit = "pp" if self.now.unit == "%" else self.now.unit
        decimals = max(self.before.decimals, self.now.decimals)
        return format_value(new - old, unit, decimals=decimals, signed=True)


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """A text that is another; "" before or now where there was none."""

    name: str
    before: str
    now: str
    lang: str = "sv"

    @property
    def pieces(self):
        return word_diff(self.before, self.now)

    @property
    def removed(self) -> int:
        """How many words are gone."""
        return sum(word_count(one.text) for one in self.pieces if one.is_removed)

    @property
    def added(self) -> int:
        return sum(word_count(one.text) for one in self.pieces if one.is_added)


@dataclass(frozen=True, kw_only=True)
class Account:
    """What is other, each kind in the order of the present report. `kept` counts the figures that are the same, `new`
    and `gone` those that only one of the reports has."""

    goalposts: tuple[Goalpost, ...] = ()
    statuses: tuple[StatusChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    kept: int = 0
    new: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.goalposts or self.statuses or self.values or self.texts)


def account(before: Iterable[Section], now: Iterable[Section], names: Mapping[str, str] | None = None) -> Account:
    """The account of two reports of the same unit, in the active language.

    `names` says what a text is called whose section has no title of its own, by the section's key.
    """
    old, new = _Read(before, names or {}), _Read(now, names or {})
    earlier = {key: _earlier(item, old.items) for key, item in new.items.items()}
    values, kept, new_facts, gone = _values(old, new, earlier)
    goalposts = tuple(_goalposts(old, new, earlier))
    # What is gone counts for the goal that it stood below.
    moved = {one.key for one in goalposts}
    moved |= {key for read in (old, new) for key, below in read.below.items() if below & moved}
    return Account(
        goalposts=goalposts,
        statuses=tuple(_statuses(old, new, earlier, moved)),
        values=values,
        texts=tuple(_texts(old, new)),
        kept=kept,
        new=new_facts,
        gone=gone,
    )


class _Read:
    """One report's items, figures and texts, each by what it is known by, in order."""

    def __init__(self, sections: Iterable[Section], names: Mapping[str, str]):
        parts = [part for section in sections for part in section.walk()]
        every = [item for part in parts for item in part.items]
        own = own_words(every)
        self.items = {item.key: item for item in every if item.kind in _PROMISED}
        self.statuses = {key: _said_statuses(item, own) for key, item in self.items.items()}
        self.below = {part.items[0].key: {one.key for one in part.items[1:]} for part in parts if part.items}
        self.facts = {fact.key: fact for part in parts for fact in part.facts}
        self.texts: dict[tuple, Prose] = {}
        for part in parts:
            for known_by, prose in _written(part, names):
                self.texts.setdefault(known_by, prose)


def _earlier(item: Item, items: dict[str, Item]) -> Item | None:
    """What the item was in the report before."""
    return items.get(item.key) or items.get(said(item, "replaces"))


def _goalposts(old: _Read, new: _Read, earlier: dict[str, Item | None]) -> Iterator[Goalpost]:
    for key, item in new.items.items():
        was = earlier[key]
        if was is None:
            yield _goalpost(item, _("New"), "", item.title)
            continue
        if was.title != item.title:
            yield _goalpost(item, _("Title"), was.title, item.title)
        for name in _PROMISED[item.kind]:
            old_words, new_words = _promise(was, name, old), _promise(item, name, new)
            if old_words != new_words:
                yield _goalpost(item, _label(name), old_words, new_words)
    gone_on = {was.key for was in earlier.values() if was}
    for key, item in old.items.items():
        if key not in gone_on:
            # Where it stood is a page of the report before.
            yield replace(_goalpost(item, _("Gone"), item.title, ""), url="")


def _goalpost(item: Item, what: str, before: str, now: str) -> Goalpost:
    return Goalpost(key=item.key, title=item.title, what=what, before=before, now=now, lang=item.lang, url=item.url)


def _label(name: str) -> str:
    return {
        "definition": _("Definition"),
        "target": _("Target"),
        "thresholds": _("Limits for met and partly met"),
        "unit": _("Measured in"),
        "direction": _("Direction"),
        "aggregation": _("What a value is of"),
        "start": _("Start"),
        "end": _("To be done by"),
        "periodicity": _("Reported how often"),
    }[name]


def _promise(item: Item, name: str, read: _Read) -> str:
    """What is promised, as a reader is told it."""
    code = said(item, name)
    if not code:
        return ""
    if name == "target" and f"{item.key}.target" in read.facts and item.kind != "indicator":
        return format_fact(read.facts[f"{item.key}.target"])
    if name == "thresholds":
        return " / ".join(f"{limit} %".replace(".", ",") for limit in code.split("/"))
    if name in {"start", "end"} and (day := day_of(item, name)):
        return date_text(day)
    return str(_words(name).get(code, code))


def _words(name: str) -> dict:
    if name == "direction":
        return {
            "higher": _("Higher is better"),
            "lower": _("Lower is better"),
            "range": _("Within a range"),
            "reference": _("To compare with"),
            "none": _("No wanted direction"),
        }
    if name == "aggregation":
        return {
            "period": _("The period"),
            "cumulative_year": _("From the start of the year"),
            "cumulative_mandate": _("From the start of the term of office"),
            "r12": _("Rolling 12 months"),
            "point_in_time": _("A point in time"),
            "annual_only": _("Once a year"),
        }
    return {**UNITS, "count": pgettext("unit of measure", "number")} if name == "unit" else {}


def _said_statuses(item: Item, own: Mapping[tuple[str, str], Mapping[str, str]]) -> dict[str, Status]:
    """Status and forecast of an item, by what is said, in the board's own words where it has some."""
    scales = {"status": STATUS_SCALES.get(item.kind, ()), "forecast": (_FORECAST_SCALE,)}
    found = {}
    for name, tried in scales.items():
        code = said(item, name)
        scale = next((one for one in tried if code in SCALES[one]), "")
        if scale:
            found[name] = shown(scale, code, dict(own.get((item.kind, name), {})))
    return found


def _statuses(old: _Read, new: _Read, earlier: dict[str, Item | None], moved: set[str]) -> Iterator[StatusChange]:
    for key, item in new.items.items():
        was = earlier[key]
        if was is None:
            continue
        for name, label in (("status", _("Status now")), ("forecast", _("Forecast"))):
            before, now = old.statuses[was.key].get(name), new.statuses[key].get(name)
            if (before and before.code) != (now and now.code):
                yield StatusChange(
                    key=key,
                    title=item.title,
                    what=label,
                    before=before,
                    now=now,
                    is_measured_otherwise=key in moved,
                    lang=item.lang,
                    url=item.url,
                )


def _step(status: Status):
    return SCALES[status.scale][status.code]


def _has_no_order(status: Status) -> bool:
    """Only a goal's and an indicator's steps go from better to worse; a measure's go from idea to done."""
    return not status.scale.startswith("goal_") and status.scale != "indicator"


def _values(old: _Read, new: _Read, earlier: dict[str, Item | None]) -> tuple[tuple[ValueChange, ...], int, int, int]:
    """What is another, and how many are the same, only in the present report, and only in the one before."""
    renamed = {key: was.key for key, was in earlier.items() if was and was.key != key}
    pairs = {key: _renamed(key, renamed) for key in new.facts if not _is_promise(key, new)}
    both = [(old.facts[was], new.facts[key]) for key, was in pairs.items() if was in old.facts]
    changed = tuple(ValueChange(before=was, now=now) for was, now in both if _differs(was, now))
    gone = [key for key in old.facts if not _is_promise(key, old) and key not in set(pairs.values())]
    return changed, len(both) - len(changed), len(pairs) - len(both), len(gone)


def _renamed(key: str, renamed: dict[str, str]) -> str:
    """The key that the figure had of what its item replaces."""
    for now, was in renamed.items():
        if key.startswith(f"{now}."):
            return was + key.removeprefix(now)
    return key


def _is_promise(key: str, read: _Read) -> bool:
    """Whether the figure is an item's target, which is told of among the goalposts."""
    item, _dot, name = key.rpartition(".")
    return name in {"target", "target_high"} and item in read.items


def _differs(was: Fact, now: Fact) -> bool:
    if (was.value is None) != (now.value is None):
        return True
    if was.value is None:
        return was.missing != now.missing and NO_ROW not in {was.row, now.row}
    return (Decimal(was.value), was.unit) != (Decimal(now.value), now.unit)


def _written(section: Section, names: Mapping[str, str]) -> Iterator[tuple[tuple, Prose]]:
    """Each text of people with what it is known by; its heading says what it is called."""
    counted: dict[tuple, int] = {}
    for block in section.blocks:
        if isinstance(block, Prose) and not block.is_composed:
            known_by = (section.key, block.heading, block.origin)
            counted[known_by] = counted.get(known_by, 0) + 1
            title = section.title or names.get(section.key, "")
            name = ": ".join(dict.fromkeys(filter(None, (title, block.heading, block.origin))))
            yield (*known_by, counted[known_by]), replace(block, heading=name)
        elif isinstance(block, StatusList):
            for entry in block.entries:
                if entry.text and not entry.is_composed:
                    yield (entry.key,), Prose(text=entry.text, lang=entry.lang, heading=entry.title)
    for item in section.items:
        for name in ("cause", "action", "forecast"):
            text = said(item, name)
            if text and text not in SCALES[_FORECAST_SCALE]:
                yield (item.key, name), Prose(text=text, lang=item.lang, heading=f"{item.title}: {_text_label(name)}")


def _text_label(name: str) -> str:
    return {"cause": _("Cause"), "action": _("Action"), "forecast": _("Forecast")}[name]


def _texts(old: _Read, new: _Read) -> Iterator[TextChange]:
    for known_by, prose in new.texts.items():
        before = shown_text(old.texts[known_by].text) if known_by in old.texts else ""
        if before != shown_text(prose.text):
            yield TextChange(name=prose.heading or DASH, before=before, now=shown_text(prose.text), lang=prose.lang)
    for known_by, prose in old.texts.items():
        if known_by not in new.texts:
            yield TextChange(name=prose.heading or DASH, before=shown_text(prose.text), now="", lang=prose.lang)
