"""What is too few to be shown is shown nowhere, and nothing that is shown tells it."""

from datetime import date
from decimal import Decimal

import pytest

from goals.models import Indicator, IndicatorValue
from goals.overview import load
from goals.section import goals
from goals.small_groups import visible, withhold_parts
from goals.words import value_text

TODAY = date(2026, 11, 23)


def parts(limit, **values):
    indicator = Indicator(code="x", suppress_below=limit)
    rows = [IndicatorValue(indicator=indicator, breakdown=name, value=value) for name, value in values.items()]
    withhold_parts(indicator, rows)
    return {row.breakdown: visible(indicator, row)[0] for row in rows}


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"women": 30, "men": 12}, {"women": 30, "men": 12}),
        ({"women": 30, "men": 4}, {"women": None, "men": None}),
        ({"women": 3, "men": 4}, {"women": None, "men": None}),
        (
            {"women": 30, "men": 4, "a0-29": 11, "a30-49": 12, "a50": 11},
            {"women": None, "men": None, "a0-29": 11, "a30-49": 12, "a50": 11},
        ),
        ({"a0-29": 4, "a30-49": 20, "a50": 11}, {"a0-29": None, "a30-49": 20, "a50": None}),
        ({"a0-29": 4, "a30-49": 5, "a50": 11}, {"a0-29": None, "a30-49": None, "a50": 11}),
        ({"men": 4}, {"men": None}),
    ],
)
def test_one_part_that_is_too_few_takes_the_smallest_other_with_it(values, shown):
    assert parts(10, **values) == shown


def test_without_a_limit_every_part_is_shown():
    assert parts(None, women=30, men=4) == {"women": 30, "men": 4}


@pytest.mark.parametrize(("counts", "is_shown"), [((30, 4), False), ((3, 4), True), ((30, 20), True)])
def test_a_sum_that_would_tell_the_one_unit_that_is_too_few_is_withheld(
    board, unit, period, plan, planner, report, counts, is_shown
):
    second = type(unit).objects.create(
        board=board,
        parent=board,
        slug="s",
        name="Södra",
        short_name="Södra",
        kind=unit.kind,
        organisation=board.organisation,
    )
    Indicator.objects.filter(code="x1").update(by_unit=True, rollup="sum", suppress_below=10)
    for one, count in zip((unit, second), counts, strict=True):
        report(plan["x1"], by=planner, unit=one, value=count)
    report(plan["x1"], by=planner, unit=board, value=sum(counts) + 20)
    reading = load(unit=board, period=period).readings[0]
    assert (visible(reading.indicator, reading.row)[0] is not None) == is_shown


@pytest.fixture
def few(board, plan, planner, report, previous_period, period):
    """Seven women and thirty men of thirty-seven, now and last time; and what a document printed."""
    Indicator.objects.filter(code="x1").update(suppress_below=10)
    for one in (previous_period, period):
        report(plan["x1"], by=planner, unit=board, period=one, value="37")
        report(
            plan["x1"],
            by=planner,
            unit=board,
            period=one,
            value="7",
            breakdown="women",
            printed_as="knappt en handfull",
        )
        report(plan["x1"], by=planner, unit=board, period=one, value="30", breakdown="men")
    return plan["x1"]


def test_the_reports_section_tells_neither_part(board, period, few):
    facts = goals(unit=board, period=period, today=TODAY).all_facts()
    found = {
        key: (fact.value, fact.missing)
        for key, fact in facts.items()
        if key.startswith("goals.x1.") and "value" in key
    }
    assert found == {
        "goals.x1.value": ("37", ""),
        "goals.x1.men.value": (None, "confidential"),
        "goals.x1.women.value": (None, "confidential"),
    }


PAGES = [
    "goals/",
    "goals/indicators/x1/sheet/",
    "figures/goals.x1.women.value/",
    "figures/goals.x1.men.value/",
    "history/goals.x1.men/",
    "history/goals.x1.women/",
    "report/",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("said", ["knappt en handfull", ">7<", ">30<", " 30 "])
def test_no_page_tells_the_parts(login, planner, few, page, said):
    response = login(planner).get(f"/provnamnden/2025/{page}")
    assert response.status_code in {200, 404}
    assert said not in response.content.decode()


def test_a_hidden_whole_is_hidden_in_series_and_as_last_times_value(
    login, planner, board, period, previous_period, plan, report
):
    Indicator.objects.filter(code="x1").update(suppress_below=10)
    report(plan["x1"], by=planner, unit=board, period=previous_period, value="7")
    client = login(planner)
    row = client.get("/provnamnden/2025/goals/").context["page"].groups[0].rows[1]
    sheet = client.get("/provnamnden/2025/goals/indicators/x1/sheet/").context["page"]
    assert (row.previous_value, [one.cells[1].text for one in sheet.series.rows]) == (
        "För få för att visas",
        ["För få för att visas"],
    )


def test_what_a_hidden_value_is_a_share_of_is_hidden_with_it(board, period, plan, planner, report):
    Indicator.objects.filter(code="x1").update(unit="%", suppress_below=10)
    shares = {"numerator": Decimal(2), "denominator": Decimal(8)}
    row = report(plan["x1"], by=planner, unit=board, value="25", **shares)
    row.indicator = Indicator.objects.get(code="x1")
    facts = goals(unit=board, period=period, today=TODAY).all_facts()
    assert {key for key in facts if key.startswith("goals.x1.")} == {"goals.x1.value", "goals.x1.target"}
    assert value_text(row.indicator, row) == "För få för att visas"
