"""How an indicator's value stands against its target: one pure function, with the reason in words.

Values, targets and bases are in the indicator's unit; a target of relative change is in per cent. The
rule is the board's printed scale (100 per cent of the target is met, 80 partly), completed where the
scale is silent: steps are half-open, the ratio is not rounded before it is judged, and a ratio is only
formed of positive figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.missing import MISSING
from followup.numbers import format_number, format_value, round_half_up, trimmed

Number = Decimal | str | int
DEFAULT_THRESHOLDS: tuple[Number, Number] = (100, 80)
CUMULATIVE = {"cumulative_year", "cumulative_mandate"}
_SIDES = {"ge": "higher", "gt": "higher", "le": "lower", "lt": "lower"}
_STRICT = {"gt", "lt"}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A status of the scale «indicator», and what it rests on.

    `ratio` is the share of the target in per cent, unrounded, or None where none can be formed; `pace` is
    what a cumulative value would be by now at an even pace, in the indicator's unit.
    """

    status: str
    ratio: Decimal | None = None
    explanation: str = ""
    pace: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class _Case:
    value: Decimal
    target: Decimal
    operator: str
    side: str
    high: Decimal | None
    base: Decimal | None
    thresholds: tuple[Decimal, Decimal]
    unit: str
    decimals: int | None


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """Whether the target is reached, and the ratio in per cent where there is one."""

    reached: bool
    ratio: Decimal | None


def rate(
    *,
    value: Number | None,
    target: Number | None,
    operator: str,
    direction: str,
    target_high: Number | None = None,
    base: Number | None = None,
    thresholds: tuple[Number, Number] = DEFAULT_THRESHOLDS,
    elapsed: tuple[int, int] | None = None,
    aggregation: str = "period",
    unit: str = "",
    decimals: int | None = None,
    missing: str = "",
) -> Rating:
    """Rate a value against its target. Explanations are in the active language.

    operator: ge, gt, le, lt, between (`target` to `target_high`, both included), eq, relative_change
    (`target` per cent from `base`; without a base `value` is the change itself, in per cent) or text.
    direction: higher, lower, range, reference or none; the last two are judged by hand.
    thresholds: per cent of the target from which it is met, and partly met.
    elapsed: months that have passed and months in all, for a cumulative value.
    missing: why there is no value. With a reason the status is no_data, without one unassessed.
    """
    if value is None:
        return _gap(missing or ("annual_only" if aggregation == "annual_only" else ""))
    by_hand = _why_by_hand(target, target_high, operator, direction, base)
    if by_hand or target is None:
        return Rating(status="manual", explanation=by_hand)
    case = _Case(
        value=Decimal(value),
        target=Decimal(target),
        operator=operator,
        side=direction if direction in {"higher", "lower"} else _SIDES.get(operator, ""),
        high=None if target_high is None else Decimal(target_high),
        base=None if base is None else Decimal(base),
        thresholds=(Decimal(thresholds[0]), Decimal(thresholds[1])),
        unit=unit,
        decimals=decimals,
    )
    outcome = _OUTCOMES.get(operator, _one_sided)(case)
    status = _status(case, outcome)
    sentences = [_explain(case, outcome, status)]
    pace = None
    if elapsed and elapsed[1] and aggregation in CUMULATIVE:
        pace = case.target * elapsed[0] / elapsed[1]
        sentences.append(_explain_pace(case, pace, elapsed))
    return Rating(status=status, ratio=outcome.ratio, explanation=" ".join(sentences), pace=pace)


def _gap(missing: str) -> Rating:
    if not missing:
        return Rating(status="unassessed", explanation=_("No value has been reported."))
    words = str(MISSING.get(missing, ""))
    reason = words[:1].lower() + words[1:] or missing
    return Rating(status="no_data", explanation=_("No data: %(reason)s.") % {"reason": reason})


def _why_by_hand(
    target: Number | None, high: Number | None, operator: str, direction: str, base: Number | None
) -> str:
    if operator == "text":
        return _("The target is in words and is judged by hand.")
    if direction in {"reference", "none"}:
        return _("The value is there to compare with and is judged by hand.")
    if target is None or (operator == "between" and high is None):
        return _("No target is set, so the value is judged by hand.")
    if direction in {"higher", "lower"} and _SIDES.get(operator, direction) != direction:
        return _("The target points one way and the wanted direction the other, so the value is judged by hand.")
    if operator == "relative_change" and base is not None and Decimal(base) <= 0:
        return _("A change in per cent needs a base above zero, so the value is judged by hand.")
    return ""


def _one_sided(case: _Case) -> _Outcome:
    reached = {
        "ge": case.value >= case.target,
        "gt": case.value > case.target,
        "le": case.value <= case.target,
        "lt": case.value < case.target,
    }[case.operator]
    if case.side == "higher":
        return _Outcome(reached=reached, ratio=_share(case.value, case.target))
    return _Outcome(reached=reached, ratio=_share(case.target, case.value))


