"""The cost of hired staff as facts, with the relations that hold between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from followup.numbers import decimals_of, format_number, in_unit, round_half_up, trimmed
from followup.precision import shifted_decimals
from followup.sections import NO_ROW, Fact, Relation, decimal_string
from staffing import rules
from staffing.facts import Desk
from staffing.models import HiredStaff
from staffing.reading import Hired
from staffing.share_facts import share_facts

TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Line:
    """What hired staff cost in one frame, or in all, in `unit`: as given, or computed from what is given."""

    code: str
    name: str
    row: HiredStaff | None
    unit: str
    decimals: int = 0
    cost: Decimal | None = None
    change: Decimal | None = None
    prior: Decimal | None = None
    change_pct: Decimal | None = None
    change_pct_decimals: int = 0
    extra: Decimal | None = None

    def key(self, kind: str) -> str:
        return f"staffing.hired.{kind}.{self.code}"


def hired_lines(hired: Hired) -> list[Line]:
    """A line for each frame, then one for all of them, in the board's unit of amounts."""
    unit = hired.unit.root.amount_unit
    lines = [_frame_line(hired.costs.get(code), code, frame.name, unit) for code, frame in hired.frames.items()]
    return [*lines, _total_line(hired.costs.get(""), lines, unit)]


def hired_facts(hired: Hired, lines: list[Line]) -> dict[str, Fact]:
    """The share with its target, then the lines' figures, by key. Cost and change are always there."""
    desk = Desk(hired.unit, hired.period)
    found = [*share_facts(desk, hired), *(fact for line in lines for fact in _line_facts(desk, line))]
    return {fact.key: fact for fact in found}


def hired_relations(lines: list[Line], facts: Mapping[str, Fact]) -> tuple[Relation, ...]:
    """What follows from what, of the figures that are known."""
    *frames, total = lines
    found = [
        Relation(kind="sum", result=total.key(kind), parts=tuple(line.key(kind) for line in frames))
        for kind in ("cost", "change")
    ]
    for line in lines:
        found.append(
            Relation(kind="difference", result=line.key("prior"), parts=(line.key("cost"), line.key("change")))
        )
        found.append(
            Relation(kind="ratio", result=line.key("change_pct"), parts=(line.key("change"), line.key("prior")))
        )
        found += _extra_relation(line)
    parts = ("staffing.hired.share.numerator", "staffing.hired.share.denominator")
    found.append(Relation(kind="ratio", result="staffing.hired.share", parts=parts))
    known = {key for key, fact in facts.items() if fact.value is not None}
    return tuple(one for one in found if one.parts and known.issuperset((one.result, *one.parts)))


def _frame_line(row: HiredStaff | None, code: str, name: str, unit: str) -> Line:
    if row is None:
        return Line(code=code, name=name, row=None, unit=unit)
    cost, change, prior, extra = _amounts(row, unit)
    change = rules.change_since(cost, prior) if change is None else change
    prior = rules.prior_cost(cost, change) if prior is None else prior
    computed = rules.extra_cost(cost, row.extra_cost_pct)
    return Line(
        code=code,
        name=name,
        row=row,
        unit=unit,
        decimals=max(0, shifted_decimals(row.amount_decimals, row.amount_unit, unit)),
        cost=cost,
        change=change,
        prior=prior,
        extra=extra if computed is None else computed,
        **_change_pct(row, change, prior),
    )


def _total_line(row: HiredStaff | None, lines: list[Line], unit: str) -> Line:
    """What is printed as the total, and the sum of the frames where nothing is."""
    cost, change, prior, _extra = _amounts(row, unit) if row else (None,) * 4
    cost = rules.added(line.cost for line in lines) if cost is None else cost
    change = rules.added(line.change for line in lines) if change is None else change
    prior = rules.prior_cost(cost, change) if prior is None else prior
    return Line(
        code=TOTAL,
        name=_("all frames"),
        row=row,
        unit=unit,
        decimals=max((line.decimals for line in lines), default=0),
        cost=cost,
        change=change,
        prior=prior,
        **_change_pct(row, change, prior),
    )


