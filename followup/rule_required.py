"""R11, what an account must hold, and R14, a target that is stated in two ways.

Pure functions over a payload's items and facts. An item of the kind `account` has `required` (the keys of the figures
that it must have, spaces between), `whole` (the figure with which they are due) and `instead` (what is told in
their place, in words). An item with a target has `operator`, `operator_elsewhere`, `target` (a decimal string),
`unit` and `target_fact`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.findings import Finding, Severity
from followup.numbers import format_fact, format_value
from followup.rule_items import said
from followup.sections import Fact, Item


def check_required(items: Iterable[Item], facts: Mapping[str, Fact]) -> list[Finding]:
    """R11: a figure that the account must hold has no value, while the figure that it is a part of has one."""
    return [
        _missing(item, facts[key])
        for item in items
        if item.kind == "account" and _has_value(facts, said(item, "whole"))
        for key in said(item, "required").split()
        if key in facts and facts[key].value is None
    ]


def check_targets(items: Iterable[Item]) -> list[Finding]:
    """R14: a target with two operators, which part where the value is the target itself."""
    found = []
    for item in items:
        one, other, target = (said(item, name) for name in ("operator", "operator_elsewhere", "target"))
        if target and one and other and one != other:
            found.append(_two_operators(item, _operator(one), _operator(other), target))
    return found


def _has_value(facts: Mapping[str, Fact], key: str) -> bool:
    return key in facts and facts[key].value is not None


def _missing(item: Item, fact: Fact) -> Finding:
    sentence = _("%(label)s is required by law and has no value.") % {"label": fact.label}
    if instead := said(item, "instead"):
        sentence += " " + _("It is counted in another way instead: %(instead)s.") % {"instead": instead}
    return Finding(
        rule="R11",
        severity=Severity.WARNING,
        place=fact.key,
        expected=_("A value in per cent"),
        found=format_fact(fact),
        sentence=sentence,
        proposal=_("Give the value as the law defines it."),
    )


def _two_operators(item: Item, one: str, other: str, target: str) -> Finding:
    words = {"name": item.title, "one": one, "other": other}
    words["target"] = format_value(target, said(item, "unit"))
    return Finding(
        rule="R14",
        severity=Severity.NOTICE,
        place=said(item, "target_fact") or item.key,
        expected=f"{one} {words['target']}",
        found=f"{other} {words['target']}",
        sentence=_("The target for “%(name)s” is %(one)s %(target)s in one place and %(other)s %(target)s in another.")
        % words,
        proposal=_("Decide which of them holds: they part at exactly %(target)s.") % words,
    )


def _operator(code: str) -> str:
    return {
        "lt": pgettext("operator", "under"),
        "le": pgettext("operator", "at most"),
        "eq": pgettext("operator", "exactly"),
        "ge": pgettext("operator", "at least"),
        "gt": pgettext("operator", "over"),
    }.get(code, code)
