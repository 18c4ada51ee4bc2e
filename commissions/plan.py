"""The board's commissions as a period shows them: as they stood when it was approved, else as they stand now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from commissions.models import Commission, CommissionGroup, Part, ReportDate, SubTarget
from organisation import plans
from organisation.models import Body, ReportingPeriod, Unit

KINDS = (Commission._meta.label_lower, CommissionGroup._meta.label_lower)
# What a part and a report date are, in the log of plans.
PART_FIELDS = ("code", "kind", "title", "parent", "start", "end", "responsible_role", "is_preliminary", "order")
DATE_FIELDS = ("date", "month_only")


def commissions_of(unit: Unit, period: ReportingPeriod, *, code: str = "") -> list[Commission]:
    """What the unit's board reports for the period's year, in the order of its report, with receivers, targets,
    report dates, parts and decisions at hand; only `code` where it is given.

    Seven queries, whatever the number of commissions, and a few more where the plan has been changed since the
    period was approved. Another board's ledger is read as it stands.
    """
    board, year = unit.root, period.end.year
    earlier = plans.when_approved(board, period, *KINDS)
    moved = [key for key, values in earlier.items() if values and values.get("year") == year]
    found = Commission.objects.told(board).filter(
        Q(year=year) | Q(board=board, code__in=[key.removeprefix("commissions.") for key in moved])
    )
    found = found.filter(code=code) if code else found
    rows = _rewound(board, list(found), earlier) if earlier else list(found)
    return [one for one in rows if one.year == year]


def _rewound(board: Unit, rows: list[Commission], earlier: dict[str, plans.Values | None]) -> list[Commission]:
    own = [one for one in rows if one.board_id == board.pk]
    others = [one for one in rows if one.board_id != board.pk]
    found = plans.as_they_stood(board, own, earlier)
    groups = {one.pk: one for one in plans.as_they_stood(board, {row.group for row in found}, earlier)}
    bodies = plans.named(board, Body, _codes(found, earlier))
    for one in found:
        one.group = groups.get(one.group_id, one.group)
        _lists(one, earlier.get(one.key) or {}, bodies)
    return sorted([*found, *others], key=lambda one: (one.group.order, one.order))


def _codes(rows: Iterable[Commission], earlier: dict[str, plans.Values | None]) -> list[str]:
    return [code for one in rows for code in (earlier.get(one.key) or {}).get("receivers", ())]


def _lists(one: Commission, values: plans.Values, bodies: dict[str, Body]) -> None:
    """What belongs to a commission and is rows of its own, as it was."""
    if "receivers" in values:
        _hold(one, "receivers", [bodies[code] for code in values["receivers"]])
    if "sub_targets" in values:
        targets = enumerate(values["sub_targets"], start=1)
        _hold(one, "sub_targets", [SubTarget(commission=one, text=text, order=order) for order, text in targets])
    if "report_dates" in values:
        _hold(one, "report_dates", [_made(ReportDate, one, row) for row in values["report_dates"]])
    if "parts" in values:
        _hold(one, "parts", _parts(one, values["parts"]))


def _parts(one: Commission, listed: list[dict[str, Any]]) -> list[Part]:
    """The parts that there were. One that has been removed since was never reported: it needs no id."""
    stored = {part.code: part.pk for part in one.parts.all()}
    parts = {}
    for row in listed:
        part = _made(Part, one, {**row, "parent": None})
        part.pk = stored.get(part.code)
        parts[part.code] = part
    for row in listed:
        parts[row["code"]].parent = parts.get(row["parent"])
    return list(parts.values())


def _made(model: type[models.Model], commission: Commission, values: dict[str, Any]) -> Any:
    """A row of the log, not stored."""
    read = {name: model._meta.get_field(name).to_python(value) for name, value in values.items() if name != "parent"}
    return model(commission=commission, **read)


def _hold(one: Commission, name: str, rows: list[Any]) -> None:
    """Rows at hand, the way a prefetch leaves them."""
    held = getattr(one, name).all()
    held._result_cache = rows
    held._prefetch_done = True
    one._prefetched_objects_cache[name] = held
