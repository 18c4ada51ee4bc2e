"""Figures that are picked into a text while it is written: found by name, stored as references, shown as they are."""

import pytest
from django.urls import reverse

from followup.prose import references
from organisation.models import Membership, Role, User
from reports.assembly import assemble
from reports.models import ChapterText
from tests.html import page, words
from tests.reports.conftest import TODAY

pytestmark = pytest.mark.django_db
N = "\u00a0"


@pytest.fixture
def reporter(login, hsn, hsn_t2):
    user = User.objects.create_user("planerare_hsn")
    Membership.objects.create(user=user, unit=hsn, role=Role.PLANNER)
    return login(user)


@pytest.fixture
def search(reporter, hsn, hsn_t2):
    def run(wanted, **headers):
        url = reverse("reports:figures", args=[hsn.slug, hsn_t2.slug])
        return reporter.get(url, {"q": wanted, "field": "x-text"}, headers=headers)

    return run


def test_a_figure_is_found_by_every_word_of_its_name_in_any_order(search):
    found = search("avvikelse totalt").context["found"]
    assert [(one.label, one.shown) for one in found[:1]] == [("Totalt: avvikelse mot budget", f"−335{N}mnkr")]
    assert references(found[0].reference) == [("economy.total.deviation", f"−335{N}mnkr")]


def test_what_is_searched_for_as_it_begins_comes_first(search):
    labels = [one.label for one in search("sjukfrånvaro").context["found"]]
    assert labels[0].startswith("Sjukfrånvaro")


def test_no_more_than_a_dozen_are_shown_and_the_rest_is_counted(search):
    context = search("a").context
    assert len(context["found"]) == 12
    assert context["more"] > 12


@pytest.mark.parametrize("wanted", ["finns inte", "", "   ", "<script>"])
def test_what_is_not_there_is_said(search, wanted):
    response = search(wanted, **{"HX-Request": "true"})
    assert (response.status_code, response.context["found"]) == (200, [])
    assert "<script>" not in response.content.decode()


def test_a_button_puts_the_reference_into_the_field(search):
    tree = page(search("avvikelse totalt", **{"HX-Request": "true"}))
    button = tree.xpath("//button[@data-insert]")[0]
    assert button.get("data-insert") == "x-text"
    assert button.get("data-text") == f"[[economy.total.deviation|−335{N}mnkr]]"
    assert words(button) == "Sätt in: Totalt: avvikelse mot budget"


def test_a_figure_without_a_value_cannot_be_picked(search):
    assert search("60 dagar eller mer").context["found"] == []


def test_only_those_who_report_pick_figures(login, hsn, hsn_t2):
    user = User.objects.create_user("ledamot_hsn")
    Membership.objects.create(user=user, unit=hsn, role=Role.BOARD_MEMBER)
    url = reverse("reports:figures", args=[hsn.slug, hsn_t2.slug])
    assert login(user).get(url, {"q": "a"}).status_code == 403


def test_the_form_of_a_chapter_has_the_search_beside_it(reporter, hsn):
    period = hsn.periods.get(slug="2025")
    tree = page(reporter.get(reverse("reports:chapter", args=[hsn.slug, period.slug, "summary"])))
    [field] = tree.xpath("//input[@type='search']")
    # It belongs to no form, so that what is searched for is never saved as a part of the text.
    assert field.get("form") == "figure-search-form"
    assert field.get("hx-get").endswith("?field=row-reports-summary-text")
    assert tree.xpath("//textarea[@id='row-reports-summary-text']")


def test_the_report_shows_the_figure_as_it_is_and_keeps_both(hsn, hsn_t2):
    ChapterText.objects.filter(unit=hsn, period=hsn_t2, code="summary").update(
        text="Underskottet är [[economy.total.deviation|−1 mnkr]] efter åtta månader."
    )
    payload = assemble(unit=hsn, period=hsn_t2, today=TODAY)
    texts = [block.text for one in payload.sections() for block in one.blocks if block.type == "prose"]
    assert f"Underskottet är [[economy.total.deviation|−335{N}mnkr]] efter åtta månader." in texts
