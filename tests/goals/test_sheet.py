"""The sheet of an indicator: what it tells, of whom, and what it keeps for itself."""

from datetime import date
from decimal import Decimal

import pytest

from followup.sections import from_data, to_data
from goals.models import Comparison, Indicator, Target
from goals.section import goals
from organisation.models import ReportingPeriod

SHEET = "/provnamnden/2025/goals/indicators/x1/sheet/"


@pytest.fixture(autouse=True)
def _english(in_english):
    """What the pages say is read in English."""


@pytest.fixture
def sheet(login, planner, period, plan):
    """What the sheet's page is made of, to the planner."""

    def sheet(client=None):
        response = (client or login(planner)).get(SHEET)
        assert response.status_code == 200
        return response.context["page"]

    return sheet


@pytest.fixture
def months(board, plan, planner, report):
    """Values for so many months before the period's end, on the first indicator."""

    def months(values, **changes):
        for number, value in enumerate(values):
            year, month = divmod(2024 * 12 + number, 12)
            start = date(year, month + 1, 1)
            one = ReportingPeriod.objects.create(
                board=board,
                slug=f"m{number}",
                label=f"{start:%Y-%m}",
                kind="month",
                start=start,
                end=start.replace(day=28),
            )
            if value is not None:
                report(plan["x1"], by=planner, unit=board, period=one, value=value, **changes)

    return months


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_sheet_says_what_the_indicator_is(sheet, plan):
    Indicator.objects.filter(code="x1").update(
        definition="Vad som räknas",
        method="Räknas varje dag",
        owner_role="Kvalitetschef",
        known_problems="Saknas i april",
        unit="%",
        decimals=1,
        met_from=98,
        suppress_below=10,
        kolada_kpi_id="N79191",
        baseline_year=2022,
        baseline_value=Decimal("4.1"),
    )
    told = {one.label: one.text for one in sheet().details}
    assert told == {
        "Goal": "1.1 Delmål a",
        "Definition": "Vad som räknas",
        "How it is measured": "Räknas varje dag",
        "Who answers for it": "Kvalitetschef",
        "Known problems of quality": "Saknas i april",
        "Measured in": "%",
        "Decimals": "1",
        "Direction": "Higher is better",
        "How often": "Each reporting period",
        "What a value is of": "The period",
        "Rating": "Met from 98\u00a0% of the target, partly met from 80\u00a0%",
        "Base value": "4,1\u00a0% (2022)",
        "Small groups": "Fewer than 10 are not shown.",
        "Id in Kolada": "N79191",
    }


def test_targets_of_all_years_are_told(sheet, plan):
    Target.objects.create(
        indicator=plan["x1"], first_year=2026, year=2027, operator="between", value=20, value_high=35
    )
    assert cells(sheet().targets) == [["2025", "at least 100", ""], ["2026–2027", "20–35", ""]]


def test_a_sheet_of_what_nobody_has_reported_says_so(sheet):
    page = sheet()
    assert (page.value, page.series, page.chart, page.provenance, page.said) == (
        "Not yet reported",
        None,
        None,
        [],
        [],
    )


def test_the_value_says_where_it_comes_from(sheet, board, period, planner, plan, report):
    Indicator.objects.filter(code="x1").update(unit="%", decimals=2)
    parts = {"numerator": Decimal(165), "denominator": Decimal(4331)}
    report(plan["x1"], by=planner, unit=board, value="3.81", decimals=2, quality="preliminary", **parts)
    told = {one.label: one.text for one in sheet().provenance}
    assert told.pop("Entered").startswith("planner, ")
    assert told == {
        "Source": "Reported by PN",
        "As of": "31 December 2025",
        "Quality": "Preliminary",
        "Calculation": "165 / 4\u00a0331 ≈ 3,81\u00a0%",
        "Why this figure?": "Mått 1",
    }


def test_who_approved_is_told_when_it_is_approved(sheet, login, board_member, board, planner, plan, report, approve):
    report(plan["x1"], by=planner, unit=board, value="90")
    approve(board)
    told = {one.label: one.text for one in sheet(login(board_member)).provenance}
    assert told["Approved"].startswith("manager, ")


def test_a_rating_by_hand_stands_beside_the_rules(sheet, board, planner, plan, report):
    report(plan["x1"], by=planner, unit=board, value="50", rating_by_hand="partly", rating_reason="Halva året.")
    page = sheet()
    assert (page.rating.code, page.by_hand.code) == ("not_met", "partly")
    assert page.explanation == (
        "50 against the target at least 100: 50\u00a0% of the target, not met. "
        "Judged: target partly met. The rule gives: target not met. Reason: Halva året."
    )


