"""The page behind a figure: where it comes from, how it adds up, and who has changed it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from economy.models import FrameOutcome
from organisation import actions
from staffing.models import SickLeave
from tests.html import by_id, page, words


@pytest.fixture
def open_figure(reading, member, hsn_t2):
    def get(key, user=member, period="2025-t2"):
        return reading(user).get(reverse("figure", args=["vasterbotten-hsn", period, key]))

    return get


def _panel(response, dom_id):
    """The panel's words, with a space between its parts."""
    return " ".join(" ".join(by_id(response, dom_id).getparent().itertext()).split())


def test_the_number_is_shown_with_its_source(open_figure):
    response = open_figure("economy.total.deviation")
    assert words(page(response).xpath("//p[@class='figure-large']")[0]) == "−335 mnkr"
    assert _panel(response, "source") == (
        "Where it comes from Source Delårsrapport augusti 2025, avsnitt 3.1 As of 31 August 2025 "
        "Approved källdokument, 25 September 2025 12:00 Key economy.total.deviation"
    )


def test_it_says_how_the_number_adds_up_with_links_to_the_parts(open_figure):
    panel = by_id(open_figure("economy.total.deviation"), "adds-up").getparent()
    assert [words(line) for line in panel.xpath(".//p[@class='arithmetic']")] == [
        "+56 −391 = −335 mnkr",
        "−112 −33 −334 +144 = −335 mnkr",
    ]
    assert [words(link) for link in panel.xpath(".//table[2]//a")] == [
        "−112 mnkr",
        "−33 mnkr",
        "−334 mnkr",
        "+144 mnkr",
        "−335 mnkr",
    ]


def test_it_says_what_the_number_is_part_of(open_figure):
    assert _panel(open_figure("economy.total.deviation"), "used-in") == (
        "What it is part of The year at the pace so far −335 mnkr × 12/8 = −502,5 mnkr"
    )


def test_a_sum_that_disagrees_says_so(open_figure):
    panel = _panel(open_figure("savings.total.officials"), "adds-up")
    assert "✕ Error" in panel
    assert ("81 000 tkr" in panel, "111 000 tkr" in panel) == (True, True)


def test_a_rating_is_explained_in_words(open_figure):
    lead = words(page(open_figure("goals.i05.ratio")).xpath("//p[@class='lead']")[0])
    assert lead.startswith("1 700 against the target at least 9 500: 17,9 % of the target, not met.")


def _changes(response):
    """Each change on the page: its head without the time, its reason, and the fields."""
    found = []
    for one in by_id(response, "history").getparent().xpath("./ol/li[p]"):
        fields = {words(pair.find("dt")): words(pair.find("dd")) for pair in one.iter("div")}
        found.append((words(one.find(".//strong")), [words(p) for p in one.findall("p")[1:]], fields))
    return found


def _links(response):
    return by_id(response, "history").getparent().xpath(".//a/@href")


def test_the_history_says_who_changed_what(open_figure, hsn_planner):
    response = open_figure("economy.total.deviation", user=hsn_planner)
    [(who, _reasons, fields)] = _changes(response)
    assert (who, fields["Deviation from budget"]) == ("källdokument", "−335 000 000")
    assert _links(response) == ["/vasterbotten-hsn/2025-t2/history/economy.total/"]


def test_who_may_not_read_the_history_is_told_who_changed_it_last_and_nothing_else(
    open_figure, hsn, hsn_year, hsn_planner, division_planner
):
    row = FrameOutcome(unit=hsn, period=hsn_year, **FrameOutcome.about(None), account="net")
    row = actions.write(row=row, version=0, changes={"deviation": Decimal(-5)}, by=hsn_planner)
    actions.write(row=row, version=1, changes={"deviation": Decimal(-7)}, by=hsn_planner, reason="Fel siffra")
    response = open_figure("economy.total.deviation", user=division_planner, period="2025")
    assert (_changes(response), _links(response)) == ([("Planerare", [], {})], [])


def test_a_change_that_empties_a_field_is_told_with_its_reason(open_figure, hsn, hsn_year, hsn_planner):
    row = FrameOutcome(unit=hsn, period=hsn_year, **FrameOutcome.about(None), account="net")
    row = actions.write(row=row, version=0, changes={"deviation": Decimal(-5)}, by=hsn_planner)
    actions.write(row=row, version=1, changes={"deviation": None}, by=hsn_planner, reason="Fel mål")
    assert _changes(open_figure("economy.total.deviation", user=hsn_planner, period="2025")) == [
        ("Planerare", ["Fel mål"], {"Deviation from budget": "Before: −5 → empty"}),
        ("Planerare", [], {"Deviation from budget": "−5"}),
    ]


def test_what_a_group_had_before_it_was_too_small_stays_hidden(open_figure, hsn, hsn_year, hsn_planner):
    row = SickLeave(unit=hsn, period=hsn_year, group_code="", measure="women")
    shown = {"value": Decimal("7.31"), "n_employees": 30}
    row = actions.write(row=row, version=0, changes=shown, by=hsn_planner)
    hidden = {"value": None, "n_employees": 8, "missing_reason": "confidential"}
    row = actions.write(row=row, version=1, changes=hidden, by=hsn_planner, reason="För få")
    again = {"value": Decimal("5.52"), "n_employees": 30, "missing_reason": ""}
    actions.write(row=row, version=2, changes=again, by=hsn_planner, reason="Fler nu")
    latest, small, first = _changes(open_figure("staffing.sick.women", user=hsn_planner, period="2025"))
    too_small = "Not shown: the group was too small."
    assert (small, first) == (("Planerare", ["För få", too_small], {}), ("Planerare", [too_small], {}))
    assert set(latest[2].values()) == {"5,52", "30", "empty"}


def test_an_earlier_period_is_shown_to_who_may_see_it(open_figure, hsn_planner):
    response = open_figure("economy.total.deviation", user=hsn_planner, period="2025")
    assert _panel(response, "earlier") == "Earlier periods Tertial 2 2025 −335 mnkr"
    assert page(response).xpath("//h2[@id='adds-up']") == []
    assert "Nobody has reported it yet." in _panel(response, "source")


def test_an_unknown_figure_does_not_exist(open_figure):
    assert open_figure("economy.total.nonsense").status_code == 404


def test_another_boards_figure_does_not_exist(open_figure, outsider):
    assert open_figure("economy.total.deviation", user=outsider).status_code == 404


def test_the_page_is_read_in_a_constant_number_of_queries(reading, member, hsn_t2, django_assert_num_queries):
    client = reading(member)
    # A count has no row of its own, and so no history to ask for.
    for key, queries in (("economy.total.deviation", 85), ("goals.total", 83)):
        with django_assert_num_queries(queries):
            client.get(reverse("figure", args=["vasterbotten-hsn", "2025-t2", key]))
