"""Changing what a board is commissioned to do: commissions with all that belongs to them, headings and grants. Each
change is remembered as it was made; nothing here removes a commission or ends one (see commissions.deciding)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commissions.models import Commission, CommissionGroup, Grant
from commissions.plan import DATE_FIELDS, PART_FIELDS
from organisation import plans
from organisation.administration.acts import fingerprint
from organisation.models import ReportingPeriod, Unit, User

Planned = Commission | CommissionGroup | Grant

# What no form changes.
_KEPT = {"id", "board", "organisation", "order", "relations", "amount_approximate"}


def values_of(owner: Planned | None) -> plans.Values:
    """What the log keeps of a commission, with its receivers, targets, report dates and parts, of a heading or of a
    grant: plain values by field."""
    if owner is None or owner.pk is None:
        return {}
    values = plans.plain_fields(owner, apart_from=_KEPT)
    if isinstance(owner, Commission):
        values["receivers"] = list(owner.receivers.values_list("code", flat=True))
        values["sub_targets"] = list(owner.sub_targets.values_list("text", flat=True))
        values["report_dates"] = list(owner.report_dates.values(*DATE_FIELDS))
        values["parts"] = [
            {name: plans.plain(getattr(one, name)) for name in PART_FIELDS}
            for one in owner.parts.select_related("parent")
        ]
    return values


def seal_of(owner: Planned | None) -> str:
    """What the form showed, as a fingerprint: posted back, it tells whether it has changed since."""
    return fingerprint(values_of(owner))


def change(
    *, board: Unit, period: ReportingPeriod, owner: Planned, seen: str, save: Callable[[], Any], by: User
) -> bool:
    """Let `save` change the owner, or create it, and remember before and after; whether anything changed. Raises what
    plans.change does; `seen` is the owner's seal."""
    return plans.change(board=board, period=period, owner=owner, values_of=values_of, seen=seen, save=save, by=by)