def test_few_values_are_no_process_and_the_sheet_says_so(sheet, period, months):
    months([1, 2, 3])
    page = sheet()
    assert page.chart.note == "3 values are too few to tell a change from chance: that takes 12."
    assert [row[1] for row in cells(page.series)] == ["3", "2", "1"]
    assert page.chart.title == "Mått 1: 3, 2024-03"


def test_twelve_values_tell_a_change_from_chance(sheet, period, months):
    months([10, 14] * 11 + [40])
    page = sheet()
    assert (page.said, page.chart.note) == ([], "")
    assert page.chart.title == "Mått 1: 2025-11: above the upper limit, an improvement that is not chance."


@pytest.fixture
def renew(board, plan):
    """X1 is replaced by another indicator, from March 2024, that takes over its code."""

    def renew(**changes):
        Indicator.objects.filter(pk=plan["x1"].pk).update(code="x1-2023", valid_to=date(2024, 2, 29))
        old = Indicator.objects.get(code="x1-2023")
        fields = {one.name: getattr(old, one.name) for one in Indicator._meta.concrete_fields if not one.primary_key}
        given = {"code": "x1", "title": "Mått på nytt", "valid_from": date(2024, 3, 1), "valid_to": None}
        return Indicator.objects.create(**(fields | given | {"replaces": old} | changes))

    return renew


def test_the_series_goes_on_through_what_the_indicator_replaces(sheet, board, planner, report, months, renew):
    months([10, 12, None])
    report(renew(), by=planner, unit=board, period=board.periods.get(slug="m2"), value=14)
    page = sheet()
    assert [point.value for point in page.chart.series[0].points] == ["10", "12", "14"]
    assert page.chart.note == (
        "Until 1 March 2024 the values are those of “Mått 1”, which the indicator replaces. "
        "1 value is too few to tell a change from chance: that takes 12."
    )
    links = [fact.url.rsplit("/", 2)[-2] for fact in page.facts.values() if ".at." in fact.key]
    assert links == ["goals.x1-2023.value", "goals.x1-2023.value", "goals.x1.value"]


def test_what_is_measured_in_another_unit_is_another_series(sheet, board, planner, report, months, renew):
    months([10, 12, None])
    report(renew(unit="%"), by=planner, unit=board, period=board.periods.get(slug="m2"), value=14)
    page = sheet()
    assert (page.chart, [row[1] for row in cells(page.series)]) == (None, ["14\u00a0%"])


def test_change_is_told_from_chance_in_its_own_values_alone(sheet, board, planner, report, months, renew):
    months([900, 900] + [None] * 13)
    new = renew()
    for at, value in enumerate([10, 14] * 6 + [40]):
        report(new, by=planner, unit=board, period=board.periods.get(slug=f"m{at + 2}"), value=value)
    chart = sheet().chart
    assert chart.title == "Mått på nytt: 2025-03: above the upper limit, an improvement that is not chance."
    marks = [bool(point.mark) for point in chart.series[0].points]
    assert (marks[:2], marks[-1]) == ([False, False], True)


def test_a_missing_month_is_a_gap_with_its_reason(sheet, period, months):
    months([10, None, 12])
    page = sheet()
    assert [row[1] for row in cells(page.series)] == ["12", "Not reported", "10"]
    assert [point.value for point in page.chart.series[0].points] == ["10", None, "12"]


@pytest.mark.parametrize("aggregation", ["cumulative_year", "cumulative_mandate", "r12"])
def test_values_that_hold_each_other_are_no_process(sheet, period, months, aggregation):
    Indicator.objects.filter(code="x1").update(aggregation=aggregation)
    months(range(1, 14))
    assert sheet().chart.note.endswith("chance is not told from change.")


def test_one_value_is_no_chart_and_the_sheet_says_that_it_is_too_few(sheet, period, months):
    months([1])
    page = sheet()
    assert (page.chart, page.said) == (None, ["1 value is too few to tell a change from chance: that takes 12."])


