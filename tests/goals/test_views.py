"""The list of goals and its two forms: who sees them, what saving answers, and that the list shows the same."""

import pytest
from django.test.html import Element, parse_html

from goals.models import Goal, GoalAssessment, IndicatorValue
from organisation.models import State, Submission

LIST = "/provnamnden/2025/goals/"
ASSESS = "/provnamnden/2025/goals/g1a/"
VALUE = "/provnamnden/2025/goals/indicators/x1/"
ASSESSMENT = {
    "version": "0",
    "status": "met",
    "forecast": "partly",
    "analysis": "Arbetet går bra.",
    "measures_text": "",
}
READING = {
    "version": "0",
    "value": "1 700",
    "approximate": "over",
    "missing_reason": "",
    "comment": "Räknat i augusti",
}
FORMS = [pytest.param(ASSESS, ASSESSMENT, id="assess"), pytest.param(VALUE, READING, id="indicator")]


def rows(html) -> dict[str, Element]:
    """The list's rows by id, wherever they stand in the page or fragment."""
    found, waiting = {}, [parse_html(html)]
    while waiting:
        element = waiting.pop()
        attributes = dict(getattr(element, "attributes", []))
        if getattr(element, "name", "") == "li" and attributes.get("id", "").startswith("row-"):
            found[attributes["id"]] = element
        waiting += getattr(element, "children", [])
    return found


def lock(board, period, by, state=State.APPROVED):
    from django.utils import timezone

    stamps = {"submitted_at": timezone.now(), "submitted_by": by, "approved_at": timezone.now(), "approved_by": by}
    Submission.objects.update_or_create(unit=board, period=period, defaults={"state": state, **stamps})


def test_the_list_shows_each_sub_goal_followed_by_its_indicators(login, planner, period, plan):
    response = login(planner).get(LIST)
    assert response.status_code == 200
    group = response.context["page"].groups[0]
    assert (group.title, [row.dom_id for row in group.rows]) == (
        "Mål 1. Trygg vård",
        [f"row-goals-{code}" for code in ("g1a", "x1", "g1b", "x2", "g1c", "x3")],
    )
    assert set(rows(response.content.decode())) == {row.dom_id for row in group.rows}


def test_the_real_boards_list_says_how_many_are_met(login, hsn, hsn_t2, administrator):
    from organisation.models import Membership, Role

    Membership.objects.create(user=administrator, unit=hsn, role=Role.ADMINISTRATOR)
    page = login(administrator).get("/vasterbotten-hsn/2025-t2/goals/").context["page"]
    assert [(entry.status.code, entry.count) for entry in page.tally] == [
        ("met", 2),
        ("partly", 7),
        ("not_met", 4),
        ("not_assessable", 1),
    ]
    assert (len(page.groups), [one.rule for one in page.findings]) == (
        7,
        [*["R6"] * 8, "R12", "R8", "R9", "R9", "R10"],
    )


def test_the_list_without_goals_says_so(login, planner, period):
    response = login(planner).get(LIST)
    assert (response.status_code, response.context["page"].groups) == (200, ())


def test_an_indicator_of_no_goal_has_a_group_of_its_own(login, planner, period, board, plan):
    Goal.objects.filter(code="g1c").update(valid_to="2024-12-31")
    groups = login(planner).get(LIST).context["page"].groups
    assert [(group.code, len(group.rows)) for group in groups] == [("g1", 4), ("other", 1)]


def test_a_goal_without_sub_goals_is_assessed_itself(login, planner, period, board):
    Goal.objects.create(board=board, code="alone", number="9", title="Ensamt")
    group = login(planner).get(LIST).context["page"].groups[0]
    assert (group.code, [row.title for row in group.rows]) == ("alone", ["Ensamt"])


