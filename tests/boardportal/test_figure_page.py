"""The page behind a figure: where it comes from, how it adds up, and who has changed it."""

import pytest
from django.urls import reverse
from django.utils import translation

from boardportal.figure_page import FieldChange, shown_revision
from goals.models import Goal, GoalAssessment
from organisation import actions
from organisation.models import Revision
from organisation.places import place_or_404
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
        "Key economy.total.deviation"
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


def test_the_history_says_who_changed_what(open_figure):
    panel = by_id(open_figure("economy.total.deviation"), "history").getparent()
    changed = {words(one.find("dt")): words(one.find("dd")) for one in panel.iter("div")}
    assert changed["deviation from budget"] == "−335 000 000"
    assert words(panel.find(".//strong")) == "källdokument"


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
    for key, queries in (("economy.total.deviation", 53), ("goals.total", 52)):
        with django_assert_num_queries(queries):
            client.get(reverse("figure", args=["vasterbotten-hsn", "2025-t2", key]))


def test_a_change_that_empties_a_field_is_told(hsn_planner, hsn_year):
    row = GoalAssessment(unit=hsn_year.board, period=hsn_year, goal=Goal.objects.get(code="m1a"))
    row = actions.write(row=row, version=0, changes={"analysis": "Läget."}, by=hsn_planner)
    actions.write(row=row, version=1, changes={"analysis": ""}, by=hsn_planner, reason="Fel mål")
    place = place_or_404(hsn_planner, "vasterbotten-hsn", "2025")
    with translation.override("en"):
        revisions = [
            shown_revision(one) for one in Revision.objects.of_fact(place.unit, place.period, "goals.m1a.now")
        ]
    assert [(one.reason, one.changed) for one in revisions] == [
        ("Fel mål", (FieldChange("analysis", "Läget.", ""),)),
        ("", (FieldChange("analysis", "", "Läget."),)),
    ]
