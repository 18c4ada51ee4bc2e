"""What the units below have answered: who is asked, how the answers fall, who has not answered, and who sees it."""

from datetime import date

import pytest

from followup.rules import review
from followup.sections import Prose, from_data, to_data
from goals.models import GoalAssessment
from goals.overview import load
from goals.section import goals
from goals.units import APPROVED, EVERYTHING, units_below
from organisation.models import ReportingPeriod, Unit

TODAY = date(2026, 2, 1)
LIST = "/provnamnden/2025/goals/"
ASSESS = "/provnamnden/2025/goals/g1a/"


@pytest.fixture(autouse=True)
def _in_english(english, in_english):
    pass


def node_of(unit, period, code="g1a", below=EVERYTHING):
    overview = load(unit=unit, period=period, below=below)
    return next(node for node in overview.assessed if node.goal.code == code)


def named(answers):
    """Who has answered what, by short name."""
    found = {code: [unit.short_name for unit in units] for code, units in answers.by_status.items()}
    return found | {"unanswered": [unit.short_name for unit in answers.unanswered]}


def unit_facts(section, code):
    start = f"goals.{code}.units."
    return {key.removeprefix(start): fact.value for key, fact in section.all_facts().items() if key.startswith(start)}


def shown(client, url=LIST):
    """What the row of the first sub-goal shows of the units."""
    return client.get(url).context["page"].groups[0].rows[0].units


# ---- Who is asked ----


def test_units_of_every_level_are_asked_and_count_once(board, unit, period, plan, make_unit, assess, planner):
    clinic = make_unit("kliniken", parent=unit)
    make_unit("mottagningen", parent=clinic)
    assess(plan["g1a"], by=planner, unit=clinic, status="met")
    assess(plan["g1a"], by=planner, unit=unit, status="partly")
    assert named(node_of(board, period).answers) == {
        "met": ["Kliniken"],
        "partly": ["Norra"],
        "unanswered": ["Mottagningen"],
    }


def test_a_unit_sees_the_answers_of_those_below_it_alone(unit, period, plan, make_unit, assess, planner):
    clinic, other = make_unit("kliniken", parent=unit), make_unit("sodra")
    for one in (clinic, other):
        assess(plan["g1a"], by=planner, unit=one, status="met")
    assert named(node_of(unit, period).answers) == {"met": ["Kliniken"], "unanswered": []}


def test_the_units_stand_in_the_order_of_the_tree(board, unit, period, make_unit):
    make_unit("forst", order=0)
    make_unit("kliniken", parent=unit)
    assert [one.short_name for one in units_below(board, period)] == ["Forst", "Norra", "Kliniken"]


def test_where_no_unit_is_below_nothing_is_said(board, period, plan):
    assert node_of(board, period).answers is None


def test_only_goals_that_are_assessed_are_asked_about(board, unit, period, plan):
    overview = load(unit=board, period=period, below=EVERYTHING)
    assert {node.goal.code: node.answers is not None for node in overview.nodes} == {
        "g1": False,
        "g1a": True,
        "g1b": True,
        "g1c": True,
    }


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        ({"status": "met"}, {"met": ["Norra"], "unanswered": []}),
        ({"analysis": "Vi skriver."}, {"unassessed": ["Norra"], "unanswered": []}),
        ({"forecast": "met"}, {"unassessed": ["Norra"], "unanswered": []}),
        ({"measures_text": "Vi gör."}, {"unassessed": ["Norra"], "unanswered": []}),
        ({"status": "no_data"}, {"no_data": ["Norra"], "unanswered": []}),
        ({"analysis": " \n"}, {"unanswered": ["Norra"]}),
    ],
)
def test_what_says_something_is_an_answer(board, unit, period, plan, assess, planner, changes, answers):
    assess(plan["g1a"], by=planner, unit=unit, **changes)
    assert named(node_of(board, period).answers) == answers


# ---- Units that have ended ----


