"""What the sections say: the acceptance numbers of the real board, empty periods, and the number of queries."""

import json
from datetime import date

import pytest
from django.utils import timezone, translation

from followup.rules import check_relations
from followup.sections import Chart, Figures, Prose, Section, StatusList, Table, from_data, to_data
from organisation.actions import record_decided
from organisation.models import Revision
from staffing.models import HiredFrame, HiredShare
from staffing.section import hired, people

TODAY = date(2026, 11, 22)
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def _facts(build, unit, period):
    return build(unit=unit, period=period, today=TODAY).all_facts()


def _blocks(section, kind):
    return {
        getattr(block, "key", ""): block for one in section.walk() for block in one.blocks if isinstance(block, kind)
    }


PEOPLE = {
    "staffing.headcount.change": ("188", "people", 0),
    "staffing.sick.total": ("5.8", "%", 1),
    "staffing.sick.total.before": ("5.67", "%", 2),
    "staffing.sick.long": (None, "%", 1),
    "staffing.sick.women": ("6.3", "%", 1),
    "staffing.sick.men": ("3.6", "%", 1),
    "staffing.sick.age_50plus": ("6.3", "%", 1),
    "staffing.sick.age_30_49": ("5.5", "%", 1),
    "staffing.sick.age_30_49.before": ("5.2", "%", 1),
    "staffing.sick.age_under_30": ("4.6", "%", 1),
    "staffing.sick.age_under_30.before": ("5.0", "%", 1),
    "staffing.sick.none": ("34", "%", 0),
    "staffing.sick.under_5_days": ("60", "%", 0),
    "staffing.sick.dentist.age_under_30": ("2.7", "%", 1),
    "staffing.sick.dentist.age_under_30.before": ("7.5", "%", 1),
    "staffing.sick.dentist.age_30_49": ("7.7", "%", 1),
    "staffing.sick.dentist.long_180": ("3.4", "%", 1),
    "staffing.sick.hygienist.age_50plus": ("10.6", "%", 1),
    "staffing.sick.hygienist.long_15_180": (None, "%", 1),
    "staffing.sick.dental_nurse.total": ("10.2", "%", 1),
    "staffing.sick.dental_nurse.age_30_49": ("10.6", "%", 1),
    "staffing.sick.dental_nurse.women": ("7.4", "%", 1),
    "staffing.sick.dental_nurse.men": ("7.4", "%", 1),
    "staffing.span.low": ("20", "people", 0),
    "staffing.span.high": ("35", "people", 0),
    "staffing.span.before_low": ("15", "people", 0),
    "staffing.span.before_high": ("35", "people", 0),
}
HIRED = {
    "staffing.hired.share": ("3.81", "%", 2),
    "staffing.hired.target": ("3.7", "%", 1),
    "staffing.hired.cost.primarvard": ("81", "mnkr", 0),
    "staffing.hired.cost.sjukhusvard": ("84", "mnkr", 0),
    "staffing.hired.cost.total": ("165", "mnkr", 0),
    "staffing.hired.change.primarvard": ("-4", "mnkr", 0),
    "staffing.hired.change.sjukhusvard": ("-22", "mnkr", 0),
    "staffing.hired.change.total": ("-26", "mnkr", 0),
    "staffing.hired.prior.primarvard": ("85", "mnkr", 0),
    "staffing.hired.prior.sjukhusvard": ("106", "mnkr", 0),
    "staffing.hired.prior.total": ("191", "mnkr", 0),
    "staffing.hired.change_pct.primarvard": ("-5", "%", 0),
    "staffing.hired.change_pct.sjukhusvard": ("-21", "%", 0),
    "staffing.hired.change_pct.total": ("-14", "%", 0),
    "staffing.hired.extra.primarvard": ("40.5", "mnkr", 1),
    "staffing.hired.extra.sjukhusvard": ("42", "mnkr", 0),
}


@pytest.mark.parametrize(("build", "expected"), [(people, PEOPLE), (hired, HIRED)])
def test_the_figures_are_those_of_the_interim_report(build, expected, hsn, hsn_t2):
    facts = _facts(build, hsn, hsn_t2)
    assert {key: (fact.value, fact.unit, fact.decimals) for key, fact in facts.items()} == expected


