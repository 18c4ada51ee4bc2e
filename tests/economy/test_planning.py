"""Assumptions as planners enter them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from economy.models import AssumptionObserved, AssumptionProfile
from economy.planning import Step, read_steps
from organisation.models import AdministrativeAct
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
    assert (profile.code, profile.steps.count(), AdministrativeAct.objects.get().verb) == (
        "bortfall",
        3,
        "plan_assumption",
    )
    row = by_id(login(planner).get(LIST), "row-economy-assumption-bortfall")
    assert words(row.xpath(".//dd")[0]) == "−24,7 %"


def test_it_is_changed_with_what_stood_before_in_the_log(profile, login, planner, board):
    url = f"{LIST}assumptions/bortfall/plan/"
    typed = {**TYPED, "steps": "2025-05 2025-09 −30", "shown": _shown(login(planner).get(url))}
    assert login(planner).post(url, typed).status_code == 302
    assert [step.pct for step in profile.steps.all()] == [-30]
    act = AdministrativeAct.objects.first()
    assert (act.before, act.after) == (
        {"steps": "2025-05 2025-09 −33\n2025-10 2025-12 −25\n2026-01 2026-04 −14"},
        {"steps": "2025-05 2025-09 −30"},
    )


def test_what_somebody_changed_meanwhile_is_not_written_over(profile, login, planner, in_english):
    url = f"{LIST}assumptions/bortfall/plan/"
    client = login(planner)
    mine = _shown(client.get(url))
    client.post(url, {**TYPED, "name": "Deras", "shown": mine})
    response = client.post(url, {**TYPED, "name": "Mitt", "shown": mine})
    assert (response.status_code, AssumptionProfile.objects.get().name) == (422, "Deras")
    assert page(response).xpath("//input[@name='name']")[0].get("value") == "Mitt"
    again = client.post(url, {**TYPED, "name": "Mitt", "shown": _shown(response)})
    assert (again.status_code, AssumptionProfile.objects.get().name) == (302, "Mitt")


def test_bad_steps_are_answered_with_all_that_was_typed(board, period, login, planner, in_english):
    response = login(planner).post(ADD, {**TYPED, "steps": "fel", "shown": _shown(login(planner).get(ADD))})
    assert (response.status_code, AssumptionProfile.objects.count()) == (422, 0)
    assert words(page(response).xpath("//textarea")[0]) == "fel"


@pytest.mark.parametrize("role", ["manager", "administrator", "board_member"])
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
