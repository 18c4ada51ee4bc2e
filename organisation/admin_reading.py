"""What the pages of administration show: people with their roles, and the log in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from organisation import administration
from organisation.models import (
    AdministrativeAct,
    Anchor,
    Handover,
    Membership,
    PlanningStep,
    ReportingPeriod,
    Role,
    Unit,
    User,
)

# The fields of which the log says the label of a value.
_CHOICES = {
    "kind": (Unit.Kind, ReportingPeriod.Kind),
    "amount_unit": (Unit.AmountUnit,),
    "cost_sign": (Unit.CostSign,),
    "anchor": (Anchor,),
    "counted": (PlanningStep.Counted,),
    "receiver": (Handover.Receiver,),
}


@dataclass(frozen=True)
class HeldRole:
    """A role that a person has in a unit of the board, and whether the reader may take it."""

    label: str
    unit: Unit
    role: str
    may_take: bool = False


@dataclass(frozen=True)
class PersonRow:
    """A person in the list."""

    person: User
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True)
class ActRow:
    """One act of the log in words."""

    at: datetime
    who: str
    what: str
    subject: str
    changes: tuple[str, ...]


def people(board: Unit) -> list[PersonRow]:
    """The people of the board by name, those who are active first. Two queries."""
    roles = Prefetch("memberships", queryset=_memberships(board), to_attr="roles_here")
    found = sorted(
        administration.people_of(board).prefetch_related(roles),
        key=lambda person: (not person.is_active, person.shown_name.casefold(), person.pk),
    )
    return [PersonRow(person, tuple(_held(one) for one in person.roles_here)) for person in found]


def roles_of(person: User, board: Unit, *, reader: User) -> list[HeldRole]:
    """The person's roles in the board. One query."""
    own = person.pk == reader.pk
    return [
        _held(one, may_take=not (own and one.role == Role.ADMINISTRATOR))
        for one in _memberships(board).filter(user=person)
    ]


def facts_of(person: User) -> list[tuple[str, str]]:
    """What is known of the person, as (label, words): for a reader who may not change it."""
    labels = _fields()
    return [(labels[name], _word(name, value, {})) for name, value in administration.person_values(person).items()]


def acts(page, board: Unit) -> list[ActRow]:
    """The acts of one page of the log, in words. Two queries beside the page's own."""
    names = dict(Unit.objects.of_board(board).values_list("slug", "name"))
    shown = list(page.object_list)
    people = User.objects.filter(username__in={act.subject for act in shown} - set(names))
    names |= {person.username: f"{person.shown_name} ({person.username})" for person in people}
    return [_act(act, names) for act in shown]


def _memberships(board: Unit):
    units = Unit.objects.of_board(board)
    line = (F("unit__parent").asc(nulls_first=True), "unit__order", "unit__name", "role")
    return Membership.objects.filter(unit__in=units).select_related("unit").order_by(*line)


def _held(one: Membership, *, may_take: bool = False) -> HeldRole:
    return HeldRole(str(one.get_role_display()), one.unit, one.role, may_take)


def _act(act: AdministrativeAct, names: dict[str, str]) -> ActRow:
    lines = _outline(act) or [
        _change(name, act.before.get(name, ""), act.after.get(name, ""), names) for name in {**act.before, **act.after}
    ]
    subject = names.get(act.subject, act.subject)
    return ActRow(act.at, act.by.shown_name, _verbs().get(act.verb, act.verb), subject, tuple(filter(None, lines)))


def _outline(act: AdministrativeAct) -> list[str]:
    """What was added to a list of names and what was removed; that only the order changed, where nothing was."""
    if "lines" not in act.after:
        return []
    before, after = (
        [line.strip() for line in found.get("lines", "").splitlines()] for found in (act.before, act.after)
    )
    said = [
        (_("Added: %(names)s"), [name for name in after if name not in before]),
        (_("Removed: %(names)s"), [name for name in before if name not in after]),
    ]
    return [words % {"names": ", ".join(names)} for words, names in said if names] or [_("Order or level changed")]


def _change(name: str, before: Any, after: Any, names: dict[str, str]) -> str:
    old, new = (_word(name, value, names) for value in (before, after))
    label = _fields().get(name, name)
    if old and new:
        return f"{label}: {old} → {new}"
    if old:
        return _("%(label)s: no longer %(value)s") % {"label": label, "value": old}
    return f"{label}: {new}" if new else ""


def _word(name: str, value: Any, names: dict[str, str]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    for choices in _CHOICES.get(name, ()):
        if value in choices.values:
            return str(choices(value).label)
    return names.get(value, value) if name in ("unit", "parent", "merged_into") else str(value or "")


def _verbs() -> dict[str, str]:
    return {
        "person_added": _("Person added"),
        "person_changed": _("Person changed"),
        "role_given": _("Role given"),
        "role_taken": _("Role taken"),
        "link_sent": _("Link to choose a password sent"),
        "unit_added": _("Unit added"),
        "unit_changed": _("Unit changed"),
        "board_added": _("Board added"),
        "board_changed": _("Settings of the board changed"),
        "period_added": _("Period added"),
        "meeting_added": _("Meeting added"),
        "meeting_changed": _("Meeting changed"),
        "meeting_removed": _("Meeting removed"),
        "step_added": _("Planning step added"),
        "step_changed": _("Planning step changed"),
        "step_removed": _("Planning step removed"),
        "handover_changed": _("Day to hand over a report changed"),
        "period_changed": _("Day to hand in changed"),
        "frames_changed": _("Frames changed"),
        "areas_changed": _("Deviation areas changed"),
        "bodies_changed": _("Bodies changed"),
        "plan_assumption": _("Assumption added or changed"),
        "star_added": _("Quality star added"),
        "comparisons_imported": _("Figures of others imported"),
    }


def _fields() -> dict[str, str]:
    return {
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "title": _("Title"),
        "email": _("E-mail address"),
        "is_active": _("Active"),
        "role": _("Role"),
        "unit": _("Unit"),
        "name": _("Name"),
        "short_name": _("Short name"),
        "kind": _("Kind"),
        "order": _("Order"),
        "parent": _("Stands below"),
        "amount_unit": _("Unit of amounts"),
        "cost_sign": _("Sign of costs"),
        "frame_word": _("Word for frames"),
        "language": _("Language"),
        "is_made_up": _("Made-up figures"),
        "label": _("Label"),
        "slug": _("In addresses"),
        "start": _("First day"),
        "end": _("Last day"),
        "due": _("To be handed in"),
        "valid_from": _("First day"),
        "valid_to": _("Last day"),
        "merged_into": _("Goes on in"),
        "is_cumulative": _("Figures accumulate from the start of the year"),
        "lines": _("List"),
        "date": _("Day"),
        "place": _("Place"),
        "is_reported": _("Commissions are reported to it"),
        "days_before": _("Days before"),
        "counted": _("Counted in"),
        "anchor": _("Before"),
        "receiver": _("Receiver"),
    }
