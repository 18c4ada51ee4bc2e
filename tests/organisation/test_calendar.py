"""Days planned backwards from a meeting, or from when a report is to be somewhere; and what the law says of that."""

from datetime import date

import pytest

from organisation.calendar import last_day_by_law, lateness, planned, rule_of, steps_of
from organisation.models import Handover, PlanningStep, ReportingPeriod

MEETING = date(2026, 6, 22)


def _step(code, days, *, counted="working", anchor="meeting", unit=None, role=""):
    return PlanningStep(
        code=code, label=code, days_before=days, counted=counted, anchor=anchor, unit_id=unit, role=role
    )


@pytest.mark.parametrize(
    ("days", "counted", "day"),
    [
        (1, "working", date(2026, 6, 18)),
        (5, "working", date(2026, 6, 12)),
        (2, "calendar", date(2026, 6, 18)),
        (9, "calendar", date(2026, 6, 12)),
        (5, "calendar", date(2026, 6, 17)),
    ],
)
def test_a_step_falls_so_many_days_before_and_never_on_a_day_off(days, counted, day):
    assert [one.day for one in planned([_step("in", days, counted=counted)], {"meeting": MEETING})] == [day]


def test_steps_come_in_the_order_of_their_days_and_only_for_anchors_that_have_one():
    steps = [_step("papers", 3), _step("units", 9), _step("auditors", 1, anchor="auditors")]
    found = [(one.code, one.day) for one in planned(steps, {"meeting": MEETING})]
    assert found == [("units", date(2026, 6, 8)), ("papers", date(2026, 6, 16))]


def test_a_units_own_step_holds_instead_of_the_one_for_all():
    steps = [_step("units", 9), _step("papers", 3), _step("units", 12, unit=7), _step("only-here", 1, unit=8)]
    assert [(one.code, one.days_before) for one in steps_of(steps, 7)] == [("units", 12), ("papers", 3)]
    assert [(one.code, one.days_before) for one in steps_of(steps, None)] == [("units", 9), ("papers", 3)]


def _period(start, end, kind="tertial"):
    return ReportingPeriod(label="Perioden", start=start, end=end, kind=kind)


@pytest.mark.parametrize(
    ("period", "last"),
    [
        (_period(date(2025, 1, 1), date(2025, 8, 31)), date(2025, 10, 31)),
        (_period(date(2025, 1, 1), date(2025, 6, 30)), date(2025, 8, 31)),
        (_period(date(2025, 1, 1), date(2025, 7, 31)), date(2025, 9, 30)),
        (_period(date(2025, 1, 1), date(2025, 4, 30)), None),
        (_period(date(2025, 1, 1), date(2025, 12, 31)), None),
        (_period(date(2025, 5, 1), date(2025, 8, 31)), None),
        (_period(date(2025, 1, 1), date(2025, 8, 20), kind="meeting"), None),
    ],
)
def test_the_law_knows_the_report_of_half_to_two_thirds_of_the_year(period, last):
    assert last_day_by_law(period) == last


@pytest.mark.parametrize(
    ("receiver", "day", "is_late"),
    [
        ("council", date(2025, 10, 31), False),
        ("council", date(2025, 11, 1), True),
        ("auditors", date(2025, 11, 5), True),
        ("board", date(2025, 11, 5), False),
    ],
)
def test_a_report_that_comes_later_than_the_law_allows_is_warned_of(receiver, day, is_late, english):
    handover = Handover(period=_period(date(2025, 1, 1), date(2025, 8, 31)), receiver=receiver, date=day)
    said = lateness(handover)
    assert bool(said) is is_late
    if is_late:
        assert said.endswith("here by 31 October 2025 (11 kap. 16 § kommunallagen).")


def test_a_rule_is_told_in_words(english):
    assert rule_of(_step("in", 1)) == "1 working day before: the meeting"
    assert rule_of(_step("in", 9, counted="calendar", anchor="council")) == (
        "9 calendar days before: the report reaches the council"
    )
