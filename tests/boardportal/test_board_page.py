"""The board's page: the figures of the real board's Tertial 2 2025, and what the page says without any."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from lxml import html

from boardportal.board_page import attention, changes
from boardportal.headline import headline
from followup.sections import Fact, Item
from organisation.places import Place, place_or_404
from tests.html import by_id, page, words

TODAY = date(2025, 9, 30)


@pytest.fixture
def url(hsn_t2):
    return reverse("board", args=["vasterbotten-hsn", "2025-t2"])


@pytest.fixture
def shown(reading, member, url):
    """The page as a board member reads it."""
    return reading(member).get(url)


def _table(response, key):
    """A chart's table as (first cell, the rest) of each row, the head first."""
    rows = by_id(response, f"table-{key}.table").getparent().iter("tr")
    return [[words(cell) for cell in row] for row in rows]


def _figures(response, panel):
    """The key figures of a panel as {label: number}."""
    found = by_id(response, f"panel-{panel}").getparent().xpath(".//dl[@class='figures']/div")
    return {words(one.find("dt")): words(one.find("dd")) for one in found}


def _findings(response, word):
    return [words(one) for one in page(response).xpath("//ul[@class='findings']/li") if f" {word} " in words(one)]


def test_the_headline_says_how_it_goes_and_leads_to_the_figures(shown, url):
    (line,) = page(shown).xpath("//p[@class='headline']")
    assert words(line) == (
        "The deficit is 335 mnkr and is expected to be 550 mnkr at the end of the year. "
        "2 of 14 sub-goals are met. 1 of 14 commissions is done, 1 done with deviation."
    )
    assert [link.get("href") for link in line.iter("a")] == [
        f"{url}figures/{key}/"
        for key in (
            "economy.total.deviation",
            "economy.forecast.assessed",
            "goals.status.met",
            "commissions.status.done",
            "commissions.status.done_deviation",
        )
    ]


def test_fourteen_sub_goals_are_counted_by_status_and_by_forecast(shown):
    assert _table(shown, "goals.status_chart") == [
        ["Sub-goals", "Met", "Partly met", "Not met", "Not assessable", "No data"],
        ["Status now", "2", "7", "4", "1", "0"],
        ["Forecast", "3", "0", "1", "0", "10"],
    ]


def test_each_sub_goal_stands_below_its_goal(shown):
    (table,) = by_id(shown, "panel-goals").getparent().getparent().xpath("./table")
    groups = [
        (len(body.findall("tr")), body.xpath("string(.//th[@scope='rowgroup'])")[:5]) for body in table.iter("tbody")
    ]
    assert groups == list(zip([2, 4, 1, 2, 2, 1, 2], [f"Mål {n}" for n in range(1, 8)], strict=True))


def test_the_economy_shows_the_frames_and_both_forecasts(shown):
    assert dict(_table(shown, "economy.frames_chart")[1:]) == {
        "Primärvård": "−112",
        "Tandvård": "−33",
        "Sjukhusvård": "−334",
        "Anslag och administration": "+144",
    }
    assert list(_figures(shown, "economy").values()) == ["−335 mnkr", "−550 mnkr", "−502,5 mnkr"]


def test_savings_are_summed_by_who_decides(shown):
    assert list(_figures(shown, "savings").values()) == ["219 000 tkr", "108 000 tkr", "111 000 tkr"]


def test_staffing_shows_sick_leave_and_hired_staff_with_its_rating_in_words(shown):
    assert list(_figures(shown, "staffing").values()) == ["5,8 %", "6,3 %", "3,6 %", "3,81 %"]
    (rating,) = page(shown).xpath("//dd[@class='figure-rating']")
    assert words(rating) == "◐ Target partly met 3,81 % against the target under 3,7 %: 97,1 % of the target, partly."


def test_commissions_are_counted_by_status(shown):
    assert _figures(shown, "commissions") == {"Ongoing": "12", "Done": "1", "Done with deviation": "1"}


@pytest.mark.parametrize(
    ("severity", "figures"),
    [
        ("Error", ("81 000 tkr", "111 000 tkr")),
        ("Error", ("35 %", "23,1 %")),
        ("Notice", ("+144 mnkr", "+147 mnkr")),
        ("Notice", ("−311 mnkr", "−349 mnkr")),
    ],
    ids=["X01", "X03", "X12", "X34"],
)
def test_figures_that_disagree_are_shown_with_both(shown, severity, figures):
    assert len([one for one in _findings(shown, severity) if all(figure in one for figure in figures)]) == 1


