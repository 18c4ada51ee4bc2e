"""The plan in the browser: measures, steps, overlaps and targets, and the page of a measure."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from lxml import html

from organisation import actions
from organisation.models import Body, PlanChange, Submission
from savings.models import Measure, MeasureStep, SavingsTarget

LIST = "/provnamnden/2025/savings/"
ADD = f"{LIST}plan/measures/add/"
CHANGE = f"{LIST}plan/measures/s1/change/"
STEPS = f"{LIST}plan/measures/s1/steps/"
ADD_TARGET = f"{LIST}plan/targets/add/"
NEW = {"code": "s9", "title": "Färre resor", "listed_under": "officials", "effect": "1,2 mnkr", "start": "2025-07-01"}


@pytest.fixture(autouse=True)
def _open_period(period):
    """Every page here is about the open period."""


def shown(response) -> dict[str, str | list[str]]:
    """What the page's form would post as it stands."""
    [form] = html.fromstring(response.content.decode()).xpath("//form[@data-guard]")
    fields = {
        name: value if isinstance(value, str | type(None)) else list(value) for name, value in form.fields.items()
    }
    return {name: value for name, value in fields.items() if value}


def words(response) -> str:
    page = html.fromstring(response.content.decode())
    return " ".join(" ".join(page.get_element_by_id("main").itertext()).split())


def test_a_planner_adds_a_measure(login, planner, measure):
    response = login(planner).post(ADD, NEW | {"overlaps": [measure.pk], "replaces": measure.pk})
    assert (response.status_code, response.url) == (302, LIST)
    added = Measure.objects.get(code="s9")
    assert (added.effect, added.amount_unit, added.amount_decimals) == (Decimal(1_200_000), "mnkr", 1)
    assert (added.start, added.replaces, list(added.overlaps.all()), added.order) == (
        date(2025, 7, 1),
        measure,
        [measure],
        2,
    )
    beside, change = PlanChange.objects.order_by("subject")
    assert (change.by, change.kind, change.subject, change.before) == (planner, "savings.measure", "savings.s9", {})
    assert (change.after["overlaps"], change.after["effect"]) == (["s1"], "1200000.00")
    assert (beside.subject, beside.before, beside.after) == ("savings.s1", {"overlaps": []}, {"overlaps": ["s9"]})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"effect": ""}, "Give the effect a year, or say why there is none."),
        ({"effect": "1.234"}, "can be read in more than one way"),
        ({"code": "s1"}, "The board already has a measure with this code."),
        ({"code": "plan"}, "This word means something else in addresses."),
        ({"end": "2025-01-01"}, "The measure must start before it ends."),
        ({"one_off": "on", "is_permanent": "true"}, "A measure is one-off or permanent, not both."),
    ],
)
def test_bad_input_is_refused_in_words_with_everything_typed_kept(
    in_english, login, planner, measure, typed, sentence
):
    response = login(planner).post(ADD, NEW | typed)
    assert response.status_code == 422
    assert sentence in words(response)
    assert shown(response)["title"] == "Färre resor"
    assert (Measure.objects.count(), PlanChange.objects.count()) == (1, 0)


def test_what_is_shown_and_saved_again_changes_nothing(in_english, login, planner, measure):
    client = login(planner)
    response = client.post(CHANGE, shown(client.get(CHANGE)), follow=True)
    assert "Nothing was changed." in words(response)
    assert PlanChange.objects.count() == 0


def test_a_change_is_remembered_with_before_and_after(in_english, login, planner, measure):
    client = login(planner)
    posted = shown(client.get(CHANGE)) | {"title": "Ny titel", "effect": "2 000"}
    assert client.post(CHANGE, posted).status_code == 302
    change = PlanChange.objects.get()
    assert change.before == {"title": "Åtgärd 1", "effect": "1000000.00"}
    assert change.after == {"title": "Ny titel", "effect": "2000000.00"}
    assert "planner: measure, effect a year" in words(client.get(f"{LIST}measures/s1/"))


