"""The measures that start after the period's year: seen, opened, and counted in nothing."""

from datetime import date
from decimal import Decimal

import pytest

from savings.duties import duties
from savings.section import savings
from tests.html import by_id, page, words

LIST = "/provnamnden/2025/savings/"
TODAY = date(2026, 11, 23)


@pytest.fixture
def later(make_measure, period):
    """Half of its effect falls in the year after the period's."""
    return make_measure(9, start=date(2026, 7, 1), area_text="Norr")


def section(board, period):
    return savings(unit=board, period=period, today=TODAY)


def test_it_is_counted_in_no_sum_of_the_year(english, board, period, measure, make_measure):
    before = section(board, period).all_facts()
    make_measure(9, start=date(2026, 7, 1))
    found = section(board, period)
    after = found.all_facts()
    assert {key: fact for key, fact in after.items() if not key.startswith("savings.s9.")} == before
    assert (after["savings.s9.effect"].value, after["savings.s9.next_year"].value) == ("9000", "4500")
    assert (after["savings.s9.this_year"].value, after["savings.total.all"].value) == ("0", "1000")
    assert [item.kind for item in found.all_items()] == ["measure", "later_measure"]


def test_the_report_says_it_in_a_table_of_its_own(english, board, period, measure, later):
    found = section(board, period)
    assert "1 measure starts after 2025 and is not counted." in found.blocks[0].text
    [part] = [one for one in found.walk() if one.key == "savings.later"]
    [row] = part.blocks[0].rows
    assert [cell.text.replace("\u00a0", " ") for cell in row.cells] == [
        "S9 Åtgärd 9",
        "Norr",
        "1 July 2026",
        "9 000",
        "4 500",
    ]


def test_the_list_shows_it_in_a_group_of_its_own_with_a_page(in_english, login, planner, measure, later):
    client = login(planner)
    response = client.get(LIST)
    row = by_id(response, "row-savings-s9")
    shown = [words(one).replace("\u00a0", " ") for one in row.xpath(".//dd")]
    assert shown == ["1 July 2026", "9 000 tkr", "4 500 tkr"]
    assert [words(one) for one in row.xpath("ancestor::section/h2")] == ["Start later"]
    assert words(by_id(response, "savings-shown")) == "1 of 1 measure is shown."
    [link] = row.xpath(".//h3/a/@href")
    answer = client.get(link)
    links = [words(one) for one in page(answer).xpath("//p[contains(@class, 'page-actions')]/a")]
    assert (answer.status_code, links) == (200, ["Change the measure", "Change the steps"])
    figures = page(answer).xpath("//dl[@class='facts']//a[contains(@class, 'fact')]/@href")
    assert [client.get(one).status_code for one in figures] == [200] * 5


def test_the_list_shows_it_where_nothing_else_is_listed(in_english, login, planner, later):
    response = login(planner).get(LIST)
    assert page(response).xpath("//div[@class='empty']") == []
    assert words(by_id(response, "savings-lead")) == (
        "No savings measures are listed for this unit and period. 1 measure starts after 2025 and is not counted."
    )


@pytest.mark.parametrize(
    ("query", "shown"), [("area=norr", 1), ("area=none", 0), ("q=norr", 1), ("list=political", 1), ("frame=x", 0)]
)
def test_filters_narrow_it_too(in_english, login, planner, measure, later, query, shown):
    rows = login(planner).get(f"{LIST}?{query}").context["page"].later.rows
    assert len(rows) == shown


def test_nothing_is_to_be_reported_of_it(login, planner, board, period, measure, later):
    found = duties(user=planner, unit=board, period=period, today=TODAY)
    assert [duty.key for duty in found] == ["savings.s1"]
    client = login(planner)
    assert [client.get(f"{LIST}s9/{name}").status_code for name in ("", "status/")] == [404, 404]


def test_an_effect_that_is_unknown_stays_unknown(english, board, period, make_measure):
    make_measure(9, start=date(2027, 1, 1), effect=None, effect_missing="not_reported")
    make_measure(8, start=date(2027, 1, 1), effect=Decimal(1_000_000))
    facts = section(board, period).all_facts()
    assert [facts[f"savings.{code}.next_year"].value for code in ("s9", "s8")] == [None, "0"]
