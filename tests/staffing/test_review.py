"""What contradicts what: one arithmetic finding and two of definitions in the real board, none where all is well."""

from datetime import date

import pytest
from django.utils import translation

from followup.rules import review
from staffing.models import HiredShare
from staffing.section import hired, people

TODAY = date(2026, 11, 22)
NBSP = "\u00a0"


def _found(unit, period):
    with translation.override("en"):
        sections = [build(unit=unit, period=period, today=TODAY) for build in (people, hired)]
        return review(sections, ends=period.end)


def test_the_real_board_has_three_findings_the_gravest_first(hsn, hsn_t2):
    found = _found(hsn, hsn_t2)
    assert [(one.rule, str(one.severity), one.place) for one in found] == [
        ("R7", "error", "staffing.sick.dental_nurse.total"),
        ("R11", "warning", "staffing.sick.long"),
        ("R14", "notice", "staffing.hired.target"),
    ]


def test_long_term_sick_leave_by_other_definitions_is_named(hsn, hsn_t2):
    sentence = _found(hsn, hsn_t2)[1].sentence
    assert sentence == (
        "Sick leave of 60 days or more is required by law and has no value. "
        "It is counted in another way instead: Long-term, 180 days; Long-term, 15–180 days."
    )


def test_an_empty_period_has_no_findings(hsn, hsn_year):
    assert _found(hsn, hsn_year) == []


def test_long_term_sick_leave_is_not_missed_where_it_has_a_value(board, period, sick):
    sick(period, "total", "5.8")
    sick(period, "long", "41.5")
    assert _found(board, period) == []


def test_long_term_sick_leave_is_missed_without_other_definitions_too(board, period, sick):
    sick(period, "total", "5.8")
    (finding,) = _found(board, period)
    assert finding.sentence == "Sick leave of 60 days or more is required by law and has no value."


TARGETS = [
    ("lt", "le", "3.7", [(f"under 3,7{NBSP}%", f"at most 3,7{NBSP}%")]),
    ("lt", "lt", "3.7", []),
    ("lt", "", "3.7", []),
    ("lt", "le", None, []),
]


@pytest.mark.parametrize(("operator", "elsewhere", "value", "expected"), TARGETS)
def test_a_target_that_is_stated_in_two_ways_is_noticed(operator, elsewhere, value, expected, board, period, enter):
    enter(HiredShare, period, target=value, target_operator=operator, operator_elsewhere=elsewhere)
    assert [(one.expected, one.found) for one in _found(board, period) if one.rule == "R14"] == expected