def test_somebody_elses_change_is_not_overwritten(in_english, login, planner, measure):
    client = login(planner)
    posted = shown(client.get(CHANGE)) | {"title": "Min"}
    Measure.objects.update(title="Deras")
    response = client.post(CHANGE, posted)
    assert (response.status_code, shown(response)["title"]) == (409, "Min")
    assert "somebody changed this after you opened it" in words(response)
    assert Measure.objects.get().title == "Deras"


def test_a_locked_period_keeps_what_was_typed_and_opens_no_form(in_english, login, planner, measure, board, period):
    client = login(planner)
    posted = shown(client.get(CHANGE)) | {"title": "Min"}
    actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
    response = client.post(CHANGE, posted)
    assert (response.status_code, shown(response)["title"]) == (409, "Min")
    assert client.get(CHANGE).status_code == 403
    assert Measure.objects.get().title == "Åtgärd 1"


@pytest.mark.parametrize("url", [ADD, CHANGE, STEPS, ADD_TARGET])
@pytest.mark.parametrize(("who", "status"), [("manager", 403), ("unit_planner", 403), ("outsider", 404)])
def test_others_change_no_plan(request, login, measure, url, who, status):
    client = login(request.getfixturevalue(who))
    assert (client.get(url).status_code, client.post(url, NEW).status_code) == (status, status)


def test_steps_are_added_changed_and_removed(login, planner, measure, region):
    body = Body.objects.create(organisation=region, code="pn", name="Provnämnden", kind="board")
    MeasureStep.objects.create(measure=measure, kind="preparation", order=1)
    client = login(planner)
    page = shown(client.get(STEPS))
    posted = page | {
        "steps-0-state": "done",
        "steps-1-kind": "decision",
        "steps-1-date": "2025-06-18",
        "steps-1-body": body.pk,
        "steps-1-reference": "§ 45",
        "steps-1-state": "done",
        "steps-1-order": "2",
    }
    assert client.post(STEPS, posted).status_code == 302
    assert [(one.kind, one.state, one.reference) for one in measure.steps.all()] == [
        ("preparation", "done", ""),
        ("decision", "done", "§ 45"),
    ]
    posted = shown(client.get(STEPS)) | {"steps-0-DELETE": "on"}
    assert client.post(STEPS, posted).status_code == 302
    assert [one.kind for one in measure.steps.all()] == ["decision"]
    assert PlanChange.objects.count() == 2


@pytest.mark.parametrize(("orders", "proposed"), [([], ["1", "2"]), ([1], ["2", "3"]), ([0, 7, 3], ["8", "9"])])
def test_a_new_step_is_given_the_next_number_and_is_no_step_by_that_alone(login, planner, measure, orders, proposed):
    for order in orders:
        MeasureStep.objects.create(measure=measure, kind="preparation", order=order)
    client, first = login(planner), len(orders)
    page = shown(client.get(STEPS))
    assert [page[f"steps-{first + n}-order"] for n in range(2)] == proposed
    # Somebody writes another number, and says of no step what it is.
    assert client.post(STEPS, page | {f"steps-{first}-order": "40"}).status_code == 302
    assert (MeasureStep.objects.count(), PlanChange.objects.count()) == (first, 0)
    added = {f"steps-{first}-kind": "decision", f"steps-{first}-state": "planned"}
    assert client.post(STEPS, page | added).status_code == 302
    assert str(MeasureStep.objects.get(kind="decision").order) == proposed[0]


def test_a_step_with_a_date_that_there_is_not_is_refused(in_english, login, planner, measure):
    client = login(planner)
    posted = shown(client.get(STEPS)) | {"steps-0-kind": "decision", "steps-0-date": "2025-02-30"}
    response = client.post(STEPS, posted)
    assert (response.status_code, shown(response)["steps-0-date"]) == (422, "2025-02-30")
    assert MeasureStep.objects.count() == 0