ROWS = {
    "staffing.sick.total": "staffing.sick.total",
    "staffing.sick.total.before": "staffing.sick.total",
    "staffing.headcount.change": "staffing.headcount",
    "staffing.span.low": "staffing.span",
    "staffing.hired.share": "staffing.hired.share",
    "staffing.hired.target": "staffing.hired.share",
    "staffing.hired.cost.primarvard": "staffing.hired.cost.primarvard",
    "staffing.hired.change.primarvard": "staffing.hired.cost.primarvard",
    "staffing.hired.prior.sjukhusvard": "staffing.hired.cost.sjukhusvard",
    "staffing.hired.extra.sjukhusvard": "staffing.hired.cost.sjukhusvard",
    "staffing.hired.change_pct.total": "staffing.hired.cost.total",
    # Added from the frames.
    "staffing.hired.cost.total": "-",
    "staffing.hired.prior.total": "-",
}


def test_a_figure_names_the_row_it_was_entered_in_if_any(hsn, hsn_t2):
    facts = _facts(people, hsn, hsn_t2) | _facts(hired, hsn, hsn_t2)
    assert {key: facts[key].row for key in ROWS} == ROWS


def test_a_change_of_the_row_is_in_the_history_of_each_figure_in_it(hsn, hsn_t2):
    facts = _facts(hired, hsn, hsn_t2)
    found = {fact.row: [one.key for one in Revision.objects.of_fact(hsn, hsn_t2, fact.row)] for fact in facts.values()}
    assert found == {fact.row: [] if fact.row == "-" else [fact.row] for fact in facts.values()}


def test_a_missing_key_figure_says_why(hsn, hsn_t2):
    assert _facts(people, hsn, hsn_t2)["staffing.sick.long"].missing == "not_reported"


def test_every_figure_says_where_it_is_from_and_how_it_is_counted(hsn, hsn_t2):
    facts = _facts(people, hsn, hsn_t2) | _facts(hired, hsn, hsn_t2)
    without = [key for key, fact in facts.items() if not (fact.source and fact.rule and fact.url and fact.label)]
    # The sum of the frames is computed, and has the source of the row of totals.
    assert without == []


def test_the_earlier_figure_says_when_it_is_from(hsn, hsn_t2):
    assert _facts(people, hsn, hsn_t2)["staffing.sick.total.before"].label == "Sick leave in total, november 2024"


def test_twelve_months_are_named(hsn, hsn_t2):
    rule = _facts(people, hsn, hsn_t2)["staffing.sick.none"].rule
    assert rule == "The share of all employees, in calendar days. Rolling twelve months, 2409–2508."


RELATIONS = {
    ("range", "staffing.sick.total", ("women", "men")),
    ("range", "staffing.sick.total", ("age_under_30", "age_30_49", "age_50plus")),
    ("range", "staffing.sick.dental_nurse.total", ("women", "men")),
    ("sum", "staffing.hired.cost.total", ("primarvard", "sjukhusvard")),
    ("sum", "staffing.hired.change.total", ("primarvard", "sjukhusvard")),
    *{
        relation
        for code in ("primarvard", "sjukhusvard", "total")
        for relation in (
            ("difference", f"staffing.hired.prior.{code}", (code, code)),
            ("ratio", f"staffing.hired.change_pct.{code}", (code, code)),
        )
    },
    ("scaling", "staffing.hired.extra.primarvard", ("primarvard",)),
    ("scaling", "staffing.hired.extra.sjukhusvard", ("sjukhusvard",)),
}


def test_the_figures_are_joined_by_what_follows_from_what(hsn, hsn_t2):
    sections = [build(unit=hsn, period=hsn_t2, today=TODAY) for build in (people, hired)]
    found = {
        (relation.kind, relation.result, tuple(part.split(".")[-1] for part in relation.parts))
        for section in sections
        for relation in section.all_relations()
    }
    assert found == RELATIONS


