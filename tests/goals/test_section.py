"""The section on goals: the real board's numbers, an empty period, and a division's own section."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from boardportal.demo import load_board
from followup.charts import Chart
from followup.prose import references, refresh
from followup.rules import check_relations, review
from followup.sections import Figures, Prose, Section, StatusList, Table, from_data, to_data
from goals.counts import summary
from goals.models import Goal, Indicator, IndicatorValue, Target
from goals.overview import load
from goals.section import goals
from organisation.models import Unit

TODAY = date(2026, 11, 22)


# The section is read once, outside of any test: the database is made only where a test says that it needs it.
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def section(django_db_setup, django_db_blocker):
    """The real board's, as of August 2025: plain data, so that it outlives the rows it was made of."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(FIXTURE_LOADERS=["goals.fixtures.load"]):
        board = load_board("vasterbotten-hsn")
        with translation.override("en"):
            found = goals(unit=board, period=board.periods.get(slug="2025-t2"), today=TODAY)
        transaction.set_rollback(True)
    return found


def part(section: Section, key: str) -> Section:
    return next(one for one in section.walk() if one.key == key)


def blocks(section: Section, kind: type) -> list:
    return [block for block in section.blocks if isinstance(block, kind)]


def own_facts(section):
    """Those that are not about the answers of the units below: tests/goals/test_units.py is."""
    return {key: fact for key, fact in section.all_facts().items() if ".units." not in key}


def test_sub_goals_are_counted_by_status_and_by_forecast(section):
    counts = {key: fact.value for key, fact in own_facts(section).items() if fact.value not in (None, "0")}
    assert counts == {
        "goals.total": "14",
        "goals.status.met": "2",
        "goals.status.partly": "7",
        "goals.status.not_met": "4",
        "goals.status.not_assessable": "1",
        "goals.forecast.met": "3",
        "goals.forecast.not_met": "1",
        "goals.forecast.no_data": "10",
        "goals.i01.value": "20",
        "goals.i05.value": "1700",
        "goals.i05.target": "9500",
        "goals.i05.ratio": "17.9",
    }


def test_goals_sub_goals_and_indicators_are_as_many_as_in_the_source(section):
    items = section.all_items()
    kinds = {kind: len([item for item in items if item.kind == kind]) for kind in ("goal", "sub_goal", "indicator")}
    assert kinds == {"goal": 7, "sub_goal": 14, "indicator": 14}


def test_each_sub_goal_has_its_status_and_its_forecast(section):
    assert {
        item.key.removeprefix("goals."): f"{item.attributes['status']} → {item.attributes['forecast']}"
        for item in section.all_items()
        if item.kind == "sub_goal"
    } == {
        "m1a": "not_met → no_data",
        "m1b": "partly → no_data",
        "m2a": "not_met → no_data",
        "m2b": "not_assessable → not_met",
        "m2c": "met → met",
        "m2d": "partly → no_data",
        "m3a": "not_met → met",
        "m4a": "partly → no_data",
        "m4b": "not_met → no_data",
        "m5a": "partly → no_data",
        "m5b": "partly → no_data",
        "m6a": "partly → no_data",
        "m7a": "met → met",
        "m7b": "partly → no_data",
    }


def test_what_the_real_board_says_of_its_goals_is_held_against_its_scale(section):
    # X04, X05 and X21; and two indicators that the source does not name.
    found = [(one.rule, one.place) for one in review([section])]
    assert found == [
        ("R6", "goals.m1a"),
        ("R6", "goals.m2b"),
        ("R6", "goals.m4a"),
        ("R6", "goals.m4b"),
        ("R6", "goals.m4b"),
        ("R6", "goals.m5a"),
        ("R6", "goals.m6a"),
        ("R6", "goals.m7b"),
        ("R12", "goals.i14"),
        ("R8", "goals.m2b"),
        ("R9", "goals.status.not_assessable"),
        ("R9", "goals.forecast.no_data"),
        ("R10", "goals.i05"),
    ]


def test_the_relations_are_those_that_can_be_checked(section):
    own = [one for one in section.all_relations() if ".units." not in one.result]
    assert [(one.kind, one.result) for one in own] == [
        ("sum", "goals.total"),
        ("sum", "goals.total"),
        ("ratio", "goals.i05.ratio"),
    ]


def test_what_is_hedged_in_the_source_is_hedged_here(section):
    facts = section.all_facts()
    assert [facts["goals.i05.value"].approximate, facts["goals.i05.target"].approximate] == ["over", "about"]


