"""Employees per manager: the bands around the guideline, what is counted of them, and what the report shows."""

from datetime import date
from itertools import pairwise

import pytest

from followup.rules import review
from organisation.actions import write
from staffing.models import ManagerSpan, SpanBand
from staffing.section import people
from staffing.span import bands

TODAY = date(2025, 12, 31)


@pytest.fixture
def counted(board, period, planner, enter):
    """48 managers in five bands, 32 of them within 20–35."""
    enter(ManagerSpan, period, low=20, high=35)
    for (low, high), managers in zip(bands(None), (3, 6, 32, 5, 2), strict=True):
        row = SpanBand(unit=board, period=period, low=low)
        write(row=row, version=0, changes={"high": high, "managers": managers}, by=planner)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (None, None, [(1, 9), (10, 19), (20, 35), (36, 50), (51, None)]),
        (10, 30, [(1, 4), (5, 9), (10, 30), (31, 45), (46, None)]),
        (1, 8, [(1, 8), (9, 23), (24, None)]),
    ],
)
def test_the_guideline_is_one_of_the_bands_and_none_is_left_out(low, high, found):
    assert bands(ManagerSpan(low=low, high=high)) == found
    for (_low, high), (after, _high) in pairwise(found):
        assert after == high + 1


def test_the_share_within_the_guideline_is_counted(counted, board, period, english):
    section = people(unit=board, period=period, today=TODAY)
    facts = section.all_facts()
    shown = {name: facts[f"staffing.span.{name}"].value for name in ("counted", "within", "share")}
    assert shown == {"counted": "48", "within": "32", "share": "67"}
    [chart] = [
        one for part in section.walk() for one in part.blocks if getattr(one, "key", "") == "staffing.span_chart"
    ]
    assert chart.title == "32 of 48 managers (67 %) are within the guideline"
    assert [point.label for point in chart.series[0].points][-2:] == ["36–50 employees", "51 employees and more"]
    assert [one.rule for one in review([section], ends=period.end) if "span" in one.place] == []


def test_nothing_is_counted_of_nothing(board, period):
    facts = people(unit=board, period=period, today=TODAY).all_facts()
    assert not [key for key in facts if key.startswith("staffing.span.")]


def test_a_band_that_there_is_not_is_not_found(period, login, planner):
    assert login(planner).get("/provnamnden/2025/staffing/span/21/").status_code == 404