def test_the_extra_cost_stands_beside_what_the_source_prints(hsn, hsn_t2):
    section = hired(unit=hsn, period=hsn_t2, today=TODAY)
    scaled = {one.result: (one.factor, one.printed) for one in section.relations if one.kind == "scaling"}
    assert scaled == {
        "staffing.hired.extra.primarvard": ("0.5", "40.5"),
        "staffing.hired.extra.sjukhusvard": ("0.5", "42"),
    }


def test_only_the_dental_nurses_contradict_themselves(hsn, hsn_t2):
    section = people(unit=hsn, period=hsn_t2, today=TODAY)
    found = check_relations(section.all_facts(), section.all_relations())
    assert [(finding.rule, finding.place) for finding in found] == [("R7", "staffing.sick.dental_nurse.total")]


def test_hired_staff_adds_up(hsn, hsn_t2):
    section = hired(unit=hsn, period=hsn_t2, today=TODAY)
    assert check_relations(section.all_facts(), section.all_relations()) == []


def test_the_share_is_partly_reached_because_lower_is_better(hsn, hsn_t2):
    section = hired(unit=hsn, period=hsn_t2, today=TODAY)
    (entry,) = _blocks(section, StatusList)["staffing.hired_status"].entries
    assert entry.now.code == "partly"
    assert entry.text == f"3,81{NBSP}% against the target under 3,7{NBSP}%: 97,1{NBSP}% of the target, partly."


def test_the_share_is_an_item_with_its_target(hsn, hsn_t2):
    (item,) = hired(unit=hsn, period=hsn_t2, today=TODAY).all_items()
    shown = {name: item.attributes[name] for name in ("status", "operator", "target", "direction")}
    assert (item.key, item.kind, shown) == (
        "staffing.hired.share",
        "indicator",
        {"status": "partly", "operator": "lt", "target": "3.7", "direction": "lower"},
    )


def test_the_chart_of_sick_leave_says_it_in_a_sentence(hsn, hsn_t2):
    chart = _blocks(people(unit=hsn, period=hsn_t2, today=TODAY), Chart)["staffing.sick_chart"]
    assert chart.title == "Sick leave is 5,8 per cent: 6,3 among women and 3,6 among men"
    assert [(point.label, point.value) for point in chart.series[0].points] == [
        ("Women", "6.3"),
        ("Men", "3.6"),
        ("29 years and younger", "4.6"),
        ("30–49 years", "5.5"),
        ("50 years and older", "6.3"),
    ]


def test_the_chart_of_hired_staff_shows_one_point_and_the_target(hsn, hsn_t2):
    chart = _blocks(hired(unit=hsn, period=hsn_t2, today=TODAY), Chart)["staffing.hired_chart"]
    points = [(point.label, point.value, point.fact) for point in chart.series[0].points]
    assert points == [("2409–2508", "3.81", "staffing.hired.share")]
    assert (chart.kind, chart.target, chart.target_label) == ("line", "3.7", f"target under 3,7{NBSP}%")


@pytest.fixture
def decided(source):
    """Marks the board's period as approved."""

    def one(board, period):
        record_decided(unit=board, period=period, at=timezone.now(), by=source, reason="Källdokument")

    return one


def test_the_chart_goes_on_from_earlier_periods(board, previous_period, period, enter, decided):
    enter(HiredShare, previous_period, share_r12="4.1", decimals=1, months="2409–2508", target="3.7")
    decided(board, previous_period)
    enter(HiredShare, period, share_r12="3.9", decimals=1, months="2501–2512", target="3.7")
    chart = _blocks(hired(unit=board, period=period, today=TODAY), Chart)["staffing.hired_chart"]
    points = [(point.label, point.value, point.fact) for point in chart.series[0].points]
    assert points == [("2409–2508", "4.1", ""), ("2501–2512", "3.9", "staffing.hired.share")]


def test_the_chart_says_nothing_of_another_period_that_is_not_decided(board, previous_period, period, enter):
    enter(HiredShare, previous_period, share_r12="4.1", decimals=1)
    enter(HiredShare, period, share_r12="3.9", decimals=1)
    chart = _blocks(hired(unit=board, period=period, today=TODAY), Chart)["staffing.hired_chart"]
    assert [point.value for point in chart.series[0].points] == ["3.9"]


