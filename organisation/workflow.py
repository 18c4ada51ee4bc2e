"""What the reader may do with a submission as it stands: the buttons of the workflow."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisation.actions import is_own
from organisation.places import Place


@dataclass(frozen=True)
class Act:
    """One button: its code, where it posts, its word, and whether it asks for a reason."""

    code: str
    url: str
    label: str
    needs_reason: bool = False


def workflow(place: Place) -> list[Act]:
    """The verbs that the table of roles grants the reader now, in the order of the work."""
    acts = [
        Act("submit", place.url("submit"), _("Submit")),
        Act("approve", place.url("organisation:approve"), _("Approve")),
        Act("return", place.url("organisation:return"), _("Return with a reason"), True),
        Act("unlock", place.url("organisation:unlock"), _("Unlock with a reason"), True),
    ]
    granted = [act for act in acts if place.may(act.code)]
    if any(act.code == "approve" for act in granted) and is_own(place.submission, place.user):
        return [act for act in granted if act.code != "approve"]
    return granted