def test_a_target_is_added_and_changed(login, planner):
    client = login(planner)
    new = {"code": "staff", "name": "Lägre kostnad", "basis": "measures", "amount": "213 mnkr"}
    assert client.post(ADD_TARGET, new).status_code == 302
    target = SavingsTarget.objects.get()
    assert (target.amount, target.amount_unit, target.order) == (Decimal(213_000_000), "mnkr", 1)
    url = f"{LIST}plan/targets/staff/change/"
    assert client.post(url, shown(client.get(url)) | {"amount": "250"}).status_code == 302
    assert SavingsTarget.objects.get().amount == Decimal(250_000_000)


def test_a_target_above_zero_only(in_english, login, planner):
    new = {"code": "staff", "name": "Lägre kostnad", "basis": "measures", "amount": "0"}
    response = login(planner).post(ADD_TARGET, new)
    assert (response.status_code, "The target must be more than zero." in words(response)) == (422, True)


def test_a_measure_does_not_replace_itself(measure):
    with pytest.raises(IntegrityError):
        Measure.objects.filter(pk=measure.pk).update(replaces=measure)


def test_the_page_of_a_measure_says_what_hangs_together(in_english, login, planner, make_measure):
    first, second = make_measure(1, start=date(2025, 7, 1)), make_measure(2)
    second.replaces = first
    second.save()
    first.overlaps.add(second)
    MeasureStep.objects.create(measure=first, kind="decision", state="done", date=date(2025, 6, 18), reference="§ 45")
    response = login(planner).get(f"{LIST}measures/s1/")
    text = words(response).replace("\u00a0", " ")
    assert response.status_code == 200
    for said in (
        "Effect in 2025 500 tkr",
        "Effect in 2026 1 000 tkr",
        "Replaced by S2 Åtgärd 2",
        "Overlaps S2 Åtgärd 2",
    ):
        assert said in text
    assert "Decision Done 18 June 2025 § 45" in text


def test_the_page_of_a_measure_that_the_unit_does_not_have_is_404(login, planner, measure, unit):
    client = login(planner)
    assert client.get(f"{LIST}measures/s7/").status_code == 404
    assert client.get("/provnamnden-norra/2025/savings/measures/s1/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_measure_asks_the_same_number_of_queries_whatever_there_is(
    login, planner, make_measure, number, django_assert_num_queries
):
    first, *others = [make_measure(one) for one in range(1, number + 1)]
    first.overlaps.set(others)
    for order in range(number):
        MeasureStep.objects.create(measure=first, kind="decision", order=order)
    client = login(planner)
    with django_assert_num_queries(15):
        client.get(f"{LIST}measures/s1/")


@pytest.mark.parametrize(
    ("dates", "leads_to"),
    [({"start": "2027-01-01"}, f"{LIST}measures/s1/"), ({"start": "2024-01-01", "end": "2024-12-31"}, LIST)],
)
def test_a_measure_that_is_moved_leads_back_to_where_it_is_found(login, planner, measure, dates, leads_to):
    client = login(planner)
    response = client.post(CHANGE, shown(client.get(CHANGE)) | dates)
    assert (response.status_code, response.url) == (302, leads_to)


@pytest.mark.parametrize("code", ["once", "by_status", "total"])
def test_a_code_that_keys_of_sums_begin_with_is_refused(code, login, planner):
    response = login(planner).post(ADD, NEW | {"code": code})
    assert (response.status_code, Measure.objects.filter(code=code).count()) == (422, 0)


def test_a_measure_and_a_target_have_no_code_in_common(board, login, planner):
    SavingsTarget.objects.create(board=board, code="s9", name="Mål", amount=Decimal(1))
    response = login(planner).post(ADD, NEW)
    assert (response.status_code, Measure.objects.filter(code="s9").count()) == (422, 0)