def test_last_periods_answers_stand_in_the_row_until_there_are_new_ones(
    login, planner, board, period, previous_period, plan, assess, report
):
    assess(plan["g1a"], by=planner, unit=board, period=previous_period, status="partly", forecast="met")
    report(plan["x1"], by=planner, unit=board, period=previous_period, value="90")
    goal, indicator = login(planner).get(LIST).context["page"].groups[0].rows[:2]
    assert (goal.previous_label, goal.previous_now.code, indicator.previous_value) == (
        "Tertial 2 2025",
        "partly",
        "90",
    )
    assess(plan["g1a"], by=planner, unit=board, status="met")
    report(plan["x1"], by=planner, unit=board, value="95")
    goal, indicator = login(planner).get(LIST).context["page"].groups[0].rows[:2]
    assert (goal.previous_label, goal.previous_now, indicator.previous_value) == ("", None, "")


def test_last_periods_answers_stand_beside_the_fields(
    login, planner, board, period, previous_period, plan, assess, report
):
    assess(
        plan["g1a"], by=planner, unit=board, period=previous_period, status="partly", analysis="En [[a.b|7]].\n\nTvå"
    )
    report(plan["x1"], by=planner, unit=board, period=previous_period, value="90", comment="Som förr")
    fields = {one.field.name: one for one in login(planner).get(ASSESS).context["entry"].fields}
    assert (fields["status"].previous_status.code, fields["analysis"].previous) == ("partly", "En 7.\n\nTvå")
    fields = {one.field.name: one for one in login(planner).get(VALUE).context["entry"].fields}
    assert (fields["value"].previous, fields["comment"].previous) == ("90", "Som förr")


def test_the_target_stands_above_the_field_of_the_value(login, planner, period, plan):
    entry = login(planner).get(VALUE).context["entry"]
    assert entry.lead.endswith("100")


@pytest.mark.parametrize("url", [LIST, ASSESS, VALUE])
def test_another_boards_people_find_nothing(login, outsider, period, plan, url):
    assert login(outsider).get(url).status_code == 404


@pytest.mark.parametrize("url", ["/provnamnden/2025/goals/g1/", "/provnamnden/2025/goals/indicators/x9/"])
def test_what_is_not_reported_is_not_found(login, planner, period, plan, url):
    assert login(planner).get(url).status_code == 404


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_a_board_member_reads_what_is_decided_and_changes_nothing(
    login, board_member, manager, board, period, plan, url, data
):
    lock(board, period, manager)
    client = login(board_member)
    assert (client.get(LIST).status_code, client.get(url).status_code, client.post(url, data).status_code) == (
        200,
        403,
        403,
    )
    assert not client.get(LIST).context["page"].groups[0].rows[0].edit_url
    assert not GoalAssessment.objects.exists()
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_a_role_that_may_not_write_is_refused_in_an_open_period(login, administrator, period, plan, url, data):
    client = login(administrator)
    assert (client.get(url).status_code, client.post(url, data).status_code) == (403, 403)


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_a_form_that_was_opened_before_the_lock_keeps_what_was_typed(
    login, planner, manager, board, period, plan, url, data
):
    lock(board, period, manager)
    client = login(planner)
    response = client.post(url, data)
    assert response.status_code == 409
    assert response.context["entry"].locked_reason
    assert data.get("analysis", data.get("comment")) in response.content.decode()
    assert client.get(url).status_code == 403


def test_an_assessment_is_saved(login, planner, board, period, plan):
    response = login(planner).post(ASSESS, ASSESSMENT)
    assert (response.status_code, response.url) == (302, f"{LIST}#row-goals-g1a")
    row = GoalAssessment.objects.get()
    assert (row.goal, row.unit, row.status, row.forecast, row.analysis, row.version, row.saved_by) == (
        plan["g1a"],
        board,
        "met",
        "partly",
        "Arbetet går bra.",
        1,
        planner,
    )


def test_a_value_is_saved(login, planner, board, period, plan):
    response = login(planner).post(VALUE, READING)
    assert (response.status_code, response.url) == (302, f"{LIST}#row-goals-x1")
    row = IndicatorValue.objects.get()
    assert (row.indicator, row.value, row.decimals, row.approximate, row.comment) == (
        plan["x1"],
        1700,
        0,
        "over",
        "Räknat i augusti",
    )


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_the_row_that_is_swapped_in_equals_the_one_of_a_full_reload(login, planner, period, plan, htmx, url, data):
    client = login(planner)
    swapped = rows(client.post(url, data, headers=htmx).content.decode())
    reloaded = rows(client.get(LIST).content.decode())
    assert len(swapped) == 1
    assert all(element == reloaded[dom_id] for dom_id, element in swapped.items())


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_cancelling_gives_the_row_of_the_list(login, planner, period, plan, htmx, url, data):
    client = login(planner)
    given = rows(client.get(f"{url}?row", headers=htmx).content.decode())
    listed = rows(client.get(LIST).content.decode())
    assert given == {dom_id: listed[dom_id] for dom_id in given}