def _amounts(row: HiredStaff, unit: str) -> tuple[Decimal | None, ...]:
    given = (row.cost, row.change, row.prior_cost, row.extra_cost)
    return tuple(None if kronor is None else in_unit(kronor, unit) for kronor in given)


def _change_pct(row: HiredStaff | None, change: Decimal | None, prior: Decimal | None) -> dict:
    if row and row.change_pct is not None:
        return {"change_pct": row.change_pct, "change_pct_decimals": row.change_pct_decimals}
    return {"change_pct": rules.change_share(change, prior), "change_pct_decimals": 1}


def _extra_relation(line: Line) -> list[Relation]:
    """The extra cost as a share of the cost; what the source prints stands beside what is computed."""
    if line.row is None or line.row.extra_cost_pct is None or line.extra is None:
        return []
    printed = line.row.extra_cost
    return [
        Relation(
            kind="scaling",
            result=line.key("extra"),
            parts=(line.key("cost"),),
            factor=decimal_string(trimmed(line.row.extra_cost_pct / 100)),
            printed="" if printed is None else decimal_string(trimmed(in_unit(printed, line.unit))),
            place=line.row.source,
        )
    ]


def _line_facts(desk: Desk, line: Line) -> list[Fact]:
    """Cost and change always, the rest where it is known."""
    row = line.row
    missing = row.missing_reason if row else ""
    words = {"frame": line.name, "share": _percent(row.extra_cost_pct if row else None)}
    shared = {"unit": line.unit, "decimals": line.decimals, "approximate": row.approximate if row else ""}
    extra = None if line.extra is None else round_half_up(line.extra, line.decimals + 1)
    kinds = {
        "cost": dict(value=line.cost, missing=missing, rule=_cost_rule(line), **shared),
        "change": dict(value=line.change, missing=missing, signed=True, rule=_change_rule(), **shared),
        "prior": dict(value=line.prior, rule=_("The cost, less the change since the year before."), **shared),
        "change_pct": {
            "value": line.change_pct,
            "unit": "%",
            "decimals": line.change_pct_decimals,
            "signed": True,
            "rule": _("The change as a share of the cost the year before."),
        },
        "extra": dict(
            value=extra,
            rule=_("What hired staff is reckoned to cost beyond own staff: %(share)s of the cost.") % words,
            **{**shared, "decimals": decimals_of(trimmed(extra)) if extra is not None else 0},
        ),
    }
    labels = _labels()
    return [
        _added(desk.fact(line.key(kind), row, label=labels[kind] % words, **given), line, kind)
        for kind, given in kinds.items()
        if given["value"] is not None or kind in {"cost", "change"}
    ]


def _added(fact: Fact, line: Line, kind: str) -> Fact:
    """A total that was not entered is computed from the frames: no row of its own holds it."""
    column = {"prior": "prior_cost", "extra": "extra_cost"}.get(kind, kind)
    is_entered = line.code != TOTAL or (line.row and getattr(line.row, column) is not None)
    return fact if is_entered else replace(fact, row=NO_ROW)


def _labels() -> dict[str, str]:
    return {
        "cost": _("Cost of hired staff, %(frame)s"),
        "change": _("Change in the cost of hired staff, %(frame)s"),
        "prior": _("Cost of hired staff the year before, %(frame)s"),
        "change_pct": _("Change in the cost of hired staff in per cent, %(frame)s"),
        "extra": _("Extra cost of hired staff, %(frame)s"),
    }


def _cost_rule(line: Line) -> str:
    if line.code == TOTAL and (line.row is None or line.row.cost is None):
        return _("The sum of the frames.")
    return _("What is booked for the period.")


def _change_rule() -> str:
    return _("Compared with the same months of the year before. Minus is a lower cost.")


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{format_number(trimmed(share))}\u00a0%"
