"""A board of services with sub-totals: amounts that follow from others, the board's own sign, and what is found."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from economy.ledger import Ledger
from economy.models import Account, FrameOutcome
from economy.section import deviations, forecast, result
from followup.numbers import format_fact
from followup.rules import review
from followup.sections import Chart, Table, from_data, to_data
from organisation.models import Frame, ReportingPeriod

TODAY = date(2026, 4, 20)
MILLION = 1_000_000


@pytest.fixture
def services(board):
    """Two groups of services, the one three deep, of a board that prints costs with a minus."""
    board.cost_sign, board.frame_word = "negative", "Verksamhet"
    board.save()
    made = {}
    parents = {"skola": None, "grundskola": "skola", "lagstadium": "grundskola", "hogstadium": "grundskola"}
    for order, (code, parent) in enumerate([*parents.items(), ("gymnasium", "skola"), ("kultur", None)]):
        made[code] = Frame.objects.create(
            board=board, code=code, name=code.title(), parent=made.get(parent), order=order
        )
    return made


@pytest.fixture
def quarter(board):
    return ReportingPeriod.objects.create(
        board=board,
        slug="2026-k1",
        label="Kvartal 1 2026",
        start=date(2026, 1, 1),
        end=date(2026, 3, 31),
        kind="quarter",
    )


@pytest.fixture
def amounts(enter, board, quarter):
    """Reports amounts in mnkr with one decimal: amounts(frame, actual="10.5", …)."""

    def save(frame, account="net", **values):
        row = FrameOutcome(unit=board, period=quarter, **FrameOutcome.about(frame), account=account)
        growth = {"growth_pct": Decimal(values.pop("growth")), "growth_decimals": 1} if "growth" in values else {}
        kronor = {name: Decimal(value) * MILLION for name, value in values.items()}
        return enter(row, **kronor, **growth, amount_unit="mnkr", amount_decimals=1)

    return save


def _sections(unit, period):
    with translation.override("en"):
        return [build(unit=unit, period=period, today=TODAY) for build in (result, deviations, forecast)]


def _shown(sections, *keys):
    facts = {key: fact for section in sections for key, fact in section.all_facts().items()}
    with translation.override("en"):
        return [format_fact(facts[f"economy.{key}"]).replace("\u00a0", " ") for key in keys]


def _table(sections, key):
    blocks = [block for section in sections for one in section.walk() for block in one.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.key == key)


def _cells(table):
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


def _found(sections):
    return [(one.rule, one.severity.value, one.place) for one in review(sections)]


LEAVES = {
    "lagstadium": {"actual": "10.5", "budget": "10.0", "prior_actual": "10.0"},
    "hogstadium": {"actual": "20.0", "budget": "21.0", "prior_actual": "19.0"},
    "gymnasium": {"actual": "30.0", "budget": "28.0", "prior_actual": "31.0"},
    "kultur": {"actual": "5.0", "budget": "5.0", "prior_actual": "4.0"},
}


def test_what_is_not_reported_follows_from_what_is_below(board, quarter, services, amounts):
    for code, values in LEAVES.items():
        amounts(services[code], **values)
    sections = _sections(board, quarter)
    assert _shown(sections, "grundskola.actual", "skola.actual", "total.actual", "total.deviation") == [
        "−30,5 mnkr",
        "−60,5 mnkr",
        "−65,5 mnkr",
        "−1,5 mnkr",
    ]
    assert _shown(sections, "lagstadium.growth", "skola.growth", "total.growth") == ["+5,0 %", "+0,8 %", "+2,3 %"]
    assert _found(sections) == []


def test_one_that_is_unknown_makes_the_sum_unknown(board, quarter, services, amounts):
    for code in ("lagstadium", "gymnasium", "kultur"):
        amounts(services[code], **LEAVES[code])
    sections = _sections(board, quarter)
    assert _shown(sections, "skola.deviation", "total.deviation") == ["Not reported", "Not reported"]
    assert _found(sections) == []


def test_the_table_has_the_columns_that_are_filled_and_the_boards_word_and_sign(board, quarter, services, amounts):
    for code, values in LEAVES.items():
        amounts(services[code], **values)
    table = _table(_sections(board, quarter), "economy.frames")
    heads = ["Verksamhet", "Actual", "Budget", "Deviation", "Actual last year", "Growth"]
    assert [column.label for column in table.columns] == heads
    assert _cells(table) == [
        ["Skola", "−60,5", "−59,0", "−1,5", "−60,0", "+0,8"],
        ["Grundskola", "−30,5", "−31,0", "+0,5", "−29,0", "+5,2"],
        ["Lagstadium", "−10,5", "−10,0", "−0,5", "−10,0", "+5,0"],
        ["Hogstadium", "−20,0", "−21,0", "+1,0", "−19,0", "+5,3"],
        ["Gymnasium", "−30,0", "−28,0", "−2,0", "−31,0", "−3,2"],
        ["Kultur", "−5,0", "−5,0", "0,0", "−4,0", "+25,0"],
        ["Total", "−65,5", "−64,0", "−1,5", "−64,0", "+2,3"],
    ]
    assert [row.level for row in table.rows] == [0, 1, 2, 2, 1, 0, 0]
    assert table.caption == "Verksamhet: result and deviation from budget"


def test_income_is_shown_without_a_sign_and_its_shortfall_with_a_minus(board, quarter, services, amounts):
    amounts(services["kultur"], account="income", actual="2.0", budget="3.0")
    amounts(services["kultur"], account="costs", actual="7.0", budget="8.5")
    sections = _sections(board, quarter)
    keys = ("kultur.income.actual", "kultur.income.deviation", "kultur.costs.actual", "kultur.costs.deviation")
    assert _shown(sections, *keys) == ["2,0 mnkr", "−1,0 mnkr", "−7,0 mnkr", "+1,5 mnkr"]
    assert _found(sections) == []


@pytest.mark.parametrize("sign", ["positive", "negative"])
def test_two_errors_that_cancel_in_the_total_are_both_found(sign, board, quarter, services, amounts):
    board.cost_sign = sign
    board.save()
    for code, values in LEAVES.items():
        amounts(
            services[code], **values, deviation={"lagstadium": "-1.5", "gymnasium": "-1.0"}.get(code, _due(values))
        )
    amounts(None, actual="65.5", budget="64.0", deviation="-1.5")
    assert _found(_sections(board, quarter)) == [
        ("R2", "error", "economy.lagstadium.deviation"),
        ("R2", "error", "economy.gymnasium.deviation"),
    ]


def _due(values):
    return str(Decimal(values["budget"]) - Decimal(values["actual"]))


def test_a_subtotal_that_does_not_add_up_is_found_where_it_stands(board, quarter, services, amounts):
    for code, values in LEAVES.items():
        amounts(services[code], **values)
    amounts(services["skola"], budget="69.0", actual="60.5")
    amounts(None, budget="64.0")
    # The total adds up from the parts of its parts only where the sub-total is not stated.
    assert _found(_sections(board, quarter)) == [
        ("R1", "error", "economy.total.budget"),
        ("R1", "error", "economy.skola.budget"),
    ]


@pytest.mark.parametrize(
    ("gap", "found"), [("0.2", []), ("0.6", []), ("0.8", [("R1", "error", "economy.total.actual")])]
)
def test_rounding_is_no_finding_over_twelve_rows(gap, found, board, quarter, amounts):
    for number in range(12):
        one = Frame.objects.create(board=board, code=f"v-{number}", name=f"V {number}", order=number)
        amounts(one, actual="1.0")
    amounts(None, actual=str(Decimal("12.0") + Decimal(gap)))
    assert _found(_sections(board, quarter)) == found


@given(st.lists(st.integers(-9999, 9999), min_size=4, max_size=4), st.permutations(range(4)))
def test_the_total_does_not_depend_on_how_frames_are_grouped(values, order):
    def total(children):
        rows = {
            str(number): FrameOutcome(actual=Decimal(value) * MILLION, amount_unit="mnkr", amount_decimals=1)
            for number, value in enumerate(values)
        }
        ledger = Ledger(
            outcome=lambda code, account: rows.get(code), children=lambda code: children.get(code, ()), money="mnkr"
        )
        return ledger.find("total", Account.NET, "actual").kronor

    flat = {"total": tuple(map(str, order))}
    deep = {"total": ("a", str(order[3])), "a": ("b", str(order[2])), "b": (str(order[0]), str(order[1]))}
    assert total(flat) == total(deep) == sum(values) * MILLION


def test_a_stated_growth_is_held_against_the_amounts(board, quarter, services, amounts):
    amounts(services["kultur"], actual="5.0", prior_actual="4.0", growth="25.3")
    amounts(services["gymnasium"], actual="30.0", prior_actual="31.0", growth="3.2")
    assert _found(_sections(board, quarter)) == [("R4", "error", "economy.gymnasium.growth")]


def test_the_year_has_a_table_a_range_and_an_expected_deviation(board, quarter, services, amounts):
    for code, values in LEAVES.items():
        year = {"budget_year": "100.0", "forecast": "104.0", "prior_forecast": "101.0", "prior_year_final": "99.0"}
        amounts(services[code], **values, **year)
    sections = _sections(board, quarter)
    table = _table(sections, "economy.frames_year")
    heads = [
        "Forecast",
        "Previous forecast",
        "Budget",
        "Expected deviation",
        "At the pace so far",
        "Outcome last year",
    ]
    assert [column.label for column in table.columns][1:] == heads
    assert _cells(table)[-1] == ["Total", "−416,0", "−404,0", "−400,0", "−16,0", "−6,0", "−396,0"]
    assert _shown(sections, "forecast.assessed", "kultur.forecast_deviation", "gymnasium.mechanical") == [
        "−16,0 mnkr",
        "−4,0 mnkr",
        "−8,0 mnkr",
    ]
    charts = [block for one in sections[2].walk() for block in one.blocks if isinstance(block, Chart)]
    ranges = charts[-1]
    assert ranges.title.replace("\u00a0", " ") == "The year may end between −16,0 and −4,0 mnkr"
    assert [(p.label, p.value, p.high) for p in ranges.series[0].points] == [
        ("Skola", "-12", "-3"),
        ("Kultur", "-4", "0"),
        ("Total", "-16", "-4"),
    ]
    assert _found(sections) == []


def test_an_assessment_that_is_not_the_sum_of_the_forecasts_is_found(board, quarter, services, amounts, enter):
    from economy.models import ForecastAssessment

    for code, values in LEAVES.items():
        amounts(services[code], **values, budget_year="100.0", forecast="104.0")
    row = ForecastAssessment(unit=board, period=quarter)
    enter(row, deviation=Decimal(-20 * MILLION), comment="Mer.", amount_unit="mnkr", amount_decimals=1)
    assert _found(_sections(board, quarter)) == [("R1", "error", "economy.forecast.assessed")]


def test_a_part_of_its_own_for_those_below_of_which_more_is_said(board, quarter, services, amounts):
    amounts(services["gymnasium"], account="staff", actual="3.0", budget="2.0")
    amounts(services["gymnasium"], actual="30.0", budget="28.0")
    sections = _sections(board, quarter)
    assert [one.key for one in sections[1].walk()][:4] == [
        "economy.deviations",
        "economy.deviations.skola",
        "economy.deviations.gymnasium",
        "economy.deviations.kultur",
    ]
    for section in sections:
        assert from_data(to_data(section)) == section


def test_growth_of_each_kind_of_cost_is_a_chart(board, quarter, amounts):
    for account, actual in (("costs", "110.0"), ("staff", "64.0"), ("medicines", "12.0")):
        amounts(
            None,
            account=account,
            actual=actual,
            prior_actual={"staff": "60.0", "medicines": "10.0"}.get(account, "100.0"),
        )
    charts = [block for one in _sections(board, quarter)[1].walk() for block in one.blocks if isinstance(block, Chart)]
    assert [(chart.key, chart.title.replace("\u00a0", " ")) for chart in charts] == [
        ("economy.growth_chart", "Medicines has grown the most since last year: +20,0 %")
    ]
    assert [point.label for point in charts[0].series[0].points] == ["Costs", "Staff costs", "Medicines"]


@pytest.mark.parametrize("width", [1, 4])
def test_a_tree_takes_as_many_queries_however_large(width, board, quarter, amounts, django_assert_num_queries):
    for number in range(width):
        parent = Frame.objects.create(board=board, code=f"p-{number}", name=f"P {number}", order=number * 10)
        for child in range(width):
            one = Frame.objects.create(
                board=board, code=f"c-{number}-{child}", name="C", parent=parent, order=1 + child
            )
            amounts(one, actual="1.0", budget="1.0", forecast="4.0", budget_year="4.0")
    for builder, queries in ((result, 4), (deviations, 7), (forecast, 5)):
        with django_assert_num_queries(queries):
            builder(unit=board, period=quarter, today=TODAY)
