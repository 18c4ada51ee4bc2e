"""Availability: the figures of June 2024 as they were printed, what is followed, parts, and «no data»."""

from datetime import date

import pytest
from django.utils import translation

from followup.numbers import format_fact
from followup.rules import check_relations
from followup.sections import Chart, Table
from organisation.models import Membership, ReportingPeriod, Revision, Role
from reports.assembly import assemble
from staffing.availability import availability_facts, read_availability
from staffing.availability_section import availability_section, beds_section
from staffing.duties import duties
from staffing.models import Availability
from staffing.section import care
from tests.html import page, words

TODAY = date(2026, 11, 23)
NBSP = "\u00a0"
LIST = "/provnamnden/2025/staffing/"
FORM = f"{LIST}availability/first_visits/over_90/alla/"
ADD = f"{LIST}availability/first_visits/over_90/add/"
# As the slide of June 2024 prints them: change in percentage points or in people, signed.
PRINTED = {
    "first_visits.guarantee": f"70,6{NBSP}%",
    "first_visits.guarantee.change": f"−1,9{NBSP}procentenheter",
    "first_visits.waiting": f"13{NBSP}929{NBSP}personer",
    "first_visits.waiting.change": f"−206{NBSP}personer",
    "first_visits.over_90.change": f"+211{NBSP}personer",
    "first_visits.over_90.lakarbesok.change": f"+139{NBSP}personer",
    "first_visits.over_90.ovriga.change": f"+72{NBSP}personer",
    "first_visits.over_365.change": f"−52{NBSP}personer",
    "first_visits.over_365.lakarbesok.change": f"−65{NBSP}personer",
    "first_visits.over_365.ovriga.change": f"+13{NBSP}personer",
    "treatments.guarantee": f"43,5{NBSP}%",
    "treatments.guarantee.change": f"−3,6{NBSP}procentenheter",
    "treatments.waiting": f"9{NBSP}427{NBSP}personer",
    "treatments.waiting.change": f"−48{NBSP}personer",
    "treatments.over_90.change": f"+306{NBSP}personer",
    "treatments.over_90.kirurgi.change": f"+165{NBSP}personer",
    "treatments.over_90.ortopedi.change": f"+35{NBSP}personer",
    "treatments.over_90.hpl.change": f"+29{NBSP}personer",
    "treatments.over_90.utprovn-ha.change": f"+27{NBSP}personer",
    "treatments.over_365.change": f"+100{NBSP}personer",
    "treatments.over_365.utprovn-ha.change": f"+58{NBSP}personer",
    "treatments.over_365.ortopedi.change": f"+27{NBSP}personer",
    "treatments.over_365.kirurgi.change": f"+13{NBSP}personer",
}


def availability(*, unit, period):
    return availability_section(read_availability(unit=unit, period=period))


def beds(*, unit, period):
    return beds_section(read_availability(unit=unit, period=period))


@pytest.fixture
def meeting(hsn):
    return ReportingPeriod.objects.get(board=hsn, slug="2024-06-19")


@pytest.fixture
def follow(board, enter):
    """Reports one figure for a period."""

    def one(period, care="first_visits", measure="over_90", part="", **changes):
        identity = {"care": care, "measure": measure, "part_code": part}
        return enter(Availability, period, identity=identity, **({"part": part} | changes))

    return one


# The meeting of June 2024


def test_all_twenty_three_figures_are_told_as_they_were_printed(hsn, meeting):
    assert len(PRINTED) == 23
    with translation.override("sv"):
        facts = availability(unit=hsn, period=meeting).all_facts()
        shown = {key.removeprefix("staffing.availability."): format_fact(fact) for key, fact in facts.items()}
    assert shown == PRINTED


def test_the_parts_make_the_whole_and_examples_need_not(hsn, meeting):
    """P15, P16 and P17: none of them is found."""
    section = availability(unit=hsn, period=meeting)
    told = [(relation.result.split(".")[-3:-1], relation.complete) for relation in section.relations]
    assert told == [
        (["first_visits", "over_90"], True),
        (["first_visits", "over_365"], True),
        (["treatments", "over_90"], False),
        (["treatments", "over_365"], False),
    ]
    assert check_relations(section.all_facts(), section.relations) == []


def test_parts_that_do_not_make_the_whole_are_found(board, period, follow, english):
    follow(period, change=211)
    follow(period, part="lakare", change=139)
    follow(period, part="ovriga", change=90)
    section = availability(unit=board, period=period)
    assert [one.rule for one in check_relations(section.all_facts(), section.relations)] == ["R1"]


def test_the_papers_of_the_meeting_have_it_as_a_chapter(hsn, meeting):
    payload = assemble(unit=hsn, period=meeting, today=TODAY)
    assert [(one.number, one.title) for one in payload.chapters] == [
        ("1", "Uppdrag"),
        ("2", "Ärenden"),
        ("3", "Frågor och svar"),
        ("4", "Tillgänglighet"),
    ]
    assert [one.key for one in payload.chapters[3].sections] == ["staffing.availability"]


def test_a_board_that_follows_none_has_no_section(board, period):
    section = care(unit=board, period=period, today=TODAY)
    assert (section.title, section.blocks) == ("", ())


# No data