def test_earlier_periods_are_kept_from_who_sees_only_what_is_approved(
    sheet, login, board_member, board, previous_period, planner, plan, report, approve
):
    Indicator.objects.filter(code="x1").update(unit="%")
    report(plan["x1"], by=planner, unit=board, value="90")
    report(plan["x1"], by=planner, unit=board, period=previous_period, value="77")
    approve(board)
    client = login(board_member)
    assert "77\u00a0%" not in client.get(SHEET).content.decode()
    approve(board, period=previous_period)
    assert "77\u00a0%" in client.get(SHEET).content.decode()
    assert sheet(client).explanation.endswith(" Improved: 90\u00a0% against 77\u00a0% for Tertial 2 2025.")


def test_a_count_of_a_longer_period_is_compared_with_none(sheet, board, previous_period, planner, plan, report):
    report(plan["x1"], by=planner, unit=board, value="90")
    report(plan["x1"], by=planner, unit=board, period=previous_period, value="77")
    assert sheet().explanation == "90 against the target at least 100: 90\u00a0% of the target, partly."


def test_comparisons_are_told_by_year_and_group(sheet, plan):
    for year, value, breakdown in ((2023, "3.1", ""), (2024, "3.2", ""), (2024, "4.0", "women")):
        Comparison.objects.create(
            indicator=plan["x1"],
            year=year,
            name="Riket",
            breakdown=breakdown,
            value=value,
            decimals=1,
            source="Kolada",
        )
    table = sheet().comparisons
    assert [column.label for column in table.columns] == ["Year", "Riket", "Riket, women"]
    assert cells(table) == [["2024", "3,2", "4,0"], ["2023", "3,1", "–"]]
    assert table.note == "Source: Kolada"


def test_units_are_told_each_and_drafts_only_to_those_who_see_them(
    sheet, login, board_member, board, unit, planner, plan, report, approve
):
    Indicator.objects.filter(code="x1").update(by_unit=True)
    report(plan["x1"], by=planner, unit=unit, value="12")
    assert cells(sheet().units) == [["Norra", "12", "not approved yet"]]
    approve(board)
    client = login(board_member)
    assert cells(sheet(client).units) == [["Norra", "Not yet reported", "not approved yet"]]
    approve(unit)
    assert cells(sheet(client).units) == [["Norra", "12", ""]]


def test_another_board_has_no_such_sheet(login, outsider, period, plan):
    assert login(outsider).get(SHEET).status_code == 404


def test_an_unknown_indicator_has_no_sheet(login, planner, period, plan):
    assert login(planner).get(SHEET.replace("x1", "x9")).status_code == 404


@pytest.mark.parametrize("count", [1, 13])
def test_the_sheet_takes_as_many_queries_however_long_the_series(
    login, planner, period, plan, months, count, django_assert_num_queries
):
    months(range(count))
    client = login(planner)
    client.get(SHEET)
    with django_assert_num_queries(17):
        client.get(SHEET)


def test_reading_the_sheet_writes_nothing(login, planner, period, plan, django_assert_max_num_queries):
    client = login(planner)
    with django_assert_max_num_queries(25) as captured:
        client.get(SHEET)
    assert [query["sql"] for query in captured.captured_queries if not query["sql"].startswith("SELECT")] == []


def test_a_series_that_is_long_enough_stands_in_the_report_with_its_figures(board, period, months, plan, approve):
    months([10, 14] * 11 + [40])
    for one in ReportingPeriod.objects.filter(kind="month"):
        approve(board, period=one)
    last = ReportingPeriod.objects.get(slug="m22")
    section = goals(unit=board, period=last, today=date(2026, 11, 23))
    facts = section.all_facts()
    [chart] = [
        block for one in section.walk() for block in one.blocks if getattr(block, "key", "") == "goals.x1.series"
    ]
    shown = {point.fact for point in chart.series[0].points}
    assert (len(shown), shown - set(facts)) == (23, set())
    assert facts["goals.x1.at.m0"].url == "/provnamnden/m0/figures/goals.x1.value/"
    assert from_data(to_data(section)) == section


def test_a_report_of_few_values_has_no_series(board, period, months, plan, approve):
    months(range(11))
    last = ReportingPeriod.objects.get(slug="m10")
    section = goals(unit=board, period=last, today=date(2026, 11, 23))
    assert not [key for key in section.all_facts() if ".at." in key]


def test_a_figure_of_the_series_has_a_page(login, planner, board, period, months, plan):
    months([10, 14] * 11 + [40])
    assert login(planner).get("/provnamnden/m22/figures/goals.x1.value/").status_code == 200
