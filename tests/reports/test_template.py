"""The report's template, built in the portal: chapters, their order and numbers, and what was approved stays."""

from datetime import date

import pytest
from django.urls import reverse

from organisation.models import PlanChange, Role
from reports.assembly import assemble, template_of
from reports.models import ReportTemplate
from reports.template_plan import at_level, choices, free_code, moved, numbered, seal_of
from tests.reports.conftest import TODAY

pytestmark = pytest.mark.django_db


def chapters(*numbers):
    return [{"number": number, "title": number} for number in numbers]


def order(found):
    return [(one["number"], one["title"]) for one in found]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("1", "2", "2.1", "3"), ["1", "2", "2.1", "3"]),
        (("3", "1.1", "1.1", "7"), ["1", "1.1", "1.2", "2"]),
        (("1.1", "1"), ["1", "2"]),
        (("1", "1.1.1"), ["1", "1.1"]),
        ((), []),
    ],
)
def test_numbers_follow_of_order_and_level(given, expected):
    assert [one["number"] for one in numbered(chapters(*given))] == expected


def test_a_chapter_moves_one_step_and_no_further():
    three = chapters("1", "2", "2.1")
    assert order(moved(three, 0, 1)) == [("1", "2"), ("2", "1"), ("2.1", "2.1")]
    assert moved(three, 0, -1) == three
    assert moved(three, 2, 1) == three
    assert order(moved(three, 2, -2)) == [("1", "2.1"), ("2", "1"), ("3", "2")]


def test_a_text_gets_a_code_that_no_other_has():
    assert free_code([{"text": "summary"}, {"text": "text-1"}]) == "text-2"
    assert at_level({"number": "4", "title": "x"}, 2)["number"] == "1.1"


def test_what_a_chapter_can_show_is_what_the_board_has_and_what_it_shows_already(hsn, hsn_t2):
    found = dict(choices(hsn, hsn_t2, [{"parts": ["economy.result", "gone.section"]}], today=TODAY))
    assert found["economy.result"]
    assert found["gone.section"] == "gone.section"
    assert found["reports.changes"] == "Vad som har ändrats sedan förra rapporten"
    assert found["staffing.people"] == "Antal anställda, Arbetsmiljö, Sjukfrånvaro, Sjukfrånvaro per yrke"
    assert not any(key.startswith("reports.s") for key in found)
    # What the board has nothing of now is called what the usual report's chapter is.
    later = dict(choices(hsn, hsn_t2, [{"parts": ["reports.unknown", "goals.star"]}], today=TODAY))
    assert later["goals.star"] == "Mål och uppdrag (star)"


@pytest.fixture
def url(board, period):
    def of(name, **kwargs):
        return reverse(f"reports:{name}", kwargs={"unit": board.slug, "period": period.slug, **kwargs})

    return of


@pytest.fixture
def seen(board, period):
    return lambda: seal_of(template_of(board, period))


@pytest.fixture
def posted(seen):
    def data(**changes):
        plain = {"seen": seen(), "title": "Framåt", "level": "1", "own_text": "on", "hint": "Kort.", "parts": []}
        return plain | changes

    return data


def titles(board, period):
    return order(template_of(board, period).chapters)


def test_a_chapter_is_added_and_written_and_stands_in_the_report(
    login, planner, board, period, report_template, url, posted
):
    client = login(planner)
    assert client.post(url("add_chapter"), posted()).status_code == 302
    assert titles(board, period) == [("1", "Sammanfattning"), ("2", "Framåt")]
    form = client.get(url("chapter", code="text-1")).context["entry"].form
    assert client.post(url("chapter", code="text-1"), {"version": form["version"].value(), "text": "Vi ser."})
    payload = assemble(unit=board, period=period, today=TODAY)
    assert [(one.number, one.title) for one in payload.chapters] == titles(board, period)
    assert payload.chapters[1].sections[0].blocks[0].text == "Vi ser."
    assert PlanChange.objects.get().by == planner