def test_the_interim_report_says_why_there_is_no_data(hsn, hsn_t2):
    with translation.override("sv"):
        section = availability(unit=hsn, period=hsn_t2)
        said = [getattr(block, "text", "") for one in section.walk() for block in one.blocks]
        places = beds(unit=hsn, period=hsn_t2)
        shown = [cell.text for row in places.blocks[0].rows for cell in row.cells]
    assert said.count("Inga data: uppgiften går inte att hämta ur systemet.") == 2
    assert shown == ["Vårdplatser per dag, rullande tolv månader", "Uppgiften går inte att hämta ur systemet", ""]
    assert {fact.value for fact in section.all_facts().values()} == {None}


# What is followed


def test_what_was_reported_once_is_asked_for_again_and_parts_are_offered(
    board, planner, previous_period, period, follow
):
    follow(previous_period, change=211)
    follow(previous_period, part="lakare", change=139)
    assert [row.key for row in read_availability(unit=board, period=period).rows] == [
        "staffing.availability.first_visits.over_90"
    ]
    asked = [one for one in duties(user=planner, unit=board, period=period, today=TODAY) if one.kind == "availability"]
    assert [(one.key, len(one.missing)) for one in asked] == [("staffing.availability.first_visits.over_90", 1)]


def test_at_a_meeting_nothing_else_of_staffing_is_asked_for(hsn, meeting, planner):
    asked = duties(user=planner, unit=hsn, period=meeting, today=TODAY)
    assert {one.kind for one in asked} == {"availability"}
    assert [one.key for one in asked if one.missing] == []


def test_a_unit_below_the_board_has_none(unit, period):
    assert read_availability(unit=unit, period=period).rows == []


def test_what_is_read_takes_two_queries(board, period, follow, django_assert_num_queries):
    for part in ("", "a", "b", "c"):
        follow(period, part=part, change=1)
        with django_assert_num_queries(2):
            availability_facts(read_availability(unit=board, period=period))


# In the browser


def test_a_change_is_entered_alone(login, planner, period, board):
    answer = login(planner).post(FORM, {"version": 0, "change": "+211", "since": "2025-11-30"})
    assert answer.status_code == 302
    row = Availability.objects.get()
    assert (row.key, row.value, row.change, row.since) == (
        "staffing.availability.first_visits.over_90",
        None,
        211,
        date(2025, 11, 30),
    )


@pytest.mark.parametrize("typed", [{"value": "fler"}, {"value": "-4"}, {"change": "3", "missing_reason": "closed"}])
def test_what_cannot_be_read_is_said_and_kept(typed, login, planner, period):
    answer = login(planner).post(FORM, {"version": 0, **typed})
    assert answer.status_code == 422
    assert page(answer).xpath("//*[contains(@class, 'form-errors')]") != []
    for name, text in typed.items():
        form = answer.context["form"]
        assert form[name].value() == text
    assert Availability.objects.count() == 0


def test_a_share_is_a_percentage(login, planner, period):
    answer = login(planner).post(FORM.replace("over_90", "guarantee"), {"version": 0, "value": "170,6"})
    assert (answer.status_code, Availability.objects.count()) == (422, 0)


def test_a_part_is_added_by_its_name_and_then_filled_in(login, planner, period, follow):
    follow(period, change=211)
    client = login(planner)
    for _time in range(2):
        answer = client.post(ADD, {"part": "Läkarbesök", "is_example": "on"})
    assert answer.status_code == 302
    assert answer.url == f"{LIST}availability/first_visits/over_90/lakarbesok-2/"
    rows = Availability.objects.exclude(part="").order_by("order")
    assert [(row.part_code, row.part, row.is_example) for row in rows] == [
        ("lakarbesok", "Läkarbesök", True),
        ("lakarbesok-2", "Läkarbesök", True),
    ]
    assert client.post(answer.url, {"version": 1, "change": "139"}).status_code == 302
    assert [row.change for row in rows.all()] == [None, 139]
    assert Revision.objects.filter(key=rows[1].key).count() == 2


def test_a_part_without_a_name_is_refused_and_kept(login, planner, period):
    answer = login(planner).post(ADD, {"part": " ", "is_example": "on"})
    assert (answer.status_code, answer.context["form"]["is_example"].value()) == (422, True)
    assert Availability.objects.count() == 0


@pytest.mark.parametrize("path", ["availability/beds/over_90/alla/", "availability/first_visits/over_90/nagot/"])
def test_what_does_not_exist_is_not_found(path, login, planner, period):
    assert login(planner).get(LIST + path).status_code == 404


def test_the_list_of_a_meeting_is_availability_alone(login, planner, hsn, meeting, in_english):
    Membership.objects.create(user=planner, unit=hsn, role=Role.PLANNER)
    answer = login(planner).get("/vasterbotten-hsn/2024-06-19/staffing/")
    assert [words(one) for one in page(answer).xpath("//section[contains(@class, 'group')]/h2")] == [
        "First visits",
        "Treatments",
        "Texts",
    ]


def test_the_parts_are_drawn_and_the_table_holds_every_figure(hsn, meeting, english):
    section = availability(unit=hsn, period=meeting)
    blocks = [block for one in section.walk() for block in one.blocks]
    assert [len(one.rows) for one in blocks if isinstance(one, Table)] == [8, 11]
    assert [one.title for one in blocks if isinstance(one, Chart)] == [
        "Waiting longer than 90 days, first visits: the number grows",
        "Waiting longer than 365 days, first visits: the number falls",
        "Waiting longer than 90 days, treatments: the number grows",
        "Waiting longer than 365 days, treatments: the number grows",
    ]
