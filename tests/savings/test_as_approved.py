"""What is approved does not change when the plan does."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import html

from followup.sections import to_data
from organisation import actions
from organisation.models import Body, Frame, PlanChange, Submission
from savings import planning
from savings.models import Measure, MeasureStep, SavingsTarget
from savings.reading import read_savings
from savings.section import savings

TODAY = date(2026, 11, 23)
THEN = "/provnamnden/2025-t2/savings/"


def payload(unit, period) -> dict:
    return to_data(savings(unit=unit, period=period, today=TODAY))


def words(response) -> str:
    page = html.fromstring(response.content.decode())
    return " ".join(" ".join(page.get_element_by_id("main").itertext()).split()).replace("\u00a0", " ")


@pytest.fixture
def approve(board, planner, manager):
    def one(period):
        submission = actions.submit(submission=Submission.objects.of(board, period), missing=list, by=planner)
        return actions.approve(submission=submission, by=manager, seen=actions.seen_of(board, period))

    return one


@pytest.fixture
def change(board, period, planner):
    """Changes the plan from the open period, by the one way there is."""

    def one(owner, **values):
        def save():
            for name, value in values.items():
                if name == "overlaps":
                    owner.overlaps.set(value)
                elif name == "steps":
                    owner.steps.all().delete()
                    MeasureStep.objects.bulk_create(MeasureStep(measure=owner, **step) for step in value)
                else:
                    setattr(owner, name, value)
            owner.save()

        def create():
            owner.save()
            save()

        seen = planning.seal_of(type(owner).objects.filter(pk=owner.pk).first())
        return planning.change(
            board=board, period=period, owner=owner, seen=seen, save=save if owner.pk else create, by=planner
        )

    return one


@pytest.fixture
def plan(board, unit, region, make_measure, target, report, previous_period, planner):
    """Three measures, reported in the period that is to be approved."""
    measures = [make_measure(1, area=unit, start=date(2025, 2, 1)), make_measure(2), make_measure(3)]
    measures[0].overlaps.add(measures[1])
    body = Body.objects.create(organisation=region, code="pn", name="Provnämnden", kind="board")
    MeasureStep.objects.create(measure=measures[0], kind="decision", state="planned", body=body, date="2025-06-18")
    for one in measures:
        report(one, board, previous_period, by=planner, status="decided", realised=Decimal(250_000))
    report(target, board, previous_period, by=planner, realised=Decimal(137_000_000))
    return measures


def _changes(board, region, measures, target):
    """Each of the plan's fields, one change at a time: (owner, values)."""
    first, second, third = measures
    frame = Frame.objects.create(board=board, code="ram", name="Ram")
    body = Body.objects.create(organisation=region, code="rs", name="Styrelsen", kind="executive")
    values = {"listed_under": "political", "effect": Decimal(9_000_000), "order": 9, "code": "s9", "title": "Ny"}
    return [
        (first, {"title": "Ny titel", "area_text": "Annan", "staff_category": "Läkare", "source": "Annan"}),
        (first, {"effect": Decimal(7_000_000), "amount_decimals": -3, "start": date(2025, 11, 1)}),
        (second, {"effect": None, "effect_missing": "confidential"}),
        (second, {"deciding_body": body, "decided_date": date(2025, 9, 1), "decision_ref": "§ 9", "frame": frame}),
        (third, {"listed_under": "officials", "replaces": first, "one_off": True, "end": date(2025, 12, 1)}),
        (first, {"overlaps": [third], "area": None}),
        (Measure(board=board, **values), {"overlaps": [second]}),
        (target, {"name": "Nytt namn", "amount": Decimal(700_000_000), "basis": "measures"}),
        (SavingsTarget(board=board, code="fler", name="Fler", amount=Decimal(5)), {"order": 5}),
        # Out of the year, at either end.
        (second, {"start": date(2026, 3, 1)}),
        (third, {"start": date(2024, 1, 1), "end": date(2024, 12, 31)}),
    ]


def test_what_is_approved_stands_however_the_plan_is_changed(
    english, board, unit, region, period, previous_period, plan, target, approve, change, controller
):
    places = [(board, previous_period), (unit, previous_period)]
    submission = approve(previous_period)
    before = [payload(*place) for place in places]
    for owner, values in _changes(board, region, plan, target):
        live = payload(board, period)
        assert change(owner, **values) is True
        assert [payload(*place) for place in places] == before
        assert payload(board, period) != live
    actions.unlock(submission=submission, reason="Fel i underlaget.", by=controller)
    now = [payload(*place) for place in places]
    assert [one != was for one, was in zip(now, before, strict=True)] == [True, True]
    found = read_savings(unit=board, period=previous_period)
    assert [one.measure.title for one in found.measures] == ["Ny titel", "Ny"]
    assert [one.measure.code for one in found.later] == ["s2"]


