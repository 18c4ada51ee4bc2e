"""What lies behind a figure: where it came from, the rule in words, what it adds up with, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation

from followup.findings import Finding
from followup.numbers import format_fact
from followup.rules import check_relations, relation_in_words
from followup.sections import NO_ROW, Fact, Relation
from organisation.history import FieldChange, Step, history_behind
from organisation.models import User
from organisation.places import Place, figure_url
from reports.models import SealedReport
from reports.sealed import content_of


@dataclass(frozen=True)
class Earlier:
    """The same figure in another period."""

    period: str
    shown: str
    url: str


@dataclass(frozen=True)
class Arithmetic:
    """A relation that the figure takes part in, in words, what it relates, and what the rules say of it."""

    words: str
    findings: tuple[Finding, ...]
    parts: tuple[Fact, ...]
    result: Fact | None


@dataclass(frozen=True)
class Change:
    """One change, as far as the reader may read it: who and when, and with the right to the history what and why."""

    at: datetime
    by: User
    reason: str = ""
    fields: tuple[FieldChange, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class FigurePage:
    """Everything that the page shows, in `language`: the board's where the figure is that of a sealed report."""

    fact: Fact
    shown: str
    arithmetic: tuple[Arithmetic, ...]
    used_in: tuple[Arithmetic, ...]
    changes: tuple[Change, ...]
    earlier: tuple[Earlier, ...]
    language: str
    sealed: SealedReport | None
    history_key: str = ""
    """The row whose whole history the reader may read; "" where there is none."""


def figure_page(place: Place, key: str, *, today: date) -> FigurePage | None:
    """The page of one figure of a place, or None where no section has such a figure."""
    content = content_of(place, today=today)
    facts = {name: fact for section in content.sections for name, fact in section.all_facts().items()}
    if key not in facts:
        return None
    relations = [relation for section in content.sections for relation in section.all_relations()]
    relations = [one for one in (*relations, *content.relations) if _is_known(one, facts)]
    with translation.override(content.language):
        history_key, changes = _history(place, facts[key], content.sealed)
        return FigurePage(
            fact=facts[key],
            shown=format_fact(facts[key]),
            arithmetic=tuple(_arithmetic(one, facts) for one in relations if one.result == key),
            used_in=tuple(_arithmetic(one, facts) for one in relations if key in one.parts),
            history_key=history_key,
            changes=changes,
            earlier=_earlier(place, key, today=today),
            language=content.language,
            sealed=content.sealed,
        )


def _history(place: Place, fact: Fact, sealed: SealedReport | None) -> tuple[str, tuple[Change, ...]]:
    """The key and the changes of the row that the figure was entered in, latest first.

    None for a figure that was computed, and none for one that is too small to be shown. What was sealed has the
    history that it had then: a correction that is under way stays out of it. Who may not read the history is told
    who changed it last, and when.
    """
    if fact.row == NO_ROW or fact.missing == "confidential":
        return "", ()
    history = history_behind(place, fact.row or fact.key, until=sealed.sealed_at if sealed else None)
    if history is None:
        return "", ()
    if not place.may("history"):
        return "", (Change(history.current.at, history.current.by),)
    return history.key, tuple(_change(step) for step in history.steps)


def _change(step: Step) -> Change:
    latest = step.latest
    return Change(latest.at, latest.by, latest.revision.reason, step.changes, latest.is_hidden)


def _is_known(relation: Relation, facts: dict[str, Fact]) -> bool:
    """Whether any of its figures has a value: «– + – = –» says nothing."""
    found = [facts[name] for name in (relation.result, *relation.parts) if name in facts]
    return any(fact.value is not None for fact in found)


def _arithmetic(relation: Relation, facts: dict[str, Fact]) -> Arithmetic:
    return Arithmetic(
        words=relation_in_words(relation, facts),
        findings=tuple(check_relations(facts, [relation])),
        parts=tuple(facts[name] for name in relation.parts if name in facts),
        result=facts.get(relation.result),
    )


def _earlier(place: Place, key: str, *, today: date) -> tuple[Earlier, ...]:
    """The figure in the period before, if the reader may see it. One period: each costs a wing's queries."""
    period = place.previous
    if period is None:
        return ()
    wing = key.split(".")[0]
    content = content_of(place, today=today, period=period, prefix=f"{wing}.")
    facts = {name: fact for section in content.sections for name, fact in section.all_facts().items()}
    if key not in facts:
        return ()
    return (Earlier(period.label, format_fact(facts[key]), figure_url(place.unit, period, key)),)
