"""The page where a unit reports all of its goals: every form open, in the order of the plan."""

import pytest
from django.utils import timezone

from goals.models import Activity, GoalAssessment, Indicator, IndicatorValue
from organisation.models import Submission

REPORT = "/provnamnden-norra/2025/goals/report/"
ASSESS = "/provnamnden-norra/2025/goals/g1a/"
VALUE = "/provnamnden-norra/2025/goals/indicators/x1/"


@pytest.fixture(autouse=True)
def _in_english(english, in_english):
    pass


@pytest.fixture
def asked(plan, board):
    """The plan, of which the units report two indicators and an activity."""
    Indicator.objects.filter(code__in=["x1", "x2"]).update(by_unit=True)
    Activity.objects.create(board=board, goal=plan["g1b"], code="a1", title="Utbilda", by_unit=True)
    return plan


def page_of(client, url=REPORT):
    return client.get(url).context["page"]


def keys(page):
    return [one.entry.row.key for group in page.groups for one in group.forms]


def test_every_form_stands_open_in_the_order_of_the_plan(login, unit_planner, period, asked):
    page = page_of(login(unit_planner))
    assert keys(page) == ["goals.g1a", "goals.x1", "goals.g1b", "goals.x2", "goals.a1", "goals.g1c"]
    assert [(group.code, group.title) for group in page.groups] == [("g1", "Goal 1. Trygg vård")]
    html = login(unit_planner).get(REPORT).content.decode()
    assert html.count("data-autosave") == 6
    assert html.count("data-cancel") == 0


def test_it_says_what_is_missing_and_how_much_is_done(login, unit_planner, unit, period, asked, report):
    report(asked["x1"], by=unit_planner, unit=unit, value="5")
    page = page_of(login(unit_planner))
    assert (page.done, page.total, page.missing_count) == (1, 6, 11)
    assert page.gaps[0].steps == (
        ("status", "choose status"),
        ("forecast", "choose forecast"),
        ("analysis", "write an analysis"),
    )
    assert page.missing_ids.split() == [
        "row-goals-g1a",
        "row-goals-g1b",
        "row-goals-x2",
        "row-goals-a1",
        "row-goals-g1c",
    ]


def test_the_head_is_fetched_alone(login, unit_planner, period, asked):
    headers = {"HX-Request": "true", "HX-Target": "unit-head"}
    response = login(unit_planner).get(REPORT, headers=headers)
    assert next(template.name for template in response.templates) == "goals/unit_head.html"


def test_what_is_saved_comes_back_open(login, unit_planner, unit, period, asked):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{REPORT}"}
    data = {"version": "0", "status": "met", "forecast": "met", "analysis": "Därför."}
    response = login(unit_planner).post(ASSESS, data, headers=headers)
    assert (response.status_code, GoalAssessment.objects.get().analysis) == (200, "Därför.")
    html = response.content.decode()
    assert "data-autosave" in html
    assert 'name="version" value="1"' in html


def test_what_is_invalid_comes_back_with_what_was_typed(login, unit_planner, period, asked):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{REPORT}"}
    response = login(unit_planner).post(VALUE, {"version": "0", "value": "1.234"}, headers=headers)
    assert response.status_code == 422
    assert 'value="1.234"' in response.content.decode()


def test_without_javascript_a_save_leads_back_to_the_page(login, unit_planner, period, asked):
    data = {"version": "0", "value": "7"}
    response = login(unit_planner).post(VALUE, data, headers={"Referer": f"http://testserver{REPORT}"})
    assert (response.status_code, response.url) == (302, f"{REPORT}#row-goals-x1")
    assert IndicatorValue.objects.get().value == 7


@pytest.mark.parametrize("referer", ["", "http://[", "http://testserver/provnamnden-norra/2025/goals/"])
def test_elsewhere_a_save_leads_to_the_list(login, unit_planner, period, asked, referer):
    response = login(unit_planner).post(VALUE, {"version": "0", "value": "7"}, headers={"Referer": referer})
    assert response.url == "/provnamnden-norra/2025/goals/#row-goals-x1"


def test_unchanged_is_offered_where_something_was_said_last_time(
    login, unit_planner, unit, period, previous_period, asked, assess
):
    assess(asked["g1a"], by=unit_planner, unit=unit, period=previous_period, status="met", analysis="Då.")
    forms = [one.entry for group in page_of(login(unit_planner)).groups for one in group.forms]
    assert [entry.row.key for entry in forms if entry.carry_url] == ["goals.g1a"]


def test_the_list_leads_there_for_whoever_may_write(login, unit_planner, administrator, period, asked):
    goals = "/provnamnden-norra/2025/goals/"
    assert page_of(login(unit_planner), goals).report_url == REPORT
    assert page_of(login(administrator), goals).report_url == ""


def test_what_has_been_handed_in_has_no_forms_and_says_why(login, unit_planner, unit, period, asked):
    now = timezone.now()
    Submission.objects.create(unit=unit, period=period, state="submitted", submitted_at=now, submitted_by=unit_planner)
    page = page_of(login(unit_planner))
    assert (page.groups, page.locked_reason.split(" by ")[0]) == ((), "Submitted")


def test_whoever_reads_alone_is_told_so(login, administrator, unit, period, asked):
    page = page_of(login(administrator))
    assert (page.groups, page.locked_reason) == (
        (),
        "You can read this, but your role in this unit does not let you change it.",
    )


def test_board_members_and_others_do_not_come_here(login, board_member, outsider, unit, period, asked):
    assert [login(one).get(REPORT).status_code for one in (board_member, outsider)] == [403, 404]


def test_a_unit_without_goals_is_told_that_there_is_nothing(login, unit_planner, unit, period):
    assert "There is nothing to report" in login(unit_planner).get(REPORT).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_however_long_it_is(
    login, unit_planner, unit, period, previous_period, board, plan, assess, count, django_assert_num_queries
):
    for number, letter in enumerate("abc"[:count], start=1):
        Indicator.objects.filter(code=f"x{number}").update(by_unit=True)
        assess(plan[f"g1{letter}"], by=unit_planner, unit=unit, period=previous_period, status="met", analysis="Då.")
    client = login(unit_planner)
    client.get(REPORT)
    with django_assert_num_queries(15):
        client.get(REPORT)
