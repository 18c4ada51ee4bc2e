"""What was said in the period before, in words; "" where nothing was."""

from __future__ import annotations

from collections.abc import Mapping

from followup.missing import MISSING
from followup.numbers import format_fact, format_value
from followup.precision import as_given
from followup.sections import Fact
from staffing.availability import CHANGE_UNITS, UNITS
from staffing.hired_facts import hired_facts, hired_lines
from staffing.models import Availability, Headcount, HiredShare
from staffing.reading import Hired


def share_value(row: HiredShare | None) -> str:
    """«3,81 % (2409–2508)», or the reason why there is none."""
    if row is None:
        return ""
    if row.share_r12 is None:
        return reason(row)
    shown = format_value(as_given(row.share_r12, row.decimals), "%")
    return f"{shown} ({row.months})" if row.months else shown


def headcount_value(row: Headcount | None) -> str:
    """«+188 personer», or the reason why there is none."""
    if row is None:
        return ""
    return reason(row) if row.change is None else format_value(row.change, "people", signed=True)


def costs(hired: Hired | None) -> Mapping[str, Fact]:
    """The facts of costs by frame, by key."""
    return hired_facts(hired, hired_lines(hired)) if hired else {}


def known_value(fact: Fact | None) -> str:
    """The figure as it is read, where there is one."""
    return "" if fact is None or fact.value is None else format_fact(fact)


def reason(row) -> str:
    """The reason for a missing value, in words."""
    return str(MISSING.get(row.missing_reason, ""))


def availability_value(row: Availability | None) -> str:
    """«70,6 %, −1,9 procentenheter», or the reason why there is neither."""
    if row is None:
        return ""
    given = (
        (row.value, row.decimals, UNITS.get(row.measure, "people"), False),
        (row.change, row.change_decimals, CHANGE_UNITS.get(row.measure, "people"), True),
    )
    shown = [
        format_value(as_given(value, decimals), unit, signed=signed)
        for value, decimals, unit, signed in given
        if value is not None
    ]
    return ", ".join(shown) or reason(row)
