"""Assumptions as planners enter them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from economy.models import AssumptionObserved, AssumptionProfile
from economy.profiles import profiles_of
from economy.section import deviations
from economy.steps import Step, read_steps
from followup.sections import to_data
from organisation import actions
from organisation.models import PlanChange, Submission
from tests.html import by_id, page, words

LIST = "/provnamnden/2025/economy/"
ADD = f"{LIST}assumptions/add/"
STEPS = "2025-05 2025-09 −33\n2025-10 2025-12 −25\n2026-01 2026-04 -14"
TYPED = {"name": "Bortfall", "base": "besöken", "source": "Planen", "steps": STEPS}


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("2025-05 2025-09 −33", (date(2025, 5, 1), date(2025, 9, 30), "-33", 0)),
        ("2025-05–2025-09: -33,5 %", (date(2025, 5, 1), date(2025, 9, 30), "-33.5", 1)),
        ("2024-02-10 2024-02 5", (date(2024, 2, 10), date(2024, 2, 29), "5", 0)),
    ],
)
def test_a_line_is_a_step(line, step, english):
    start, end, pct, decimals = step
    assert read_steps(f"\n{line}\n") == [Step(start=start, end=end, pct=Decimal(pct), decimals=decimals)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("maj till juni 33", "Line 1: write first month, last month and per cent, as in 2025-05 2025-09 −33."),
        ("2025-13 2025-14 5", "Line 1: “2025-13” is no month or day."),
        ("2025-09 2025-05 5", "Line 1: the step ends before it starts."),
        ("2025-05 2025-09 5,125", "Line 1: write the per cent with at most two decimals."),
        ("2025-05 2025-09 5\n2025-09 2025-10 4", "Two steps overlap: let each begin after the one before has ended."),
        (" \n", "Write at least one step."),
    ],
)
def test_what_cannot_be_read_is_said(text, said, english):
    with pytest.raises(ValidationError) as error:
        read_steps(text)
    assert error.value.messages == [said]


@pytest.fixture
def profile(board, period, login, planner):
    login(planner).post(ADD, {**TYPED, "shown": _shown(login(planner).get(ADD))})
    return AssumptionProfile.objects.get()


def _shown(response):
    return page(response).xpath("//input[@name='shown']")[0].get("value")


def test_an_assumption_is_entered_and_shown(profile, login, planner, in_english):
    change = PlanChange.objects.get()
    assert (profile.code, profile.steps.count()) == ("bortfall", 3)
    assert (change.kind, change.subject, change.before) == (
        "economy.assumptionprofile",
        "economy.assumption.bortfall",
        {},
    )
    row = by_id(login(planner).get(LIST), "row-economy-assumption-bortfall")
    assert words(row.xpath(".//dd")[0]) == "−24,7 %"


def test_it_is_changed_with_what_stood_before_in_the_log(profile, login, planner, board):
    url = f"{LIST}assumptions/bortfall/plan/"
    typed = {**TYPED, "steps": "2025-05 2025-09 −30", "shown": _shown(login(planner).get(url))}
    assert login(planner).post(url, typed).status_code == 302
    assert [step.pct for step in profile.steps.all()] == [-30]
    act = PlanChange.objects.first()
    assert (act.before, act.after) == (
        {"steps": "2025-05 2025-09 −33\n2025-10 2025-12 −25\n2026-01 2026-04 −14"},
        {"steps": "2025-05 2025-09 −30"},
    )


def test_who_changed_what_stands_below_the_form(profile, login, planner, in_english):
    url = f"{LIST}assumptions/bortfall/plan/"
    client = login(planner)
    client.post(url, {**TYPED, "name": "Annat", "base": "", "shown": _shown(client.get(url))})
    changes = [words(one) for one in page(client.get(url)).xpath("//details/ul/li")]
    assert [one.partition(", ")[2] for one in changes] == [
        "planner: What is assumed, What the per cent are of",
        "planner: What is assumed, What the per cent are of, Where the assumption comes from, Steps",
    ]


def test_what_somebody_changed_meanwhile_is_not_written_over(profile, login, planner, in_english):
    url = f"{LIST}assumptions/bortfall/plan/"
    client = login(planner)
    mine = _shown(client.get(url))
    client.post(url, {**TYPED, "name": "Deras", "shown": mine})
    response = client.post(url, {**TYPED, "name": "Mitt", "shown": mine})
    assert (response.status_code, AssumptionProfile.objects.get().name) == (409, "Deras")
    assert page(response).xpath("//input[@name='name']")[0].get("value") == "Mitt"
    again = client.post(url, {**TYPED, "name": "Mitt", "shown": _shown(response)})
    assert (again.status_code, AssumptionProfile.objects.get().name) == (302, "Mitt")


def test_bad_steps_are_answered_with_all_that_was_typed(board, period, login, planner, in_english):
    response = login(planner).post(ADD, {**TYPED, "steps": "fel", "shown": _shown(login(planner).get(ADD))})
    assert (response.status_code, AssumptionProfile.objects.count()) == (422, 0)
    assert words(page(response).xpath("//textarea")[0]) == "fel"


@pytest.mark.parametrize("role", ["manager", "board_member"])
def test_who_may_not_plan_is_refused(role, profile, login, request):
    client = login(request.getfixturevalue(role))
    for url in (ADD, f"{LIST}assumptions/bortfall/plan/"):
        assert (client.get(url).status_code, client.post(url, TYPED).status_code) == (403, 403)


def test_an_assumption_of_another_board_is_not_found(profile, other_board, login, planner):
    AssumptionProfile.objects.create(board=other_board, code="deras", name="Deras")
    for name in ("plan", "observed"):
        assert login(planner).get(f"{LIST}assumptions/deras/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "status", "stored"),
    [
        ({"low": "−20", "high": "−15"}, 302, (-20, -15, 0)),
        ({"low": "−20,5", "high": ""}, 302, (Decimal("-20.5"), None, 1)),
        ({"low": "−15", "high": "−20"}, 422, None),
        ({"low": "", "high": "−15"}, 422, None),
        ({"low": "mycket", "high": ""}, 422, None),
    ],
)
def test_what_is_observed_is_entered_from_and_to(typed, status, stored, profile, login, planner):
    response = login(planner).post(f"{LIST}assumptions/bortfall/observed/", {"version": "0", **typed})
    row = AssumptionObserved.objects.first()
    assert response.status_code == status
    assert (row and (row.low, row.high, row.decimals)) == stored


@pytest.fixture
def decided(board, previous_period, planner, manager):
    """The earlier period, approved."""
    submission = actions.submit(submission=Submission.objects.of(board, previous_period), missing=list, by=planner)
    return actions.approve(submission=submission, by=manager, seen=actions.seen_of(board, previous_period))


def _payload(board, period):
    return to_data(deviations(unit=board, period=period, today=date(2026, 11, 23)))


def _group_then(client):
    return words(page(client.get("/provnamnden/2025-t2/economy/")).get_element_by_id("group-assumptions"))


def test_what_is_approved_stands_when_an_assumption_is_changed_or_added(
    profile, board, period, decided, login, planner, controller, in_english, english
):
    client, url = login(planner), f"{LIST}assumptions/bortfall/plan/"
    then, live, shown_then = _payload(board, decided.period), _payload(board, period), _group_then(client)
    typed = {**TYPED, "name": "Annat", "base": "", "steps": "2025-05 2025-09 −30,5", "shown": _shown(client.get(url))}
    assert client.post(url, typed).status_code == 302
    assert client.post(ADD, {**TYPED, "name": "Ett till", "shown": _shown(client.get(ADD))}).status_code == 302
    assert _payload(board, decided.period) == then
    assert _payload(board, period) != live
    assert _group_then(client) == shown_then
    names = [[one.name for one in profiles_of(board, one)] for one in (decided.period, period)]
    assert names == [["Bortfall"], ["Annat", "Ett till"]]
    assert client.get("/provnamnden/2025-t2/economy/assumptions/ett-till/observed/").status_code == 404
    actions.unlock(submission=decided, reason="Fel.", by=controller)
    assert [one.name for one in profiles_of(board, decided.period)] == ["Annat", "Ett till"]


def test_a_period_that_was_locked_meanwhile_keeps_what_was_typed(profile, board, period, login, planner, in_english):
    client, url = login(planner), f"{LIST}assumptions/bortfall/plan/"
    typed = {**TYPED, "name": "Mitt", "shown": _shown(client.get(url))}
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    response = client.post(url, typed)
    assert (response.status_code, AssumptionProfile.objects.get().name) == (409, "Bortfall")
    assert page(response).xpath("//input[@name='name']")[0].get("value") == "Mitt"
    assert client.get(url).status_code == 403


def test_who_plans_in_a_unit_alone_changes_no_plan_of_the_board(profile, unit, login, unit_planner):
    client = login(unit_planner)
    for url in (ADD, f"{LIST}assumptions/bortfall/plan/"):
        of_unit = url.replace("provnamnden", unit.slug)
        assert (client.get(of_unit).status_code, client.post(of_unit, TYPED).status_code) == (403, 403)


@pytest.mark.parametrize("number", [1, 3])
def test_assumptions_are_read_in_as_many_queries_however_many(
    number, board, period, decided, login, planner, django_assert_num_queries
):
    for one in range(number):
        AssumptionProfile.objects.create(board=board, code=f"p{one}", name="Namn")
        url = f"{LIST}assumptions/p{one}/plan/"
        assert login(planner).post(url, {**TYPED, "shown": _shown(login(planner).get(url))}).status_code == 302
    with django_assert_num_queries(3):
        assert [one.name for one in profiles_of(board, decided.period)] == ["Namn"] * number
