"""R8 over dates and periodicity. X09 and X11 are contradictions of a public source document."""

from datetime import date

import pytest
from django.utils import translation

from followup.findings import Severity
from followup.rule_dates import check_dates
from followup.sections import Item

AUGUST = date(2025, 8, 31)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def item(kind="commission", **attributes):
    return Item(key="commissions.u13", kind=kind, title="A regular doctor", attributes=attributes)


def check(attributes, ends=AUGUST, kind="commission"):
    return check_dates([item(kind, **attributes)], ends=ends)


def test_work_that_goes_on_beyond_the_end_date_is_seen_with_both_days():
    """X11"""
    [finding] = check(
        {"end": "2025-12-31", "continues_until": "2026-12-31", "continues_until_place": "the forecast of it"}
    )
    assert (finding.rule, finding.severity, finding.place) == ("R8", Severity.NOTICE, "commissions.u13")
    assert finding.sentence == (
        "The forecast of it says that the work goes on until 31 December 2026; the end date of U13 A regular doctor "
        "is 31 December 2025."
    )


def test_another_end_and_another_periodicity_in_the_title_are_seen_in_its_own_words():
    """X09"""
    found = check(
        {
            "end": "2025-12-31",
            "stated_end": "2026-10-14",
            "stated_end_words": "the whole term of office",
            "stated_end_place": "the title",
            "periodicity": "Tertial: aug, dec",
            "periodicity_code": "tertial",
            "stated_periodicity": "year",
            "stated_periodicity_place": "the title",
        }
    )
    assert [one.sentence for one in found] == [
        "The title says that the work goes on until 14 October 2026 (the whole term of office); the end date of U13 A "
        "regular doctor is 31 December 2025.",
        "The title says “Yearly” of how often U13 A regular doctor is reported; the list says “Tertial: aug, dec”.",
    ]


@pytest.mark.parametrize(
    ("attributes", "severities"),
    [
        pytest.param({"end": "2025-08-30", "status": "ongoing"}, ["warning"], id="the end has passed"),
        pytest.param({"end": "2025-08-30", "status": "not_started"}, ["warning"], id="never begun, and over"),
        pytest.param({"end": "2025-08-31", "status": "ongoing"}, [], id="ends today"),
        pytest.param({"end": "2025-08-30", "status": "delayed"}, [], id="late, and says so"),
        pytest.param({"end": "2025-08-30", "status": "done"}, [], id="done"),
        pytest.param({"end": "2025-08-30", "status": "cancelled"}, [], id="cancelled"),
        pytest.param({"end": "2025-08-30", "status": "unassessed"}, [], id="nobody has answered"),
        pytest.param({"end": "2025-08-30"}, [], id="no status"),
        pytest.param({"end": "2025-12-31", "status": "done"}, [], id="done ahead of time"),
        pytest.param({"start": "2025-09-01", "status": "ongoing"}, ["notice"], id="under way before it begins"),
        pytest.param({"start": "2025-09-01", "status": "not_started"}, [], id="has not begun"),
        pytest.param({"start": "2025-09-01", "end": "2025-03-01"}, ["warning"], id="ends before it begins"),
        pytest.param({"start": "2025-03-01", "end": "2025-03-01"}, [], id="one day"),
        pytest.param({"end": "2025-12-31", "continues_until": "2025-12-31"}, [], id="goes on until its end"),
        pytest.param({"end": "2025-12-31", "continues_until": "2025-10-01"}, [], id="a stage of it"),
        pytest.param({"end": "2025-12-31", "stated_end": "2025-10-01"}, ["notice"], id="another end"),
        pytest.param({"end": "2025", "stated_end": "2025-10-01"}, [], id="a year is no day"),
        pytest.param({"end": "soon", "status": "ongoing"}, [], id="a word is no day"),
        pytest.param({"periodicity_code": "year", "stated_periodicity": "year"}, [], id="as often"),
        pytest.param({"stated_periodicity": "year"}, [], id="no periodicity of its own"),
        pytest.param({}, [], id="nothing"),
    ],
)
def test_dates_are_held_against_the_calendar_and_each_other(attributes, severities):
    assert [one.severity.value for one in check(attributes)] == severities


@pytest.mark.parametrize("attributes", [{"end": "2025-08-30", "status": "ongoing"}, {"start": "2025-09-01"}])
def test_without_a_calendar_nothing_is_over(attributes):
    assert check(attributes, ends=None) == []


@pytest.mark.parametrize(
    ("kind", "status", "found"),
    [
        ("activity", "ongoing", 1),
        ("commission_part", "ongoing", 1),
        ("commission_part", "partly_handled", 0),
        ("indicator", "ongoing", 0),
        ("registered", "ongoing", 0),
    ],
)
def test_parts_and_activities_have_dates_too(kind, status, found):
    assert len(check({"end": "2025-05-31", "status": status}, kind=kind)) == found
