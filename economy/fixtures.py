"""Loads the economy of a board's folder. Creates what is missing and never overwrites."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from economy.models import (
    TOTAL,
    AssumptionObserved,
    AssumptionProfile,
    AssumptionStep,
    DeviationAnalysis,
    DeviationPart,
    ForecastAssessment,
    FrameCommentary,
    FrameOutcome,
    KeyFigure,
)
from followup.numbers import UNIT_FACTORS, Amount, decimals_of, parse_amount
from followup.precision import common_precision
from organisation.fixtures import enter_once, read
from organisation.models import DeviationArea, Frame, PeriodRow, ReportingPeriod, Unit, User

_AMOUNTS = (
    "actual",
    "budget",
    "deviation",
    "prior_actual",
    "forecast",
    "prior_forecast",
    "budget_year",
    "prior_year_final",
    "change",
    "amount",
    "mechanical_printed",
)


def load(*, board: Unit, folder: Path, source: User) -> None:
    """What economy.json of the folder holds, period by period; a folder without one holds nothing.

    Amounts are texts as people write them, in the board's unit where they name none. Raises KeyError on a frame or
    area that the board does not have, DoesNotExist on such a period or assumption, NumberError on an amount that
    cannot be read.
    """
    if not (folder / "economy.json").exists():
        return
    held = read(folder, "economy")
    _load_assumptions(board, held["definitions"].get("assumptions", []))
    frames = {frame.code: frame for frame in Frame.objects.filter(board=board)} | {TOTAL: None}
    areas = {area.code: area for area in DeviationArea.objects.filter(board=board)}
    for slug, data in held["periods"].items():
        at = {"unit": board, "period": ReportingPeriod.objects.get(board=board, slug=slug)}
        for row, changes in [*_rows(data, at, frames, areas), *_observed(data.get("observed", []), at)]:
            enter_once(row, changes, by=source)


def _load_assumptions(board: Unit, listed: list[dict[str, Any]]) -> None:
    """The board's assumptions; one that is there already keeps its steps."""
    for one in listed:
        names = {name: one[name] for name in ("name", "base", "source")}
        profile, is_new = AssumptionProfile.objects.get_or_create(board=board, code=one["code"], defaults=names)
        for step in one["steps"] if is_new else ():
            pct = Decimal(step["pct"])
            AssumptionStep.objects.create(profile=profile, **{**step, "pct": pct, "decimals": decimals_of(pct)})


def _observed(listed: list[dict[str, Any]], at: dict) -> list[tuple[PeriodRow, dict[str, Any]]]:
    """What has been observed of the board's assumptions, in per cent."""
    found: list[tuple[PeriodRow, dict[str, Any]]] = []
    for one in listed:
        profile = AssumptionProfile.objects.get(board=at["unit"], code=one["assumption"])
        values = {name: Decimal(one[name]) for name in ("low", "high") if name in one}
        decimals = max((decimals_of(value) for value in values.values()), default=0)
        changes = values | {"decimals": decimals} | _texts(one, "note", "approximate")
        found.append((AssumptionObserved(**at, profile=profile), changes))
    return found


def _rows(data: dict[str, Any], at: dict, frames: dict, areas: dict) -> list[tuple[PeriodRow, dict[str, Any]]]:
    unit = at["unit"].amount_unit

    def about(one):
        return {**at, "frame": frames[one["frame"]], "frame_code": one["frame"]}

    rows: list[tuple[PeriodRow, dict[str, Any]]] = [
        (FrameOutcome(**about(one), account=one["account"]), _outcome(one, unit)) for one in data.get("outcomes", [])
    ]
    for order, one in enumerate(data.get("parts", []), start=1):
        texts = _texts(one, "label") | {"order": order}
        rows.append((DeviationPart(**about(one), code=one["code"]), amounts(one, unit) | texts))
    rows += [(KeyFigure(**about(one), code=one["code"]), _figure(one)) for one in data.get("figures", [])]
    rows += [(FrameCommentary(**at, frame_code=one["topic"]), _texts(one, "text")) for one in data.get("texts", [])]
    if one := data.get("forecast"):
        names = ("comment", "frame_kept", "notified_to", "notified_with", "approximate", "printed_approximate")
        rows.append((ForecastAssessment(**at), amounts(one, unit) | _texts(one, *names)))
    rows += [
        (
            DeviationAnalysis(**at, area=areas[one["area"]]),
            _texts({"source": data.get("areas_source", ""), **one}, "cause", "action"),
        )
        for one in data.get("areas", [])
    ]
    return rows


def amounts(one: dict[str, Any], unit: str) -> dict[str, Any]:
    """The amounts of a row in kronor, with the unit and decimals that they were given in."""
    found: dict[str, Amount] = {
        name: parse_amount(one[name].replace(".", ","), default_unit=unit) for name in _AMOUNTS if name in one
    }
    given, decimals = common_precision(found.values(), default=unit)
    values = {name: amount.kronor for name, amount in found.items()}
    return values | {"amount_unit": given, "amount_decimals": decimals}


def _outcome(one: dict[str, Any], unit: str) -> dict[str, Any]:
    return amounts(one, unit) | _growth(one) | _texts(one, "note", "missing_reason", "approximate")


def _figure(one: dict[str, Any]) -> dict[str, Any]:
    factor = UNIT_FACTORS.get(one["unit"], Decimal(1))
    names = {"value": "value", "prior": "prior_value", "change": "change"}
    values = {name: Decimal(one[given]) * factor for given, name in names.items() if given in one}
    precision = {"value_unit": one["unit"], "decimals": one["decimals"]}
    return values | precision | _growth(one) | _texts(one, "note")


def _growth(one: dict[str, Any]) -> dict[str, Any]:
    if "growth" not in one:
        return {}
    value = Decimal(one["growth"])
    return {"growth_pct": value, "growth_decimals": max(0, -value.as_tuple().exponent)}


def _texts(one: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: one[name] for name in (*names, "source") if name in one}
