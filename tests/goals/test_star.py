"""The quality star: how a board gets one, its page, its chart over time and units, and its part of the report."""

from datetime import date

import pytest
from django.utils import timezone, translation

from followup.charts import chart_table, plotly, svg
from followup.rules import review
from goals.duties import duties
from goals.models import Goal, GoalAssessment
from goals.overview import load
from goals.section import goals
from goals.star import rays_of_units, rays_over_time, star, units_chart
from goals.star_plan import PERSPECTIVES, add_star, star_of
from organisation.actions import Refused
from organisation.models import AdministrativeAct, State, Submission, Unit
from reports.assembly import assemble

TODAY = date(2026, 11, 23)
PAGE = "/provnamnden/2025/goals/star/"
SETTINGS, ADD = "/manage/provnamnden/star/", "/manage/provnamnden/star/add/"
CODES = ["star-access", "star-staff", "star-flows", "star-economy", "star-patient"]


@pytest.fixture
def perspectives(board, administrator):
    """The board's star, by code."""
    return {one.code: one for one in add_star(board=board, by=administrator)}


@pytest.fixture
def close(planner, manager):
    """Approves what a unit has handed in for a period."""

    def close(unit, period, state=State.APPROVED):
        now = timezone.now()
        stamps = {"submitted_at": now, "submitted_by": planner, "approved_at": now, "approved_by": manager}
        Submission.objects.update_or_create(unit=unit, period=period, defaults={"state": state, **stamps})

    return close


def points(chart):
    """By series, the ring of each perspective in order, and the word of each gap."""
    return {series.label: [point.value or point.note for point in series.points] for series in chart.series}


def blocks(section, kind):
    return [one for one in section.blocks if one.type == kind]


def test_a_star_has_the_five_perspectives_below_its_root(perspectives):
    assert list(perspectives) == ["star", *CODES]
    assert {(one.tree, one.level, one.parent_id) for code, one in perspectives.items() if code != "star"} == {
        ("star", 2, perspectives["star"].pk)
    }


def test_the_names_are_in_the_language_of_the_board(board, administrator):
    board.language = "en"
    board.save()
    assert add_star(board=board, by=administrator)[1].title == "Accessibility"


def test_it_is_added_once_and_logged(board, administrator, perspectives):
    again = add_star(board=board, by=administrator)
    assert [one.pk for one in again] == [one.pk for one in perspectives.values()]
    act = AdministrativeAct.objects.get(verb="star_added")
    assert (act.by, act.subject, len(act.after["lines"].splitlines())) == (administrator, "provnamnden", 6)


@pytest.mark.parametrize("who", ["planner", "controller", "outsider"])
def test_nobody_but_an_administrator_adds_one(who, request, board):
    with pytest.raises(Refused):
        add_star(board=board, by=request.getfixturevalue(who))
    assert star_of(board) == []


def test_what_is_handed_in_gets_no_star(board, administrator, period, previous_period, close):
    close(board, previous_period)
    made = add_star(board=board, by=administrator)
    assert {one.valid_from for one in made} == {date(2025, 9, 1)}
    assert not load(unit=board, period=previous_period).has_star
    assert load(unit=board, period=period).has_star


def test_a_code_that_is_taken_gets_a_number(board, administrator, plan):
    Goal.objects.filter(code="g1a").update(code="star-staff")
    assert [one.code for one in add_star(board=board, by=administrator)][2] == "star-staff-2"


def test_the_page_of_settings_adds_it_and_then_says_that_it_is_there(login, administrator, board):
    client = login(administrator)
    assert b"star/add/" in client.get(SETTINGS).content
    response = client.post(ADD)
    assert (response.status_code, response["Location"]) == (302, SETTINGS)
    shown = client.get(SETTINGS)
    names = [goal.title for goal in star_of(board)[1:]]
    assert (shown.context["has_star"], shown.context["names"], b"star/add/" in shown.content) == (True, names, False)
    with translation.override("sv"):
        assert names == [str(title) for _code, title in PERSPECTIVES]
    assert names[0] in client.get("/manage/provnamnden/log/").content.decode()


@pytest.mark.parametrize(
    ("who", "answers"), [("planner", (403, 403)), ("controller", (403, 403)), ("outsider", (404, 404))]
)
def test_nobody_else_reaches_the_page_of_settings(who, answers, request, login, board):
    client = login(request.getfixturevalue(who))
    assert (client.get(SETTINGS).status_code, client.post(ADD).status_code) == answers
    assert star_of(board) == []


