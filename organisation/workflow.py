"""What the reader may do with a submission as it stands: the buttons of the workflow."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisation.actions import is_own, seen_of
from organisation.places import Place


@dataclass(frozen=True)
class Act:
    """One button: its code, where it posts, its word, and whether it asks for a reason.

    `is_link` leads to a page of its own. `seen` is what was in sight when the page was built, and is posted back.
    """

    code: str
    url: str
    label: str
    needs_reason: bool = False
    is_link: bool = False
    seen: int | None = None


def workflow(place: Place) -> list[Act]:
    """The verbs that the table of roles grants the reader now, in the order of the work.

    Call it before the page's content is read: a change in between is then one that was not seen.
    """
    makers = {
        "submit": lambda: Act("submit", place.url("submit"), _("Submit")),
        "approve": lambda: _approve(place),
        "return": lambda: Act("return", place.url("organisation:return"), _("Return with a reason"), True),
        "unlock": lambda: Act("unlock", place.url("organisation:unlock"), _("Unlock with a reason"), True),
        "seal": lambda: _seal(place),
        "correct": lambda: Act("correct", place.url("reports:correct"), _("Correct the report"), is_link=True),
    }
    if place.is_held_by_board:
        return []
    made = [make() for code, make in makers.items() if place.may(code)]
    return [act for act in made if act is not None]


def _approve(place: Place) -> Act | None:
    if is_own(place.submission, place.user):
        return None
    seen = seen_of(place.unit, place.period)
    return Act("approve", place.url("organisation:approve"), _("Approve"), seen=seen)


def _seal(place: Place) -> Act | None:
    """The board's report is sealed, and every unit's with it."""
    if not place.unit.is_board:
        return None
    return Act("seal", place.url("reports:seal"), _("Seal the report"), is_link=True)