def test_a_unit_that_has_ended_by_the_end_of_the_period_is_not_asked_and_keeps_its_text(
    login, board, unit, period, plan, make_unit, assess, planner
):
    south = make_unit("sodra")
    assess(plan["g1a"], by=planner, unit=unit, status="met", analysis="Före flytten.")
    Unit.objects.filter(pk=unit.pk).update(valid_to=date(2025, 5, 31), merged_into=south)
    found = shown(login(planner))
    assert (found.summary, found.counts[0].names) == ("The only unit has not answered.", "")
    assert [(one.name, one.note) for one in found.texts] == [
        ("Norra", "ended 31 May 2025, goes on in Sodra, not approved yet")
    ]


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ({}, True),
        ({"valid_to": date(2025, 12, 31)}, True),
        ({"valid_to": date(2025, 12, 30)}, False),
        ({"valid_from": date(2025, 12, 31)}, True),
        ({"valid_from": date(2026, 1, 1)}, False),
    ],
)
def test_who_is_there_on_the_last_day_of_the_period_is_asked(board, unit, period, plan, days, asked):
    Unit.objects.filter(pk=unit.pk).update(**days)
    assert [one.short_name for one in load(unit=board, period=period, below=EVERYTHING).asked] == ["Norra"] * asked


def test_a_unit_keeps_its_history_in_the_periods_before_it_ended(
    board, unit, period, previous_period, plan, assess, planner
):
    assess(plan["g1a"], by=planner, unit=unit, period=previous_period, status="met")
    Unit.objects.filter(pk=unit.pk).update(valid_to=date(2025, 9, 30))
    assert named(node_of(board, previous_period).answers) == {"met": ["Norra"], "unanswered": []}
    assert node_of(board, period).answers is None


# ---- Who sees it ----


def test_whoever_reports_sees_drafts_and_how_many_they_are(login, board, unit, period, plan, assess, planner):
    assess(plan["g1a"], by=planner, unit=unit, status="met", analysis="Utkast.")
    found = shown(login(planner))
    assert (found.summary, found.unapproved) == ("1 of 1 units has answered.", "1 answer is not approved yet.")
    assert [(one.label, one.fact.value, one.fact.url, one.names) for one in found.counts] == [
        ("Met", "1", "", "Norra")
    ]
    assert [(one.text, one.note) for one in found.texts] == [("Utkast.", "not approved yet")]


def test_a_board_member_sees_what_is_approved(
    login, board, unit, period, plan, make_unit, assess, approve, planner, board_member
):
    south = make_unit("sodra")
    assess(plan["g1a"], by=planner, unit=unit, status="met", analysis="Utkast.")
    assess(plan["g1a"], by=planner, unit=south, status="partly", analysis="Klart.")
    for one in (board, south):
        approve(one)
    found = shown(login(board_member))
    assert [one.text for one in found.texts] == ["Klart."]
    assert [(one.label, one.fact.value, one.names) for one in found.counts] == [
        ("Partly met", "1", "Sodra"),
        ("Have not answered", "1", "Norra"),
    ]


def test_the_report_tells_what_is_approved_also_to_whoever_sees_drafts(board, unit, period, plan, assess, planner):
    assess(plan["g1a"], by=planner, unit=unit, status="met", analysis="Utkast.")
    section = goals(unit=board, period=period, today=TODAY)
    assert unit_facts(section, "g1a") == {"total": "1", "unanswered": "1"}
    assert "Utkast." not in str(to_data(section))


# ---- Figures ----


@pytest.fixture
def answered(board, unit, period, plan, make_unit, assess, approve, planner):
    """Three units: one says met, one writes alone, one says nothing."""
    make_unit("sodra")
    east = make_unit("ostra")
    assess(plan["g1a"], by=planner, unit=unit, status="met", analysis="Vi har nått dit.")
    assess(plan["g1a"], by=planner, unit=east, analysis="Vi är på väg.")
    for one in (unit, east):
        approve(one)
    return goals(unit=board, period=period, today=TODAY)


def test_the_answers_are_figures_that_add_up_to_the_units_that_are_asked(answered):
    assert unit_facts(answered, "g1a") == {"total": "3", "met": "1", "unassessed": "1", "unanswered": "1"}
    relation = next(one for one in answered.all_relations() if one.result == "goals.g1a.units.total")
    assert (relation.kind, relation.complete) == ("sum", True)
    assert {part.rpartition(".")[2] for part in relation.parts} == {"met", "unassessed", "unanswered"}
    assert review([answered]) == []