def test_a_board_without_a_star_has_no_page_of_it_and_no_link(login, planner, period, plan):
    client = login(planner)
    assert client.get(PAGE).status_code == 404
    assert client.get("/provnamnden/2025/goals/").context["page"].star_url == ""


def test_the_goals_page_leads_to_the_star_and_shows_none_of_it(login, planner, period, plan, perspectives):
    page = login(planner).get("/provnamnden/2025/goals/").context["page"]
    assert (page.star_url, [group.code for group in page.groups]) == (PAGE, ["g1"])


@pytest.mark.parametrize(
    ("who", "status"),
    [("planner", 200), ("unit_planner", 200), ("administrator", 200), ("board_member", 403), ("outsider", 404)],
)
def test_who_may_read_the_page(who, status, request, login, period, perspectives):
    assert login(request.getfixturevalue(who)).get(PAGE).status_code == status


def test_the_page_has_a_row_for_each_perspective(login, planner, period, perspectives):
    page = login(planner).get(PAGE).context["page"]
    assert [[row.dom_id for row in group.rows] for group in page.groups] == [[f"row-goals-{code}" for code in CODES]]


def test_a_perspective_is_assessed_in_the_form_of_a_goal_and_leads_back_to_the_star(
    login, planner, board, period, perspectives
):
    client = login(planner)
    typed = {"version": "0", "status": "partly", "forecast": "met", "analysis": "Därför.", "measures_text": ""}
    response = client.post("/provnamnden/2025/goals/star-access/", typed)
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}#row-goals-star-access")
    row = GoalAssessment.objects.get(unit=board, period=period)
    assert (row.goal.code, row.status, row.forecast) == ("star-access", "partly", "met")


def test_every_unit_has_a_duty_for_each_perspective_after_those_of_the_goals(
    unit, unit_planner, period, plan, perspectives
):
    found = duties(user=unit_planner, unit=unit, period=period, today=TODAY)
    assert [one.key for one in found] == [f"goals.{code}" for code in ("g1a", "g1b", "g1c", *CODES)]
    assert found[3].form_url == f"/{unit.slug}/2025/goals/star-access/"


def test_the_chart_lays_the_period_over_the_two_before_and_draws_no_gap(
    english, board, planner, period, previous_period, perspectives, assess
):
    assess(perspectives["star-access"], by=planner, unit=board, status="met")
    assess(perspectives["star-staff"], by=planner, unit=board, status="hard")
    assess(perspectives["star-access"], by=planner, unit=board, period=previous_period, status="not_met")
    overview = load(unit=board, period=period, tree="star")
    section = star(unit=board, period=period, today=TODAY)
    gap = "Not yet assessed"
    now = ["3", "Hard to assess", gap, gap, gap]
    assert points(blocks(section, "chart")[0]) == {"Helår 2025": now}
    rays = rays_over_time(overview, decided_only=False)
    assert [ray.label for ray in rays] == ["Helår 2025", "Tertial 2 2025"]


def test_the_chart_is_drawn_and_its_table_says_words(english, board, planner, period, perspectives, assess):
    assess(perspectives["star-access"], by=planner, unit=board, status="partly")
    chart = blocks(star(unit=board, period=period, today=TODAY), "chart")[0]
    assert (chart.kind, chart.rings) == ("radar", ("Not met", "Partly met", "Met"))
    table = chart_table(chart)
    assert [row.cells[1].text for row in table.rows][:2] == ["Partly met", "Not yet assessed"]
    assert table.columns[0].label == "Perspective"
    assert (svg(chart)[:4], svg(chart, theme="print")[:4], list(plotly(chart))) == (
        "<svg",
        "<svg",
        ["data", "layout", "config"],
    )


def test_the_report_shows_an_earlier_period_when_it_is_approved(
    english, board, planner, period, previous_period, perspectives, assess, close
):
    assess(perspectives["star-access"], by=planner, unit=board, period=previous_period, status="not_met")
    close(board, previous_period)
    chart = blocks(star(unit=board, period=period, today=TODAY), "chart")[0]
    assert points(chart)["Tertial 2 2025"][0] == "1"


def test_units_are_laid_over_each_other(english, board, unit, planner, unit_planner, period, perspectives, assess):
    assess(perspectives["star-flows"], by=planner, unit=board, status="partly")
    assess(perspectives["star-flows"], by=unit_planner, unit=unit, status="met")
    overview = load(unit=board, period=period, tree="star")
    chart = units_chart(overview, rays_of_units(overview, [board, unit]))
    assert {label: rings[2] for label, rings in points(chart).items()} == {"PN": "2", "Norra": "3"}
    assert chart.title == "The perspectives of PN, Norra, Helår 2025"


