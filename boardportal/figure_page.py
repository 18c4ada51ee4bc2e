"""What lies behind a figure: where it came from, the rule in words, what it adds up with, and its history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _

from followup.findings import Finding
from followup.numbers import date_text, format_fact, format_number, trimmed
from followup.rules import check_relations, relation_in_words
from followup.sections import NO_ROW, Fact, Relation
from organisation import access
from organisation.models import Revision, User
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
class FieldChange:
    """One field of a change, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownRevision:
    """One change, as the page shows it."""

    at: datetime
    by: User
    reason: str
    changed: tuple[FieldChange, ...]
    key: str = ""


@dataclass(frozen=True)
class FigurePage:
    """Everything that the page shows, in `language`: the board's where the figure is that of a sealed report."""

    fact: Fact
    shown: str
    arithmetic: tuple[Arithmetic, ...]
    used_in: tuple[Arithmetic, ...]
    revisions: tuple[ShownRevision, ...]
    earlier: tuple[Earlier, ...]
    language: str
    sealed: SealedReport | None


def figure_page(place: Place, key: str, *, today: date) -> FigurePage | None:
    """The page of one figure of a place, or None where no section has such a figure."""
    content = content_of(place, today=today)
    facts = {name: fact for section in content.sections for name, fact in section.all_facts().items()}
    if key not in facts:
        return None
    relations = [relation for section in content.sections for relation in section.all_relations()]
    relations = [one for one in (*relations, *content.relations) if _is_known(one, facts)]
    with translation.override(content.language):
        return FigurePage(
            fact=facts[key],
            shown=format_fact(facts[key]),
            arithmetic=tuple(_arithmetic(one, facts) for one in relations if one.result == key),
            used_in=tuple(_arithmetic(one, facts) for one in relations if key in one.parts),
            revisions=_history(place, facts[key], content.sealed),
            earlier=_earlier(place, key, today=today),
            language=content.language,
            sealed=content.sealed,
        )


def _history(place: Place, fact: Fact, sealed: SealedReport | None) -> tuple[ShownRevision, ...]:
    """The changes of the row that the figure was entered in: none for one that was computed, and none for
    one that is too small to be shown, since an earlier value would show it all the same.

    Who reads only what is approved sees the last change and not the drafts before it. What was sealed has the
    history that it had then: a correction that is under way stays out of it.
    """
    if fact.row == NO_ROW or fact.missing == "confidential":
        return ()
    revisions = Revision.objects.of_fact(place.unit, place.period, fact.row or fact.key)
    found = [shown_revision(one) for one in revisions if not sealed or one.at <= sealed.sealed_at]
    if access.sees_drafts(place.user, place.unit):
        return tuple(found)
    return tuple(
        replace(one, changed=tuple(replace(change, before="") for change in one.changed)) for one in found[:1]
    )


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


def shown_revision(revision: Revision) -> ShownRevision:
    """The fields that got another value, by their own names."""
    model = apps.get_model(revision.kind)
    changed = tuple(
        FieldChange(_name(model, column), before, after)
        for column, value in revision.after.items()
        if (before := _word(model, column, revision.before.get(column))) != (after := _word(model, column, value))
    )
    return ShownRevision(revision.at, revision.by, revision.reason, changed, key=revision.key)


def _field(model, column: str):
    return next((field for field in model._meta.fields if field.attname == column), None)


def _name(model, column: str) -> str:
    field = _field(model, column)
    return str(field.verbose_name) if field else column


def _word(model, column: str, value) -> str:
    """A stored value as words: the label of a choice, anything else as it stands."""
    field = _field(model, column)
    if value in (None, "") or field is None:
        return "" if value is None else str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _typed_word(field.to_python(value))


def _typed_word(value) -> str:
    """A number with its minus and its spaces, a day as a date, yes or no; anything else as it stands."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case Decimal():
            return format_number(trimmed(value))
        case date():
            return date_text(value)
    return str(value)