def test_each_fact_says_where_it_comes_from(section):
    assert {fact.source for fact in own_facts(section).values()} == {"Delårsrapport augusti 2025, avsnitt 2.3"}
    assert {fact.as_of for fact in section.all_facts().values()} == {"2025-08-31"}


def test_a_figures_page_is_under_the_unit_and_period(section):
    assert section.all_facts()["goals.i05.value"].url == "/vasterbotten-hsn/2025-t2/figures/goals.i05.value/"


def test_a_missing_value_has_a_reason_and_is_not_zero(section):
    values = [fact for key, fact in section.all_facts().items() if key.endswith(".value") and fact.value is None]
    reasons = {fact.key.split(".")[1]: fact.missing for fact in values}
    assert sorted(code for code, reason in reasons.items() if reason == "system_failure") == ["i03", "i13", "i14"]
    assert sorted(code for code, reason in reasons.items() if reason == "unreadable") == [
        "i02",
        "i04",
        "i06",
        "i07",
        "i08",
        "i09",
        "i10",
        "i11",
        "i12",
    ]


def test_the_summary_lists_every_sub_goal_under_its_goal(section):
    listed = blocks(section, StatusList)[0]
    assert (listed.key, len(listed.entries)) == ("goals.summary", 14)
    assert listed.entries[3].title.startswith("2.2 Nämnden ska göra en förstärkning")
    assert listed.entries[3].group == "Mål 2. Goda levnadsvillkor"
    assert (listed.entries[3].now.code, listed.entries[3].forecast.label) == (
        "not_assessable",
        "Will not be met",
    )


def test_the_chart_stacks_the_statuses_that_occur_and_says_how_many_are_met(section):
    chart = blocks(section, Chart)[0]
    assert (chart.key, chart.kind) == ("goals.status_chart", "stacked")
    assert chart.title == "2 of 14 sub-goals met, 3 expected to be met at the end of the year."
    assert [(one.label, [point.value for point in one.points]) for one in chart.series] == [
        ("Met", ["2", "3"]),
        ("Partly met", ["7", "0"]),
        ("Not met", ["4", "1"]),
        ("Not assessable", ["1", "0"]),
        ("No data", ["0", "10"]),
    ]


def test_the_key_figures_are_facts_of_the_section(section):
    shown = blocks(section, Figures)[0].facts
    assert [section.all_facts()[key].value for key in shown] == ["14", "2", "3"]


def test_a_sub_goal_shows_its_assessment_its_analysis_and_its_indicators(section):
    sub_goal = part(section, "goals.m2b")
    assert [block.type for block in sub_goal.blocks] == ["status_list", "prose", "table", "prose"]
    assert sub_goal.level == 3
    row = blocks(sub_goal, Table)[0].rows[0]
    assert [cell.text for cell in row.cells[1:3]] == ["just over 1\u00a0700", "at least about 9\u00a0500 (2023–2026)"]
    assert row.cells[3].status.code == "not_met"
    assert "17,9\u00a0% of the target" in row.cells[4].text
    assert "6\u00a0333 after 32 of 48 months" in row.cells[4].text


def test_the_units_texts_stand_under_the_boards_sub_goal(section):
    origins = {
        key: [block.origin for block in blocks(part(section, key), Prose) if block.origin]
        for key in ("goals.m2c", "goals.m4a", "goals.m1a")
    }
    three = ["Närsjukvård Skellefteå", "Närsjukvård Umeå", "Närsjukvård Södra Lappland"]
    assert origins == {"goals.m2c": three, "goals.m4a": three, "goals.m1a": []}


def test_figures_in_the_analysis_refer_to_the_facts_they_repeat(section):
    texts = [block.text for one in section.walk() for block in blocks(one, Prose) if ".units." not in block.text]
    refreshed = [references(refresh(text, section.all_facts())) for text in texts]
    assert [found for text in refreshed for found in text] == [
        ("goals.i01.value", "20"),
        ("goals.i05.value", "just over 1\u00a0700"),
        ("goals.i05.target", "about 9\u00a0500"),
    ]


def test_a_section_survives_being_stored(section):
    assert from_data(json.loads(json.dumps(to_data(section)))) == section


def test_an_empty_period_gives_a_complete_section(hsn, hsn_year):
    section = goals(unit=hsn, period=hsn_year, today=TODAY)
    facts = section.all_facts()
    assert (facts["goals.status.unassessed"].value, facts["goals.forecast.unassessed"].value) == ("14", "14")
    assert facts["goals.i05.value"].missing == "not_reported"
    assert blocks(section, Chart)[0].title == "None of the 14 sub-goals has been assessed yet."
    assert blocks(part(section, "goals.m1a"), Prose)[0].text == "No analysis has been written."
    # Two indicators that the source does not name have one name; one that is called a share is counted.
    assert [one.place for one in review([section])] == ["goals.i14", "goals.i05"]


