"""The acceptance numbers of the interim report per August 2025, from the loaded fixture."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from economy.models import DeviationAnalysis
from economy.section import deviations, forecast, result
from followup.charts import chart_table, svg
from followup.numbers import format_fact
from followup.rules import check_relations, review
from followup.sections import Chart, Prose, Table, from_data, to_data
from organisation.models import Frame

TODAY = date(2025, 9, 30)
PROFILE = "Produktionsbortfall när vårdinformationssystemet byts (FVIS)"
BUILDERS = (result, deviations, forecast)

FIGURES = {
    "economy.primarvard.deviation": "−112 mnkr",
    "economy.tandvard.deviation": "−33 mnkr",
    "economy.sjukhusvard.deviation": "−334 mnkr",
    "economy.anslag-administration.deviation": "+144 mnkr",
    "economy.total.deviation": "−335 mnkr",
    "economy.total.income.deviation": "+56 mnkr",
    "economy.total.costs.deviation": "−391 mnkr",
    "economy.tandvard.income.deviation": "−51 mnkr",
    "economy.tandvard.costs.deviation": "+18 mnkr",
    "economy.total.staff.deviation": "−311 mnkr",
    "economy.primarvard.staff.deviation": "−79 mnkr",
    "economy.sjukhusvard.staff.deviation": "−270 mnkr",
    "economy.anslag-administration.part.statsbidrag": "+50 mnkr",
    "economy.anslag-administration.part.politiska-beslut": "+60 mnkr",
    "economy.anslag-administration.part.lakemedelsrabatter": "+37 mnkr",
    "economy.primarvard.growth": "+6,7 %",
    "economy.primarvard.staff.growth": "−1,3 %",
    "economy.sjukhusvard.growth": "−3,2 %",
    "economy.sjukhusvard.staff.growth": "−2,3 %",
    "economy.total.growth": "−4,8 %",
    "economy.total.income.growth": "+2,8 %",
    "economy.total.costs.growth": "−1,9 %",
    "economy.primarvard.medicines.deviation": "−29 mnkr",
    "economy.primarvard.medicines.growth": "+5,3 %",
    "economy.sjukhusvard.medicines.deviation": "+19 mnkr",
    "economy.sjukhusvard.medicines.change": "+2 mnkr",
    "economy.sjukhusvard.medicines.growth": "+0,2 %",
    "economy.sjukhusvard.material.deviation": "−57 mnkr",
    "economy.total.care_income.deviation": "−16 mnkr",
    "economy.total.patient_dental_income.deviation": "−69 mnkr",
    "economy.total.other_income.deviation": "+141 mnkr",
    "economy.tandvard.visits.change": "−4 528",
    "economy.tandvard.visits.growth": "−3,3 %",
    "economy.tandvard.patients.change": "−4 352 people",
    "economy.tandvard.patients.growth": "−6,7 %",
    "economy.total.payroll_rate": "44,14 %",
    "economy.total.payroll_rate.prior": "46,41 %",
    "economy.total.budget_change": "−97 mnkr",
    "economy.primarvard.initiative": "12,4 mnkr",
    "economy.tandvard.initiative": "0,9 mnkr",
    "economy.primarvard.listed.change": "−2 676 people",
    "economy.forecast.assessed": "−550 mnkr",
    "economy.forecast.mechanical": "−502,5 mnkr",
    "economy.forecast.mechanical_printed": "just over −500 mnkr",
    "economy.primarvard.mechanical": "−168,0 mnkr",
    "economy.tandvard.mechanical": "−49,5 mnkr",
    "economy.sjukhusvard.mechanical": "−501,0 mnkr",
    "economy.anslag-administration.mechanical": "+216,0 mnkr",
    "economy.assumption.fvis.1": "−33 %",
    "economy.assumption.fvis.2": "−25 %",
    "economy.assumption.fvis.3": "−14 %",
    "economy.assumption.fvis.mean": "−24,7 %",
    "economy.assumption.fvis.observed.low": "−20 %",
    "economy.assumption.fvis.observed.high": "−15 %",
}
HOLDING = {
    "P03 the frames make up the total": (
        "economy.total.deviation",
        (
            "economy.primarvard.deviation",
            "economy.tandvard.deviation",
            "economy.sjukhusvard.deviation",
            "economy.anslag-administration.deviation",
        ),
    ),
    "P04 income and costs make up the total": (
        "economy.total.deviation",
        ("economy.total.income.deviation", "economy.total.costs.deviation"),
    ),
    "P05 income and costs of dental care": (
        "economy.tandvard.deviation",
        ("economy.tandvard.income.deviation", "economy.tandvard.costs.deviation"),
    ),
    "P12 the pace so far": ("economy.forecast.mechanical", ("economy.total.deviation",)),
    "P12 drygt 500": ("economy.forecast.mechanical_printed", ("economy.forecast.mechanical",)),
    "P28 what is left of income": (
        "economy.total.income.deviation",
        (
            "economy.total.care_income.deviation",
            "economy.total.patient_dental_income.deviation",
            "economy.total.other_income.deviation",
        ),
    ),
}


def _sections(unit, period):
    with translation.override("en"):
        return [build(unit=unit, period=period, today=TODAY) for build in BUILDERS]


def _facts(sections):
    return {key: fact for section in sections for key, fact in section.all_facts().items()}


def _blocks(sections, kind):
    return [block for section in sections for one in section.walk() for block in one.blocks if isinstance(block, kind)]


@pytest.fixture
def t2(hsn, hsn_t2):
    return _sections(hsn, hsn_t2)


def test_every_figure_of_the_report_is_a_fact_once(t2):
    with translation.override("en"):
        shown = {key: format_fact(fact).replace("\u00a0", " ") for key, fact in _facts(t2).items()}
    assert shown == FIGURES
    assert len([fact for section in t2 for one in section.walk() for fact in one.facts]) == len(FIGURES)


def test_every_fact_says_when_where_from_and_how(t2, hsn):
    for key, fact in _facts(t2).items():
        assert (fact.as_of, bool(fact.rule)) == ("2025-08-31", True), key
        assert fact.url == f"/{hsn.slug}/2025-t2/figures/{key}/"
        assert bool(fact.source) == (key != "economy.total.other_income.deviation"), key


@pytest.mark.parametrize("case", HOLDING)
def test_a_relation_that_holds_is_declared_and_not_flagged(case, t2):
    facts, (name, parts) = _facts(t2), HOLDING[case]
    relations = [one for section in t2 for one in section.all_relations() if (one.result, one.parts) == (name, parts)]
    assert len(relations) == 1
    assert check_relations(facts, relations) == []


def test_only_what_the_report_leaves_unexplained_or_says_twice_is_flagged(t2):
    with translation.override("sv"):
        found = review(t2)
    assert [(one.rule, one.severity, one.place, one.expected) for one in found] == [
        ("R17", "notice", "economy.total.staff.deviation", "−349\u00a0mnkr"),
        ("R17", "notice", "economy.anslag-administration.deviation", "+147\u00a0mnkr"),
        ("R12", "notice", "economy.area.hjalpmedel", "1"),
        ("R20", "notice", "economy.assumption.fvis.1", "−20\u00a0% till −15\u00a0%"),
    ]


def test_the_growth_that_the_source_calls_costs_carries_a_note(t2):
    facts = _facts(t2)
    assert "nettokostnaden" in facts["economy.primarvard.growth"].rule
    table = next(table for table in _blocks(t2, Table) if table.key == "economy.frames")
    assert table.note.startswith("Primärvård: Källan kallar ökningen")


def test_charts_say_what_the_figures_say(t2):
    assert [chart.title.replace("\u00a0", " ") for chart in _blocks(t2, Chart)] == [
        "Sjukhusvård accounts for most of the deficit: −334 of −335 mnkr",
        "Primärvård: medicines has grown the most since last year: +5,3 %",
        f"{PROFILE}: −33 % is assumed, −20 to −15 % has been observed",
        "The year is expected to end at −550 mnkr, worse than the pace so far leads to: −502,5 mnkr",
        "The year may end between −550 and −502,5 mnkr",
    ]
    for chart in _blocks(t2, Chart):
        assert svg(chart).startswith("<svg")
        assert len(chart_table(chart).rows) == len(chart.series[0].points)


def test_six_areas_have_cause_and_activity(t2):
    table = next(table for table in _blocks(t2, Table) if table.key == "economy.deviation_table")
    assert [column.label for column in table.columns] == ["Area of deviation", "Analysis – cause", "Activity"]
    assert [row.cells[0].text for row in table.rows] == [
        "Personalkostnader",
        "Läkemedel",
        "Medicinskt material",
        "Hjälpmedel",
        "Intäkter primärvård",
        "Patient- och tandvårdsintäkter",
    ]
    assert all(cell.text and cell.lang == "sv" for row in table.rows for cell in row.cells)


def test_who_was_notified_is_said(t2):
    last = _blocks(t2[-1:], Prose)[-1]
    assert last.text == (
        "The frame cannot be kept. Regionfullmäktige was notified of this with: delårsrapport april 2025."
    )


def test_a_section_survives_storage(t2):
    for section in t2:
        assert from_data(to_data(section)) == section


def test_an_empty_period_gives_complete_sections(hsn, hsn_year):
    sections = _sections(hsn, hsn_year)
    facts = _facts(sections)
    # What was assumed and forecast before stands there already.
    known = ("economy.assumption.", "economy.forecast.made.")
    said = {key: facts.pop(key) for key in list(facts) if key.startswith(known)}
    assert (len(said), said["economy.forecast.made.0831"].value) == (5, "-550")
    assert {fact.value for fact in facts.values()} == {None}
    assert {fact.missing for key, fact in facts.items() if key != "economy.forecast.mechanical"} == {"not_reported"}
    assert facts["economy.forecast.mechanical"].missing == "not_applicable"
    assert review(sections) == []
    assert [chart.key for chart in _blocks(sections, Chart)] == ["economy.assumption.fvis.chart"]
    assert "No deviation has been reported yet." in [prose.text for prose in _blocks(sections, Prose)]


def test_a_division_has_sections_of_its_own(hsn, hsn_t2):
    division = hsn.units.first()
    own = {key: fact for key, fact in _facts(_sections(division, hsn_t2)).items() if "assumption" not in key}
    assert {fact.value for fact in own.values()} == {None}


def test_amounts_are_shown_in_the_boards_unit_as_exactly_as_they_were_given(board, previous_period, frame, outcome):
    board.amount_unit = "tkr"
    board.save()
    outcome(board, previous_period, frame, "-112000000")
    fact = _facts(_sections(board, previous_period))["economy.primarvard.deviation"]
    assert (fact.value, fact.unit, fact.decimals) == ("-112000", "tkr", -3)


@pytest.mark.parametrize(
    ("amounts", "total", "title"),
    [
        (["-100", "20"], "-80", "Ram 0 has a larger deficit than all together: −100 against −80 mnkr"),
        (["-60", "-50", "-50"], "-160", "Ram 0 has the largest deficit: −60 mnkr"),
        (["10", "0"], "10", "No part shows a deficit"),
        (["-5", "9"], "4", "Ram 0 has the largest deficit: −5 mnkr"),
    ],
)
def test_the_chart_of_frames_says_where_the_deficit_lies(amounts, total, title, board, period, outcome):
    for number, amount in enumerate(amounts):
        one = Frame.objects.create(board=board, code=f"ram-{number}", name=f"Ram {number}", order=number)
        outcome(board, period, one, f"{amount}000000")
    outcome(board, period, None, f"{total}000000")
    chart = _blocks(_sections(board, period), Chart)[0]
    assert chart.title.replace("\u00a0", " ") == title


def test_the_parts_of_a_frame_make_it_up(board, period, frame, outcome):
    children = [
        Frame.objects.create(board=board, parent=frame, code=code, name=code, order=2) for code in ("norr", "soder")
    ]
    for one, amount in ((frame, "-9000000"), (children[0], "-4000000"), (children[1], "-3000000")):
        outcome(board, period, one, amount)
    assert [(one.rule, one.place, one.expected) for one in review(_sections(board, period))] == [
        ("R1", "economy.primarvard.deviation", "−7\u00a0mnkr")
    ]


def test_a_deviation_that_is_not_budget_less_actual_is_an_error(board, period, frame, outcome):
    amounts = {"budget": Decimal(100_000_000), "actual": Decimal(112_000_000)}
    outcome(board, period, frame, "-21000000", **amounts)
    assert [(one.rule, one.severity, one.expected) for one in review(_sections(board, period))] == [
        ("R2", "error", "−12\u00a0mnkr")
    ]


@pytest.mark.parametrize(("builder", "queries"), [(result, 4), (deviations, 8), (forecast, 5)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_section_takes_as_many_queries_whatever_is_reported(
    rows, builder, queries, board, period, area, outcome, django_assert_num_queries
):
    for number in range(rows):
        one = Frame.objects.create(board=board, code=f"ram-{number}", name=f"Ram {number}", order=number)
        outcome(board, period, one, "-1000000")
    with django_assert_num_queries(queries):
        builder(unit=board, period=period, today=TODAY)


def test_causes_and_actions_stand_in_the_table_without_markup(board, period, area, enter):
    row = DeviationAnalysis(unit=board, period=period, area=area)
    enter(row, cause="**Fet** text", action="Från [[economy.total.deviation|−335]]")
    tables = _blocks(_sections(board, period), Table)
    (found,) = [table for table in tables if table.key == "economy.deviation_table"]
    assert [cell.text for cell in found.rows[0].cells] == ["Läkemedel", "Fet text", "Från −335"]


def test_a_figure_names_the_row_it_was_entered_in_if_any(t2):
    keys = (
        "total.deviation",
        "total.growth",
        "total.other_income.deviation",
        "forecast.mechanical",
        "primarvard.deviation",
    )
    facts = _facts(t2)
    assert [facts[f"economy.{key}"].row for key in keys] == [
        "economy.total",
        "economy.total",
        "-",
        "-",
        "economy.primarvard",
    ]
