"""R13: listed is not decided, decided is not verified, and two measures may save the same money.

Pure functions over a payload's items, facts and relations. Of an item of the kind «measure» they read, where they
are there: `status`, `stage` (decided, prepared, rest), `listed_under`, `overlaps` (keys of items, with spaces
between), and `effect`, `realised`, `verified` (keys of facts). What is not there is not judged. All are notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followup import intervals
from followup.findings import Finding, Severity
from followup.numbers import format_fact, format_value, in_unit, round_half_up, trimmed
from followup.sections import Fact, Item, Relation

_DECIDED = "decided"
# The list of what needs political preparation before it is decided.
_TO_BE_PREPARED = "political"


@dataclass(frozen=True)
class _Measure:
    """A measure with the facts that its item names: None where one is missing or has no value."""

    item: Item
    effect: Fact | None
    realised: Fact | None
    verified: Fact | None

    @property
    def number(self) -> str:
        return self.item.key.rsplit(".", 1)[-1].upper()

    @property
    def is_decided(self) -> bool:
        return self.item.attributes.get("stage") == _DECIDED

    def said(self, name: str) -> str:
        return self.item.attributes.get(name, "")


def check_measures(
    items: Iterable[Item], facts: Mapping[str, Fact], relations: Sequence[Relation] = ()
) -> list[Finding]:
    """What to keep in mind of the measures and of their sums."""
    measures = [_measure(item, facts) for item in items if item.kind == "measure"]
    sums = _Sums(facts, relations)
    found = [finding for name in _lists(measures) if (finding := _not_decided(name, measures, sums))]
    found += [
        _decided_already(measures, sums),
        _overlap(measures, sums),
        *_cover(measures, sums),
        _not_verified(measures, sums),
    ]
    return [finding for finding in found if finding]


class _Sums:
    """Which fact is the sum of which others, and which shares are taken of it."""

    def __init__(self, facts: Mapping[str, Fact], relations: Sequence[Relation]):
        self.facts, self.relations = facts, relations

    def of(self, keys: Iterable[str]) -> Fact | None:
        """The fact that a relation says is the sum of these, directly or by way of other sums."""
        wanted = set(keys)
        for relation in self.relations:
            if relation.kind == "sum" and relation.complete and self._leaves(relation.parts, set()) == wanted:
                return self.facts.get(relation.result)
        return None

    def shares_of(self, total: Fact) -> list[tuple[Fact, Fact]]:
        """(the share, what it is a share of) for each share of the total whose figures are known."""
        pairs = [
            (self.facts.get(one.result), self.facts.get(one.parts[1]))
            for one in self.relations
            if one.kind == "ratio" and len(one.parts) == 2 and one.parts[0] == total.key
        ]
        return [(share, whole) for share, whole in pairs if share and whole and whole.number]

    def _leaves(self, keys: Iterable[str], seen: set[str]) -> set[str]:
        found: set[str] = set()
        for key in keys:
            parts = next((one.parts for one in self.relations if one.kind == "sum" and one.result == key), ())
            found |= self._leaves(parts, seen | {key}) if parts and key not in seen else {key}
        return found


def _measure(item: Item, facts: Mapping[str, Fact]) -> _Measure:
    def known(name: str) -> Fact | None:
        fact = facts.get(item.attributes.get(name, ""))
        return fact if fact and fact.number is not None else None

    return _Measure(item, known("effect"), known("realised"), known("verified"))


def _lists(measures: list[_Measure]) -> list[str]:
    return list(dict.fromkeys(name for one in measures if (name := one.said("listed_under"))))


def _not_decided(name: str, measures: list[_Measure], sums: _Sums) -> Finding | None:
    """The sum of a list counts what nobody has decided. Silent where no status of the list is reported."""
    listed = [one for one in measures if one.said("listed_under") == name and one.effect]
    decided = [one for one in listed if one.is_decided]
    if not decided or len(decided) == len(listed):
        return None
    total = sums.of(one.effect.key for one in listed)
    words = {
        "list": total.label if total else name,
        "total": format_fact(total) if total else _amount_text(listed),
        "decided": _amount_text(decided),
    }
    return _notice(
        place=total.key if total else listed[0].item.key,
        expected=words["decided"],
        found=words["total"],
        sentence=_("%(list)s: %(total)s is listed, and %(decided)s of it is decided or carried out.") % words,
        proposal=_("Say which of the two sums you mean."),
    )


def _decided_already(measures: list[_Measure], sums: _Sums) -> Finding | None:
    """Measures that are listed as needing political preparation although they are decided."""
    listed = [one for one in measures if one.said("listed_under") == _TO_BE_PREPARED]
    decided = [one for one in listed if one.is_decided]
    if not decided:
        return None
    total = sums.of(one.effect.key for one in listed if one.effect)
    words = {"count": len(decided), "measures": ", ".join(one.number for one in decided)}
    return _notice(
        place=total.key if total else decided[0].item.key,
        expected="",
        found=words["measures"],
        sentence=ngettext(
            "%(measures)s is decided, and still listed as needing political preparation.",
            "%(measures)s are decided, and still listed as needing political preparation.",
            len(decided),
        )
        % words,
        proposal=_("Consider a list of its own for what is decided."),
    )


def _overlap(measures: list[_Measure], sums: _Sums) -> Finding | None:
    """Measures that cut the same cost: what they save together lies between the largest of them and their sum."""
    groups = _overlapping(measures)
    if not groups:
        return None
    together = [one for group in groups for one in group]
    total = _total(measures, sums)
    once = _once(together, groups)
    words = {
        "measures": ", ".join(one.number for one in together),
        "amount": _amount_text(together),
        "once": _in_unit_of(together[0], once),
    }
    return _notice(
        place=total.key if total else together[0].item.key,
        expected=words["once"],
        found=words["amount"],
        sentence=_(
            "%(measures)s cut the same kind of cost: %(amount)s when each is counted, and perhaps no more than "
            "%(once)s when what they share is counted once."
        )
        % words,
        proposal=_("Count the effect once, or say how it is divided."),
    )


def _cover(measures: list[_Measure], sums: _Sums) -> list[Finding]:
    """Which targets the listed measures reach: what is listed reaches one and not another, or what is decided, or
    counted once, does not reach what is listed does."""
    total = _total(measures, sums)
    shares = sums.shares_of(total) if total else []
    reached = [pair for pair in shares if intervals.in_base(total) >= intervals.in_base(pair[1])]
    missed = [pair for pair in shares if pair not in reached]
    if not reached:
        return []
    found = [_one_and_not_another(total, reached[0], pair) for pair in missed]
    decided = sum((intervals.in_base(one.effect) for one in measures if one.effect and one.is_decided), Decimal(0))
    if decided:
        found += [_listed_only(total, pair, decided) for pair in reached if decided < intervals.in_base(pair[1])]
    return found


def _one_and_not_another(total: Fact, reached: tuple[Fact, Fact], missed: tuple[Fact, Fact]) -> Finding:
    words = {
        "total": format_fact(total),
        "reached": format_fact(reached[1]),
        "reached_share": _per_cent(intervals.in_base(total), reached[1]),
        "missed": format_fact(missed[1]),
        "missed_share": _per_cent(intervals.in_base(total), missed[1]),
    }
    return _notice(
        place=missed[0].key,
        expected=words["missed"],
        found=words["total"],
        sentence=_(
            "The listed measures come to %(total)s: that is %(reached_share)s of %(reached)s, but %(missed_share)s "
            "of %(missed)s."
        )
        % words,
        proposal=_("Say which target the measures are to reach."),
    )


def _listed_only(total: Fact, reached: tuple[Fact, Fact], decided: Decimal) -> Finding:
    words = {
        "total": format_fact(total),
        "target": format_fact(reached[1]),
        "share": _per_cent(intervals.in_base(total), reached[1]),
        "decided": _money(decided, total.unit),
        "decided_share": _per_cent(decided, reached[1]),
    }
    return _notice(
        place=reached[0].key,
        expected=words["decided"],
        found=words["total"],
        sentence=_(
            "%(total)s is listed, %(share)s of the target %(target)s. What is decided, %(decided)s, is "
            "%(decided_share)s of it."
        )
        % words,
        proposal=_("Say how much of the target is decided."),
    )


def _not_verified(measures: list[_Measure], sums: _Sums) -> Finding | None:
    """What is reported as realised, and how much of it a controller has verified. Silent where the payload does not
    say what is verified."""
    realised = [one for one in measures if one.realised and one.said("verified")]
    verified = sum((intervals.in_base(one.verified) for one in realised if one.verified), Decimal(0))
    amount = sum((intervals.in_base(one.realised) for one in realised), Decimal(0))
    if not realised or verified >= amount:
        return None
    total = sums.of(one.realised.key for one in measures if one.realised)
    unit = realised[0].realised.unit
    words = {"realised": _money(amount, unit), "verified": _money(verified, unit)}
    return _notice(
        place=total.key if total else realised[0].realised.key,
        expected=words["verified"],
        found=words["realised"],
        sentence=_("%(realised)s is reported as realised, and %(verified)s of it is verified.") % words,
        proposal=_("Let a controller verify the effect, or say why it cannot be verified yet."),
    )


def _overlapping(measures: list[_Measure]) -> list[list[_Measure]]:
    """The measures with an effect that overlap, in groups that hang together, in the order of the payload."""
    known = {one.item.key: one for one in measures if one.effect}
    near: dict[str, set[str]] = {key: set() for key in known}
    for key, one in known.items():
        for other in one.said("overlaps").split():
            if other in known and other != key:
                near[key].add(other)
                near[other].add(key)
    groups, seen = [], set()
    for key in known:
        if key in seen or not near[key]:
            continue
        group, queue = set(), [key]
        while queue:
            one = queue.pop()
            if one not in group:
                group.add(one)
                queue += near[one]
        seen |= group
        groups.append([measure for name, measure in known.items() if name in group])
    return groups


def _once(together: list[_Measure], groups: list[list[_Measure]]) -> Decimal:
    """In kronor, the least that the groups save: the largest measure of each."""
    return sum((max(intervals.in_base(one.effect) for one in group) for group in groups), Decimal(0))


def _total(measures: list[_Measure], sums: _Sums) -> Fact | None:
    """The sum of all measures with an effect, where the payload has it."""
    found = sums.of(one.effect.key for one in measures if one.effect)
    return found if found and found.number is not None else None


def _amount_text(measures: list[_Measure]) -> str:
    return _in_unit_of(measures[0], sum((intervals.in_base(one.effect) for one in measures), Decimal(0)))


def _in_unit_of(measure: _Measure, kronor: Decimal) -> str:
    return _money(kronor, measure.effect.unit)


def _money(kronor: Decimal, unit: str) -> str:
    return format_value(trimmed(in_unit(kronor, unit)), unit)


def _per_cent(part: Decimal, whole: Fact) -> str:
    return format_value(round_half_up(part / intervals.in_base(whole) * 100, 1), "%")


def _notice(**words: str) -> Finding:
    return Finding(rule="R13", severity=Severity.NOTICE, **words)