def _between(case: _Case) -> _Outcome:
    high = case.target if case.high is None else case.high
    if case.target <= case.value <= high:
        return _Outcome(reached=True, ratio=_HUNDRED)
    below = case.value < case.target
    return _Outcome(reached=False, ratio=_share(case.value, case.target) if below else _share(high, case.value))


def _equal(case: _Case) -> _Outcome:
    if case.value == case.target:
        return _Outcome(reached=True, ratio=_HUNDRED)
    low, high = sorted((case.value, case.target))
    return _Outcome(reached=False, ratio=_share(low, high))


def _relative_change(case: _Case) -> _Outcome:
    change = _change(case)
    if case.target == 0:
        return _Outcome(reached=change >= 0 if case.side == "higher" else change <= 0, ratio=None)
    # The wrong way is no part of the way.
    ratio = change / case.target * 100 if (change > 0) == (case.target > 0) and change else Decimal(0)
    return _Outcome(reached=ratio >= 100, ratio=ratio)


_OUTCOMES = {"between": _between, "eq": _equal, "relative_change": _relative_change}


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    """`part` of `whole` in per cent, or None: with zero or negative figures a ratio says nothing."""
    return part / whole * 100 if part > 0 and whole > 0 else None


def _change(case: _Case) -> Decimal:
    """The change from the base, in per cent."""
    return case.value if case.base is None else (case.value - case.base) / case.base * 100


def _status(case: _Case, outcome: _Outcome) -> str:
    if outcome.ratio is None or (outcome.reached and case.operator in {"between", "eq"}):
        return "met" if outcome.reached else "not_met"
    met, partly = case.thresholds
    if outcome.ratio >= met:
        # «Under 3,7» is not reached at 3,7, although 3,7 is 100 per cent of it.
        return "partly" if case.operator in _STRICT and not outcome.reached else "met"
    return "partly" if outcome.ratio >= partly else "not_met"


def _explain(case: _Case, outcome: _Outcome, status: str) -> str:
    words = {
        "value": _value_text(case),
        "target": _target_text(case),
        "status": _status_word(status),
        "ratio": "" if outcome.ratio is None else _ratio_text(outcome.ratio, case.thresholds),
    }
    if outcome.ratio is None:
        return _("%(value)s against the target %(target)s: %(status)s.") % words
    if case.operator == "between" and outcome.reached:
        return _("%(value)s lies within the target %(target)s: %(status)s.") % words
    if case.operator == "between":
        return _("%(value)s against the target %(target)s: %(ratio)s of the nearest limit, %(status)s.") % words
    if case.operator == "relative_change" and outcome.ratio == 0:
        return _("%(value)s against the target %(target)s: no step towards the target, %(status)s.") % words
    sentence = _("%(value)s against the target %(target)s: %(ratio)s of the target, %(status)s.") % words
    if status == "partly" and not outcome.reached and outcome.ratio >= case.thresholds[0]:
        strict = _("The target itself is not enough: the value must pass it.")
        return f"{sentence} {strict}"
    return sentence


def _explain_pace(case: _Case, pace: Decimal, elapsed: tuple[int, int]) -> str:
    return _("At an even pace it would be %(pace)s after %(elapsed)s of %(total)s months.") % {
        "pace": format_value(pace, case.unit, decimals=case.decimals or 0),
        "elapsed": elapsed[0],
        "total": elapsed[1],
    }


def _value_text(case: _Case) -> str:
    if case.operator != "relative_change":
        return format_value(case.value, case.unit, decimals=case.decimals)
    if case.base is None:
        return format_value(case.value, "%", decimals=case.decimals, signed=True)
    change = format_value(_change(case), "%", decimals=1, signed=True)
    if case.unit != "%":
        return change
    # Percentages of percentages are misread: 5,7 % to 5,0 % is −12,3 %, and −0,7 percentage points.
    points = format_value(case.value - case.base, "pp", signed=True)
    return _("%(change)s (%(points)s)") % {"change": change, "points": points}


def _target_text(case: _Case) -> str:
    target = trimmed(case.target)
    if case.operator == "relative_change":
        return format_value(target, "%", signed=True)
    if case.operator == "between":
        high = trimmed(case.target if case.high is None else case.high)
        return f"{format_number(target)}–{format_value(high, case.unit)}"
    words = {
        "ge": pgettext("target", "at least %(target)s"),
        "gt": pgettext("target", "over %(target)s"),
        "le": pgettext("target", "at most %(target)s"),
        "lt": pgettext("target", "under %(target)s"),
        "eq": pgettext("target", "exactly %(target)s"),
    }
    return words[case.operator] % {"target": format_value(target, case.unit)}


def _status_word(status: str) -> str:
    return {
        "met": pgettext("rating", "met"),
        "partly": pgettext("rating", "partly"),
        "not_met": pgettext("rating", "not met"),
    }[status]


def _ratio_text(ratio: Decimal, thresholds: tuple[Decimal, Decimal]) -> str:
    """One decimal, and more where one would seem to reach a limit that the ratio does not reach."""
    for decimals in range(1, 6):
        shown = round_half_up(ratio, decimals)
        if all((shown >= limit) == (ratio >= limit) for limit in thresholds):
            break
    return format_value(trimmed(shown), "%")
