"""Activities: how far they have come, on the goals page, in the form, as duties and in the report."""

from datetime import date

import pytest
from django.utils import timezone

from followup.rules import review
from followup.sections import Prose, Table
from goals.activity_rows import ActivityForm
from goals.duties import duties
from goals.models import Activity, ActivityStatus, Goal
from goals.section import goals
from organisation.actions import write
from organisation.history import history_of
from organisation.models import Revision, State, Submission
from organisation.places import Place
from tests.html import by_id, outer

TODAY = date(2026, 11, 23)
LIST = "/provnamnden/2025/goals/"
FORM = "/provnamnden/2025/goals/activities/a1/"
TYPED = {"version": "0", "status": "ongoing", "percent": "40", "comment": "Halvvägs."}


@pytest.fixture
def steps(board, plan):
    """Two activities of a sub-goal with an indicator, the first reported by each unit, and one of a goal with
    nothing else, by code."""
    alone = Goal.objects.create(board=board, code="alone", number="2", title="Utan mått", order=2)
    made = [
        Activity.objects.create(
            board=board, goal=plan["g1a"], code="a1", title="Ny rutin", by_unit=True, owner_role="Områdeschef", order=1
        ),
        Activity.objects.create(
            board=board, goal=plan["g1a"], code="a2", title="Utbildning", valid_to=date(2025, 11, 30), order=2
        ),
        Activity.objects.create(board=board, goal=alone, code="a3", title="Avtal", order=3),
    ]
    return {one.code: one for one in made}


@pytest.fixture
def tell(period):
    """Writes how far an activity has come the way everybody does."""

    def tell(activity, *, by, unit, period=period, version=0, **changes):
        row = ActivityStatus(unit=unit, period=period, activity=activity)
        return write(row=row, version=version, changes=changes, by=by)

    return tell


def asked(user, unit, period):
    return {one.key: one for one in duties(user=user, unit=unit, period=period, today=TODAY)}


def part(section, key):
    return next(one for one in section.walk() if one.key == key)


def test_the_list_shows_activities_below_their_goal_and_a_goal_without_indicators(login, planner, period, steps):
    groups = login(planner).get(LIST).context["page"].groups
    assert [row.dom_id for row in groups[0].rows][:4] == [
        "row-goals-g1a",
        "row-goals-x1",
        "row-goals-a1",
        "row-goals-a2",
    ]
    assert [row.dom_id for row in groups[1].rows] == ["row-goals-alone", "row-goals-a3"]


def test_a_unit_reports_the_activities_that_each_unit_reports(login, unit_planner, unit, period, steps):
    groups = login(unit_planner).get(f"/{unit.slug}/2025/goals/").context["page"].groups
    shown = [row.dom_id for group in groups for row in group.rows if row.template == "goals/_activity_row.html"]
    assert shown == ["row-goals-a1"]
    assert login(unit_planner).get(f"/{unit.slug}/2025/goals/activities/a2/").status_code == 404


def test_a_form_that_is_saved_leads_to_the_row(login, planner, period, steps):
    response = login(planner).post(FORM, TYPED)
    assert (response.status_code, response["Location"]) == (302, f"{LIST}#row-goals-a1")
    row = ActivityStatus.objects.get()
    assert (row.status, row.percent, row.comment, row.version) == ("ongoing", 40, "Halvvägs.", 1)
    assert Revision.objects.filter(key="goals.a1").count() == 1


def test_the_saved_row_is_the_one_of_the_full_page(login, planner, period, steps, htmx):
    client = login(planner)
    answer = client.post(FORM, TYPED, headers=htmx | {"HX-Current-URL": f"http://testserver{LIST}"})
    assert answer.status_code == 200
    assert outer(by_id(answer, "row-goals-a1")) == outer(by_id(client.get(LIST), "row-goals-a1"))


def test_typing_saves(login, planner, period, steps):
    headers = {"X-Tab": "aaaaaaaa-1", "X-Sequence": "1", "X-Autosave": "1"}
    assert login(planner).post(FORM, TYPED, headers=headers).status_code == 200
    assert ActivityStatus.objects.get().percent == 40


