"""Loads a board's measures and targets from its fixtures: creates what is missing, never overwrites."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from commissions.models import Commission
from followup.numbers import UNIT_FACTORS
from organisation.fixtures import ensure, enter_once, read
from organisation.models import Body, Frame, ReportingPeriod, Unit, User
from savings.models import Measure, MeasureStatus, MeasureStep, SavingsTarget, StatedTotal, TargetOutcome

AMOUNTS = ("effect", "amount", "planned", "realised", "verified", "forecast")


def load(*, board: Unit, folder: Path, source: User) -> None:
    """What stands in savings.json. Amounts there are in their row's `amount_unit`, tkr where none is named."""
    data = read(folder, "savings")
    measures = {one["code"]: _measure(board, one, order) for order, one in _numbered(data["definitions"]["measures"])}
    targets = {one["code"]: _target(board, one, order) for order, one in _numbered(data["definitions"]["targets"])}
    for code, steps in data["definitions"].get("steps", {}).items():
        _steps(board, measures[code], steps)
    for first, second in data["definitions"]["overlaps"]:
        measures[first].overlaps.add(measures[second])
    for slug, reported in data["periods"].items():
        period = ReportingPeriod.objects.get(board=board, slug=slug)
        for order, one in _numbered(reported["stated_totals"]):
            _stated(board, period, one, order)
        for one in reported["measures"]:
            row = MeasureStatus(unit=board, period=period, measure=measures[one["measure"]])
            enter_once(row, _reported(one, "measure"), by=source)
        for one in reported["targets"]:
            row = TargetOutcome(unit=board, period=period, target=targets[one["target"]])
            enter_once(row, _reported(one, "target"), by=source)


def _numbered(rows: list[dict]) -> list[tuple[int, dict]]:
    return list(enumerate(rows, start=1))


def _measure(board: Unit, one: dict, order: int) -> Measure:
    values = _in_kronor(one) | {"order": order}
    for name, model, scope in (
        ("area", Unit, {"board": board}),
        ("deciding_body", Body, {"organisation": board.organisation}),
        ("commission", Commission, {"board": board}),
        ("frame", Frame, {"board": board}),
    ):
        if name in values:
            by = "slug" if model is Unit else "code"
            values[name] = model.objects.filter(**scope, **{by: values[name]}).first()
    return ensure(Measure, board=board, code=values.pop("code"), defaults=values)


def _steps(board: Unit, measure: Measure, steps: list[dict]) -> None:
    """The measure's steps, where it has none yet."""
    if measure.steps.exists():
        return
    bodies = {body.code: body for body in Body.objects.filter(organisation=board.organisation)}
    for order, one in _numbered(steps):
        body = bodies.get(one.get("body", ""))
        MeasureStep.objects.create(measure=measure, **one | {"body": body, "order": order})


def _target(board: Unit, one: dict, order: int) -> SavingsTarget:
    values = _in_kronor(one) | {"order": order}
    if "commission" in values:
        values["commission"] = Commission.objects.filter(board=board, code=values["commission"]).first()
    return ensure(SavingsTarget, board=board, code=values.pop("code"), defaults=values)


def _stated(board: Unit, period: ReportingPeriod, one: dict, order: int) -> None:
    values = _in_kronor(one) | {"order": order}
    ensure(
        StatedTotal,
        board=board,
        period=period,
        code=values.pop("code"),
        place=values.pop("place"),
        defaults=values,
    )


def _reported(one: dict, owner: str) -> dict:
    return {name: value for name, value in _in_kronor(one).items() if name != owner}


def _in_kronor(one: dict) -> dict:
    """A copy with its amounts, in the row's unit, as kronor."""
    factor = UNIT_FACTORS[one.get("amount_unit", "tkr")]
    return {
        name: Decimal(str(value)) * factor if name in AMOUNTS and value is not None else value
        for name, value in one.items()
    }
