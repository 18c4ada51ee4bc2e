"""What is another in one plan than in another: pure, in words with before and after."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from followup.numbers import date_text, format_number
from goals.plan import spec
from goals.plan.columns import SHEETS, Column

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that is another. `part` and `key` say what, `what` which field; both are "" at an added or a removed
    one. `before` and `after` are words in the active language."""

    kind: str
    part: str
    key: str
    title: str
    what: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""


def differences(before: spec.Plan, after: spec.Plan) -> list[Difference]:
    """Everything that is added, removed or changed, in the order of the parts; removed only what a plan can end."""
    return [one for part in spec.PARTS for one in _of_part(before, after, part)]


def titles(plan: spec.Plan) -> dict[str, str]:
    """By code, what indicators are called: a target is known by them."""
    return {one.code: one.title for one in plan.indicators}


def _of_part(before: spec.Plan, after: spec.Plan, part: str) -> list[Difference]:
    known, wanted = ({one.key: one for one in getattr(plan, part)} for plan in (before, after))
    names = titles(before) | titles(after)
    found = []
    for key, one in wanted.items():
        if key not in known:
            found.append(_whole(ADDED, part, one, names))
        elif known[key] != one:
            found += changes(part, known[key], one, names)
    gone = [one for key, one in known.items() if key not in wanted] if part in spec.ENDING else []
    # A target goes with its indicator, and needs no line of its own.
    kept = {one.code for one in after.indicators}
    gone = [one for one in gone if part != "targets" or one.indicator in kept]
    return found + [_whole(REMOVED, part, one, names) for one in gone]


def title_of(part: str, one: Any, names: dict[str, str]) -> str:
    """«Andel besök i tid», «Mål 2026 för Andel besök i tid»."""
    if part == "targets":
        words = {"year": years_of(one), "indicator": names.get(one.indicator, one.indicator)}
        return _("Target %(year)s of %(indicator)s") % words
    number = getattr(one, "number", "")
    said = next(getattr(one, name) for name in ("title", "label", "name", "word") if hasattr(one, name))
    return f"{number} {said}".strip()


def years_of(one: spec.TargetSpec) -> str:
    return str(one.year) if one.first_year == one.year else f"{one.first_year}–{one.year}"


def target_words(one: spec.TargetSpec) -> str:
    """«minst 95», «mellan 20 och 35», or the target's own words."""
    if one.text:
        return one.text
    operator = words_of("targets", "operator", one.operator)
    value = format_number(one.value, decimals=one.decimals)
    if one.value_high is not None:
        high = format_number(one.value_high, decimals=one.decimals)
        return _("%(operator)s %(low)s and %(high)s") % {"operator": operator, "low": value, "high": high}
    approximate = words_of("targets", "approximate", one.approximate)
    return " ".join(filter(None, (operator, approximate if one.approximate else "", value)))


def changes(part: str, before: Any, after: Any, names: dict[str, str]) -> list[Difference]:
    """Each field that is another; a target as a whole."""
    title = title_of(part, after, names)
    if part == "targets":
        pairs = [(_("Target"), target_words(before), target_words(after))]
        pairs = pairs if pairs[0][1] != pairs[0][2] else _fields(part, before, after)
    else:
        pairs = _fields(part, before, after)
    return [
        Difference(
            kind=CHANGED,
            part=part,
            key=after.key,
            title=title,
            what=what,
            before=old,
            after=new,
            sentence=_("%(title)s: %(what)s is changed from “%(before)s” to “%(after)s”.")
            % {"title": title, "what": what[:1].lower() + what[1:], "before": old, "after": new},
        )
        for what, old, new in pairs
    ]


def _fields(part: str, before: Any, after: Any) -> list[tuple[str, str, str]]:
    names = [one.name for one in fields(after) if getattr(before, one.name) != getattr(after, one.name)]
    return [
        (label_of(part, name), words_of(part, name, getattr(before, name)), words_of(part, name, getattr(after, name)))
        for name in names
    ]


def label_of(part: str, name: str) -> str:
    """What a field is called."""
    label = str(_column(part, name).label)
    return label[:1].upper() + label[1:]


def words_of(part: str, name: str, value: Any) -> str:
    """A field's value in words; «inget angivet» where there is none."""
    if value is None or value == "" or value == ():
        return _("nothing given")
    options = dict(_column(part, name).options())
    if isinstance(value, bool):
        return options["1" if value else "0"]
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal):
        return format_number(value, decimals=max(0, -value.normalize().as_tuple().exponent))
    if isinstance(value, tuple):
        return ", ".join(value)
    return options.get(str(value), str(value))


def _column(part: str, name: str) -> Column:
    return next(one for one in SHEETS[part][1] if one.name == name)


def _whole(kind: str, part: str, one: Any, names: dict[str, str]) -> Difference:
    title = title_of(part, one, names)
    target = target_words(one) if part == "targets" else ""
    words = {"part": str(SHEETS[part][0]), "title": f"{title}: {target}" if target else title}
    said = _("New in %(part)s: %(title)s.") if kind == ADDED else _("Gone from %(part)s: %(title)s.")
    at = {"after": target} if kind == ADDED else {"before": target}
    return Difference(kind=kind, part=part, key=one.key, title=title, sentence=said % words, **at)