def test_a_board_without_a_template_of_its_own_gets_one_with_the_usual_chapters(
    login, planner, board, period, url, posted
):
    before = len(template_of(board, period).chapters)
    assert not ReportTemplate.objects.exists()
    assert login(planner).post(url("add_chapter"), posted()).status_code == 302
    assert len(ReportTemplate.objects.get().chapters) == before + 1


def test_a_chapter_is_changed_moved_and_taken_out(login, planner, board, period, report_template, url, posted, seen):
    client = login(planner)
    client.post(url("add_chapter"), posted())
    client.post(url("change_chapter", at=1), posted(title="Framtiden", level="2", own_text=""))
    assert titles(board, period) == [("1", "Sammanfattning"), ("1.1", "Framtiden")]
    assert "text" not in template_of(board, period).chapters[1]
    client.post(url("move_chapter", at=1, way="up"), {"seen": seen()})
    assert titles(board, period) == [("1", "Framtiden"), ("2", "Sammanfattning")]
    client.post(url("move_chapter", at=0, way="remove"), {"seen": seen()})
    assert titles(board, period) == [("1", "Sammanfattning")]


def test_the_list_says_what_each_chapter_shows(login, planner, report_template, url, posted):
    client = login(planner)
    client.post(url("add_chapter"), posted(parts=["reports.changes"], only_with_content="on"))
    page = client.get(url("template")).content.decode()
    assert "Vad som har ändrats sedan förra rapporten" in page
    assert "Utelämnas när det inte finns något att visa" in page
    assert "Kort." in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": ""}, "title"), ({"level": "3"}, "level"), ({"parts": ["finns.inte"]}, "parts")],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    login, planner, board, period, report_template, url, posted, changed, field
):
    response = login(planner).post(url("add_chapter"), posted(hint="Det jag skrev.", **changed))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Det jag skrev." in response.content.decode()
    assert titles(board, period) == [("1", "Sammanfattning")]


def test_what_somebody_else_has_changed_is_not_overwritten(
    login, planner, controller, board, period, report_template, url, posted, seen
):
    mine = posted(title="Min")
    stale = {"seen": seen()}
    login(controller).post(url("add_chapter"), posted(title="Deras"))
    client = login(planner)
    response = client.post(url("add_chapter"), mine)
    assert response.status_code == 409
    assert 'value="Min"' in response.content.decode()
    assert client.post(url("move_chapter", at=0, way="remove"), stale).status_code == 409
    assert titles(board, period) == [("1", "Sammanfattning"), ("2", "Deras")]


def test_what_is_approved_keeps_the_template_it_had(
    login, planner, board, period, previous_period, approved, url, posted
):
    """Changed in another period, which is open: the approved report stands as it was."""
    assert login(planner).post(url("add_chapter"), posted()).status_code == 409
    other = reverse("reports:add_chapter", args=[board.slug, previous_period.slug])
    assert login(planner).post(other, posted()).status_code == 302
    assert titles(board, period) == [("1", "Sammanfattning")]
    assert len(titles(board, previous_period)) == 2
    assert [one.title for one in assemble(unit=board, period=period, today=date(2026, 4, 1)).chapters] == [
        "Sammanfattning"
    ]


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (Role.PLANNER, (200, 200)),
        (Role.CONTROLLER, (200, 200)),
        (Role.MANAGER, (200, 403)),
        (Role.BOARD_MEMBER, (403, 403)),
    ],
)
def test_who_reads_and_who_builds(login, people, report_template, url, role, codes):
    client = login(people[role])
    assert (client.get(url("template")).status_code, client.get(url("add_chapter")).status_code) == codes


@pytest.fixture
def people(planner, controller, manager, board_member):
    found = (planner, controller, manager, board_member)
    return dict(zip((Role.PLANNER, Role.CONTROLLER, Role.MANAGER, Role.BOARD_MEMBER), found, strict=True))


def test_a_template_that_was_never_changed_costs_no_query_more(
    board, period, report_template, django_assert_num_queries
):
    board.refresh_from_db()
    with django_assert_num_queries(1):
        template_of(board, period)