def test_a_point_is_named_by_its_period_and_not_by_what_was_typed(board, previous_period, period, enter, decided):
    for at, months in ((previous_period, "2501–2512"), (period, "2501–2512")):
        enter(HiredShare, at, share_r12="3.9", decimals=1, months=months)
    decided(board, previous_period)
    chart = _blocks(hired(unit=board, period=period, today=TODAY), Chart)["staffing.hired_chart"]
    assert [point.label for point in chart.series[0].points] == ["2409–2508", "2501–2512"]


def test_two_periods_that_end_together_are_one_point(board, previous_period, period, enter, decided):
    meeting = board.periods.create(
        slug="2025-h2", label="Hösten", kind="half_year", start=date(2025, 7, 1), end=period.end
    )
    enter(HiredShare, meeting, share_r12="4.1", decimals=1)
    decided(board, meeting)
    enter(HiredShare, period, share_r12="3.9", decimals=1)
    chart = _blocks(hired(unit=board, period=period, today=TODAY), Chart)["staffing.hired_chart"]
    assert [(point.label, point.value) for point in chart.series[0].points] == [("2501–2512", "3.9")]


def test_the_first_cost_of_a_period_changes_no_other_period(board, previous_period, period, primary, hospital, cost):
    before = hired(unit=board, period=previous_period, today=TODAY)
    cost(period, primary, cost="81000000")
    assert hired(unit=board, period=previous_period, today=TODAY) == before


def test_only_the_frames_that_are_defined_are_asked_for(board, period, primary, hospital):
    HiredFrame.objects.create(frame=hospital)
    table = _blocks(hired(unit=board, period=period, today=TODAY), Table)["staffing.hired_table"]
    assert [row.cells[0].text for row in table.rows] == ["Sjukhusvård", "Total"]


def test_a_period_without_a_share_is_a_gap(board, previous_period, period, enter, decided):
    enter(HiredShare, previous_period, share_r12="4.1", decimals=1, months="2409–2508", target="3.7")
    decided(board, previous_period)
    chart = _blocks(hired(unit=board, period=period, today=TODAY), Chart)["staffing.hired_chart"]
    assert [(point.label, point.value) for point in chart.series[0].points] == [
        ("2409–2508", "4.1"),
        ("2501–2512", None),
    ]
    assert (chart.target, chart.title) == (
        None,
        "The cost of hired staff as a share of own staff has not been reported",
    )


def test_the_tables_have_a_row_for_each_figure(hsn, hsn_t2):
    tables = _blocks(people(unit=hsn, period=hsn_t2, today=TODAY), Table)
    tables |= _blocks(hired(unit=hsn, period=hsn_t2, today=TODAY), Table)
    assert {key: len(table.rows) for key, table in tables.items()} == {
        "staffing.span": 2,
        "staffing.sick_table": 9,
        "staffing.dental": 9,
        "staffing.hired_table": 3,
    }


def test_the_table_of_hired_staff_is_formatted(hsn, hsn_t2):
    table = _blocks(hired(unit=hsn, period=hsn_t2, today=TODAY), Table)["staffing.hired_table"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Primärvård", "85", "81", "−4", "−5", "40,5"],
        ["Sjukhusvård", "106", "84", "−22", "−21", "42"],
        ["Total", "191", "165", "−26", "−14", ""],
    ]


@pytest.mark.parametrize("build", [people, hired])
def test_a_section_finds_its_way_back_from_json(build, hsn, hsn_t2):
    section = build(unit=hsn, period=hsn_t2, today=TODAY)
    assert from_data(json.loads(json.dumps(to_data(section)))) == section


def test_every_fact_that_is_shown_is_there(hsn, hsn_t2):
    for build in (people, hired):
        section = build(unit=hsn, period=hsn_t2, today=TODAY)
        shown = {
            key for one in section.walk() for block in one.blocks if isinstance(block, Figures) for key in block.facts
        }
        shown |= {
            cell.fact
            for table in _blocks(section, Table).values()
            for row in table.rows
            for cell in row.cells
            if cell.fact
        }
        assert shown - set(section.all_facts()) == set()