def test_the_page_compares_the_units_that_are_chosen_each_once(login, planner, board, unit, period, perspectives):
    client = login(planner)
    assert client.get(PAGE).context["page"].units is None
    chosen = {"first": unit.slug, "second": board.slug, "third": unit.slug}
    chart = client.get(PAGE, chosen).context["page"].units
    assert [series.label for series in chart.series] == ["Norra", "PN"]


def test_a_unit_that_there_is_not_is_refused_with_a_sentence(login, planner, unit, period, perspectives, other_board):
    response = login(planner).get(PAGE, {"first": unit.slug, "second": "andra-namnden"})
    form = response.context["page"].form
    assert (response.status_code, list(form.errors), form["first"].value()) == (422, ["second"], unit.slug)
    assert response.context["page"].units is None


def test_a_board_member_compares_only_what_is_approved(login, board_member, board, unit, period, perspectives, close):
    close(board, period)
    client = login(board_member)
    assert client.get(PAGE).context["page"].form is None
    close(unit, period)
    assert list(client.get(PAGE).context["page"].form.units) == [board.slug, unit.slug]


def test_a_board_of_one_unit_has_nothing_to_compare(login, planner, period, perspectives):
    assert login(planner).get(PAGE).context["page"].form is None


def test_the_section_counts_and_its_sums_hold(english, board, planner, period, perspectives, assess):
    assess(perspectives["star-access"], by=planner, unit=board, status="met", forecast="met")
    assess(perspectives["star-staff"], by=planner, unit=board, status="not_met", forecast="partly")
    section = star(unit=board, period=period, today=TODAY)
    facts = section.all_facts()
    names = ("total", "status.met", "status.not_met", "status.unassessed", "forecast.partly")
    assert [facts[f"goals.star.{name}"].value for name in names] == ["5", "1", "1", "3", "1"]
    assert review([section, goals(unit=board, period=period, today=TODAY)]) == []
    assert section.blocks[0].text == "2 of 5 perspectives have been assessed, 1 of them met."
    assert [one.key for one in blocks(section, "section")] == [f"goals.{code}" for code in CODES]


def test_the_goals_are_counted_without_the_star(english, board, period, plan, perspectives):
    facts = goals(unit=board, period=period, today=TODAY).all_facts()
    assert facts["goals.total"].value == "3"


def test_a_perspective_holds_its_indicators(board, period, plan, perspectives):
    plan["x1"].goal = perspectives["star-flows"]
    plan["x1"].save()
    section = {one.key: one for one in star(unit=board, period=period, today=TODAY).walk()}["goals.star-flows"]
    assert [one.key for one in section.blocks if one.type == "table"] == ["goals.star-flows.indicators"]
    assert {one.kind for one in section.items} == {"perspective", "indicator"}


def test_the_usual_report_puts_the_star_after_the_goals_only_where_there_is_one(board, period, plan, administrator):
    def parts():
        payload = assemble(unit=board, period=period, today=TODAY)
        chapter = next(one for one in payload.chapters if one.number == "2.1")
        return [one.key for one in chapter.sections], [one.key for one in payload.other]

    assert parts()[0] == ["goals", "commissions"]
    assert "goals.star" not in parts()[1]
    add_star(board=board, by=administrator)
    assert parts()[0] == ["goals", "goals.star", "commissions"]


def test_a_figure_of_the_star_has_its_page(login, planner, period, perspectives):
    page = login(planner).get("/provnamnden/2025/figures/goals.star.total/").context["page"]
    assert page.shown == "5"


def test_without_a_star_the_section_is_one_question(board, period, plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert star(unit=board, period=period, today=TODAY).blocks == ()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_unit_as_for_three(
    login, planner, board, unit, period, previous_period, perspectives, assess, count, django_assert_num_queries
):
    others = [unit] + [
        Unit.objects.create(
            organisation=board.organisation, parent=board, board=board, slug=f"u{n}", name=f"U{n}", short_name=f"U{n}"
        )
        for n in range(2)
    ]
    for one in others[:count]:
        assess(perspectives["star-access"], by=planner, unit=one, status="met")
    client = login(planner)
    chosen = dict(zip(("first", "second", "third"), [one.slug for one in others[:count]], strict=False))
    with django_assert_num_queries(16):
        client.get(PAGE, chosen)


def test_reading_the_page_in_english(login, in_english, planner, period, perspectives):
    with translation.override("en"):
        page = login(planner).get(PAGE)
    assert page.context["page"].summary == "None of the 5 perspectives has been assessed yet."
