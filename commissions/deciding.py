"""What is decided about a commission: that it is given and, by its giver alone, that it is over.

Nothing here removes anything, and no decision is altered once it has been recorded: what was wrong is told by the
next one.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.models import Commission, Decision
from organisation.actions import Refused
from organisation.models import Body, User


@transaction.atomic
def give(
    commission: Commission, *, by: User, on: date | None = None, paragraph: str = "", dnr: str = "", note: str = ""
) -> Commission:
    """Store a new commission with the decision of its giver, as far as it is known: no commission is without one."""
    commission.organisation = commission.board.organisation
    commission.save(force_insert=True)
    Decision.objects.create(
        commission=commission,
        kind=Decision.Kind.GIVEN,
        body=commission.giver,
        date=on,
        paragraph=paragraph,
        dnr=dnr,
        note=note,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    return commission


def decide(
    commission: Commission, *, kind: str, body: Body, on: date, paragraph: str, dnr: str, note: str = "", by: User
) -> Decision:
    """Record that `body` has changed, closed or cancelled the commission on a day. Raises Refused where it is not
    its giver that ends it, where it has ended already, or where the decision could not be found again: without its
    paragraph or its diary number."""
    if kind in Decision.ENDS and body != commission.giver:
        words = {"giver": commission.giver.name, "body": body.name}
        raise Refused(_("%(body)s cannot end the commission: only %(giver)s, which gave it, can.") % words)
    if not paragraph.strip() or not dnr.strip():
        raise Refused(_("Give the paragraph and the diary number of the decision: without them nobody finds it."))
    with transaction.atomic():
        # Two who close it at once: the second waits here, and is told that it has ended.
        Commission.objects.select_for_update().get(pk=commission.pk)
        if commission.decisions.filter(kind__in=Decision.ENDS).exists():
            raise Refused(_("The commission has ended already, and nothing more is decided about it."))
        return Decision.objects.create(
            commission=commission,
            kind=kind,
            body=body,
            date=on,
            paragraph=paragraph.strip(),
            dnr=dnr.strip(),
            note=note.strip(),
            recorded_at=timezone.now(),
            recorded_by=by,
        )