def test_an_empty_period_gives_a_whole_section_of_people(hsn, hsn_year):
    section = people(unit=hsn, period=hsn_year, today=TODAY)
    assert {fact.value for fact in section.all_facts().values()} == {None}
    assert {fact.missing for fact in section.all_facts().values()} == {"not_reported"}
    said = [block.text for one in section.walk() for block in one.blocks if isinstance(block, Prose)]
    assert said == [
        "Nothing has been written about this for the period.",
        "Sick leave in total has not been reported.",
        "Nothing has been written about this for the period.",
    ]
    assert section.all_relations() == ()


def test_an_empty_period_gives_a_whole_section_of_hired_staff(hsn, hsn_year):
    section = hired(unit=hsn, period=hsn_year, today=TODAY)
    assert {fact.value for fact in section.all_facts().values()} == {None}
    assert section.all_items()[0].attributes["status"] == "unassessed"
    assert section.all_relations() == ()


def test_a_unit_without_anything_has_its_own_section(board, unit, previous_period, primary):
    sections = [build(unit=unit, period=previous_period, today=TODAY) for build in (people, hired)]
    assert [section.key for section in sections] == ["staffing.people", "staffing.hired"]
    assert sections[1].all_facts()["staffing.hired.cost.primarvard"].value is None


def test_a_small_group_is_not_shown(board, period, sick):
    sick(period, "men", None, missing_reason="confidential", n_employees=4)
    fact = _facts(people, board, period)["staffing.sick.men"]
    assert (fact.value, fact.missing) == (None, "confidential")


def test_a_total_that_is_printed_is_held_against_its_frames(board, period, primary, hospital, cost):
    cost(period, primary, cost="81000000")
    cost(period, hospital, cost="84000000")
    cost(period, None, cost="168000000")
    section = hired(unit=board, period=period, today=TODAY)
    found = check_relations(section.all_facts(), section.all_relations())
    assert [(one.rule, one.place) for one in found] == [("R1", "staffing.hired.cost.total")]


def test_a_share_with_its_parts_is_held_against_them(board, period, enter):
    enter(HiredShare, period, share_r12="3.81", numerator="300000000", denominator="8000000000", months="2501–2512")
    section = hired(unit=board, period=period, today=TODAY)
    found = check_relations(section.all_facts(), section.all_relations())
    assert [(one.rule, one.expected) for one in found] == [("R4", f"3,75{NBSP}%")]


def test_amounts_in_another_unit_are_shown_in_the_boards(board, period, primary, cost):
    cost(period, primary, cost="81234000", amount_unit="tkr", amount_decimals=0)
    fact = _facts(hired, board, period)["staffing.hired.cost.primarvard"]
    assert (fact.value, fact.unit, fact.decimals) == ("81.234", "mnkr", 3)


def test_the_sections_are_in_the_readers_language(hsn, hsn_t2):
    section = hired(unit=hsn, period=hsn_t2, today=TODAY)
    assert (section.lang, section.title, section.level) == ("en", "Hired staff", 1)
    prose = _blocks(section, Prose)
    assert {block.lang for block in prose.values()} == {"sv"}


def test_people_are_read_in_seven_queries(
    board, period, previous_period, nurses, doctors, sick, django_assert_num_queries
):
    sick(period, "total", "5.8")
    with django_assert_num_queries(7):
        people(unit=board, period=period, today=TODAY)
    for group in (nurses, doctors):
        sick(period, "total", "6.1", group=group)
    with django_assert_num_queries(7):
        section = people(unit=board, period=period, today=TODAY)
    assert isinstance(section, Section)


def test_hired_staff_is_read_in_four_queries(
    board, period, previous_period, primary, hospital, cost, enter, django_assert_num_queries
):
    enter(HiredShare, previous_period, share_r12="4.1")
    cost(period, primary, cost="81000000")
    with django_assert_num_queries(4):
        hired(unit=board, period=period, today=TODAY)
    enter(HiredShare, period, share_r12="3.9")
    cost(period, hospital, cost="84000000")
    cost(period, None, change="-26000000")
    with django_assert_num_queries(4):
        hired(unit=board, period=period, today=TODAY)