def test_a_period_is_as_it_stood_at_its_own_approval(
    english, board, period, previous_period, plan, approve, change, controller
):
    change(plan[0], title="Före")
    submission = approve(previous_period)
    change(plan[0], title="Efter")
    titles = [one.measure.title for one in read_savings(unit=board, period=previous_period).measures]
    assert titles == ["Före", "Åtgärd 2", "Åtgärd 3"]
    actions.unlock(submission=submission, reason="Fel.", by=controller)
    approve(previous_period)
    assert read_savings(unit=board, period=previous_period).measures[0].measure.title == "Efter"


def test_the_page_of_a_measure_stands_too(
    in_english, login, board_member, planner, plan, approve, change, previous_period, period
):
    approve(previous_period)
    page = f"{THEN}measures/s1/"
    client = login(board_member)
    before = words(client.get(page))
    assert "Decision Planned 18 June 2025 Provnämnden" in before
    step = {"kind": "preparation", "state": "done"}
    change(plan[0], title="Ny", start=date(2025, 9, 1), steps=[step], overlaps=[])
    change(plan[1], replaces=plan[0], title="Två")
    now = words(client.get(page))
    said = (
        "The plan of this measure has been changed since the period was approved. It is shown here as it stood then."
    )
    assert (now.replace(f"{said} ", ""), now.count(said), before.count(said)) == (before, 1, 0)
    live = words(login(planner).get("/provnamnden/2025/savings/measures/s1/"))
    for sentence in ("Preparation Done", "Replaced by S2 Två", "S1 Ny"):
        assert sentence in live


def test_a_measure_added_later_has_no_page_in_what_is_approved(
    login, planner, board, plan, approve, change, previous_period
):
    approve(previous_period)
    change(Measure(board=board, code="s9", title="Ny", listed_under="political", effect=Decimal(1)))
    client = login(planner)
    assert client.get(f"{THEN}measures/s9/").status_code == 404
    assert client.get("/provnamnden/2025/savings/measures/s9/").status_code == 200


def test_what_overlaps_is_logged_on_both(plan, change, approve, previous_period, board):
    first, _second, third = plan
    approve(previous_period)
    change(first, overlaps=[third])
    logged = {one.subject: (one.before, one.after) for one in PlanChange.objects.all()}
    assert logged == {
        "savings.s1": ({"overlaps": ["s2"]}, {"overlaps": ["s3"]}),
        "savings.s2": ({"overlaps": ["s1"]}, {"overlaps": []}),
        "savings.s3": ({"overlaps": []}, {"overlaps": ["s1"]}),
    }
    lines = read_savings(unit=board, period=previous_period).measures
    assert [[one.code for one in line.overlaps] for line in lines] == [["s2"], ["s1"], []]


@pytest.mark.parametrize("number", [1, 3])
def test_what_was_is_read_in_as_many_queries_however_much_has_changed(
    number, board, unit, previous_period, period, make_measure, approve, change, django_assert_num_queries
):
    frame = Frame.objects.create(board=board, code="ram", name="Ram")
    measures = [make_measure(one, area=unit, frame=frame) for one in range(1, number + 1)]
    approve(previous_period)
    for one in measures:
        change(one, area=None, frame=None, title="Ny")
        change(one, title="Nyare")
    with django_assert_num_queries(9):
        found = read_savings(unit=board, period=previous_period).measures
    assert [(one.measure.title, one.measure.area, one.measure.frame) for one in found] == [
        (f"Åtgärd {number}", unit, frame) for number in range(1, number + 1)
    ]


def test_a_plan_that_moved_on_after_it_was_read_is_not_approved(
    plan, change, board, previous_period, planner, manager
):
    submission = actions.submit(submission=Submission.objects.of(board, previous_period), missing=list, by=planner)
    seen = actions.seen_of(board, previous_period)
    change(Measure.objects.get(pk=plan[1].pk), effect=Decimal(9_000_000))
    with pytest.raises(actions.MovedOn):
        actions.approve(submission=submission, by=manager, seen=seen)
