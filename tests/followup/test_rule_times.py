"""R15 over texts, R10 over indicators. X18 and X21 are contradictions of public source documents."""

from datetime import date

import pytest
from django.utils import translation

from followup.rule_measured import check_measured
from followup.rule_times import check_times
from followup.rules import review
from followup.sections import Fact, Item, Prose, Section

ENDS = date(2025, 8, 31)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def section(text, **prose):
    item = Item(key="goals.m1", kind="sub_goal", title="Goal")
    return Section(key="goals.m1", title="Goal", blocks=(Prose(text=text, **prose),), items=(item,))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Verkstäder genomfördes med alla enheter under hösten.", "under hösten"),
        ("En ny plan har beslutats den 12 september 2025.", "den 12 september 2025"),
        ("Ansvaret överfördes till kommunen den 1 oktober.", "den 1 oktober"),
        ("Åtgärder har vidtagits under hösten.", "under hösten"),
        ("Systemet infördes 2025-09-01 på alla kliniker.", "2025-09-01"),
        ("Ett seminarium hölls i oktober.", "i oktober"),
        ("En översyn genomfördes under våren 2026.", "under våren 2026"),
    ],
)
def test_what_was_done_after_the_period_is_seen(text, when):
    """X18"""
    [finding] = check_times([section(f"Först står något annat. {text}")], ends=ENDS)
    assert (finding.rule, finding.severity.value, finding.place) == ("R15", "notice", "goals.m1")
    assert finding.found == when
    assert finding.sentence == (
        f"Goal tells of what was done “{when}”, and the report ends on 31 August 2025: “{text.rstrip('.')}”."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Verkstäder genomfördes under våren.",
        "Verkstäder ska genomföras under hösten.",
        "Det beslutades att verkstäder ska hållas under hösten.",
        "Verkstäder genomfördes under hösten 2024.",
        "Verkstäder genomfördes under förra hösten.",
        "Systemet infördes 2025-08-31.",
        "Systemet infördes 2025-13-41.",
        "Arbetet fortsätter under hösten.",
        "Avtalet förlängdes till 31 december 2025.",
        "Planen beslutades i augusti.",
        "De studerandes behov är stora under hösten.",
        "Enheten har fler vårdplatser i oktober.",
        "Enheten har en insats under hösten.",
        "Det beslutades att arbetet börjar i oktober.",
        "Avtalet förlängdes till och med den 31 december 2025.",
        "Ett seminarium hölls inför hösten, och ett inför oktober.",
        "Verkstäder genomfördes under hösten 0000.",
        "Ett seminarium hölls den 31 september.",
    ],
)
def test_what_is_to_come_and_what_was_in_time_is_left_alone(text):
    assert check_times([section(text)], ends=ENDS) == []


@pytest.mark.parametrize(("ends", "found"), [(date(2025, 4, 30), []), (date(2025, 8, 31), ["under hösten"])])
def test_a_time_without_a_year_is_the_nearest(ends, found):
    """Told of in April, the autumn is the last one."""
    one = section("Verkstäder genomfördes under hösten.")
    assert [finding.found for finding in check_times([one], ends=ends)] == found


def test_nothing_is_judged_without_an_end_nor_of_what_somebody_else_wrote():
    text = "Verkstäder genomfördes under hösten."
    assert check_times([section(text)]) == []
    assert check_times([section(text, origin="En källa")], ends=ENDS) == []
    assert check_times([section(text, is_composed=True)], ends=ENDS) == []


def test_the_text_is_read_as_its_readers_see_it():
    found = check_times([section("[[a.b|12]] verkstäder genomfördes under hösten.")], ends=ENDS)
    assert "“12 verkstäder genomfördes under hösten”" in found[0].sentence


def indicator(title, unit, **attributes):
    return Item(key="goals.i1", kind="indicator", title=title, attributes={"unit": unit, **attributes})


def test_a_share_that_is_counted_is_seen():
    """X21"""
    [finding] = check_measured([indicator("Andel utbildade", "count", target="minst cirka 9 500")])
    assert (finding.rule, finding.severity.value, finding.place) == ("R10", "notice", "goals.i1")
    assert finding.sentence == (
        "“Andel utbildade” is called a share and is measured as a number. Target: minst cirka 9 500."
    )


def test_what_it_is_measured_in_is_told_in_words():
    [finding] = check_measured([indicator("Andel dagar", "days")])
    assert (finding.found, finding.sentence) == ("days", "“Andel dagar” is called a share and is measured as days.")


@pytest.mark.parametrize(
    ("title", "unit"),
    [("Andel utbildade", "%"), ("Andel utbildade", "ratio"), ("Andel utbildade", ""), ("Antal utbildade", "count")],
)
def test_a_share_in_per_cent_and_a_count_that_is_called_so_are_left_alone(title, unit):
    assert check_measured([indicator(title, unit)]) == []


def test_both_are_part_of_the_review():
    parts = [
        section("Verkstäder genomfördes under hösten."),
        Section(key="x", title="", facts=(Fact(key="a", label="A", value="1"),), items=(indicator("Andel", "count"),)),
    ]
    assert {one.rule for one in review(parts, ends=ENDS)} == {"R10", "R15"}