def test_a_board_without_goals_gives_a_section_that_says_so(board, period):
    section = goals(unit=board, period=period, today=TODAY)
    assert [block.text for block in section.blocks] == ["No goals have been entered for this period."]
    assert section.all_facts()["goals.total"].value == "0"


def test_a_division_reports_the_same_sub_goals_for_itself(hsn, hsn_t2):
    division = Unit.objects.select_related("board").get(slug="vasterbotten-hsn-umea")
    section = goals(unit=division, period=hsn_t2, today=TODAY)
    assert section.all_facts()["goals.status.unassessed"].value == "14"
    assert [block.text[:12] for block in blocks(part(section, "goals.m4a"), Prose)] == ["I Hörnefors "]


def test_a_division_reports_the_indicators_that_each_unit_reports(board, unit, period, plan):
    Indicator.objects.filter(code="x2").update(by_unit=True)
    found = [item.key for item in goals(unit=unit, period=period, today=TODAY).all_items() if item.kind == "indicator"]
    assert found == ["goals.x2"]


def test_the_units_statuses_are_listed_where_they_give_one(board, unit, period, plan, assess, planner, approve):
    assess(plan["g1a"], by=planner, unit=unit, status="partly", forecast="met")
    approve(unit)
    lists = blocks(part(goals(unit=board, period=period, today=TODAY), "goals.g1a"), StatusList)
    assert [(entry.key, entry.now.code) for entry in lists[1].entries] == [("goals.g1a.provnamnden-norra", "partly")]


def test_measures_stand_after_the_analysis(board, period, plan, assess, planner):
    assess(plan["g1a"], by=planner, unit=board, analysis="Därför.", measures_text="Detta görs.")
    texts = [block.text for block in blocks(part(goals(unit=board, period=period, today=TODAY), "goals.g1a"), Prose)]
    assert texts == ["Därför.", "Detta görs."]


def test_four_levels_of_goals_become_nested_sections(board, period):
    parent = None
    for level in range(1, 5):
        parent = Goal.objects.create(board=board, code=f"n{level}", title=f"Nivå {level}", level=level, parent=parent)
    section = goals(unit=board, period=period, today=TODAY)
    assert [(one.key, one.level) for one in section.walk()] == [
        ("goals", 1),
        ("goals.n1", 2),
        ("goals.n2", 3),
        ("goals.n3", 4),
        ("goals.n4", 5),
    ]
    assert section.all_facts()["goals.total"].value == "1"


def test_an_indicator_of_no_goal_stands_last(board, period, plan, planner, report):
    loose = Indicator.objects.create(board=board, code="x9", title="För sig", unit="text")
    report(loose, by=planner, unit=board, value_text="Bättre än förut")
    section = part(goals(unit=board, period=period, today=TODAY), "goals.other")
    row = blocks(section, Table)[0].rows[0]
    assert [cell.text for cell in row.cells[:3]] == ["För sig", "Bättre än förut", "No target entered"]
    assert row.cells[3].status.code == "manual"


def test_a_share_keeps_its_numerator_and_denominator(board, period, plan, planner, report):
    Indicator.objects.filter(code="x1").update(unit="%")
    report(plan["x1"], by=planner, unit=board, value="25", numerator=Decimal(10), denominator=Decimal(40))
    section = goals(unit=board, period=period, today=TODAY)
    facts = section.all_facts()
    assert (facts["goals.x1.numerator"].value, facts["goals.x1.denominator"].value) == ("10", "40")
    assert check_relations(facts, section.all_relations()) == []


def test_a_share_that_is_not_what_its_parts_give_is_found(board, period, plan, planner, report):
    Indicator.objects.filter(code="x1").update(unit="%")
    report(plan["x1"], by=planner, unit=board, value="35", numerator=Decimal(10), denominator=Decimal(40))
    section = goals(unit=board, period=period, today=TODAY)
    found = check_relations(section.all_facts(), section.all_relations())
    assert [(one.rule, one.place) for one in found] == [("R4", "goals.x1.value")]


def test_small_groups_are_not_shown(board, period, plan, planner, report):
    Indicator.objects.filter(code="x1").update(suppress_below=10)
    report(plan["x1"], by=planner, unit=board, value="7")
    section = goals(unit=board, period=period, today=TODAY)
    fact = section.all_facts()["goals.x1.value"]
    assert (fact.value, fact.missing) == (None, "confidential")
    assert blocks(part(section, "goals.g1a"), Table)[0].rows[0].cells[1].text == "Too few to be shown"