@pytest.mark.parametrize("typed", ["101", "-1", "40,5", "hälften"])
def test_per_cent_outside_nothing_to_all_is_refused_and_kept(login, planner, period, steps, typed):
    response = login(planner).post(FORM, TYPED | {"percent": typed})
    assert (response.status_code, ActivityStatus.objects.count()) == (422, 0)
    form = response.context["entry"].form
    assert (list(form.errors), form["percent"].value(), form["comment"].value()) == (["percent"], typed, "Halvvägs.")


def test_the_database_holds_per_cent_below_a_hundred_and_known_statuses(board, period, steps, planner):
    from django.db import IntegrityError, transaction

    for changes in ({"percent": 101}, {"status": "fine"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActivityStatus.objects.create(unit=board, period=period, activity=steps["a1"], **changes)


@pytest.mark.parametrize(
    ("who", "status"),
    [("planner", 200), ("manager", 200), ("board_member", 403), ("administrator", 403), ("outsider", 404)],
)
def test_who_may_open_the_form(who, status, request, login, period, steps):
    assert login(request.getfixturevalue(who)).get(FORM).status_code == status


def test_nothing_is_changed_once_it_is_approved(login, planner, manager, board, period, steps):
    now = timezone.now()
    stamps = {"submitted_at": now, "submitted_by": planner, "approved_at": now, "approved_by": manager}
    Submission.objects.create(unit=board, period=period, state=State.APPROVED, **stamps)
    client = login(planner)
    assert (client.get(FORM).status_code, client.post(FORM, TYPED).status_code) == (403, 409)
    assert [row.edit_url for row in client.get(LIST).context["page"].groups[0].rows] == [""] * 8


def test_somebody_who_saved_first_is_not_overwritten(login, planner, manager, board, period, steps, tell):
    tell(steps["a1"], by=manager, unit=board, status="done", percent=100)
    response = login(planner).post(FORM, TYPED)
    assert (response.status_code, ActivityStatus.objects.get().status) == (409, "done")
    assert response.context["entry"].form["comment"].value() == "Halvvägs."


@pytest.mark.parametrize(
    ("changes", "state", "missing"),
    [
        (None, "missing", ("Ny rutin: choose status",)),
        ({"comment": "Startat."}, "started", ("Ny rutin: choose status",)),
        ({"status": "not_started"}, "done", ()),
        ({"status": "ongoing", "percent": 0}, "done", ()),
    ],
)
def test_an_activity_is_done_when_its_status_is_told(
    english, board, period, steps, planner, tell, changes, state, missing
):
    if changes:
        tell(steps["a1"], by=planner, unit=board, **changes)
    duty = asked(planner, board, period)["goals.a1"]
    assert (duty.kind, duty.state, duty.missing, duty.form_url) == ("activity", state, missing, FORM)


def test_last_times_answer_stands_beside_the_field(
    english, login, in_english, planner, board, period, previous_period, steps, tell
):
    tell(
        steps["a1"], by=planner, unit=board, period=previous_period, status="ongoing", percent=20, comment="Planerat."
    )
    duty = asked(planner, board, period)["goals.a1"]
    assert duty.previous.values == (("Status", "Ongoing"), ("Per cent done", "20\u00a0%"), ("Comment", "Planerat."))
    before = login(planner).get(FORM).context["entry"].previous
    assert (before["status"].status.code, before["percent"].text, before["comment"].text) == (
        "ongoing",
        "20\u00a0%",
        "Planerat.",
    )
    row = in_english.get(LIST).context["page"].groups[0].rows[2]
    assert (row.previous_label, row.previous_status.code, row.previous_percent) == (
        "Tertial 2 2025",
        "ongoing",
        "20\u00a0%",
    )


def test_unchanged_takes_the_words_over_and_never_the_number(
    login, planner, board, period, previous_period, steps, tell
):
    tell(steps["a1"], by=planner, unit=board, period=previous_period, status="ongoing", percent=20, comment="Pågår.")
    response = login(planner).post("/provnamnden/2025/reporting/goals.a1/unchanged/", {"version": "0"})
    assert response.status_code == 302
    row = ActivityStatus.objects.get(period=period)
    assert (row.status, row.percent, row.comment, row.carried_from) == ("ongoing", None, "Pågår.", previous_period)


def test_the_history_says_the_status_in_words(english, login, planner, board, period, steps, tell):
    board.language = "en"
    board.own_words = {"activity": {"ongoing": "Rullar på"}}
    tell(steps["a1"], by=planner, unit=board, status="ongoing", percent=40)
    history = history_of(Place(planner, board, period, [period]), "goals.a1")
    changes = {one.label: one.after for one in history.steps[0].changes}
    assert (history.title.text, changes["Status"], changes["Done, in per cent"]) == ("Ny rutin", "Rullar på", "40")


def test_the_report_lists_activities_with_status_per_cent_and_comments(english, board, period, steps, planner, tell):
    tell(steps["a1"], by=planner, unit=board, status="ongoing", percent=40, comment="Halvvägs.")
    tell(steps["a2"], by=planner, unit=board, status="done")
    section = goals(unit=board, period=period, today=TODAY)
    table = next(one for one in part(section, "goals.g1a").blocks if getattr(one, "key", "") == "goals.g1a.activities")
    assert isinstance(table, Table)
    assert [
        (row.cells[0].text, row.cells[1].status.label, row.cells[2].text, row.cells[2].fact, row.cells[3].text)
        for row in table.rows
    ] == [
        ("Ny rutin", "Ongoing", "40\u00a0%", "goals.a1.percent", "Områdeschef"),
        ("Utbildning (until 30 November 2025)", "Done", "Per cent not given", "", ""),
    ]
    said = [one.text for one in part(section, "goals.g1a").blocks if isinstance(one, Prose)]
    assert said[-1] == "**Ny rutin:** Halvvägs."
    assert review([section]) == []


def test_per_cent_done_is_a_figure_with_its_rule_and_where_it_came_from(english, board, period, steps, planner, tell):
    tell(steps["a1"], by=planner, unit=board, status="ongoing", percent=0)
    facts = goals(unit=board, period=period, today=TODAY).all_facts()
    fact = facts["goals.a1.percent"]
    assert (fact.value, fact.unit, fact.source) == ("0", "%", "Reported by PN")
    assert fact.rule == "How much of the activity is done, as its reporter judges it."
    assert fact.url == "/provnamnden/2025/figures/goals.a1.percent/"
    assert "goals.a2.percent" not in facts


def test_the_page_of_the_figure_tells_who_entered_it(login, planner, board, period, steps, tell):
    tell(steps["a1"], by=planner, unit=board, status="ongoing", percent=40)
    page = login(planner).get("/provnamnden/2025/figures/goals.a1.percent/").context["page"]
    assert (page.history_key, page.changes[0].by) == ("goals.a1", planner)


def test_an_activity_is_an_item_with_its_status_and_days(board, period, steps, planner, tell):
    tell(steps["a2"], by=planner, unit=board, status="delayed")
    item = {one.key: one for one in goals(unit=board, period=period, today=TODAY).all_items()}["goals.a2"]
    assert (item.kind, item.attributes, item.url) == (
        "activity",
        {"status": "delayed", "end": "2025-11-30"},
        f"{LIST}#row-goals-a2",
    )


def test_an_activity_that_has_ended_is_not_asked_for(board, period, steps, planner):
    Activity.objects.filter(code="a2").update(valid_to=date(2024, 12, 31))
    assert "goals.a2" not in asked(planner, board, period)


def test_statuses_are_offered_in_the_boards_own_words(english, board, period, steps):
    board.language = "en"
    board.own_words = {"activity": {"done": "Klart"}}
    row = ActivityStatus(unit=board, period=period, activity=steps["a1"])
    choices = [(code, str(label)) for code, label in ActivityForm(instance=row, board=board).fields["status"].choices]
    assert (choices[0], dict(choices)["done"]) == (("unassessed", "Not yet reported"), "Klart")


@pytest.mark.parametrize("count", [1, 3])
def test_activities_cost_two_queries_however_many_there_are(
    board, period, steps, planner, tell, count, django_assert_num_queries
):
    for code in list(steps)[:count]:
        tell(steps[code], by=planner, unit=board, status="ongoing", percent=10)
    with django_assert_num_queries(15):
        goals(unit=board, period=period, today=TODAY)
    with django_assert_num_queries(9):
        duties(user=planner, unit=board, period=period, today=TODAY)