def test_each_finding_leads_to_its_figure(shown, url):
    links = page(shown).xpath("//ul[@class='findings']/li//a/@href")
    assert len(links) == len(page(shown).xpath("//ul[@class='findings']/li"))
    assert links[0] == f"{url}figures/savings.total.officials/"


def test_what_is_red_needs_attention_the_forecast_first(shown):
    rows = [words(row) for row in page(shown).xpath("//ul[@class='attention']/li")]
    assert len(rows) == 6
    assert rows[0].startswith("✕ Will not be met Nämnden ska göra en förstärkning")


def test_every_figure_is_one_click_from_what_lies_behind_it(shown):
    figures = page(shown).xpath("//dd[@class='figure-number']/a[@class='fact']")
    assert len(figures) == 15
    assert all("/figures/" in link.get("href") for link in figures)


def test_every_chart_has_its_table_closed(shown):
    charts = page(shown).xpath("//figure[@class='chart']")
    assert len(charts) == 7
    assert [len(chart.xpath(".//details[not(@open)]//table")) for chart in charts] == [1] * 7


def test_the_page_is_read_in_a_constant_number_of_queries(reading, member, url, django_assert_num_queries):
    client = reading(member)
    with django_assert_num_queries(86):
        client.get(url)


def test_an_empty_period_says_so(reading, hsn_planner, hsn_year):
    response = reading(hsn_planner).get(reverse("board", args=["vasterbotten-hsn", "2025"]))
    assert words(page(response).xpath("//p[@class='headline']")[0]) == "Nothing has been reported for this period yet."
    assert words(by_id(response, "panel-economy").getparent().getparent().xpath("./div[@class='panel-main']")[0]) == (
        "Nothing has been reported here for the period."
    )
    assert _figures(response, "economy") == {}


def test_a_meeting_is_told_of_commissions_and_availability_alone(reading, member):
    response = reading(member).get(reverse("board", args=["vasterbotten-hsn", "2024-06-19"]))
    assert [panel.key for panel in response.context["page"].panels] == ["commissions", "availability"]
    assert len(_figures(response, "availability")) == 4


def test_a_period_that_is_not_approved_is_refused_with_the_reason(reading, member, hsn_year):
    response = reading(member).get(reverse("board", args=["vasterbotten-hsn", "2025"]))
    assert response.status_code == 403
    assert "This period is not approved yet." in response.content.decode()


def test_another_boards_page_does_not_exist(reading, outsider, url):
    assert reading(outsider).get(url).status_code == 404


def _fact(key, value, unit="mnkr"):
    return Fact(key=key, label=key, value=value, unit=unit, signed=True, url=f"/{key}/")


@pytest.mark.parametrize(
    ("deviation", "forecast", "sentences"),
    [
        ("-335", "-550", ["The deficit is 335 mnkr and is expected to be 550 mnkr at the end of the year."]),
        ("-5", "2", ["The deficit is 5 mnkr and is expected to be a surplus of 2 mnkr at the end of the year."]),
        ("-335", None, ["The deficit is 335 mnkr."]),
        ("0", "-1", ["The result is 0 mnkr better than budget."]),
        ("12", "8", ["The result is 12 mnkr better than budget."]),
        (None, "-550", []),
    ],
)
def test_the_headline_follows_the_signs(deviation, forecast, sentences):
    facts = [_fact("economy.total.deviation", deviation), _fact("economy.forecast.assessed", forecast)]
    with translation.override("en"):
        found = headline({fact.key: fact for fact in facts})
    assert [words(_paragraph(one)).replace("\u00a0", " ") for one in found] == sentences


def _paragraph(sentence):
    return html.fromstring(f"<p>{sentence}</p>")


def _item(key, status, kind="commission", **attributes):
    return Item(key=key, kind=kind, title=key, attributes={"status": status, **attributes})


def test_attention_is_what_is_red_the_forecast_first(board, period, planner):
    items = [
        _item("late", "delayed"),
        _item("fine", "done"),
        _item("strange", "no such status"),
        _item("goal", "met", kind="sub_goal", forecast="not_met"),
        _item("part", "not_met", kind="programme"),
    ]
    place = place_or_404(planner, board.slug, period.slug)
    assert [one.title for one in attention({item.key: item for item in items}, place)] == ["goal", "late"]


def test_changes_are_none_where_the_reader_may_not_see_the_period_before(board, period, planner, board_member):
    place = place_or_404(planner, board.slug, period.slug)
    assert changes(place, {}, today=TODAY) == ()
    seen_by_a_member = Place(user=board_member, unit=place.unit, period=place.period, periods=place.periods)
    assert changes(seen_by_a_member, {}, today=TODAY) is None