@pytest.mark.parametrize(("url", "data"), FORMS)
def test_the_form_takes_the_place_of_its_row(login, planner, period, plan, htmx, url, data):
    client = login(planner)
    opened = rows(client.get(url, headers=htmx).content.decode())
    assert set(opened) <= set(rows(client.get(LIST).content.decode()))
    assert len(opened) == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
@pytest.mark.parametrize(
    ("url", "data", "typed"),
    [
        (ASSESS, ASSESSMENT | {"status": "fine", "analysis": "Mitt utkast"}, "Mitt utkast"),
        (VALUE, READING | {"value": "1.234"}, "1.234"),
        (VALUE, READING | {"missing_reason": "closed", "comment": "Både och"}, "Både och"),
    ],
)
def test_what_is_invalid_is_answered_with_everything_still_there(
    login, planner, period, plan, url, data, typed, headers
):
    response = login(planner).post(url, data, headers=headers)
    assert response.status_code == 422
    assert typed in response.content.decode()
    assert not GoalAssessment.objects.exists()
    assert not IndicatorValue.objects.exists()


def test_somebody_elses_text_is_shown_beside_mine(login, planner, manager, board, period, plan, assess):
    assess(plan["g1a"], by=manager, unit=board, analysis="Chefens text", status="met", forecast="partly")
    response = login(planner).post(ASSESS, ASSESSMENT)
    assert response.status_code == 409
    conflict = response.context["entry"].conflict
    assert (conflict.saved_by_name, [(row.mine, row.theirs, row.before) for row in conflict.rows]) == (
        "manager",
        [("Arbetet går bra.", "Chefens text", "")],
    )


def test_somebody_elses_value_is_shown_beside_mine(login, planner, manager, board, period, plan, report):
    report(plan["x1"], by=manager, unit=board, value="1700", approximate="over", comment="Chefens")
    response = login(planner).post(VALUE, READING)
    assert response.status_code == 409
    assert [(row.mine, row.theirs) for row in response.context["entry"].conflict.rows] == [
        ("Räknat i augusti", "Chefens")
    ]


def test_a_value_in_words_has_a_form_of_its_own(login, planner, period, plan):
    plan["x1"].unit = "text"
    plan["x1"].save()
    response = login(planner).post(
        VALUE, {"version": "0", "value_text": "Bättre", "missing_reason": "", "comment": ""}
    )
    assert response.status_code == 302
    assert IndicatorValue.objects.get().value_text == "Bättre"


def test_the_units_texts_stand_with_the_boards_row(login, planner, board, unit, period, plan, assess):
    assess(plan["g1a"], by=planner, unit=unit, analysis="Från norra")
    row = login(planner).get(LIST).context["page"].groups[0].rows[0]
    assert [(one.name, one.text) for one in row.units.texts] == [("Norra", "Från norra")]


@pytest.mark.parametrize("url", [LIST, ASSESS, VALUE])
def test_reading_writes_nothing(login, planner, period, plan, url, django_assert_max_num_queries):
    client = login(planner)
    with django_assert_max_num_queries(20) as captured:
        client.get(url)
    assert [query["sql"] for query in captured.captured_queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_however_long_it_is(
    login, planner, board, period, plan, assess, report, count, django_assert_num_queries
):
    for letter, number in list(zip("abc", "123", strict=True))[:count]:
        assess(plan[f"g1{letter}"], by=planner, unit=board, status="met", analysis="Därför.")
        report(plan[f"x{number}"], by=planner, unit=board, value="90")
    client = login(planner)
    client.get(LIST)
    with django_assert_num_queries(19):
        client.get(LIST)
