"""Units that begin and end: who is asked in which period, what stays, and who goes on with it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boardportal.progress import progress_of
from goals.models import Goal, GoalAssessment
from organisation import actions, administration
from organisation.models import AdministrativeAct, Unit
from organisation.places import Place

pytestmark = pytest.mark.usefixtures("english", "in_english")

URL = "/manage/provnamnden/units/provnamnden-norra/"


@pytest.fixture
def south(board):
    return Unit.objects.create(
        organisation=board.organisation,
        parent=board,
        board=board,
        slug="sodra",
        name="Södra",
        short_name="Södra",
        order=2,
    )


@pytest.fixture
def change(board, unit, administrator):
    def change(one=unit, **values):
        shown = administration.unit_values(one)
        return administration.change_unit(
            board=board, unit=one, values=shown | values, seen=administration.fingerprint(shown), by=administrator
        )

    return change


def ended(unit, day=date(2025, 8, 31), **kwargs):
    Unit.objects.filter(pk=unit.pk).update(valid_to=day, **kwargs)
    unit.refresh_from_db()
    return unit


def test_a_unit_is_ended_on_a_day_and_goes_on_in_another(change, unit, south):
    assert change(valid_to=date(2025, 8, 31), merged_into="sodra") is True
    unit.refresh_from_db()
    assert (unit.valid_to, unit.merged_into) == (date(2025, 8, 31), south)
    act = AdministrativeAct.objects.get(verb="unit_changed")
    assert (act.before, act.after) == (
        {"valid_to": None, "merged_into": ""},
        {"valid_to": "2025-08-31", "merged_into": "sodra"},
    )


def test_that_it_ended_can_be_taken_back(change, unit, south):
    change(valid_to=date(2025, 8, 31), merged_into="sodra")
    unit.refresh_from_db()
    assert change(unit, valid_to=None, merged_into="") is True
    unit.refresh_from_db()
    assert (unit.valid_to, unit.merged_into) == (None, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"valid_from": date(2025, 9, 1), "valid_to": date(2025, 8, 31)}, "valid_to"),
        ({"merged_into": "sodra"}, "valid_to"),
        ({"valid_to": date(2025, 8, 31), "merged_into": "provnamnden-norra"}, "merged_into"),
        ({"valid_to": date(2025, 8, 31), "merged_into": "provnamnden"}, "merged_into"),
        ({"valid_to": date(2025, 8, 31), "merged_into": "andra-namnden"}, "merged_into"),
    ],
)
def test_what_cannot_be_is_refused(change, south, other_board, values, field):
    with pytest.raises(ValidationError) as refused:
        change(**values)
    assert list(refused.value.message_dict) == [field]


def test_nothing_goes_on_in_a_unit_that_has_ended_before(change, south):
    ended(south, date(2025, 5, 31))
    with pytest.raises(ValidationError):
        change(valid_to=date(2025, 8, 31), merged_into="sodra")


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_from": date(2025, 9, 1), "valid_to": date(2025, 8, 31)},
        {"merged_into_id": 1},
        {"valid_to": date(2025, 8, 31), "merged_into": "itself"},
    ],
)
def test_the_database_holds_it_too(unit, fields):
    if fields.get("merged_into") == "itself":
        fields = {"valid_to": fields["valid_to"], "merged_into": unit}
    fields = {"merged_into": unit.board} if "merged_into_id" in fields else fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(**fields)


def test_a_board_does_not_end(board):
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=board.pk).update(valid_to=date(2025, 8, 31))


def test_the_form_ends_a_unit(login, administrator, unit, south, period):
    client = login(administrator)
    form = client.get(URL).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    response = client.post(URL, posted | {"valid_to": "2025-08-31", "merged_into": "sodra"})
    assert response.status_code == 302
    unit.refresh_from_db()
    assert (unit.valid_to, unit.merged_into) == (date(2025, 8, 31), south)
    assert "until 31 August 2025" in client.get("/manage/provnamnden/units/").content.decode()


def test_a_wrong_day_is_said_and_everything_typed_is_kept(login, administrator, unit, south):
    client = login(administrator)
    form = client.get(URL).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    response = client.post(URL, posted | {"name": "Nytt namn", "merged_into": "sodra"})
    assert (response.status_code, response.context["form"]["name"].value()) == (422, "Nytt namn")
    assert response.context["form"].errors == {"valid_to": ["Say which day was its last."]}


def test_nothing_is_written_in_a_unit_that_has_ended(board, unit, period, previous_period, planner):
    goal = Goal.objects.create(board=board, code="g1", title="Mål")
    ended(unit)
    row = actions.write(
        row=GoalAssessment(unit=unit, period=previous_period, goal=goal),
        version=0,
        changes={"analysis": "Då fanns vi."},
        by=planner,
    )
    assert row.version == 1
    with pytest.raises(actions.Locked) as refused:
        actions.write(
            row=GoalAssessment(unit=unit, period=period, goal=goal), version=0, changes={"analysis": "Nu."}, by=planner
        )
    assert str(refused.value) == "The unit ended on 31 August 2025. What it has reported stays as it is."


@pytest.mark.parametrize("url", ["goals/", "goals/report/", "reporting/", ""])
def test_its_pages_stay_and_say_why_nothing_is_written(login, planner, unit, period, url):
    ended(unit)
    assert login(planner).get(f"/provnamnden-norra/2025/{url}").status_code == 200


def test_the_form_of_a_unit_that_has_not_begun_says_when_it_does(unit, period, planner):
    Unit.objects.filter(pk=unit.pk).update(valid_from=date(2026, 1, 1))
    unit.refresh_from_db()
    place = Place(user=planner, unit=unit, period=period, periods=[period])
    assert place.may("write").reason == "The unit begins on 1 January 2026."


def test_progress_lists_those_that_are_there_at_the_end_of_the_period(board, unit, south, period, planner):
    ended(unit)
    place = Place(user=planner, unit=board, period=period, periods=[period])
    found = progress_of(place, today=date(2026, 1, 1))
    assert [one.unit.short_name for one in found] == ["PN", "Södra"]