def test_breakdowns_stand_below_the_whole(board, period, plan, planner, report):
    report(plan["x1"], by=planner, unit=board, value="90")
    report(plan["x1"], by=planner, unit=board, value="40", breakdown="women")
    section = part(goals(unit=board, period=period, today=TODAY), "goals.g1a")
    rows = blocks(section, Table)[0].rows
    assert [(row.level, row.cells[0].text, row.cells[1].text) for row in rows] == [
        (0, "Mått 1", "90"),
        (1, "women", "40"),
    ]
    assert section.all_facts()["goals.x1.women.value"].value == "40"


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ({"operator": "ge", "value": 25}, "at least 25"),
        ({"operator": "lt", "value": Decimal("3.7"), "decimals": 1}, "under 3,7"),
        ({"operator": "between", "value": 20, "value_high": 35}, "20–35"),
        ({"operator": "relative_change", "value": -15}, "\u221215\u00a0%"),
        ({"operator": "text", "text": "Ska öka"}, "Ska öka"),
        (
            {"operator": "ge", "value": 9500, "approximate": "about", "first_year": 2023},
            "at least about 9\u00a0500 (2023–2025)",
        ),
    ],
)
def test_targets_are_said_in_words(board, period, plan, target, text):
    Target.objects.all().delete()
    Target.objects.create(indicator=plan["x1"], **({"first_year": 2025, "year": 2025} | target))
    section = part(goals(unit=board, period=period, today=TODAY), "goals.g1a")
    assert blocks(section, Table)[0].rows[0].cells[2].text == text


def test_a_lower_share_of_the_target_turns_the_division_around(board, period, plan, planner, report):
    Indicator.objects.filter(code="x1").update(direction="lower")
    Target.objects.update(operator="le", value=50)
    report(plan["x1"], by=planner, unit=board, value="100")
    section = goals(unit=board, period=period, today=TODAY)
    ratio = next(one for one in section.all_relations() if one.kind == "ratio")
    assert (section.all_facts()["goals.x1.ratio"].value, ratio.parts) == (
        "50.0",
        ("goals.x1.target", "goals.x1.value"),
    )
    assert review([section]) == []


def test_a_source_that_prints_a_value_differently_is_noted(board, period, plan, planner, report):
    report(
        plan["x1"], by=planner, unit=board, value="90", printed_as="90 st", quality=IndicatorValue.Quality.UNCERTAIN
    )
    table = blocks(part(goals(unit=board, period=period, today=TODAY), "goals.g1a"), Table)[0]
    assert (table.rows[0].cells[1].text, table.note) == ("90 (uncertain)", "The source prints “90 st”.")


def test_what_a_unit_reports_itself_names_the_unit_as_its_source(board, period, plan, planner, report):
    report(plan["x1"], by=planner, unit=board, value="90")
    assert goals(unit=board, period=period, today=TODAY).all_facts()["goals.x1.value"].source == "Reported by PN"


@pytest.mark.parametrize("count", [1, 3])
def test_the_section_takes_thirteen_queries(
    board, period, plan, planner, assess, report, count, django_assert_num_queries
):
    for letter, number in list(zip("abc", "123", strict=True))[:count]:
        assess(plan[f"g1{letter}"], by=planner, unit=board, status="met", analysis="Därför.")
        report(plan[f"x{number}"], by=planner, unit=board, value="90")
    with django_assert_num_queries(13):
        goals(unit=board, period=period, today=TODAY)


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([], "None of the 3 sub-goals has been assessed yet."),
        (["not_met"], "1 of 3 sub-goals has been assessed. 0 are met."),
        (["met", "not_met"], "2 of 3 sub-goals have been assessed. 1 is met."),
        (["met", "met", "not_met"], "2 of 3 sub-goals met, 0 expected to be met at the end of the year."),
    ],
)
def test_a_sub_goal_that_is_not_assessed_has_not_failed(board, period, plan, assess, planner, statuses, sentence):
    for code, status in zip(("g1a", "g1b", "g1c"), statuses, strict=False):
        assess(plan[code], by=planner, unit=board, status=status)
    assert summary(load(unit=board, period=period)) == sentence


def test_only_what_is_reported_has_a_row(board, period, plan, planner, report):
    report(plan["x1"], by=planner, unit=board, value="50")
    facts = goals(unit=board, period=period, today=TODAY).all_facts()
    names = ("x1.value", "x1.target", "x1.ratio", "x2.value", "total", "status.met")
    assert [facts[f"goals.{name}"].row for name in names] == ["goals.x1", "-", "-", "-", "-", "-"]
