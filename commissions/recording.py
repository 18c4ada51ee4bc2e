"""Records what the giver of a commission has decided about it, for those who keep the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commissions.deciding import decide
from commissions.models import Commission, Decision
from organisation import access
from organisation.actions import Refused
from organisation.models import PlanChange, User


def may_decide(user: User, commission: Commission) -> access.Answer:
    """Whether the reader keeps the ledger that the commission stands in. A decision comes when it comes: the state of
    what is being reported does not matter."""
    return access.has_role(user, "decide", unit=commission.board)


def record(commission: Commission, *, values: dict[str, Any], today: date, by: User) -> Decision:
    """Record a decision (`kind`, `body`, `on`, `paragraph`, `dnr`, `note`) and log it among the changes of the
    board's plans. Raises Refused where `by` does not keep the ledger, the day has not come, or deciding.decide
    refuses it. Nothing is stored then."""
    answer = may_decide(by, commission)
    if not answer:
        raise Refused(answer.reason)
    if values["on"] > today:
        raise Refused(_("The day of the decision has not come yet."))
    with transaction.atomic():
        found = decide(commission, **values, by=by)
        PlanChange.objects.create(
            board=commission.board,
            by=by,
            at=found.recorded_at,
            kind=Decision._meta.label_lower,
            subject=commission.key,
            after={
                "kind": found.kind,
                "body": found.body.code,
                "date": found.date,
                "paragraph": found.paragraph,
                "dnr": found.dnr,
                "note": found.note,
            },
        )
        return found
