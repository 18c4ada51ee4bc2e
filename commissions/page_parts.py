"""What a commission is carried out by and paid with, as its page lists it: parts and grants, with the latest said."""

from __future__ import annotations

from dataclasses import dataclass

from commissions.models import Commission, Grant, GrantUse, PartReport
from commissions.models.definitions import Part
from commissions.register_reading import readable
from followup.numbers import amount_text, date_text
from followup.sections import Status
from followup.status import shown
from organisation.models import Unit, User


@dataclass(frozen=True)
class PartRow:
    """A sub-project or an activity, with how it stood last and in which period."""

    title: str
    is_below: bool
    kind: str
    span: str
    role: str
    is_preliminary: bool
    status: Status | None
    comment: str
    period: str


@dataclass(frozen=True)
class GrantRow:
    """A grant that serves the commission, and how much of it is used."""

    name: str
    giver: str
    amount: str
    span: str
    used: str
    period: str


def parts_of(commission: Commission, user: User, boards: list[Unit]) -> list[PartRow]:
    """Each sub-project followed by its activities, then the activities of the commission itself. Two queries."""
    parts = list(commission.parts.all())
    rows = readable(PartReport.objects.filter(part__in=parts), user, boards)
    latest = {}
    for row in rows.select_related("unit__board", "period").order_by("period__end", "period__start"):
        latest[row.part_id] = row
    tops = sorted((part for part in parts if part.parent_id is None), key=lambda part: part.kind == "activity")
    below = {top.pk: [part for part in parts if part.parent_id == top.pk] for top in tops}
    ordered = [one for top in tops for one in (top, *below[top.pk])]
    return [_part_row(part, latest.get(part.pk)) for part in ordered]


def grants_of(commission: Commission, user: User, boards: list[Unit]) -> list[GrantRow]:
    """The grants in order, each with what was used when it was reported last. Two queries."""
    grants = list(commission.grants.all())
    rows = readable(GrantUse.objects.filter(grant__in=grants), user, boards)
    latest = {}
    for row in rows.select_related("period").order_by("period__end", "period__start"):
        latest[row.grant_id] = row
    return [_grant_row(grant, latest.get(grant.pk)) for grant in grants]


def _part_row(part: Part, row: PartReport | None) -> PartRow:
    return PartRow(
        title=part.title,
        is_below=part.parent_id is not None,
        kind=str(part.get_kind_display()),
        span=_span(part.start, part.end),
        role=part.responsible_role,
        is_preliminary=part.is_preliminary,
        status=shown(part.scale, row.status, row.unit.words(part.scale)) if row else None,
        comment=row.comment if row else "",
        period=row.period.label if row else "",
    )


def _grant_row(grant: Grant, row: GrantUse | None) -> GrantRow:
    hedge = grant.amount_approximate
    used = ""
    if row:
        used = amount_text(row.used, grant.amount_unit, row.decimals) or str(row.get_missing_reason_display())
    return GrantRow(
        name=grant.name,
        giver=grant.giver,
        amount=amount_text(grant.amount, grant.amount_unit, grant.amount_decimals, approximate=hedge),
        span=_span(grant.valid_from, grant.valid_to),
        used=used,
        period=row.period.label if row else "",
    )


def _span(start, end) -> str:
    """«1 January 2025 – 31 December 2025», one end alone where only that is known."""
    if not start and not end:
        return ""
    return f"{date_text(start)} – {date_text(end)}".strip()
