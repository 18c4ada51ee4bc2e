"""What the page of the seal says: what stands in the way, and what is locked with the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from followup.gate import Verdict
from organisation.models import State, Submission, Unit
from organisation.places import Place
from reports.assembly import assemble
from reports.exceptions import not_judged


@dataclass(frozen=True)
class SealedWith:
    """A unit that is locked with the board's report, and how far it has come."""

    name: str
    state: str
    note: str


def obstacle(place: Place) -> str:
    """Why the report cannot be sealed as it stands, and who does what next; "" where it can."""
    submission = place.submission
    match submission.state:
        case State.OPEN:
            return _(
                "The report is open. A planner or manager submits it, then a manager approves it; after that it can "
                "be sealed."
            )
        case State.SUBMITTED:
            return _(
                "The report is submitted but not approved. A manager who has not written or submitted it approves "
                "it; after that it can be sealed."
            )
        case State.SEALED:
            return submission.locked_reason()
    return ""


def exceptions_of(place: Place, *, today: date) -> list[Verdict]:
    """The goals that cannot be judged as the report stands, in the board's language. The queries of a report."""
    payload = assemble(unit=place.unit, period=place.period, today=today)
    with translation.override(place.unit.language):
        return not_judged(payload)


def sealed_with(place: Place) -> list[SealedWith]:
    """The units below the board, in order. Two queries."""
    states = dict(
        Submission.objects.filter(unit__board=place.unit, period=place.period).values_list("unit_id", "state")
    )
    units = Unit.objects.filter(board=place.unit).standing_on(place.period.end).order_by("order", "name")
    return [_with(unit.name, State(states.get(unit.pk, State.OPEN))) for unit in units]


def _with(name: str, state: State) -> SealedWith:
    notes = {
        State.OPEN: _("Has handed in nothing. It is locked as it stands, on your responsibility."),
        State.SUBMITTED: _("Not approved. It is locked as it stands, on your responsibility."),
        State.APPROVED: _("Is locked as it was approved."),
        State.SEALED: _("Is locked already."),
    }
    return SealedWith(name=name, state=str(state.label), note=notes[state])