def test_the_report_says_it_in_words_with_references_to_the_figures(answered):
    section = next(one for one in answered.walk() if one.key == "goals.g1a")
    said = [block.text for block in section.blocks if isinstance(block, Prose) and ".units." in block.text]
    whole = "[[goals.g1a.units.total|3]]"
    assert said == [
        f"[[goals.g1a.units.met|1]] of {whole} units: met. "
        f"[[goals.g1a.units.unassessed|1]] of {whole} units: have written without a status. "
        f"[[goals.g1a.units.unanswered|1]] of {whole} units: have not answered. "
        "Without an answer: Sodra."
    ]


def test_a_goal_that_no_unit_has_answered_has_figures_and_no_empty_section(answered):
    section = next(one for one in answered.walk() if one.key == "goals.g1b")
    assert unit_facts(answered, "g1b") == {"total": "3", "unanswered": "3"}
    assert [block for block in section.blocks if isinstance(block, Prose) and "units" in block.text] == []


def test_each_figure_has_its_page(login, planner, board, answered):
    for key in ("total", "met", "unanswered"):
        assert login(planner).get(f"/provnamnden/2025/figures/goals.g1a.units.{key}/").status_code == 200


def test_the_section_survives_being_stored(answered):
    assert from_data(to_data(answered)) == answered


# ---- The real board ----


@pytest.fixture
def hsn_t2(hsn):
    return ReportingPeriod.objects.get(board=hsn, slug="2025-t2")


@pytest.mark.parametrize("code", ["m2c", "m4a"])
def test_the_real_board_shows_three_units_texts_and_the_three_that_are_missing(hsn, hsn_t2, code):
    node = node_of(hsn, hsn_t2, code)
    assert named(node.answers) == {
        "unassessed": ["Närsjukvård Skellefteå", "Närsjukvård Umeå", "Närsjukvård Södra Lappland"],
        "unanswered": ["Länssjukvård 1", "Länssjukvård 2", "Folktandvården"],
    }
    assert [bool(row.analysis) for row in node.below] == [True, True, True]


def test_what_the_real_boards_units_have_said_is_approved(hsn, hsn_t2):
    approved = node_of(hsn, hsn_t2, "m2c", below=APPROVED)
    assert (approved.answers.answered, approved.answers.unapproved) == (3, 0)


# ---- Beside the editor ----


def test_the_units_texts_stand_beside_the_editor_to_be_taken_with_their_origin(
    login, planner, unit, period, plan, assess
):
    assess(plan["g1a"], by=planner, unit=unit, analysis="**Bra** år: [[goals.x1.value|9]].\n\nMer.")
    response = login(planner).get(ASSESS)
    beside = response.context["entry"].beside
    assert [(one.name, one.plain) for one in beside.texts] == [("Norra", "Bra år: 9.\n\nMer.")]
    html = response.content.decode()
    assert 'data-insert="row-goals-g1a-analysis" data-text="Norra: Bra år: 9.\n\nMer."' in html
    assert "<strong>Bra</strong>" in html


def test_where_no_unit_is_below_nothing_stands_beside_the_editor(login, planner, period, plan):
    assert login(planner).get(ASSESS).context["entry"].beside is None


# ---- Queries ----


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_many_units_there_are(
    login, planner, period, plan, make_unit, assess, count, django_assert_num_queries
):
    for number in range(count):
        one = make_unit(f"enhet-{number}", parent=make_unit(f"omrade-{number}"))
        assess(plan["g1a"], by=planner, unit=one, status="met", analysis="Text.")
    client = login(planner)
    client.get(LIST)
    with django_assert_num_queries(19):
        client.get(LIST)


def test_a_row_that_was_emptied_again_is_no_answer(board, unit, period, plan, assess, planner):
    assess(plan["g1a"], by=planner, unit=unit, analysis="Text.")
    assess(plan["g1a"], by=planner, unit=unit, version=1, analysis="")
    assert GoalAssessment.objects.get().version == 2
    assert named(node_of(board, period).answers) == {"unanswered": ["Norra"]}
